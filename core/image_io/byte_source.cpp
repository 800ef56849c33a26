#include "core/image_io/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace velatura {

namespace fs = std::filesystem;

namespace {

/// Codecs ask for a few bytes at a time; one system call for each would be most of the work.
constexpr size_t kWindow = 64 * 1024;

class FileSource : public ByteSource {
public:
    FileSource(const std::string& name, int fd, std::uint64_t size) : ByteSource(name, size), fd_(fd) {}
    ~FileSource() override { ::close(fd_); }

    size_t read(std::uint64_t offset, void* out, size_t bytes) noexcept override {
        auto* to = static_cast<std::uint8_t*>(out);
        size_t done = 0;
        while (done < bytes) {
            const std::uint64_t at = offset + done;
            if (at >= windowStart_ && at < windowStart_ + windowSize_) {
                const size_t n = std::min<size_t>(bytes - done, windowStart_ + windowSize_ - at);
                std::memcpy(to + done, window_ + (at - windowStart_), n);
                done += n;
                continue;
            }
            const bool large = bytes - done >= kWindow;
            const size_t n = pull(at, large ? to + done : window_, large ? bytes - done : kWindow);
            if (n == 0) break;
            if (large) {
                done += n;
            } else {
                windowStart_ = at;
                windowSize_ = n;
            }
        }
        return done;
    }

private:
    size_t pull(std::uint64_t offset, std::uint8_t* out, size_t bytes) noexcept {
        if (offset >= size()) return 0;
        // A file that grows meanwhile ends where it ended when it was opened.
        const size_t wanted = static_cast<size_t>(std::min<std::uint64_t>(bytes, size() - offset));
        for (;;) {
            const ssize_t n = ::pread(fd_, out, wanted, static_cast<off_t>(offset));
            if (n >= 0) return static_cast<size_t>(n);
            if (errno == EINTR) continue;
            failed_ = true;
            return 0;
        }
    }

    int fd_;
    std::uint64_t windowStart_ = 0;
    size_t windowSize_ = 0;
    std::uint8_t window_[kWindow];
};

class MemorySource : public ByteSource {
public:
    explicit MemorySource(std::span<const std::uint8_t> bytes)
        : ByteSource("The picture data", bytes.size()), bytes_(bytes) {}

    size_t read(std::uint64_t offset, void* out, size_t bytes) noexcept override {
        if (bytes == 0 || offset >= bytes_.size()) return 0;
        const size_t n = std::min<size_t>(bytes, bytes_.size() - static_cast<size_t>(offset));
        std::memcpy(out, bytes_.data() + offset, n);
        return n;
    }

private:
    std::span<const std::uint8_t> bytes_;
};

tl::unexpected<Error> openError(const std::string& name, int err) {
    if (err == ENOENT || err == ENOTDIR)
        return fail(ErrorCode::NotFound, "There is no file %1.", {name}, "Check the name.");
    if (err == EACCES || err == EPERM)
        return fail(ErrorCode::Unreadable, "%1 may not be read: permission denied.", {name},
                    "Change the file's permissions or copy it to a place of your own.");
    return fail(ErrorCode::Unreadable, "%1 could not be opened: %2.", {name, std::generic_category().message(err)});
}

}  // namespace

std::vector<std::uint8_t> ByteSource::readAll() {
    std::vector<std::uint8_t> out(static_cast<size_t>(size()));
    out.resize(read(0, out.data(), out.size()));
    return out;
}

Result<std::unique_ptr<ByteSource>> openFileSource(const fs::path& path) {
    const std::string name = path.string();
    // Without O_NONBLOCK a named pipe would hold the thread until somebody writes to it.
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return openError(name, errno);
    struct stat st {};
    const bool known = ::fstat(fd, &st) == 0;
    if (known && S_ISREG(st.st_mode) && st.st_size > 0) {
        try {
            return std::make_unique<FileSource>(name, fd, static_cast<std::uint64_t>(st.st_size));
        } catch (...) {
            ::close(fd);
            throw;
        }
    }
    ::close(fd);
    if (known && S_ISDIR(st.st_mode))
        return fail(ErrorCode::Unreadable, "%1 is a folder, not a picture.", {name}, "Give a file inside it.");
    if (!known || !S_ISREG(st.st_mode))
        return fail(ErrorCode::Unreadable, "%1 is not a regular file.", {name}, "Save the picture to a file first.");
    return fail(ErrorCode::Unreadable, "%1 is empty: it has 0 bytes.", {name}, "Copy or download it again.");
}

std::unique_ptr<ByteSource> memorySource(std::span<const std::uint8_t> bytes) {
    return std::make_unique<MemorySource>(bytes);
}

}  // namespace velatura
