#include "core/io/zip_directory.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <vector>

#include "core/io/byte_parser.h"

namespace velatura {

namespace {

constexpr std::uint32_t kEndMagic = 0x06054b50, kEnd64Magic = 0x06064b50, kLocator64Magic = 0x07064b50;
constexpr std::uint32_t kEntryMagic = 0x02014b50, kLocalMagic = 0x04034b50;
constexpr size_t kEndBytes = 22, kEnd64Bytes = 56, kLocatorBytes = 20, kEntryBytes = 46, kLocalBytes = 30;
constexpr std::uint64_t kMaxComment = 65535;
constexpr std::uint64_t kMaxDirectory = 16u << 20;  // some 200,000 entries
constexpr std::uint32_t kElsewhere = 0xFFFFFFFF;    // the number stands in the entry's 64-bit fields
constexpr std::uint16_t kZip64 = 1, kEncrypted = 1;

tl::unexpected<Error> broken(const InputFile& file, const std::string& what) {
    return fail(ErrorCode::Unreadable, "%1 is not a usable zip archive: %2.", {file.name(), what},
                "Download or export it again.");
}

struct Place {
    std::uint64_t offset = 0, bytes = 0, entries = 0;
};

/// The directory's place by the 64-bit record in front of the one at `end`; nothing where there is none.
Result<std::optional<Place>> place64(const InputFile& file, std::uint64_t end) {
    char locator[kLocatorBytes], record[kEnd64Bytes];
    if (end < kLocatorBytes || !file.read(end - kLocatorBytes, locator, kLocatorBytes) ||
        littleEndian<std::uint32_t>(locator) != kLocator64Magic)
        return std::nullopt;
    if (!file.read(littleEndian<std::uint64_t>(locator + 8), record, kEnd64Bytes) ||
        littleEndian<std::uint32_t>(record) != kEnd64Magic)
        return broken(file, "its end is damaged");
    if (littleEndian<std::uint32_t>(record + 16) != 0 || littleEndian<std::uint32_t>(record + 20) != 0)
        return broken(file, "it has several parts");
    return Place{littleEndian<std::uint64_t>(record + 48), littleEndian<std::uint64_t>(record + 40),
                 littleEndian<std::uint64_t>(record + 32)};
}

Result<Place> findDirectory(const InputFile& file) {
    const std::uint64_t reach = std::min<std::uint64_t>(file.size(), kEndBytes + kMaxComment);
    std::string tail(reach, '\0');
    if (reach < kEndBytes || !file.read(file.size() - reach, tail.data(), reach))
        return broken(file, "it is shorter than its end record");
    for (size_t at = reach - kEndBytes + 1; at-- > 0;) {
        if (littleEndian<std::uint32_t>(tail.data() + at) != kEndMagic) continue;
        const char* record = tail.data() + at;
        if (littleEndian<std::uint16_t>(record + 20) != reach - at - kEndBytes) continue;  // part of a comment
        auto large = place64(file, file.size() - reach + at);
        if (!large) return fail(large.error());
        if (*large) return **large;
        if (littleEndian<std::uint32_t>(record + 4) != 0) return broken(file, "it has several parts");
        return Place{littleEndian<std::uint32_t>(record + 16), littleEndian<std::uint32_t>(record + 12),
                     littleEndian<std::uint16_t>(record + 10)};
    }
    return broken(file, "its end is missing");
}

struct Header {
    std::string name;
    ZipEntry entry;        ///< `offset` is the local header's
    std::uint64_t packed;  ///< bytes in the file
};

/// The numbers that did not fit 32 bits, in their fixed order.
bool readExtra(std::string_view extra, Header& h) {
    ByteParser fields(extra);
    while (fields.left() >= 4) {
        const auto kind = fields.value<std::uint16_t>();
        ByteParser field(fields.take(fields.value<std::uint16_t>()));
        if (kind != kZip64) continue;
        for (auto* number : {&h.entry.size, &h.packed, &h.entry.offset})
            if (*number == kElsewhere) *number = field.value<std::uint64_t>();
        return field.ok();
    }
    return true;
}

Result<Header> readEntry(const InputFile& file, ByteParser& p) {
    if (p.left() < kEntryBytes || p.value<std::uint32_t>() != kEntryMagic)
        return broken(file, "its directory is damaged");
    p.take(4);
    const auto flags = p.value<std::uint16_t>(), method = p.value<std::uint16_t>();
    p.take(4);
    Header h;
    h.entry.crc = p.value<std::uint32_t>();
    h.packed = p.value<std::uint32_t>();
    h.entry.size = p.value<std::uint32_t>();
    const auto nameBytes = p.value<std::uint16_t>(), extraBytes = p.value<std::uint16_t>();
    const auto commentBytes = p.value<std::uint16_t>();
    p.take(8);
    h.entry.offset = p.value<std::uint32_t>();
    h.name = p.take(nameBytes);
    const auto extra = p.take(extraBytes);
    p.take(commentBytes);
    if (!p.ok() || !readExtra(extra, h)) return broken(file, "its directory is damaged");
    if (!staysInFolder(h.name) || h.name.find('\\') != h.name.npos)
        return broken(file, "the entry " + shownName(h.name) + " would leave the folder");
    if (flags & kEncrypted) return broken(file, "the entry " + shownName(h.name) + " is encrypted");
    if (method != 0 || h.packed != h.entry.size)
        return fail(ErrorCode::Unsupported, "%1 holds the packed entry %2; PyTorch stores its entries unpacked.",
                    {file.name(), shownName(h.name)}, "Save it again with torch.save, or unpack and zip it with -0.");
    return h;
}

/// From the local header to the bytes behind it, which must lie before the directory.
Status findBytes(const InputFile& file, const std::string& name, std::uint64_t directory, ZipEntry& e) {
    char local[kLocalBytes];
    if (!file.read(e.offset, local, kLocalBytes) || littleEndian<std::uint32_t>(local) != kLocalMagic)
        return broken(file, "the entry " + shownName(name) + " is not where it should be");
    e.offset +=
        kLocalBytes + littleEndian<std::uint16_t>(local + 26) + std::uint64_t{littleEndian<std::uint16_t>(local + 28)};
    if (e.offset > directory || e.size > directory - e.offset)
        return broken(file, "the entry " + shownName(name) + " is larger than the file");
    return {};
}

/// Entries that share bytes would make a small file fill the memory.
bool overlap(const ZipDirectory& entries) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
    for (const auto& [name, e] : entries) ranges.emplace_back(e.offset, e.offset + e.size);
    std::sort(ranges.begin(), ranges.end());
    for (size_t i = 1; i < ranges.size(); ++i)
        if (ranges[i].first < ranges[i - 1].second) return true;
    return false;
}

constexpr std::array<std::uint32_t, 256> crcTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t c = i;
        for (int k = 0; k < 8; ++k) c = c & 1 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
        table[i] = c;
    }
    return table;
}

}  // namespace

Result<ZipDirectory> readZipDirectory(const InputFile& file) {
    const auto place = findDirectory(file);
    if (!place) return fail(place.error());
    if (place->bytes > kMaxDirectory || place->offset > file.size() || place->bytes > file.size() - place->offset ||
        place->entries > place->bytes / kEntryBytes)
        return broken(file, "its directory is larger than the file");
    std::string bytes(place->bytes, '\0');
    if (!file.read(place->offset, bytes.data(), bytes.size())) return broken(file, "its directory could not be read");
    ByteParser parser(bytes);
    ZipDirectory out;
    for (std::uint64_t i = 0; i < place->entries; ++i) {
        auto header = readEntry(file, parser);
        if (!header) return fail(header.error());
        if (auto s = findBytes(file, header->name, place->offset, header->entry); !s) return fail(s.error());
        if (!out.emplace(header->name, header->entry).second)
            return broken(file, "the entry " + shownName(header->name) + " is there twice");
    }
    if (overlap(out)) return broken(file, "its entries overlap");
    return out;
}

std::uint32_t crc32(std::uint32_t crc, const void* data, size_t bytes) {
    static constexpr auto kTable = crcTable();
    const auto* p = static_cast<const std::uint8_t*>(data);
    crc = ~crc;
    for (size_t i = 0; i < bytes; ++i) crc = kTable[(crc ^ p[i]) & 0xFF] ^ (crc >> 8);
    return ~crc;
}

}  // namespace velatura
