// The border of the work library: LibTorch's exceptions become Errors here, their stack text goes to the log.
#pragma once

#include <utility>

#include "core/base/result.h"

namespace velatura {

/// The Error for whatever is being handled now; called inside a catch block.
Error errorOfCurrentException();

/// Runs `f`, which returns a Result; nothing that it throws leaves.
template <class F>
auto guarded(F&& f) -> decltype(f()) {
    try {
        return f();
    } catch (...) {
        return fail(errorOfCurrentException());
    }
}

}  // namespace velatura
