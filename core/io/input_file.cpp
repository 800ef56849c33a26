#include "core/io/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace velatura {

namespace {

constexpr size_t kMaxName = 4096;
constexpr size_t kMaxShown = 80;

}  // namespace

Result<InputFile> InputFile::open(const std::filesystem::path& path) {
    // Without O_NONBLOCK a named pipe would hold the thread until somebody writes to it.
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fail(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Unreadable, "%1 could not be opened: %2.",
                    {path.string(), std::generic_category().message(errno)}, "Check the name.");
    InputFile file(path.string(), fd, 0);
    struct stat st {};
    if (::fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return fail(ErrorCode::Unreadable, "%1 is not a regular file.", {file.name_}, "Give a file.");
    file.size_ = static_cast<std::uint64_t>(st.st_size);
    return file;
}

InputFile::InputFile(InputFile&& other) noexcept
    : name_(std::move(other.name_)), fd_(std::exchange(other.fd_, -1)), size_(other.size_) {}

InputFile& InputFile::operator=(InputFile&& other) noexcept {
    std::swap(name_, other.name_);
    std::swap(fd_, other.fd_);
    std::swap(size_, other.size_);
    return *this;
}

InputFile::~InputFile() {
    if (fd_ >= 0) ::close(fd_);
}

bool InputFile::read(std::uint64_t offset, void* out, std::uint64_t bytes) const {
    if (offset > size_ || bytes > size_ - offset) return false;
    auto* p = static_cast<char*>(out);
    while (bytes > 0) {
        const ssize_t n = ::pread(fd_, p, bytes, static_cast<off_t>(offset));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        p += n;
        offset += static_cast<std::uint64_t>(n);
        bytes -= static_cast<std::uint64_t>(n);
    }
    return true;
}

bool staysInFolder(std::string_view name) {
    if (name.empty() || name.size() > kMaxName || name.find('\0') != name.npos || name.front() == '/') return false;
    for (const auto& part : std::filesystem::path(name))
        if (part == "..") return false;
    return true;
}

std::string shownName(std::string_view text) {
    std::string out(text.substr(0, kMaxShown));
    for (char& c : out)
        if (c < 32 || c > 126) c = '?';
    return text.size() > kMaxShown ? out + "..." : out;
}

}  // namespace velatura
