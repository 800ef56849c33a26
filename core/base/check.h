// Checks for what a programmer caused: they throw and name expected and actual.
// What a user caused is an Error (result.h).
#pragma once

#include <fmt/format.h>

#include <stdexcept>

namespace velatura {

class CheckFailure : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// Throws CheckFailure with the formatted sentence unless `condition` holds.
template <class... Args>
void check(bool condition, fmt::format_string<Args...> format, Args&&... args) {
    if (!condition) throw CheckFailure(fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace velatura
