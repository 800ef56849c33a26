#include "core/base/base64.h"

#include <array>
#include <cstdint>

namespace velatura {

namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<std::int8_t, 256> makeValues() {
    std::array<std::int8_t, 256> out{};
    for (auto& v : out) v = -1;
    for (size_t i = 0; i < kDigits.size(); ++i)
        out[static_cast<std::uint8_t>(kDigits[i])] = static_cast<std::int8_t>(i);
    return out;
}

}  // namespace

std::string toBase64(std::string_view bytes) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (size_t i = 0; i < bytes.size(); i += 3) {
        const size_t n = std::min<size_t>(3, bytes.size() - i);
        std::uint32_t v = 0;
        for (size_t k = 0; k < 3; ++k) v = v << 8 | (k < n ? static_cast<std::uint8_t>(bytes[i + k]) : 0u);
        for (size_t k = 0; k < 4; ++k) out += k <= n ? kDigits[v >> (18 - 6 * k) & 63] : '=';
    }
    return out;
}

std::optional<std::string> fromBase64(std::string_view text) {
    static constexpr auto values = makeValues();
    if (text.size() % 4 != 0) return std::nullopt;
    size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
    std::string out;
    out.reserve(text.size() / 4 * 3);
    std::uint32_t v = 0;
    for (size_t i = 0; i < text.size(); ++i) {
        const bool pad = i >= text.size() - padding;
        const int digit = pad ? 0 : values[static_cast<std::uint8_t>(text[i])];
        if (digit < 0) return std::nullopt;
        v = v << 6 | static_cast<std::uint32_t>(digit);
        if (i % 4 != 3) continue;
        for (int k = 2; k >= 0; --k) out += static_cast<char>(v >> (8 * k) & 255);
        v = 0;
    }
    out.resize(out.size() - padding);
    return out;
}

}  // namespace velatura
