#include "core/base/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace velatura {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> diskError(const fs::path& target, int err) {
    std::string hint = "Choose another folder or check its permissions.";
    if (err == ENOSPC || err == EDQUOT || err == EFBIG)
        hint = "The disk is full: free some space or choose another folder. What was there before is untouched.";
    return fail(ErrorCode::Disk, "%1 could not be written: %2.", {target.string(), std::generic_category().message(err)},
                hint);
}

}  // namespace

Result<AtomicFile> AtomicFile::create(const fs::path& target) {
    std::error_code ec;
    if (fs::is_directory(target, ec))
        return fail(ErrorCode::Disk, "%1 is a folder, not a file.", {target.string()}, "Give a file name.");
    const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, ec))
        return fail(ErrorCode::Disk, "The folder %1 does not exist.", {folder.string()},
                    "Create it or choose another one.");
    static std::atomic<unsigned> counter{0};
    const std::string suffix = ".part-" + std::to_string(::getpid()) + "-" + std::to_string(counter++);
    // Long names stay within the file system's 255 bytes: the temporary name is cut, the suffix keeps it unique.
    const fs::path temporary = folder / ("." + target.filename().string().substr(0, 200) + suffix);
    const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) return diskError(target, errno);
    return AtomicFile(target, temporary, fd);
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : target_(std::move(other.target_)), temporary_(std::move(other.temporary_)), fd_(std::exchange(other.fd_, -1)) {
    other.temporary_.clear();
}

AtomicFile::~AtomicFile() {
    if (fd_ >= 0) ::close(fd_);
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Status AtomicFile::write(const void* data, size_t bytes) {
    const char* p = static_cast<const char*>(data);
    while (bytes > 0) {
        const ssize_t n = ::write(fd_, p, bytes);
        if (n < 0) {
            if (errno == EINTR) continue;
            return diskError(target_, errno);
        }
        p += n;
        bytes -= static_cast<size_t>(n);
    }
    return {};
}

Status AtomicFile::commit() {
    // The mode of a file that is replaced is kept; a new one has what the umask allows.
    struct stat old {};
    if (::stat(target_.c_str(), &old) == 0 && ::fchmod(fd_, old.st_mode & 07777) != 0) return diskError(target_, errno);
    if (::fsync(fd_) != 0) return diskError(target_, errno);
    const int fd = std::exchange(fd_, -1);
    if (::close(fd) != 0) return diskError(target_, errno);
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) return diskError(target_, errno);
    temporary_.clear();
    // The name itself survives a power cut only once the folder is synced; a failure here loses nothing already there.
    const fs::path folder = target_.has_parent_path() ? target_.parent_path() : fs::path(".");
    const int dir = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir >= 0) {
        ::fsync(dir);
        ::close(dir);
    }
    return {};
}

Status writeFileAtomically(const fs::path& target, std::string_view bytes) {
    auto file = AtomicFile::create(target);
    if (!file) return fail(file.error());
    if (auto s = file->write(bytes); !s) return s;
    return file->commit();
}

Result<std::string> readFile(const fs::path& path, size_t limit) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        if (errno == ENOENT) return fail(ErrorCode::NotFound, "There is no file %1.", {path.string()}, "Check the name.");
        return fail(ErrorCode::Unreadable, "%1 could not be opened: %2.",
                    {path.string(), std::generic_category().message(errno)});
    }
    struct stat st {};
    std::string out;
    Status status;
    if (::fstat(fd, &st) != 0 || S_ISDIR(st.st_mode)) {
        status = fail(ErrorCode::Unreadable, "%1 is not a file.", {path.string()});
    } else if (st.st_size > 0 && static_cast<size_t>(st.st_size) > limit) {
        status = fail(ErrorCode::TooLarge, "%1 is %2 MB; at most %3 MB are read.",
                      {path.string(), std::to_string(st.st_size >> 20), std::to_string(limit >> 20)});
    } else {
        // Pipes and /proc files say size 0, so the end is found by reading.
        char buffer[1 << 16];
        out.reserve(static_cast<size_t>(st.st_size));
        for (;;) {
            const ssize_t n = ::read(fd, buffer, sizeof buffer);
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) {
                status = fail(ErrorCode::Unreadable, "%1 could not be read: %2.",
                              {path.string(), std::generic_category().message(errno)});
                break;
            }
            if (n == 0) break;
            if (out.size() + static_cast<size_t>(n) > limit) {
                status = fail(ErrorCode::TooLarge, "%1 is larger than the %2 MB that are read.",
                              {path.string(), std::to_string(limit >> 20)});
                break;
            }
            out.append(buffer, static_cast<size_t>(n));
        }
    }
    ::close(fd);
    if (!status) return fail(status.error());
    return out;
}

}  // namespace velatura
