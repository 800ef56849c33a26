#include "core/io/packed.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <new>
#include <system_error>

#include "core/io/crc32c.h"
#include "core/io/input_file.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

constexpr char kMagic[] = "VELAPACK", kEndMagic[] = "VELAPEND";
constexpr std::uint32_t kVersion = 1;
constexpr std::uint64_t kHeaderBytes = 16, kFooterBytes = 40;
constexpr std::uint64_t kMaxIndex = 1u << 30;  // some eight million pictures
constexpr std::uint64_t kMaxPicture = 1u << 30;
constexpr size_t kMaxLabel = 4096;

template <class T>
void append(std::string& out, T value) {
    for (size_t i = 0; i < sizeof(T); ++i) out += static_cast<char>(value >> (8 * i));
}

void appendText(std::string& out, const std::string& text) {
    append(out, static_cast<std::uint32_t>(text.size()));
    out += text;
}

template <class T>
T number(const char* p) {
    T out = 0;
    for (size_t i = sizeof(T); i-- > 0;) out = static_cast<T>(out << 8 | static_cast<std::uint8_t>(p[i]));
    return out;
}

/// Takes values from a block; once one does not fit, all that follow are empty and ok() is false.
class Parser {
public:
    explicit Parser(std::string_view bytes) : bytes_(bytes) {}
    template <class T>
    T value() {
        const auto v = take(sizeof(T));
        return ok_ ? number<T>(v.data()) : T{};
    }
    std::string text() { return std::string(take(value<std::uint32_t>())); }
    bool ok() const { return ok_; }
    bool atEnd() const { return bytes_.empty(); }
    size_t left() const { return bytes_.size(); }

private:
    std::string_view take(size_t n) {
        if (n > bytes_.size()) {
            ok_ = false;
            return {};
        }
        const auto out = bytes_.substr(0, n);
        bytes_.remove_prefix(n);
        return out;
    }
    std::string_view bytes_;
    bool ok_ = true;
};

bool readAt(int fd, std::uint64_t offset, void* out, size_t bytes) {
    auto* p = static_cast<char*>(out);
    while (bytes > 0) {
        const ssize_t n = ::pread(fd, p, bytes, static_cast<off_t>(offset));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        p += n;
        offset += static_cast<std::uint64_t>(n);
        bytes -= static_cast<size_t>(n);
    }
    return true;
}

tl::unexpected<Error> broken(const fs::path& path, const char* what) {
    return fail(ErrorCode::Unreadable, "%1 is not a usable packed set: %2.", {path.string(), what},
                "Copy it again or make it anew.");
}

}  // namespace

Result<PackedWriter> PackedWriter::create(const fs::path& target) {
    auto file = AtomicFile::create(target);
    if (!file) return fail(file.error());
    std::string header(kMagic);
    append(header, kVersion);
    append(header, std::uint32_t{0});
    if (auto s = file->write(header); !s) return fail(s.error());
    PackedWriter writer(std::move(*file));
    writer.offset_ = header.size();
    return writer;
}

Status PackedWriter::add(const std::string& name, const std::string& label, std::string_view bytes) {
    if (!staysInFolder(name) || label.size() > kMaxLabel)
        return fail(ErrorCode::Usage, "%1 is not a name that a packed set can hold.", {name}, "Use a relative name.");
    if (bytes.size() > kMaxPicture)
        return fail(ErrorCode::TooLarge, "%1 is too large for a packed set: it has %2 MB.",
                    {name, std::to_string(bytes.size() >> 20)});
    if (!names_.insert(name).second)
        return fail(ErrorCode::Usage, "%1 is in the packed set already.", {name}, "Give every picture its own name.");
    if (auto s = file_.write(bytes); !s) return s;
    const auto [found, isNew] = labelIndex_.try_emplace(label, static_cast<std::uint32_t>(labels_.size()));
    if (isNew) labels_.push_back(label);
    entries_.push_back({name, found->second, offset_, bytes.size(), crc32c(bytes.data(), bytes.size())});
    offset_ += bytes.size();
    return {};
}

Status PackedWriter::finish() {
    std::string index;
    append(index, static_cast<std::uint32_t>(labels_.size()));
    for (const auto& label : labels_) appendText(index, label);
    append(index, static_cast<std::uint64_t>(entries_.size()));
    for (const auto& e : entries_) {
        appendText(index, e.name);
        append(index, e.label);
        append(index, e.offset);
        append(index, e.size);
        append(index, e.crc);
    }
    std::string footer;
    append(footer, offset_);
    append(footer, static_cast<std::uint64_t>(index.size()));
    append(footer, std::uint64_t{0});
    append(footer, crc32c(index.data(), index.size()));
    append(footer, kVersion);
    footer += kEndMagic;
    if (auto s = file_.write(index); !s) return s;
    if (auto s = file_.write(footer); !s) return s;
    return file_.commit();
}

PackedReader::PackedReader(PackedReader&& other) noexcept
    : path_(std::move(other.path_)),
      fd_(std::exchange(other.fd_, -1)),
      entries_(std::move(other.entries_)),
      labels_(std::move(other.labels_)) {}

PackedReader::~PackedReader() {
    if (fd_ >= 0) ::close(fd_);
}

Result<PackedReader> PackedReader::open(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fail(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Unreadable, "%1 could not be opened: %2.",
                    {path.string(), std::generic_category().message(errno)}, "Check the name.");
    PackedReader reader(path, fd);
    struct stat st {};
    char header[kHeaderBytes], footer[kFooterBytes];
    if (::fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) return broken(path, "it is not a regular file");
    const auto fileSize = static_cast<std::uint64_t>(st.st_size);
    if (fileSize < kHeaderBytes + kFooterBytes || !readAt(fd, 0, header, kHeaderBytes) ||
        std::memcmp(header, kMagic, 8) != 0)
        return broken(path, "it does not begin like one");
    if (number<std::uint32_t>(header + 8) != kVersion)
        return fail(ErrorCode::Unsupported, "%1 is a packed set of version %2; this program reads version %3.",
                    {path.string(), std::to_string(number<std::uint32_t>(header + 8)), std::to_string(kVersion)},
                    "Pack it again with this program.");
    if (!readAt(fd, fileSize - kFooterBytes, footer, kFooterBytes) || std::memcmp(footer + 32, kEndMagic, 8) != 0)
        return broken(path, "its end is missing");
    const auto indexOffset = number<std::uint64_t>(footer), indexBytes = number<std::uint64_t>(footer + 8);
    const std::uint64_t dataEnd = fileSize - kFooterBytes;
    if (indexBytes > kMaxIndex || indexOffset < kHeaderBytes || indexOffset > dataEnd ||
        dataEnd - indexOffset != indexBytes)
        return broken(path, "its index is not where it should be");
    try {
        std::string index(indexBytes, '\0');
        if (!readAt(fd, indexOffset, index.data(), index.size())) return broken(path, "its index could not be read");
        if (crc32c(index.data(), index.size()) != number<std::uint32_t>(footer + 24))
            return broken(path, "its index is damaged");
        Parser parser(index);
        const auto labels = parser.value<std::uint32_t>();
        for (std::uint32_t i = 0; i < labels && parser.ok(); ++i) reader.labels_.push_back(parser.text());
        const auto count = parser.value<std::uint64_t>();
        constexpr size_t kLeast = 4 + 1 + 4 + 8 + 8 + 4;
        if (!parser.ok() || count > parser.left() / kLeast) return broken(path, "its index is damaged");
        reader.entries_.reserve(count);
        for (std::uint64_t i = 0; i < count; ++i) {
            PackedEntry e;
            e.name = parser.text();
            e.label = parser.value<std::uint32_t>();
            e.offset = parser.value<std::uint64_t>();
            e.size = parser.value<std::uint64_t>();
            e.crc = parser.value<std::uint32_t>();
            if (!parser.ok() || !staysInFolder(e.name) || e.label >= labels || e.offset < kHeaderBytes ||
                e.offset > indexOffset || e.size > indexOffset - e.offset || e.size > kMaxPicture)
                return broken(path, "an entry of its index is out of range");
            reader.entries_.push_back(std::move(e));
        }
        if (!parser.atEnd()) return broken(path, "its index is damaged");
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, "There is not enough memory for the index of %1.", {path.string()});
    }
    return reader;
}

Result<std::string> PackedReader::read(size_t i) const {
    const PackedEntry& e = entries_.at(i);
    try {
        std::string out(e.size, '\0');
        if (!readAt(fd_, e.offset, out.data(), out.size()) || crc32c(out.data(), out.size()) != e.crc)
            return fail(ErrorCode::Unreadable, "The picture %1 in %2 is damaged.", {e.name, path_.string()},
                        "Copy the packed set again or make it anew.");
        return out;
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, "There is not enough memory for the picture %1 in %2.",
                    {e.name, path_.string()});
    }
}

bool isPackedSet(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return false;
    char magic[8];
    const bool yes = readAt(fd, 0, magic, sizeof magic) && std::memcmp(magic, kMagic, 8) == 0;
    ::close(fd);
    return yes;
}

}  // namespace velatura
