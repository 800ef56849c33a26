// What the program's exit status says; DESIGN: 0 done, 1 failed, 2 wrong usage, 130 interrupted with the best saved.
#pragma once

#include "core/base/error.h"

namespace velatura::cli {

inline constexpr int kExitDone = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitInterrupted = 130;

inline int exitStatus(const Error& error) {
    return error.code == ErrorCode::Usage ? kExitUsage : kExitFailed;
}

}  // namespace velatura::cli
