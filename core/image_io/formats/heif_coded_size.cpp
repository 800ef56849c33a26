#include "core/image_io/formats/heif_coded_size.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <vector>

namespace velatura::formats {

namespace {

constexpr size_t kMostItems = 4096;

/// Bits, most significant first. Beyond the end it gives zeros and says so.
class Bits {
public:
    explicit Bits(ByteView bytes) : bytes_(bytes) {}
    std::uint64_t get(int count) {
        std::uint64_t v = 0;
        while (count-- > 0) v = v << 1 | bit();
        return v;
    }
    void skip(size_t count) { at_ += count; }
    /// Unsigned Exp-Golomb (H.265, 9.2).
    std::uint32_t golomb() {
        int zeros = 0;
        while (zeros < 32 && !over() && bit() == 0) ++zeros;
        return zeros == 0 ? 0 : static_cast<std::uint32_t>((std::uint64_t{1} << zeros) - 1 + get(zeros));
    }
    bool over() const { return at_ > bytes_.size() * 8; }

private:
    unsigned bit() {
        const size_t i = at_++;
        return i / 8 < bytes_.size() ? bytes_[i / 8] >> (7 - i % 8) & 1u : 0u;
    }
    ByteView bytes_;
    size_t at_ = 0;
};

/// Bytes, big-endian. Beyond the end it gives zeros and says so.
class Bytes {
public:
    explicit Bytes(ByteView bytes) : bytes_(bytes) {}
    std::uint64_t number(size_t width) {
        std::uint64_t v = 0;
        for (size_t i = 0; i < width; ++i, ++at_) v = v << 8 | (at_ < bytes_.size() ? bytes_[at_] : 0u);
        return v;
    }
    bool over() const { return at_ > bytes_.size(); }
    size_t left() const { return over() ? 0 : bytes_.size() - at_; }
    ByteView rest() const { return bytes_.subspan(std::min(at_, bytes_.size())); }
    ByteView take(std::uint64_t count) {
        const ByteView part = rest().first(static_cast<size_t>(std::min<std::uint64_t>(count, left())));
        at_ += static_cast<size_t>(std::min<std::uint64_t>(count, bytes_.size() + 1));
        return part;
    }

private:
    ByteView bytes_;
    size_t at_ = 0;
};

/// Calls `found(type, payload)` for each box; what is cut off ends the list.
template <class F>
void eachBox(ByteView bytes, F&& found) {
    Bytes in(bytes);
    while (in.left() >= 8) {
        std::uint64_t size = in.number(4), head = 8;
        char type[5] = {};
        for (int i = 0; i < 4; ++i) type[i] = static_cast<char>(in.number(1));
        if (size == 1) {
            size = in.number(8);
            head = 16;
        } else if (size == 0) {
            size = head + in.left();
        }
        if (size < head) return;
        found(std::string_view(type, 4), in.take(size - head));
    }
}

void grow(ImageSize& size, std::uint64_t width, std::uint64_t height) {
    constexpr std::uint64_t kTop = 1u << 30;
    size.width = std::max(size.width, static_cast<int>(std::min(width, kTop)));
    size.height = std::max(size.height, static_cast<int>(std::min(height, kTop)));
}

/// AV1 specification, 5.5.
void readSequenceHeader(ByteView payload, ImageSize& coded) {
    Bits in(payload);
    in.skip(3 + 1);  // profile, still picture
    if (in.get(1)) {  // reduced header
        in.skip(5);
    } else {
        bool model = false;
        std::uint64_t delay = 0;
        if (in.get(1)) {  // timing
            in.skip(64);
            if (in.get(1)) in.golomb();
            model = in.get(1) != 0;
            if (model) {
                delay = in.get(5) + 1;
                in.skip(32 + 5 + 5);
            }
        }
        const bool initial = in.get(1) != 0;
        for (std::uint64_t i = 0, points = in.get(5) + 1; i < points; ++i) {
            in.skip(12);
            if (in.get(5) > 7) in.skip(1);
            if (model && in.get(1)) in.skip(2 * delay + 1);
            if (initial && in.get(1)) in.skip(4);
        }
    }
    const int widthBits = static_cast<int>(in.get(4)) + 1, heightBits = static_cast<int>(in.get(4)) + 1;
    const std::uint64_t width = in.get(widthBits) + 1, height = in.get(heightBits) + 1;
    if (!in.over()) grow(coded, width, height);
}

void readObus(ByteView data, ImageSize& coded) {
    Bytes in(data);
    while (in.left() > 0) {
        const auto head = in.number(1);
        if (head & 4) in.number(1);  // extension
        std::uint64_t size = in.left();
        if (head & 2) {
            size = 0;
            for (int i = 0; i < 8; ++i) {
                const auto b = in.number(1);
                size |= (b & 0x7f) << (7 * i);
                if (!(b & 0x80)) break;
            }
        }
        const ByteView payload = in.take(size);
        if ((head >> 3 & 15) == 1) readSequenceHeader(payload, coded);
    }
}

/// A NAL unit (H.265, 7.3.1 and 7.3.2.2); only sequence parameter sets say something.
void readNal(ByteView nal, ImageSize& coded) {
    if (nal.size() < 3 || (nal[0] >> 1 & 63) != 33) return;
    std::vector<std::uint8_t> plain;  // without the bytes that keep start codes out; the size lies within the first ones
    for (size_t i = 2, zeros = 0; i < nal.size() && plain.size() < 256; ++i) {
        if (zeros >= 2 && nal[i] == 3) {
            zeros = 0;
            continue;
        }
        zeros = nal[i] == 0 ? zeros + 1 : 0;
        plain.push_back(nal[i]);
    }
    Bits in(plain);
    in.skip(4);
    const int layers = static_cast<int>(in.get(3));
    in.skip(1 + 96);
    std::vector<std::pair<bool, bool>> present;
    for (int i = 0; i < layers; ++i) {
        const bool profile = in.get(1) != 0;
        present.emplace_back(profile, in.get(1) != 0);
    }
    if (layers > 0) in.skip(static_cast<size_t>(2 * (8 - layers)));
    for (const auto& [profile, level] : present) in.skip((profile ? 88u : 0u) + (level ? 8u : 0u));
    in.golomb();
    if (in.golomb() == 3) in.skip(1);
    const std::uint32_t width = in.golomb(), height = in.golomb();
    if (!in.over()) grow(coded, width, height);
}

void readNals(ByteView data, size_t lengthBytes, ImageSize& coded) {
    Bytes in(data);
    while (in.left() > lengthBytes) readNal(in.take(in.number(lengthBytes)), coded);
}

/// @return bytes of a NAL unit's length
size_t readHevcConfiguration(ByteView payload, ImageSize& coded) {
    Bytes in(payload);
    in.take(21);
    const size_t lengthBytes = static_cast<size_t>(in.number(1) & 3) + 1;
    for (std::uint64_t arrays = in.number(1); arrays > 0 && !in.over(); --arrays) {
        in.number(1);
        for (std::uint64_t units = in.number(2); units > 0 && !in.over(); --units) readNal(in.take(in.number(2)), coded);
    }
    return lengthBytes;
}

struct Item {
    bool inData = false;  ///< in the `idat` box
    std::vector<std::pair<std::uint64_t, std::uint64_t>> extents;
};

std::map<std::uint64_t, Item> readLocations(ByteView payload, HeifSizes& out) {
    std::map<std::uint64_t, Item> items;
    Bytes in(payload);
    const auto version = in.number(1);
    in.number(3);
    const auto sizes = in.number(2);
    const size_t offsetBytes = sizes >> 12 & 15, lengthBytes = sizes >> 8 & 15, baseBytes = sizes >> 4 & 15, indexBytes = version > 0 ? sizes & 15 : 0;
    const auto count = in.number(version < 2 ? 2 : 4);
    if (count > kMostItems) out.tangled = true;
    for (std::uint64_t i = 0; i < count && !in.over() && !out.tangled; ++i) {
        Item& item = items[in.number(version < 2 ? 2 : 4)];
        if (version > 0) item.inData = (in.number(2) & 15) == 1;
        in.number(2);
        const auto base = in.number(baseBytes);
        for (std::uint64_t extents = in.number(2); extents > 0 && !in.over(); --extents) {
            in.number(indexBytes);
            const auto offset = in.number(offsetBytes);
            item.extents.emplace_back(base + offset, in.number(lengthBytes));
        }
    }
    return items;
}

std::map<std::uint64_t, std::string> readTypes(ByteView payload) {
    std::map<std::uint64_t, std::string> types;
    Bytes in(payload);
    const auto version = in.number(1);
    in.number(3);
    in.number(version == 0 ? 2 : 4);
    eachBox(in.rest(), [&](std::string_view type, ByteView entry) {
        if (type != "infe") return;
        Bytes e(entry);
        const auto v = e.number(1);
        e.number(3);
        if (v < 2) return;
        const auto id = e.number(v == 2 ? 2 : 4);
        e.number(2);
        std::string kind;
        for (int i = 0; i < 4; ++i) kind.push_back(static_cast<char>(e.number(1)));
        types[id] = kind;
    });
    return types;
}

}  // namespace

HeifSizes heifSizes(ByteView file) {
    HeifSizes out;
    std::map<std::uint64_t, Item> items;
    std::map<std::uint64_t, std::string> types;
    ByteView data;
    size_t lengthBytes = 4;
    eachBox(file, [&](std::string_view box, ByteView meta) {
        if (box != "meta" || meta.size() < 4) return;
        eachBox(meta.subspan(4), [&](std::string_view type, ByteView payload) {
            if (type == "iloc") items = readLocations(payload, out);
            if (type == "iinf") types = readTypes(payload);
            if (type == "idat") data = payload;
            if (type != "iprp") return;
            eachBox(payload, [&](std::string_view list, ByteView properties) {
                if (list != "ipco") return;
                eachBox(properties, [&](std::string_view property, ByteView value) {
                    if (property == "hvcC") lengthBytes = readHevcConfiguration(value, out.coded);
                    if (property == "av1C" && value.size() > 4) readObus(value.subspan(4), out.coded);
                    if (property != "ispe") return;
                    Bytes in(value);
                    in.number(4);
                    const auto width = in.number(4), height = in.number(4);
                    grow(out.declared, width, height);
                });
            });
        });
    });
    std::uint64_t budget = 2 * static_cast<std::uint64_t>(file.size());
    for (const auto& [id, item] : items) {
        const auto type = types.find(id);
        if (type == types.end() || (type->second != "av01" && type->second != "hvc1")) continue;
        const ByteView from = item.inData ? data : file;
        std::vector<std::uint8_t> joined;
        ByteView whole;
        for (const auto& [offset, length] : item.extents) {
            if (offset > from.size()) continue;
            const size_t most = from.size() - static_cast<size_t>(offset);
            const ByteView part = from.subspan(static_cast<size_t>(offset), length == 0 ? most : static_cast<size_t>(std::min<std::uint64_t>(length, most)));
            if (part.size() > budget) {
                out.tangled = true;
                return out;
            }
            budget -= part.size();
            whole = part;
            if (item.extents.size() > 1) joined.insert(joined.end(), part.begin(), part.end());
        }
        if (item.extents.size() > 1) whole = joined;
        type->second == "av01" ? readObus(whole, out.coded) : readNals(whole, lengthBytes, out.coded);
    }
    return out;
}

}  // namespace velatura::formats
