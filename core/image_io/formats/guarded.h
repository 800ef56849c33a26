// libpng and libjpeg report errors by longjmp. guarded() is the only place that sets a jump target.
#pragma once

#include <csetjmp>

namespace velatura::formats {

/// Runs `f`; false if it jumped out through `target`. What `f` calls must leave no C++ object with a destructor between
/// the jump and here, and callbacks from the library must not throw. Never inlined: the caller's variables stay in
/// memory, so that they are sound after the jump.
template <class F>
[[gnu::noinline]] bool guarded(std::jmp_buf& target, F&& f) {
    if (setjmp(target) != 0) return false;
    f();
    return true;
}

}  // namespace velatura::formats
