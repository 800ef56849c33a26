// Hashes that recipes, journals and manifests record. XXH3 (128 bits, as `xxh128sum` prints it) tells pictures apart
// and is quick over 100 megapixels; SHA-256 names the weights, as models/manifest.json does. Any thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace velatura {

/// XXH3 of data that come in pieces; 32 hexadecimal digits at the end.
class Xxh3 {
public:
    Xxh3();
    ~Xxh3();
    Xxh3(const Xxh3&) = delete;
    Xxh3& operator=(const Xxh3&) = delete;
    void add(const void* data, size_t bytes);
    std::string hex() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string xxh3(std::string_view bytes);
Result<std::string> xxh3OfFile(const std::filesystem::path& path);

/// FIPS 180-4, as 64 hexadecimal digits.
std::string sha256(std::string_view bytes);
Result<std::string> sha256OfFile(const std::filesystem::path& path);

}  // namespace velatura
