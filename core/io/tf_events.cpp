#include "core/io/tf_events.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>
#include <utility>

#include "core/io/crc32c.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

constexpr size_t kKept = 64 * 1024;
constexpr size_t kMaxKept =
    size_t{32} << 20;          // while the disk is full; then curves lose points, not the run its memory
constexpr size_t kFrame = 16;  // length 8, its sum 4, sum of the data 4

std::uint32_t masked(std::string_view bytes) {
    const std::uint32_t c = crc32c(bytes.data(), bytes.size());
    return (c >> 15 | c << 17) + 0xA282EAD8u;
}

template <class T>
void appendLittle(std::string& out, T value) {
    for (size_t i = 0; i < sizeof(T); ++i) out += static_cast<char>(value >> (8 * i));
}

template <class T>
T little(std::string_view bytes, size_t at) {
    T out = 0;
    for (size_t i = sizeof(T); i-- > 0;) out = static_cast<T>(out << 8 | static_cast<std::uint8_t>(bytes[at + i]));
    return out;
}

// Protocol buffers: a field is its number and wire type, then a varint (0), 8 bytes (1), a length and bytes (2) or
// 4 bytes (5). Field numbers are those of tensorflow/core/util/event.proto and framework/summary.proto.
void varint(std::string& out, std::uint64_t v) {
    for (; v >= 128; v >>= 7) out += static_cast<char>(v | 128);
    out += static_cast<char>(v);
}
void integerField(std::string& out, unsigned field, std::int64_t v) {
    varint(out, field << 3);
    varint(out, static_cast<std::uint64_t>(v));
}
void doubleField(std::string& out, unsigned field, double v) {
    varint(out, field << 3 | 1);
    appendLittle(out, std::bit_cast<std::uint64_t>(v));
}
void floatField(std::string& out, unsigned field, float v) {
    varint(out, field << 3 | 5);
    appendLittle(out, std::bit_cast<std::uint32_t>(v));
}
void bytesField(std::string& out, unsigned field, std::string_view v) {
    varint(out, field << 3 | 2);
    varint(out, v.size());
    out += v;
}

std::string eventHead(std::int64_t step, double wallSeconds) {
    std::string out;
    doubleField(out, 1, wallSeconds);
    if (step != 0) integerField(out, 2, step);
    return out;
}

/// Event with one Summary.Value.
std::string summaryEvent(std::int64_t step, double wallSeconds, const std::string& value) {
    std::string summary, out = eventHead(step, wallSeconds);
    bytesField(summary, 1, value);
    bytesField(out, 5, summary);
    return out;
}

double now() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// Records of an open file, one by one; a picture's run may fill gigabytes, so never all of them in memory.
class RecordScan {
public:
    explicit RecordScan(int fd) : fd_(fd) {
        struct stat st {};
        size_ = ::fstat(fd, &st) == 0 ? static_cast<std::uint64_t>(st.st_size) : 0;
    }
    /// False at the end, and where a record is incomplete or a sum is wrong.
    bool next(std::string& data) {
        if (size_ - end_ < kFrame || !read(end_, data, 12)) return false;
        const auto length = little<std::uint64_t>(data, 0);
        if (little<std::uint32_t>(data, 8) != masked(std::string_view(data).substr(0, 8)) ||
            length > size_ - end_ - kFrame || !read(end_ + 12, data, length + 4))
            return false;
        const auto sum = little<std::uint32_t>(data, length);
        data.resize(length);
        if (sum != masked(data)) return false;
        end_ += length + kFrame;
        return true;
    }
    /// Where the last whole record ends.
    std::uint64_t end() const { return end_; }
    bool atEnd() const { return end_ == size_; }

private:
    bool read(std::uint64_t offset, std::string& out, std::uint64_t bytes) {
        out.resize(bytes);
        for (size_t done = 0; done < bytes;) {
            const ssize_t n = ::pread(fd_, out.data() + done, bytes - done, static_cast<off_t>(offset + done));
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) return false;
            done += static_cast<size_t>(n);
        }
        return true;
    }
    int fd_;
    std::uint64_t size_ = 0, end_ = 0;
};

tl::unexpected<Error> writeError(const fs::path& path, int err) {
    return fail(ErrorCode::Disk, "The event file %1 could not be written: %2.",
                {path.string(), std::generic_category().message(err)},
                "Free some space or check the folder's permissions.");
}

struct Field {
    unsigned number = 0;
    std::uint64_t integer = 0;
    std::string_view bytes;
};

/// Takes the fields of a message one by one; ok() is false where it is malformed.
class Message {
public:
    explicit Message(std::string_view bytes) : bytes_(bytes) {}
    bool ok() const { return ok_; }

    bool next(Field& f) {
        if (bytes_.empty() || !ok_) return false;
        const std::uint64_t key = number();
        f = {static_cast<unsigned>(key >> 3), 0, {}};
        switch (key & 7) {
            case 0:
                f.integer = number();
                break;
            case 1:
                f.integer = fixed<std::uint64_t>();
                break;
            case 2:
                f.bytes = take(number());
                break;
            case 5:
                f.integer = fixed<std::uint32_t>();
                break;
            default:
                ok_ = false;
        }
        return ok_;
    }

private:
    std::uint64_t number() {
        std::uint64_t v = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const auto b = take(1);
            if (!ok_) return 0;
            v |= (static_cast<std::uint64_t>(b[0]) & 127) << shift;
            if (!(b[0] & 128)) return v;
        }
        ok_ = false;
        return 0;
    }
    template <class T>
    T fixed() {
        const auto b = take(sizeof(T));
        return ok_ ? little<T>(b, 0) : T{};
    }
    std::string_view take(std::uint64_t n) {
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

bool parseImage(std::string_view bytes, TfEvent& e) {
    Message m(bytes);
    for (Field f; m.next(f);) {
        if (f.number == 1) e.height = static_cast<int>(f.integer);
        if (f.number == 2) e.width = static_cast<int>(f.integer);
        if (f.number == 4) e.png = f.bytes;
    }
    return m.ok();
}

bool parseValue(std::string_view bytes, TfEvent& e) {
    Message m(bytes);
    bool ok = true;
    for (Field f; m.next(f);) {
        if (f.number == 1) e.tag = f.bytes;
        if (f.number == 2) {
            e.hasScalar = true;
            e.scalar = std::bit_cast<float>(static_cast<std::uint32_t>(f.integer));
        }
        if (f.number == 4) ok = ok && parseImage(f.bytes, e);
    }
    return ok && m.ok();
}

bool parseSummary(std::string_view bytes, TfEvent& e) {
    Message m(bytes);
    bool ok = true;
    for (Field f; m.next(f);)
        if (f.number == 1) ok = ok && parseValue(f.bytes, e);
    return ok && m.ok();
}

bool parseEvent(std::string_view bytes, TfEvent& e) {
    Message m(bytes);
    bool ok = true;
    for (Field f; m.next(f);) {
        if (f.number == 1) e.wallSeconds = std::bit_cast<double>(f.integer);
        if (f.number == 2) e.step = static_cast<std::int64_t>(f.integer);
        if (f.number == 3) e.fileVersion = f.bytes;
        if (f.number == 5) ok = ok && parseSummary(f.bytes, e);
        if (f.number == 7) e.restart = true;
    }
    return ok && m.ok();
}

}  // namespace

Result<TfEventsWriter> TfEventsWriter::create(const fs::path& folder) {
    const fs::path path = folder / "events.out.tfevents.velatura";
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fd < 0) return writeError(path, errno);
    RecordScan scan(fd);
    for (std::string data; scan.next(data);) continue;
    TfEventsWriter writer(path, fd, scan.end());
    if (::ftruncate(fd, static_cast<off_t>(scan.end())) != 0) return writeError(path, errno);
    if (scan.end() > 0) return writer;
    std::string first = eventHead(0, now());
    bytesField(first, 3, "brain.Event:2");
    if (auto s = writer.record(first); !s) return fail(s.error());
    if (auto s = writer.flush(); !s) return fail(s.error());
    return writer;
}

TfEventsWriter::TfEventsWriter(TfEventsWriter&& other) noexcept
    : path_(std::move(other.path_)),
      fd_(std::exchange(other.fd_, -1)),
      end_(other.end_),
      kept_(std::move(other.kept_)) {}

TfEventsWriter::~TfEventsWriter() {
    if (fd_ < 0) return;
    (void)flush();
    ::close(fd_);
}

Status TfEventsWriter::record(std::string_view event) {
    std::string length;
    appendLittle(length, static_cast<std::uint64_t>(event.size()));
    kept_ += length;
    appendLittle(kept_, masked(length));
    kept_ += event;
    appendLittle(kept_, masked(event));
    if (kept_.size() < kKept) return {};
    return flush();
}

Status TfEventsWriter::flush() {
    size_t done = 0;
    while (done < kept_.size()) {
        const ssize_t n = ::write(fd_, kept_.data() + done, kept_.size() - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            const int err = errno;
            // What was written of a half record would hide all that follows from every reader.
            const bool cut = ::ftruncate(fd_, static_cast<off_t>(end_)) == 0;
            if (!cut || kept_.size() > kMaxKept) kept_.clear();
            return writeError(path_, err);
        }
        done += static_cast<size_t>(n);
    }
    end_ += done;
    kept_.clear();
    return {};
}

Status TfEventsWriter::scalar(std::string_view tag, std::int64_t step, double value, double wallSeconds) {
    std::string v;
    bytesField(v, 1, tag);
    floatField(v, 2, static_cast<float>(value));
    return record(summaryEvent(step, wallSeconds, v));
}

Status TfEventsWriter::imagePng(std::string_view tag, std::int64_t step, int width, int height,
                                std::string_view pngBytes, double wallSeconds) {
    std::string image, v;
    integerField(image, 1, height);
    integerField(image, 2, width);
    integerField(image, 3, 3);  // RGB
    bytesField(image, 4, pngBytes);
    bytesField(v, 1, tag);
    bytesField(v, 4, image);
    return record(summaryEvent(step, wallSeconds, v));
}

Status TfEventsWriter::restart(std::int64_t step, double wallSeconds) {
    std::string log, event = eventHead(step, wallSeconds);
    integerField(log, 1, 1);  // SessionLog.START
    bytesField(event, 7, log);
    return record(event);
}

Result<std::vector<TfEvent>> readTfEvents(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(ErrorCode::NotFound, "The event file %1 could not be opened: %2.",
                    {path.string(), std::generic_category().message(errno)}, "Check the name.");
    RecordScan scan(fd);
    std::vector<TfEvent> out;
    bool whole = true;
    for (std::string data; whole && scan.next(data);) {
        out.emplace_back();
        whole = parseEvent(data, out.back());
    }
    ::close(fd);
    if (!whole || !scan.atEnd())
        return fail(ErrorCode::Unreadable, "%1 is damaged at byte %2: it is not a whole event record.",
                    {path.string(), std::to_string(scan.end())}, "Copy it again.");
    return out;
}

}  // namespace velatura
