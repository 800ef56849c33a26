#include "core/base/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "core/base/check.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> diskError(const fs::path& target, int err) {
    std::string hint = "Choose another folder or check its permissions.";
    if (err == ENOSPC || err == EDQUOT || err == EFBIG)
        hint = "The disk is full: free some space or choose another folder. What was there before is untouched.";
    if (err == ENAMETOOLONG) hint = "Choose a shorter name.";
    return fail(ErrorCode::Disk, "%1 could not be written: %2.", {target.string(), std::generic_category().message(err)},
                hint);
}

fs::path folderOf(const fs::path& file) { return file.has_parent_path() ? file.parent_path() : fs::path("."); }

/// The file that a chain of symbolic links ends at; it need not exist. Nothing where the links run in a circle.
std::optional<fs::path> behindLinks(fs::path file) {
    for (int i = 0; i < 40; ++i) {
        std::error_code ec;
        const fs::path link = fs::read_symlink(file, ec);
        if (ec) return file;
        file = link.is_absolute() ? link : folderOf(file) / link;
    }
    return std::nullopt;
}

/// Refuses what must not be replaced, before anybody has computed for an hour.
Status checkTarget(const fs::path& target) {
    struct stat st {};
    if (::stat(target.c_str(), &st) != 0) {
        if (errno == ENAMETOOLONG) return diskError(target, errno);
    } else if (S_ISDIR(st.st_mode)) {
        return fail(ErrorCode::Disk, "%1 is a folder, not a file.", {target.string()}, "Give a file name.");
    } else if (!S_ISREG(st.st_mode)) {
        return fail(ErrorCode::Disk, "%1 is a device or pipe, not a file.", {target.string()}, "Give a file name.");
    } else if (::access(target.c_str(), W_OK) != 0) {
        return diskError(target, errno);
    }
    if (target.filename().empty() || target.filename() == "." || target.filename() == "..")
        return fail(ErrorCode::Disk, "\"%1\" is no file name.", {target.string()}, "Give a file name.");
    const fs::path folder = folderOf(target);
    std::error_code ec;
    if (!fs::is_directory(folder, ec))
        return fail(ErrorCode::Disk, "The folder %1 does not exist.", {folder.string()},
                    "Create it or choose another one.");
    return {};
}

/// "16.5 MB", "900 bytes": exact enough that a file over a limit never reads as one of the same size.
std::string sizeText(std::uint64_t bytes) {
    if (bytes < 10'000) return fmt::format("{} bytes", bytes);
    if (bytes < 10'000'000) return fmt::format("{:.1f} kB", static_cast<double>(bytes) / 1e3);
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

/// ".name.part-123-4", as create() names what is being written.
bool isPart(const std::string& name) {
    const size_t mark = name.rfind(".part-");
    if (name.empty() || name[0] != '.' || mark == std::string::npos || mark == 0) return false;
    const size_t numbers = mark + 6, dash = name.find('-', numbers);
    const auto digits = [&](size_t from, size_t to) {
        return from < to && std::all_of(name.begin() + static_cast<std::ptrdiff_t>(from),
                                        name.begin() + static_cast<std::ptrdiff_t>(to),
                                        [](char c) { return c >= '0' && c <= '9'; });
    };
    return dash != std::string::npos && digits(numbers, dash) && digits(dash + 1, name.size());
}

/// Removes what killed runs left in `folder`: their files have not been written to for an hour. Once a folder.
void sweepLeftovers(const fs::path& folder) {
    static std::mutex mutex;
    static std::set<fs::path> swept;
    {
        const std::lock_guard lock(mutex);
        if (!swept.insert(folder).second) return;
    }
    std::error_code ec;
    const auto limit = fs::file_time_type::clock::now() - std::chrono::hours(1);
    for (auto it = fs::directory_iterator(folder, ec); !ec && it != fs::directory_iterator(); it.increment(ec)) {
        if (!isPart(it->path().filename().string())) continue;
        std::error_code one;
        if (it->is_symlink(one) || !it->is_regular_file(one) || it->last_write_time(one) > limit || one) continue;
        fs::remove(it->path(), one);
    }
}

}  // namespace

Result<AtomicFile> AtomicFile::create(const fs::path& wanted) {
    const auto followed = behindLinks(wanted);
    if (!followed) return diskError(wanted, ELOOP);
    const fs::path& target = *followed;
    if (auto status = checkTarget(target); !status) return fail(status.error());
    // Long names stay within the file system's 255 bytes: the temporary name is cut, the suffix keeps it unique. A
    // process of the same number may have left its file here when it was killed (in containers it always has), so a
    // name that is taken is no error.
    static std::atomic<unsigned> counter{0};
    sweepLeftovers(folderOf(target));
    const fs::path start = folderOf(target) / ("." + target.filename().string().substr(0, 200));
    for (int attempt = 0;; ++attempt) {
        const std::string suffix = ".part-" + std::to_string(::getpid()) + "-" + std::to_string(counter++);
        fs::path temporary = start;
        temporary += suffix;
        const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0) return AtomicFile(target, std::move(temporary), fd);
        if (errno != EEXIST || attempt == 1000) return diskError(target, errno);
    }
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : target_(std::move(other.target_)), temporary_(std::move(other.temporary_)), fd_(std::exchange(other.fd_, -1)),
      writeError_(other.writeError_) {
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
            writeError_ = errno;
            return diskError(target_, errno);
        }
        p += n;
        bytes -= static_cast<size_t>(n);
    }
    return {};
}

Status AtomicFile::commit() {
    check(fd_ >= 0, "{} was committed twice", target_.string());
    if (writeError_ != 0) return diskError(target_, writeError_);
    // Mode and owner of a file that is replaced are kept where the file system knows such things; a new file has what
    // the umask allows.
    struct stat old {};
    struct stat fresh {};
    if (::stat(target_.c_str(), &old) == 0 && ::fstat(fd_, &fresh) == 0) {
        const bool sameOwner = old.st_uid == fresh.st_uid && old.st_gid == fresh.st_gid;
        if (sameOwner || ::fchown(fd_, old.st_uid, old.st_gid) == 0) (void)::fchmod(fd_, old.st_mode & 0777);
    }
    // Some network and FUSE file systems cannot sync; the rename is still whole or not there.
    if (::fsync(fd_) != 0 && errno != EINVAL && errno != ENOSYS && errno != ENOTSUP) return diskError(target_, errno);
    const int fd = std::exchange(fd_, -1);
    if (::close(fd) != 0) return diskError(target_, errno);
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) return diskError(target_, errno);
    temporary_.clear();
    // The name itself survives a power cut only once the folder is synced; a failure here loses nothing already there.
    const fs::path folder = folderOf(target_);
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
        status = fail(ErrorCode::TooLarge, "%1 holds %2; at most %3 are read.",
                      {path.string(), sizeText(static_cast<std::uint64_t>(st.st_size)), sizeText(limit)});
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
                status = fail(ErrorCode::TooLarge, "%1 is larger than the %2 that are read.",
                              {path.string(), sizeText(limit)});
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
