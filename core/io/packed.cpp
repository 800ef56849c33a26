#include "core/io/packed.h"

#include <cstring>
#include <new>

#include "core/io/byte_parser.h"
#include "core/io/crc32c.h"

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

std::string textOf(ByteParser& parser) { return std::string(parser.take(parser.value<std::uint32_t>())); }

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

Result<PackedReader> PackedReader::open(const fs::path& path) {
    auto file = InputFile::open(path);
    if (!file) return fail(file.error());
    PackedReader reader(std::move(*file));
    const InputFile& in = reader.file_;
    char header[kHeaderBytes], footer[kFooterBytes];
    if (in.size() < kHeaderBytes + kFooterBytes || !in.read(0, header, kHeaderBytes) || std::memcmp(header, kMagic, 8) != 0)
        return broken(path, "it does not begin like one");
    if (littleEndian<std::uint32_t>(header + 8) != kVersion)
        return fail(ErrorCode::Unsupported, "%1 is a packed set of version %2; this program reads version %3.",
                    {path.string(), std::to_string(littleEndian<std::uint32_t>(header + 8)), std::to_string(kVersion)},
                    "Pack it again with this program.");
    if (!in.read(in.size() - kFooterBytes, footer, kFooterBytes) || std::memcmp(footer + 32, kEndMagic, 8) != 0)
        return broken(path, "its end is missing");
    const auto indexOffset = littleEndian<std::uint64_t>(footer), indexBytes = littleEndian<std::uint64_t>(footer + 8);
    const std::uint64_t dataEnd = in.size() - kFooterBytes;
    if (indexBytes > kMaxIndex || indexOffset < kHeaderBytes || indexOffset > dataEnd ||
        dataEnd - indexOffset != indexBytes)
        return broken(path, "its index is not where it should be");
    try {
        std::string index(indexBytes, '\0');
        if (!in.read(indexOffset, index.data(), index.size())) return broken(path, "its index could not be read");
        if (crc32c(index.data(), index.size()) != littleEndian<std::uint32_t>(footer + 24))
            return broken(path, "its index is damaged");
        ByteParser parser(index);
        const auto labels = parser.value<std::uint32_t>();
        for (std::uint32_t i = 0; i < labels && parser.ok(); ++i) reader.labels_.push_back(textOf(parser));
        const auto count = parser.value<std::uint64_t>();
        constexpr size_t kLeast = 4 + 1 + 4 + 8 + 8 + 4;
        if (!parser.ok() || count > parser.left() / kLeast) return broken(path, "its index is damaged");
        reader.entries_.reserve(count);
        for (std::uint64_t i = 0; i < count; ++i) {
            PackedEntry e;
            e.name = textOf(parser);
            e.label = parser.value<std::uint32_t>();
            e.offset = parser.value<std::uint64_t>();
            e.size = parser.value<std::uint64_t>();
            e.crc = parser.value<std::uint32_t>();
            if (!parser.ok() || !staysInFolder(e.name) || e.label >= labels || e.offset < kHeaderBytes ||
                e.offset > indexOffset || e.size > indexOffset - e.offset || e.size > kMaxPicture)
                return broken(path, "an entry of its index is out of range");
            reader.entries_.push_back(std::move(e));
        }
        if (parser.left() > 0) return broken(path, "its index is damaged");
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, "There is not enough memory for the index of %1.", {path.string()});
    }
    return reader;
}

Result<std::string> PackedReader::read(size_t i) const {
    const PackedEntry& e = entries_.at(i);
    try {
        std::string out(e.size, '\0');
        if (!file_.read(e.offset, out.data(), out.size()) || crc32c(out.data(), out.size()) != e.crc)
            return fail(ErrorCode::Unreadable, "The picture %1 in %2 is damaged.", {e.name, file_.name()},
                        "Copy the packed set again or make it anew.");
        return out;
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, "There is not enough memory for the picture %1 in %2.",
                    {e.name, file_.name()});
    }
}

bool isPackedSet(const fs::path& path) {
    const auto file = InputFile::open(path);
    char magic[8];
    return file && file->read(0, magic, sizeof magic) && std::memcmp(magic, kMagic, 8) == 0;
}

}  // namespace velatura
