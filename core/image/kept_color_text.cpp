#include "core/image/kept_color_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace velatura {

std::string colorText(const KeptColor& color) {
    return fmt::format("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue);
}

std::string toText(const KeptColor& color) {
    return fmt::format("{}:{}", colorText(color), color.deltaE);
}

Result<KeptColor> parseKeptColor(const std::string& text) {
    constexpr size_t kDigits = 6;
    KeptColor out;
    unsigned value = 0;
    const char* const last = text.data() + text.size();
    const bool digits = text.size() > kDigits && text[0] == '#' &&
                        std::all_of(text.begin() + 1, text.begin() + 1 + kDigits,
                                    [](unsigned char c) { return std::isxdigit(c) != 0; });
    bool fine = digits && (text.size() == 1 + kDigits || text[1 + kDigits] == ':');
    if (fine) std::from_chars(text.data() + 1, text.data() + 1 + kDigits, value, 16);
    if (fine && text.size() > 1 + kDigits) {
        const auto parsed = std::from_chars(text.data() + 2 + kDigits, last, out.deltaE);
        fine = parsed.ec == std::errc() && parsed.ptr == last && std::isfinite(out.deltaE) && out.deltaE >= 0 &&
               out.deltaE <= kMaxKeptDeltaE;
    }
    if (!fine)
        return fail(ErrorCode::Usage, "\"%1\" is not a colour to keep.", {text},
                    "Give it as #rrggbb:DELTA-E, such as #c8102e:3; the Delta E is 0 to 100.");
    out.red = static_cast<std::uint8_t>(value >> 16);
    out.green = static_cast<std::uint8_t>(value >> 8 & 0xff);
    out.blue = static_cast<std::uint8_t>(value & 0xff);
    return out;
}

}  // namespace velatura
