// Files are written to a temporary name beside the target, synced and renamed: after a crash or on a full disk there
// is the old file or the new one, never half of one. Everything that the program writes goes through here.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace velatura {

/// A file under construction. Nothing changes at `target` before commit() returns success; without it the temporary
/// file is removed by the destructor. A symbolic link stays one: the file that it points to is replaced. Folders,
/// devices and write-protected files are refused by create(). One thread at a time.
class AtomicFile {
public:
    static Result<AtomicFile> create(const std::filesystem::path& target);
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    ~AtomicFile();

    Status write(const void* data, size_t bytes);
    Status write(std::string_view text) { return write(text.data(), text.size()); }
    /// Syncs and renames over the target; an error when a write() before it failed.
    Status commit();
    /// Where the bytes are until commit(), for codecs that insist on a path of their own.
    const std::filesystem::path& temporaryPath() const { return temporary_; }

private:
    AtomicFile(std::filesystem::path target, std::filesystem::path temporary, int fd)
        : target_(std::move(target)), temporary_(std::move(temporary)), fd_(fd) {}
    std::filesystem::path target_, temporary_;
    int fd_ = -1;
    int writeError_ = 0;  ///< errno of the first write that failed: half a file is never renamed into place
};

/// All of `bytes` in one go.
Status writeFileAtomically(const std::filesystem::path& target, std::string_view bytes);

/// The whole file, refused over `limit` bytes before anything is allocated.
Result<std::string> readFile(const std::filesystem::path& path, size_t limit);

}  // namespace velatura
