// Rarer kinds of TIFF, BMP and PPM, made by hand with the samples that must come out.
#include "core/image_io/image_io.h"
#include "tests/core/image_io/made_files.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;

namespace {

using Samples = std::vector<int>;

Samples samplesOf(const Result<Image>& image) {
    Samples out;
    if (!image) return out;
    for (int y = 0; y < image->height(); ++y)
        for (int i = 0; i < image->width() * image->channels(); ++i)
            out.push_back(image->depth() == Depth::U8 ? image->row(y)[i] : image->rowAs<std::uint16_t>(y)[i]);
    return out;
}

/// Tags that every TIFF here has; `bits` once for each sample.
std::vector<TiffTag> tags(std::uint32_t w, std::uint32_t h, std::uint32_t bits, std::uint32_t samples,
                          std::uint32_t photometric) {
    return {{256, 4, {w}}, {257, 4, {h}},           {258, 3, std::vector<std::uint32_t>(samples, bits)},
            {259, 3, {1}}, {262, 3, {photometric}}, {277, 3, {samples}}};
}

std::string tiff(const std::string& data, std::vector<TiffTag> t, std::vector<TiffTag> more) {
    t.insert(t.end(), more.begin(), more.end());
    std::sort(t.begin(), t.end(), [](const TiffTag& a, const TiffTag& b) { return a.tag < b.tag; });
    return madeTiff(data, t);
}

std::vector<TiffTag> oneStrip(std::uint32_t rows, std::uint32_t bytes) {
    return {{273, 4, {8}}, {278, 4, {rows}}, {279, 4, {bytes}}};
}

std::string little(std::initializer_list<std::uint32_t> values, int bytes) {
    std::string out;
    for (const auto v : values)
        for (int i = 0; i < bytes; ++i) out += static_cast<char>(v >> 8 * i);
    return out;
}

/// A BMP with an info header of `info` bytes; `between` holds masks or palette, `data` the stored rows.
std::string bmp(std::uint32_t info, std::int32_t w, std::int32_t h, std::uint32_t bits, std::uint32_t compression,
                const std::string& between, const std::string& data) {
    std::string header = little({info, static_cast<std::uint32_t>(w), static_cast<std::uint32_t>(h)}, 4) +
                         little({1, bits}, 2) + little({compression, 0, 2835, 2835, 0, 0}, 4);
    header += between;
    const auto offset = static_cast<std::uint32_t>(14 + header.size());
    return "BM" + little({static_cast<std::uint32_t>(offset + data.size()), 0, offset}, 4) + header + data;
}

class VariantsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tiffMinIsWhite() {
        const auto image = decodePicture(tiff("\x01\xFE\x40\x80", tags(2, 2, 8, 1, 0), oneStrip(2, 4)));
        QCOMPARE(samplesOf(image), (Samples{254, 1, 191, 127}));
    }

    void tiffPlanes() {
        // Three planes of 2 x 1, each its own strip.
        const auto image =
            decodePicture(tiff("\1\2\3\4\5\6", tags(2, 1, 8, 3, 2),
                               {{273, 4, {8, 10, 12}}, {278, 4, {1}}, {279, 4, {2, 2, 2}}, {284, 3, {2}}}));
        QCOMPARE(samplesOf(image), (Samples{1, 3, 5, 2, 4, 6}));
    }

    void tiffTilesOverTheEdge() {
        std::string tile(256, '\0');
        for (int i = 0; i < 256; ++i) tile[static_cast<size_t>(i)] = static_cast<char>(i);
        const auto image =
            decodePicture(tiff(tile + std::string(256, 'x'), tags(18, 2, 8, 1, 1),
                               {{322, 4, {16}}, {323, 4, {16}}, {324, 4, {8, 264}}, {325, 4, {256, 256}}}));
        Samples expected;
        for (int y = 0; y < 2; ++y) {
            for (int x = 0; x < 16; ++x) expected.push_back(16 * y + x);
            expected.insert(expected.end(), 2, 'x');
        }
        QCOMPARE(samplesOf(image), expected);
    }

    void tiffAlphaIsStraight() {
        // Associated alpha (1) is divided out; of no stated kind (0) it is no alpha.
        const std::string data("\x40\x20\x00\x80\x00\x00\x00\x00", 8);
        const auto associated = decodePicture(tiff(data, tags(2, 1, 8, 4, 2), [] {
            auto t = oneStrip(1, 8);
            t.push_back({338, 3, {1}});
            return t;
        }()));
        QCOMPARE(samplesOf(associated), (Samples{128, 64, 0, 128, 0, 0, 0, 0}));
        const auto unstated = decodePicture(tiff(data, tags(2, 1, 8, 4, 2), [] {
            auto t = oneStrip(1, 8);
            t.push_back({338, 3, {0}});
            return t;
        }()));
        QCOMPARE(samplesOf(unstated), (Samples{64, 32, 0, 0, 0, 0}));
    }

    void tiffPaletteAndBits() {
        std::vector<std::uint32_t> map(3 * 16, 0);
        map[1] = 0xFFFF;       // red of entry 1
        map[16 + 2] = 0x8080;  // green of entry 2
        const auto palette = decodePicture(tiff("\x12", tags(2, 1, 4, 1, 3), [&] {
            auto t = oneStrip(1, 1);
            t.push_back({320, 3, map});
            return t;
        }()));
        QCOMPARE(samplesOf(palette), (Samples{255, 0, 0, 0, 128, 0}));
        const auto bits = decodePicture(tiff("\xA0", tags(4, 1, 1, 1, 1), oneStrip(1, 1)));
        QCOMPARE(samplesOf(bits), (Samples{255, 0, 255, 0}));
    }

    void tiffCmyk() {
        const std::string data("\xFF\0\0\0\0\0\0\xFF", 8);
        const auto image = decodePicture(tiff(data, tags(2, 1, 8, 4, 5), oneStrip(1, 8)));
        QCOMPARE(samplesOf(image), (Samples{0, 255, 255, 0, 0, 0}));
    }

    void bmpKinds() {
        const std::string palette = little({0x000000, 0xFF0000, 0x00FF00, 0x0000FF}, 4);
        const Samples two = {255, 0, 0, 0, 255, 0};
        std::string fullPalette = palette;
        fullPalette.resize(256 * 4, '\0');
        // Lowest row first, rows of four bytes.
        QCOMPARE(samplesOf(decodePicture(bmp(40, 2, 1, 8, 0, fullPalette, std::string("\1\2\0\0", 4)))), two);
        QCOMPARE(samplesOf(decodePicture(bmp(40, 2, 1, 4, 0, fullPalette.substr(0, 64), std::string("\x12\0\0\0", 4)))),
                 two);
        QCOMPARE(samplesOf(decodePicture(bmp(40, 2, 1, 1, 0, palette.substr(4, 8), std::string("\x40\0\0\0", 4)))),
                 two);
        QCOMPARE(samplesOf(decodePicture(bmp(40, 2, 1, 16, 0, "", little({0x7C00, 0x03E0}, 2)))), two);
        QCOMPARE(samplesOf(decodePicture(
                     bmp(40, 2, 1, 16, 3, little({0xF800, 0x07E0, 0x001F}, 4), little({0xF800, 0x07E0}, 2)))),
                 two);
        QCOMPARE(samplesOf(decodePicture(bmp(40, 2, 1, 32, 0, "", little({0x00FF0000, 0x0000FF00}, 4)))), two);
        // Top row first where the height is negative.
        QCOMPARE(samplesOf(decodePicture(bmp(40, 1, -2, 24, 0, "", std::string("\0\0\xFF\0\0\xFF\0\0", 8)))), two);
    }

    void bmpAlpha() {
        const std::string masks = little({0x00FF0000, 0x0000FF00, 0x000000FF, 0xFF000000}, 4);
        QCOMPARE(samplesOf(decodePicture(bmp(56, 2, 1, 32, 3, masks, little({0x80FF0000, 0x0000FF00}, 4)))),
                 (Samples{255, 0, 0, 128, 0, 255, 0, 0}));
        QCOMPARE(samplesOf(decodePicture(bmp(56, 2, 1, 32, 3, masks, little({0x00FF0000, 0x0000FF00}, 4)))),
                 (Samples{255, 0, 0, 255, 0, 255, 0, 255}));
        const auto damaged =
            decodePicture(bmp(40, 2, 1, 32, 3, little({0x00FF00FF, 0xFF00, 0xFF}, 4), little({0, 0}, 4)));
        QVERIFY(!damaged);
    }

    void bmpRunLengths() {
        std::string palette = little({0x000000, 0xFF0000, 0x00FF00}, 4);
        palette.resize(256 * 4, '\0');
        // Row 0 (lowest): three of 1, end of line; row 1: 2 1 2 as they are, padded; end.
        const std::string data("\3\1\0\0\0\3\2\1\2\0\0\1", 12);
        const Samples expected = {0, 255, 0, 255, 0, 0, 0, 255, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0};
        QCOMPARE(samplesOf(decodePicture(bmp(40, 3, 2, 8, 1, palette, data))), expected);
        // Runs over the edge and jumps out of the picture are harmless.
        QVERIFY(decodePicture(bmp(40, 3, 2, 8, 1, palette, std::string("\xFF\1\0\2\xFF\xFF\5\1\0\1", 10))));
        QVERIFY(!decodePicture(bmp(40, 3, 2, 8, 1, palette, std::string("\3\1\0\0", 4))));
        QCOMPARE(samplesOf(decodePicture(bmp(40, 3, 1, 4, 2, palette.substr(0, 64), std::string("\3\x12\0\1", 4)))),
                 (Samples{255, 0, 0, 0, 255, 0, 255, 0, 0}));
    }

    void ppmKinds() {
        QCOMPARE(samplesOf(decodePicture("P1\n# comment\n3 1\n101\n")), (Samples{0, 255, 0}));
        QCOMPARE(samplesOf(decodePicture("P2 2 1 15 0 15\n")), (Samples{0, 255}));
        QCOMPARE(samplesOf(decodePicture("P3 1 1 255\n1 2 3\n")), (Samples{1, 2, 3}));
        QCOMPARE(samplesOf(decodePicture("P4 3 1\n\xA0")), (Samples{0, 255, 0}));
        QCOMPARE(samplesOf(decodePicture(std::string("P5 2 1 100\n\0\x64", 13))), (Samples{0, 255}));
        // A maximum of 10 bits is spread over 16.
        QCOMPARE(samplesOf(decodePicture(std::string("P5 2 1 1023\n\x03\xFF\x00\x01", 16))), (Samples{65535, 64}));
        QCOMPARE(samplesOf(decodePicture("P2 1 1 255 999")), (Samples{255}));
        QVERIFY(!decodePicture("P2 3 1 255 1 2 x"));
        const ScratchFolder folder;
        writeText(folder / "a.pgm", std::string("P5 2 1 1023\n\x03\xFF\x00\x01", 16));
        QCOMPARE(probePicture(folder / "a.pgm")->bitDepth, 10);
    }

    void contentDecidesNotTheName() {
        const ScratchFolder folder;
        writeText(folder / "a.jpg", *encodePicture(pattern(5, 4, 3, Depth::U8), "png"));
        QCOMPARE(loadPicture(folder / "a.jpg")->info().format, std::string("png"));
        writeText(folder / "none", *encodePicture(pattern(5, 4, 3, Depth::U8), "tiff"));
        QCOMPARE(loadPicture(folder / "none")->info().format, std::string("tiff"));
    }
};

}  // namespace

VELATURA_TEST(VariantsTest)
#include "variants_test.moc"
