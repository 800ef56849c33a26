// Result<T>: a value or an Error. Status: success or an Error.
#pragma once

#include <tl/expected.hpp>

#include "core/base/error.h"

namespace velatura {

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

/// Shorthand for `return fail(ErrorCode::NotFound, "… %1 …", {path}, "Check …")`.
inline tl::unexpected<Error> fail(ErrorCode code, std::string text, std::vector<std::string> arguments = {},
                                  std::string hint = {}) {
    return tl::unexpected<Error>(Error(code, std::move(text), std::move(arguments), std::move(hint)));
}
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace velatura
