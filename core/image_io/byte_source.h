// ByteSource: where the bytes of a picture come from, a file or memory, read at any offset. Codecs pull what they need
// through it, so that a file is never in memory as a whole and never mapped (a mapped file that shrinks ends the
// program). One source belongs to one call, hence to one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace velatura {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    /// What to call it in a sentence: the file's path, or "The picture data".
    const std::string& name() const { return name_; }
    std::uint64_t size() const { return size_; }
    /// Fewer bytes than asked for only at the end, or after a failed read (then failed() holds).
    virtual size_t read(std::uint64_t offset, void* out, size_t bytes) noexcept = 0;
    bool failed() const { return failed_; }
    /// Everything, for codecs that cannot read piece by piece. The caller has checked size().
    std::vector<std::uint8_t> readAll();

protected:
    ByteSource(std::string name, std::uint64_t size) : name_(std::move(name)), size_(size) {}
    bool failed_ = false;

private:
    std::string name_;
    std::uint64_t size_;
};

/// Errors name the file: not there, a folder, not a regular file, no permission, empty.
Result<std::unique_ptr<ByteSource>> openFileSource(const std::filesystem::path& path);
/// `bytes` must outlive the source.
std::unique_ptr<ByteSource> memorySource(std::span<const std::uint8_t> bytes);

}  // namespace velatura
