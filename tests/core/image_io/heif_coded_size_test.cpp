#include "core/image_io/formats/heif_coded_size.h"

#include <fstream>
#include <iterator>

#include "tests/support/test_case.h"

using namespace velatura;
using formats::heifSizes;

namespace {

using Bytes = std::vector<std::uint8_t>;

[[gnu::noinline]] Bytes number(std::uint64_t v, int width) {
    Bytes out;
    for (int i = width - 1; i >= 0; --i) out.push_back(static_cast<std::uint8_t>(v >> (8 * i)));
    return out;
}

/// Not inlined: g++ 12 else warns of vectors that it has made up (PR 105329).
[[gnu::noinline]] Bytes operator+(const Bytes& a, const Bytes& b) {
    Bytes out;
    out.reserve(a.size() + b.size());
    for (const Bytes* part : {&a, &b})
        for (const std::uint8_t v : *part) out.push_back(v);
    return out;
}

Bytes text(const char* t) { return Bytes(t, t + 4); }
Bytes box(const char* type, const Bytes& payload) { return number(8 + payload.size(), 4) + text(type) + payload; }

class BitWriter {
public:
    [[gnu::noinline]] BitWriter& put(std::uint64_t v, int count) {
        for (int i = count - 1; i >= 0; --i) {
            if (used_ % 8 == 0) bytes_.push_back(0);
            bytes_.back() = static_cast<std::uint8_t>(bytes_.back() | (v >> i & 1) << (7 - used_++ % 8));
        }
        return *this;
    }
    BitWriter& golomb(std::uint32_t v) {
        int bits = 0;
        while ((std::uint64_t{v} + 1) >> (bits + 1)) ++bits;
        return put(0, bits).put(std::uint64_t{v} + 1, bits + 1);
    }
    const Bytes& bytes() const { return bytes_; }

private:
    Bytes bytes_;
    int used_ = 0;
};

/// A reduced AV1 sequence header as one open bitstream unit with its size.
Bytes av1(int width, int height) {
    BitWriter b;
    b.put(0, 3).put(1, 1).put(1, 1).put(5, 5).put(15, 4).put(15, 4).put(static_cast<unsigned>(width - 1), 16).put(static_cast<unsigned>(height - 1), 16);
    const Bytes payload = b.bytes();
    return Bytes{1 << 3 | 2} + number(payload.size(), 1) + payload;
}

/// A full one, with timing and one operating point.
Bytes fullAv1(int width, int height) {
    BitWriter b;
    b.put(0, 3).put(0, 1).put(0, 1).put(1, 1).put(1, 32).put(25, 32).put(0, 1).put(0, 1).put(1, 1).put(0, 5);
    b.put(0, 12).put(9, 5).put(0, 1).put(1, 1).put(3, 4);
    b.put(11, 4).put(11, 4).put(static_cast<unsigned>(width - 1), 12).put(static_cast<unsigned>(height - 1), 12);
    const Bytes payload = b.bytes();
    return Bytes{1 << 3 | 2} + number(payload.size(), 1) + payload;
}

/// An HEVC sequence parameter set with one sub-layer, as a NAL unit with its start-code guards.
Bytes hevc(int width, int height) {
    BitWriter b;
    b.put(0, 4).put(1, 3).put(0, 1).put(0, 32).put(0, 32).put(0, 32);
    b.put(1, 1).put(1, 1).put(0, 14).put(0, 44).put(0, 44).put(0, 8);
    b.golomb(0).golomb(1).golomb(static_cast<unsigned>(width)).golomb(static_cast<unsigned>(height)).put(1, 1);
    Bytes out = {33 << 1, 1};
    int zeros = 0;
    for (const std::uint8_t v : b.bytes()) {
        if (zeros >= 2 && v <= 3) {
            out.push_back(3);
            zeros = 0;
        }
        zeros = v == 0 ? zeros + 1 : 0;
        out.push_back(v);
    }
    return out;
}

/// A file with one item whose data lie behind the boxes, in as many extents as `parts`.
Bytes file(const char* type, const Bytes& data, const Bytes& properties = {}, int parts = 1) {
    const Bytes ispe = box("ispe", number(0, 4) + number(64, 4) + number(48, 4));
    const auto metaWith = [&](std::uint64_t start) {
        Bytes extents;
        const size_t step = data.size() / static_cast<size_t>(parts);
        for (int i = 0; i < parts; ++i) {
            const size_t from = step * static_cast<size_t>(i), length = i + 1 == parts ? data.size() - from : step;
            extents = extents + number(start + from, 4) + number(length, 4);
        }
        const Bytes iloc = box("iloc", number(0, 4) + number(0x4400, 2) + number(1, 2) + number(1, 2) + number(0, 2) + number(static_cast<unsigned>(parts), 2) + extents);
        const Bytes iinf = box("iinf", number(0, 4) + number(1, 2) + box("infe", number(0x02000000, 4) + number(1, 2) + number(0, 2) + text(type) + number(0, 1)));
        return box("ftyp", text("avif") + number(0, 4)) + box("meta", number(0, 4) + iloc + iinf + box("iprp", box("ipco", ispe + properties)));
    };
    const Bytes meta = metaWith(0);
    return metaWith(meta.size() + 8) + box("mdat", data);
}

}  // namespace

class HeifCodedSizeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void codedSizesAreRead() {
        const auto says = [](const Bytes& bytes, int width, int height) {
            const auto sizes = heifSizes(bytes);
            QCOMPARE(sizes.declared, (ImageSize{64, 48}));
            QCOMPARE(sizes.coded, (ImageSize{width, height}));
            QVERIFY(!sizes.tangled);
        };
        says(file("av01", av1(64, 48)), 64, 48);
        says(file("av01", av1(60000, 50000)), 60000, 50000);
        says(file("av01", av1(60000, 50000), {}, 5), 60000, 50000);
        says(file("av01", fullAv1(4000, 3000)), 4000, 3000);
        says(file("hvc1", number(hevc(12000, 8000).size(), 4) + hevc(12000, 8000)), 12000, 8000);
    }
    void configurationsAreRead() {
        const Bytes set = hevc(9000, 7000);
        const Bytes hvcC = box("hvcC", Bytes(21, 0) + number(3, 1) + number(1, 1) + number(33, 1) + number(1, 2) + number(set.size(), 2) + set);
        QCOMPARE(heifSizes(file("hvc1", {0, 0, 0, 0}, hvcC)).coded, (ImageSize{9000, 7000}));
        const Bytes av1C = box("av1C", number(0, 4) + av1(8000, 6000));
        QCOMPARE(heifSizes(file("av01", {}, av1C)).coded, (ImageSize{8000, 6000}));
    }
    void otherItemsAreNotTakenForPictures() { QCOMPARE(heifSizes(file("Exif", av1(60000, 50000))).coded, (ImageSize{0, 0})); }
    void damagedBytesAreNoDanger() {
        const Bytes whole = file("hvc1", number(hevc(12000, 8000).size(), 4) + hevc(12000, 8000));
        for (size_t n = 0; n < whole.size(); ++n) heifSizes(std::span(whole).first(n));
        for (size_t i = 0; i < whole.size(); ++i)
            for (const int v : {0, 1, 0x7f, 0xff}) {
                Bytes broken = whole;
                broken[i] = static_cast<std::uint8_t>(v);
                heifSizes(broken);
            }
        // One extent named again and again: more than the file can hold.
        QVERIFY(heifSizes(file("av01", Bytes(1000, 0), {}, 1)).tangled == false);
        Bytes many = file("av01", Bytes(1000, 0), {}, 50);
        for (size_t i = 0; i + 8 <= many.size(); ++i)
            if (std::equal(many.begin() + static_cast<std::ptrdiff_t>(i), many.begin() + static_cast<std::ptrdiff_t>(i) + 4, number(20, 4).begin()))
                many[i + 2] = 3;  // each extent of 20 bytes reaches to the end of the file
        QVERIFY(heifSizes(many).tangled);
    }
    void realFilesSayWhatTheyDeclare() {
        VELATURA_NEEDS_SHARED(folder, "pictures/edge");
        int seen = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            const auto ending = entry.path().extension();
            if (ending != ".avif" && ending != ".heic") continue;
            std::ifstream in(entry.path(), std::ios::binary);
            const Bytes bytes{std::istreambuf_iterator<char>(in), {}};
            const auto sizes = heifSizes(bytes);
            if (sizes.coded.width == 0) continue;
            ++seen;
            QVERIFY2(sizes.coded.width >= sizes.declared.width && sizes.coded.width <= sizes.declared.width + 64, entry.path().c_str());
            QVERIFY2(sizes.coded.height >= sizes.declared.height && sizes.coded.height <= sizes.declared.height + 64, entry.path().c_str());
        }
        if (seen == 0) QSKIP("no AVIF or HEIC picture there");
    }
};

VELATURA_TEST(HeifCodedSizeTest)
#include "heif_coded_size_test.moc"
