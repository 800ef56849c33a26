// Standard error watched for a while, and code run in a child process.
#pragma once

#include <functional>

namespace velatura::test {

/// From construction to destruction standard error goes to a temporary file: no library may print there.
class QuietCheck {
public:
    QuietCheck();
    ~QuietCheck();
    QuietCheck(const QuietCheck&) = delete;
    QuietCheck& operator=(const QuietCheck&) = delete;
    bool nothingPrinted() const;

private:
    int saved_ = -1, file_ = -1;
};

/// Exit status of `work` in a forked child; -1 where it crashed.
int inChild(const std::function<int()>& work);

}  // namespace velatura::test
