// Takes values out of a block of a stranger's file, front to back, numbers least byte first; what does not fit is told
// once at the end. Used by the readers of archives, on any thread.
#pragma once

#include <string_view>

#include "core/io/input_file.h"

namespace velatura {

/// Once a value does not fit, it and all that follow are 0 or empty, and ok() is false.
class ByteParser {
public:
    explicit ByteParser(std::string_view bytes) : bytes_(bytes) {}
    template <class T>
    T value() {
        const auto v = take(sizeof(T));
        return ok_ ? littleEndian<T>(v.data()) : T{};
    }
    std::string_view take(size_t n) {
        if (n > bytes_.size()) {
            ok_ = false;
            bytes_ = {};
            return {};
        }
        const auto out = bytes_.substr(0, n);
        bytes_.remove_prefix(n);
        return out;
    }
    bool ok() const { return ok_; }
    size_t left() const { return bytes_.size(); }

private:
    std::string_view bytes_;
    bool ok_ = true;
};

}  // namespace velatura
