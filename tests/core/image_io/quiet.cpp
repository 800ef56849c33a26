#include "tests/core/image_io/quiet.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace velatura::test {

QuietCheck::QuietCheck() {
#ifdef __SANITIZE_ADDRESS__
    return;  // a report of the sanitizer must be seen
#endif
    std::fflush(stderr);
    char name[] = "/tmp/velatura-quiet-XXXXXX";
    file_ = ::mkstemp(name);
    ::unlink(name);
    saved_ = ::dup(2);
    ::dup2(file_, 2);
}

QuietCheck::~QuietCheck() {
    if (file_ < 0) return;
    std::fflush(stderr);
    ::dup2(saved_, 2);
    ::close(saved_);
    ::close(file_);
}

bool QuietCheck::nothingPrinted() const {
    if (file_ < 0) return true;
    std::fflush(stderr);
    struct stat st {};
    return ::fstat(file_, &st) == 0 && st.st_size == 0;
}

int inChild(const std::function<int()>& work) {
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child == 0) ::_exit(work());
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
    return WEXITSTATUS(status);
}

}  // namespace velatura::test
