// What lies where in a zip archive of stored (not packed) entries, as PyTorch writes them. Read by hand and not by
// libzip: it is a page of code, the training server has no such library, and stored entries that may neither overlap
// nor leave the file cannot blow up. Used by the reader of .pth files.
#pragma once

#include <map>

#include "core/io/input_file.h"

namespace velatura {

struct ZipEntry {
    std::uint64_t offset = 0, size = 0;  ///< of its bytes in the file
    std::uint32_t crc = 0;
};

using ZipDirectory = std::map<std::string, ZipEntry>;

/// Refused by a sentence: packed or encrypted entries, names that leave the folder, entries that overlap or are named
/// twice, archives of several parts, anything outside the file.
Result<ZipDirectory> readZipDirectory(const InputFile& file);

/// The checksum that zip uses (ISO 3309), over data that come in pieces: start with 0.
std::uint32_t crc32(std::uint32_t crc, const void* data, size_t bytes);

}  // namespace velatura
