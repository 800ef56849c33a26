#include "core/base/error.h"

namespace velatura {

std::string fillArguments(const std::string& text, const std::vector<std::string>& arguments) {
    std::string out;
    out.reserve(text.size() + 32);
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 1 < text.size() && text[i + 1] >= '1' && text[i + 1] <= '9') {
            const size_t k = static_cast<size_t>(text[i + 1] - '1');
            if (k < arguments.size()) {
                out += arguments[k];
                ++i;
                continue;
            }
        }
        out += text[i];
    }
    return out;
}

std::string Error::message() const {
    std::string out = fillArguments(text, arguments);
    if (!hint.empty()) {
        out += ' ';
        out += hint;
    }
    return out;
}

const char* errorCodeName(ErrorCode code) {
    switch (code) {
        case ErrorCode::Usage: return "usage";
        case ErrorCode::NotFound: return "not-found";
        case ErrorCode::Unreadable: return "unreadable";
        case ErrorCode::Unsupported: return "unsupported";
        case ErrorCode::TooLarge: return "too-large";
        case ErrorCode::OutOfMemory: return "out-of-memory";
        case ErrorCode::Disk: return "disk";
        case ErrorCode::Model: return "model";
        case ErrorCode::Internal: return "internal";
    }
    return "internal";
}

}  // namespace velatura
