#include "core/io/crc32c.h"

#include <array>

namespace velatura {

namespace {

/// Eight tables, so that eight bytes are taken at a time: a picture's sum must not cost more than its reading.
using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

constexpr Tables makeTables() {
    Tables t{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t c = i;
        for (int k = 0; k < 8; ++k) c = c & 1 ? 0x82F63B78u ^ c >> 1 : c >> 1;
        t[0][i] = c;
    }
    for (size_t i = 0; i < 256; ++i)
        for (size_t k = 1; k < 8; ++k) t[k][i] = t[k - 1][i] >> 8 ^ t[0][t[k - 1][i] & 255];
    return t;
}

constexpr Tables kTables = makeTables();

}  // namespace

std::uint32_t crc32c(const void* data, size_t bytes, std::uint32_t before) {
    const auto* p = static_cast<const std::uint8_t*>(data);
    std::uint32_t c = ~before;
    for (; bytes >= 8; bytes -= 8, p += 8) {
        c ^= p[0] | p[1] << 8 | p[2] << 16 | static_cast<std::uint32_t>(p[3]) << 24;
        c = kTables[7][c & 255] ^ kTables[6][c >> 8 & 255] ^ kTables[5][c >> 16 & 255] ^ kTables[4][c >> 24] ^
            kTables[3][p[4]] ^ kTables[2][p[5]] ^ kTables[1][p[6]] ^ kTables[0][p[7]];
    }
    for (; bytes > 0; --bytes, ++p) c = c >> 8 ^ kTables[0][(c ^ *p) & 255];
    return ~c;
}

}  // namespace velatura
