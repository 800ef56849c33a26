// Weights in safetensors files: a JSON header with names, types, shapes and offsets, then the bytes. LibTorch-free.
// Sizes in the header are checked against the file before anything is allocated; nothing in a file is ever run.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace velatura {

enum class NumberType { F32, F16, F64, BF16, I64, I32, U8 };

size_t bytesOf(NumberType type);
const char* nameOf(NumberType type);  ///< "F32", as in the file

/// A named block of numbers, row-major, little-endian.
struct NumberArray {
    NumberType type = NumberType::F32;
    std::vector<std::int64_t> shape;
    std::vector<std::uint8_t> bytes;
    std::int64_t count() const;
};

struct SafetensorsFile {
    std::map<std::string, NumberArray> arrays;
    std::map<std::string, std::string> metadata;
};

Result<SafetensorsFile> readSafetensors(const std::filesystem::path& path);
/// Only the header's metadata and the names, types and shapes (bytes left empty): quick, for lists of models.
Result<SafetensorsFile> readSafetensorsHeader(const std::filesystem::path& path);
/// Same content gives the same bytes: keys sorted, header padded to 8.
Status writeSafetensors(const std::filesystem::path& path, const SafetensorsFile& file);

}  // namespace velatura
