// A file of numbers, read at any offset and never mapped: a mapped file that shrinks ends the program. What all readers
// of strangers' archives ask of names stands here too. A reader owns one; reading is safe on any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace velatura {

class InputFile {
public:
    /// Not there, no permission, no regular file: an error that names it.
    static Result<InputFile> open(const std::filesystem::path& path);
    InputFile(InputFile&& other) noexcept;
    InputFile& operator=(InputFile&& other) noexcept;
    ~InputFile();

    const std::string& name() const { return name_; }
    std::uint64_t size() const { return size_; }
    /// All of them, or false.
    bool read(std::uint64_t offset, void* out, std::uint64_t bytes) const;

private:
    InputFile(std::string name, int fd, std::uint64_t size) : name_(std::move(name)), fd_(fd), size_(size) {}

    std::string name_;
    int fd_ = -1;
    std::uint64_t size_ = 0;
};

/// An unsigned number of the file, least byte first.
template <class T>
T littleEndian(const void* bytes) {
    const auto* p = static_cast<const std::uint8_t*>(bytes);
    T out = 0;
    for (size_t i = sizeof(T); i-- > 0;) out = static_cast<T>(out << 8 | p[i]);
    return out;
}

/// A name in an archive that is relative and stays in the folder it would be unpacked to.
bool staysInFolder(std::string_view name);

/// Text of a stranger's file for a sentence: short, and nothing in it that a terminal would obey.
std::string shownName(std::string_view text);

}  // namespace velatura
