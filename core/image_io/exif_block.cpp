#include "core/image_io/exif_block.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace velatura {

namespace {

constexpr std::uint32_t kExifIfd = 0x8769, kGpsIfd = 0x8825, kInteropIfd = 0xA005;
constexpr std::uint32_t kIptc = 0x83BB, kPhotoshop = 0x8649;
constexpr size_t kMaxEntries = 1000, kMaxValue = 4u << 20, kMaxBlock = 16u << 20;

/// Bytes of one value of each type; 0: unknown, or one that blocks do not have.
constexpr std::array<size_t, 14> kTypeBytes = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

/// Of the first directory, what describes the picture and not how its samples are stored.
bool describes(std::uint32_t tag) {
    static constexpr std::uint32_t kTags[] = {0x010E, 0x010F, 0x0110, 0x0112, 0x011A, 0x011B, 0x0128,
                                              0x0131, 0x0132, 0x013B, 0x013C, 0x4746, 0x4749, 0x8298,
                                              0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F};
    return std::find(std::begin(kTags), std::end(kTags), tag) != std::end(kTags);
}

struct Entry {
    std::uint32_t tag = 0, type = 0;
    std::uint32_t count = 0;
    std::vector<std::uint8_t> value;
};

class Gatherer {
public:
    explicit Gatherer(ByteSource& source) : source_(source) {
        std::uint8_t head[16] = {};
        if (source_.read(0, head, sizeof head) < 8) return;
        little_ = head[0] == 'I';
        big_ = number(head + 2, 2) == 43;
        first_ = big_ ? number(head + 8, 8) : number(head + 4, 4);
    }

    TiffMetadata gather() {
        TiffMetadata out;
        std::vector<Entry> picture, exif, gps;
        for (Entry& e : directory(first_)) {
            if (e.tag == kExifIfd)
                exif = directory(pointer(e));
            else if (e.tag == kGpsIfd)
                gps = directory(pointer(e));
            else if (e.tag == kIptc || (e.tag == kPhotoshop && out.iptc.empty()))
                out.iptc = e.value;
            else if (describes(e.tag))
                picture.push_back(std::move(e));
        }
        std::erase_if(exif, [](const Entry& e) { return e.tag == kInteropIfd; });
        // Resolution and orientation alone are the format's own business.
        const bool said = std::any_of(picture.begin(), picture.end(), [](const Entry& e) {
            return e.tag != 0x0112 && e.tag != 0x011A && e.tag != 0x011B && e.tag != 0x0128;
        });
        if (said || !exif.empty() || !gps.empty()) out.exif = block(picture, exif, gps);
        return out;
    }

private:
    std::uint64_t number(const std::uint8_t* p, size_t bytes) const {
        std::uint64_t v = 0;
        for (size_t i = 0; i < bytes; ++i) v = v << 8 | p[little_ ? bytes - 1 - i : i];
        return v;
    }
    void append(std::vector<std::uint8_t>& out, std::uint32_t v, size_t bytes) const {
        for (size_t i = 0; i < bytes; ++i)
            out.push_back(static_cast<std::uint8_t>(v >> 8 * (little_ ? i : bytes - 1 - i)));
    }
    std::uint64_t pointer(const Entry& e) const {
        return e.value.size() >= 4 ? number(e.value.data(), std::min<size_t>(e.value.size(), 8)) : 0;
    }

    std::vector<Entry> directory(std::uint64_t at) {
        std::vector<Entry> out;
        const size_t countBytes = big_ ? 8 : 2, entryBytes = big_ ? 20 : 12, inPlace = big_ ? 8 : 4;
        std::uint8_t raw[20];
        if (at == 0 || source_.read(at, raw, countBytes) != countBytes) return out;
        const auto entries = static_cast<size_t>(std::min<std::uint64_t>(number(raw, countBytes), kMaxEntries));
        for (size_t i = 0; i < entries; ++i) {
            if (source_.read(at + countBytes + i * entryBytes, raw, entryBytes) != entryBytes) break;
            Entry e;
            e.tag = static_cast<std::uint32_t>(number(raw, 2));
            e.type = static_cast<std::uint32_t>(number(raw + 2, 2));
            const std::uint64_t count = number(raw + 4, inPlace);
            const std::uint8_t* value = raw + 4 + inPlace;
            // Pointers of 64 bits become pointers of 32; their value is only followed.
            const bool pointer64 = big_ && (e.type == 16 || e.type == 18) && (e.tag == kExifIfd || e.tag == kGpsIfd);
            const size_t unit = pointer64 ? 8 : e.type < kTypeBytes.size() ? kTypeBytes[e.type] : 0;
            if (unit == 0 || count == 0 || count > kMaxValue / unit) continue;
            e.count = static_cast<std::uint32_t>(count);
            const size_t bytes = unit * e.count;
            if (bytes <= inPlace) {
                e.value.assign(value, value + bytes);
            } else {
                const std::uint64_t offset = number(value, inPlace);
                if (offset > source_.size() || source_.size() - offset < bytes || total_ + bytes > kMaxBlock) continue;
                e.value.resize(bytes);
                if (source_.read(offset, e.value.data(), bytes) != bytes) continue;
                total_ += bytes;
            }
            out.push_back(std::move(e));
        }
        return out;
    }

    /// Header, the three directories, and behind each what does not fit into its entries.
    std::vector<std::uint8_t> block(std::vector<Entry> picture, const std::vector<Entry>& exif,
                                    const std::vector<Entry>& gps) const {
        std::vector<std::uint8_t> out = {static_cast<std::uint8_t>(little_ ? 'I' : 'M'),
                                         static_cast<std::uint8_t>(little_ ? 'I' : 'M')};
        append(out, 42, 2);
        append(out, 8, 4);
        const auto link = [&](std::uint32_t tag) { picture.push_back({tag, 4, 1, {0, 0, 0, 0}}); };
        if (!exif.empty()) link(kExifIfd);
        if (!gps.empty()) link(kGpsIfd);
        std::sort(picture.begin(), picture.end(), [](const Entry& a, const Entry& b) { return a.tag < b.tag; });
        const auto places = write(out, picture);
        for (const auto& [tag, entries] : {std::pair{kExifIfd, &exif}, std::pair{kGpsIfd, &gps}}) {
            if (entries->empty()) continue;
            std::vector<std::uint8_t> offset;
            append(offset, static_cast<std::uint32_t>(out.size()), 4);
            for (const auto& [linked, at] : places)
                if (linked == tag)
                    std::copy(offset.begin(), offset.end(), out.begin() + static_cast<std::ptrdiff_t>(at));
            write(out, *entries);
        }
        return out;
    }

    /// Tag and place of each entry's value field.
    std::vector<std::pair<std::uint32_t, size_t>> write(std::vector<std::uint8_t>& out,
                                                        const std::vector<Entry>& entries) const {
        std::vector<std::pair<std::uint32_t, size_t>> places;
        size_t behind = out.size() + 2 + 12 * entries.size() + 4;
        std::vector<std::uint8_t> values;
        append(out, static_cast<std::uint32_t>(entries.size()), 2);
        for (const Entry& e : entries) {
            append(out, e.tag, 2);
            append(out, e.type, 2);
            append(out, e.count, 4);
            places.emplace_back(e.tag, out.size());
            if (e.value.size() <= 4) {
                out.insert(out.end(), e.value.begin(), e.value.end());
                out.resize(out.size() + 4 - e.value.size());
            } else {
                append(out, static_cast<std::uint32_t>(behind + values.size()), 4);
                values.insert(values.end(), e.value.begin(), e.value.end());
                if (values.size() % 2) values.push_back(0);
            }
        }
        append(out, 0, 4);
        out.insert(out.end(), values.begin(), values.end());
        return places;
    }

    ByteSource& source_;
    bool little_ = true, big_ = false;
    std::uint64_t first_ = 0;
    size_t total_ = 0;
};

class Placer {
public:
    Placer(std::vector<std::uint8_t> block, std::uint32_t base) : block_(std::move(block)), base_(base) {}

    PlacedExif place(std::string& out) {
        PlacedExif p;
        if (block_.size() < 8 || block_[0] != 'I') return p;
        const std::uint32_t first = get(4, 4);
        const std::uint32_t exif = linked(first, kExifIfd), gps = linked(first, kGpsIfd);
        texts(first, p);
        if (exif != 0 && move(exif)) p.exif = exif + base_;
        if (gps != 0 && move(gps)) p.gps = gps + base_;
        if (p.exif != 0 || p.gps != 0) out.append(block_.begin(), block_.end());
        return p;
    }

private:
    std::uint32_t get(size_t at, size_t bytes) const {
        if (at > block_.size() || block_.size() - at < bytes) return 0;
        std::uint32_t v = 0;
        for (size_t i = bytes; i-- > 0;) v = v << 8 | block_[at + i];
        return v;
    }
    void set(size_t at, std::uint32_t v) {
        for (size_t i = 0; i < 4; ++i) block_[at + i] = static_cast<std::uint8_t>(v >> 8 * i);
    }
    template <class Visit>
    bool each(std::uint32_t directory, Visit&& visit) {
        const std::uint32_t entries = get(directory, 2);
        if (directory == 0 || directory + 2 + std::uint64_t{12} * entries + 4 > block_.size()) return false;
        for (std::uint32_t i = 0; i < entries; ++i)
            if (!visit(directory + 2 + 12 * i)) return false;
        return true;
    }
    size_t bytesOf(size_t entry) const {
        const std::uint32_t type = get(entry + 2, 2);
        return (type < kTypeBytes.size() ? kTypeBytes[type] : 0) * size_t{get(entry + 4, 4)};
    }
    std::uint32_t linked(std::uint32_t directory, std::uint32_t tag) {
        std::uint32_t out = 0;
        each(directory, [&](std::uint32_t entry) {
            if (get(entry, 2) == tag) out = get(entry + 8, 4);
            return true;
        });
        return out;
    }
    void texts(std::uint32_t directory, PlacedExif& p) {
        each(directory, [&](std::uint32_t entry) {
            const size_t bytes = bytesOf(entry), at = bytes <= 4 ? entry + 8 : get(entry + 8, 4);
            const auto tag = get(entry, 2);
            if (get(entry + 2, 2) != 2 || !describes(tag) || at > block_.size() || block_.size() - at < bytes)
                return true;
            std::string text(block_.begin() + static_cast<std::ptrdiff_t>(at),
                             block_.begin() + static_cast<std::ptrdiff_t>(at + bytes));
            text.resize(std::strlen(text.c_str()));
            if (!text.empty()) p.texts.emplace_back(static_cast<int>(tag), std::move(text));
            return true;
        });
    }
    /// Offsets of values, and of the interoperability directory, count from the beginning of the file from now on.
    bool move(std::uint32_t directory) {
        std::uint32_t inner = 0;
        const bool sound = each(directory, [&](std::uint32_t entry) {
            const size_t bytes = bytesOf(entry);
            const std::uint32_t offset = get(entry + 8, 4);
            if (get(entry, 2) == kInteropIfd) {
                inner = offset;
                set(entry + 8, offset + base_);
            } else if (bytes == 0) {
                return false;
            } else if (bytes > 4) {
                if (offset > block_.size() || block_.size() - offset < bytes) return false;
                set(entry + 8, offset + base_);
            }
            return true;
        });
        if (!sound) return false;
        set(directory + 2 + 12 * get(directory, 2), 0);  // no directory follows
        return inner == 0 || inner == directory || move(inner);
    }

    std::vector<std::uint8_t> block_;
    std::uint32_t base_;
};

}  // namespace

TiffMetadata gatherTiffMetadata(ByteSource& source) {
    return Gatherer(source).gather();
}

PlacedExif placeExif(std::string& out, const std::vector<std::uint8_t>& block) {
    if (out.size() % 2) out += '\0';
    return Placer(block, static_cast<std::uint32_t>(out.size())).place(out);
}

}  // namespace velatura
