// What a user can cause and can mend (file, parameter, memory, model, disk) travels as Error, never as an exception.
// Every layer uses it; a value type, safe on any thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace velatura {

enum class ErrorCode {
    Usage,        ///< unknown parameter, wrong type, value out of range
    NotFound,     ///< a file, model or name that does not exist
    Unreadable,   ///< exists, but its content is not what it should be
    Unsupported,  ///< understood, but not something this program does
    TooLarge,     ///< over a stated limit
    OutOfMemory,
    Disk,         ///< writing failed: full, read-only, no permission
    Model,        ///< weights or work library missing or wrong
    Internal,     ///< the program's own fault, caught at a border
};

/// One sentence that a person can act on: what, where, what to do.
/// `text` holds %1, %2 … for `arguments`, so that the window can translate it before filling it in.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string text;
    std::vector<std::string> arguments;
    std::string hint;  ///< what to do about it; may be empty; translated like `text`, never filled in

    Error() = default;
    Error(ErrorCode c, std::string t, std::vector<std::string> a = {}, std::string h = {})
        : code(c), text(std::move(t)), arguments(std::move(a)), hint(std::move(h)) {}

    /// `text` with its arguments filled in, then the hint: the English sentence for terminal and log.
    std::string message() const;
};

/// Replaces %1 … %9 in `text` by the arguments; an argument that holds "%1" itself is left alone.
std::string fillArguments(const std::string& text, const std::vector<std::string>& arguments);

/// Stable name of a code for --json output and logs ("not-found").
const char* errorCodeName(ErrorCode code);

}  // namespace velatura
