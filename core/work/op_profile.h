// Which of LibTorch's operations the time goes to. One profile at a time, of the calling thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace velatura {

struct OpTime {
    std::string name;        ///< LibTorch's own: "aten::convolution_backward"
    std::int64_t calls = 0;
    double seconds = 0;      ///< its own, without the operations that it calls
};

/// Runs `body`, backward passes included, and adds up its operations by name, slowest first. What no operation takes is the
/// last entry, "other".
std::vector<OpTime> profileOps(const std::function<void()>& body);

}  // namespace velatura
