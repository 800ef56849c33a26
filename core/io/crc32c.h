// CRC-32C (Castagnoli), as TFRecord files and packed sets carry it. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>

namespace velatura {

/// `before` continues the sum over bytes that came before.
std::uint32_t crc32c(const void* data, size_t bytes, std::uint32_t before = 0);

}  // namespace velatura
