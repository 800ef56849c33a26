// Base64 (RFC 4648) for the small pictures inside a recipe. Decoding is strict: what is no base64 gives nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace velatura {

std::string toBase64(std::string_view bytes);
std::optional<std::string> fromBase64(std::string_view text);

}  // namespace velatura
