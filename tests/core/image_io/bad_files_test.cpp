#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/image_io/image_io.h"
#include "tests/core/image_io/made_files.h"
#include "tests/core/image_io/quiet.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;

namespace {

/// The error of opening `path`; both ways must agree that it fails.
Error errorOf(const std::filesystem::path& path) {
    const auto loaded = loadPicture(path);
    return loaded ? Error(ErrorCode::Internal, "it opened") : loaded.error();
}

bool says(const Error& e, const std::string& word) {
    return e.message().find(word) != std::string::npos;
}

class BadFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsWrong_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* label, const char* name, const std::string& bytes, ErrorCode code,
                            const char* word) {
            QTest::newRow(label) << QString(name) << QByteArray(bytes.data(), static_cast<int>(bytes.size()))
                                 << static_cast<int>(code) << QString(word);
        };
        using E = ErrorCode;
        row("text", "a.jpg", "This is no picture,\nit is a letter.\n", E::Unreadable, "looks like text");
        row("zero bytes", "a.jpg", "", E::Unreadable, "empty");
        row("one byte", "a.png", "\x89", E::Unreadable, "not a picture");
        row("noise", "a.png", std::string("\1\2\3\0\5\6\7\x10\x11", 9), E::Unreadable, "not a picture");
        row("gif without frames", "a.jpg", std::string("GIF89a\1\0\1\0\0\0\0", 13), E::Unreadable, "cut off");
        row("huge gif", "a.gif", std::string("GIF89a\xFF\xFF\xFF\xFF\0\0\0", 13), E::TooLarge, "65535 x 65535");
        row("gif of a large canvas and few bytes", "a.gif",
            std::string("GIF89a\0\x40\0\x40\x80\0\0\0\0\0\xFF\xFF\xFF", 19) +
                std::string(",\0\0\0\0\1\0\1\0\0\2\2\x44\1\0;", 16),
            E::Unreadable, "cut off");
        row("psd", "a.png", "8BPS\0\1", E::Unsupported, "Photoshop");
        row("svg", "a.svg", "<?xml version=\"1.0\"?>\n<svg width=\"3\"/>", E::Unsupported, "SVG");
        row("pdf", "a.pdf", "%PDF-1.7\n", E::Unreadable, "PDF");
        row("zip", "a.zip", "PK\3\4....", E::Unreadable, "ZIP");
        row("text in BM", "a.bmp", "BMW builds cars, and this is a text.", E::Unreadable, "looks like text");
        row("text in P6", "a.ppm", "P6 is a page of the report.", E::Unreadable, "looks like text");
        row("huge png", "a.png", pngHeader(100000, 100000), E::TooLarge, "100000 x 100000");
        row("wide png", "a.png", pngHeader(400'000'001, 1), E::TooLarge, "400000001 x 1");
        row("png over the limit", "a.png", pngHeader(20000, 20000), E::TooLarge, "300 million");
        row("no width", "a.png", pngHeader(0, 64), E::Unreadable, "0 x 64");
        row("header alone", "a.png", pngHeader(64, 64), E::Unreadable, "cut off");
        row("large header alone", "a.png", pngHeader(15000, 15000), E::Unreadable, "cut off");
        row("huge ppm", "a.ppm", "P6\n100000 100000\n255\n", E::TooLarge, "100000 x 100000");
        row("endless ppm", "a.ppm", "P6\n99999999999999999999 2\n255\n", E::TooLarge, "x 2");
        row("ppm without samples", "a.ppm", "P6\n15000 15000\n255\nabc", E::Unreadable, "cut off");
        row("ppm without maximum", "a.ppm", "P6\n2 2\n0\nabcdefghijkl", E::Unreadable, "damaged");
        row("ppm with letters", "a.ppm", "P6\n2 x\n255\nabcdefghijkl", E::Unreadable, "damaged");
        row("jpeg start alone", "a.jpg", "\xFF\xD8\xFF", E::Unreadable, "cut off");
        row("tiff without directory", "a.tif", std::string("II*\0\xFF\xFF\0\0\0\0\0\0", 12), E::Unreadable, "cut off");
        row("huge tiff", "a.tif",
            madeTiff("x", {{256, 4, {100000}},
                           {257, 4, {100000}},
                           {258, 3, {8}},
                           {259, 3, {1}},
                           {262, 3, {1}},
                           {273, 4, {8}},
                           {277, 3, {1}},
                           {278, 4, {100000}},
                           {279, 4, {1}}}),
            E::TooLarge, "100000 x 100000");
        row("tiff of 64-bit samples", "a.tif",
            madeTiff("12345678", {{256, 4, {1}},
                                  {257, 4, {1}},
                                  {258, 3, {64}},
                                  {259, 3, {1}},
                                  {262, 3, {1}},
                                  {273, 4, {8}},
                                  {277, 3, {1}},
                                  {278, 4, {1}},
                                  {279, 4, {8}}}),
            E::Unsupported, "kind that is not read");
        row("tiff with a monstrous tile", "a.tif",
            madeTiff("12345678", {{256, 4, {4}},
                                  {257, 4, {4}},
                                  {258, 3, {8}},
                                  {259, 3, {1}},
                                  {262, 3, {1}},
                                  {277, 3, {1}},
                                  {322, 4, {65536}},
                                  {323, 4, {65536}},
                                  {324, 4, {8}},
                                  {325, 4, {8}}}),
            E::Unreadable, "cut off");
        row("tiff with a tile of 128 MB", "a.tif",
            madeTiff("12345678", {{256, 4, {2}},
                                  {257, 4, {2}},
                                  {258, 3, {8}},
                                  {259, 3, {1}},
                                  {262, 3, {1}},
                                  {277, 3, {1}},
                                  {322, 4, {8192}},
                                  {323, 4, {16384}},
                                  {324, 4, {8}},
                                  {325, 4, {8}}}),
            E::Unreadable, "cut off");
        std::string bmp = *encodePicture(pattern(4, 4, 3, Depth::U8), "bmp");
        bmp[18] = bmp[19] = bmp[20] = bmp[22] = bmp[23] = bmp[24] = '\x7F';
        row("huge bmp", "a.bmp", bmp, E::TooLarge, "million");
    }

    void saysWhatIsWrong() {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        QFETCH(QString, word);
        const ScratchFolder folder;
        const auto path = folder / name.toStdString();
        writeText(path, bytes.toStdString());
        const QuietCheck quiet;
        const Error e = errorOf(path);
        QVERIFY2(says(e, word.toStdString()), e.message().c_str());
        QVERIFY2(says(e, path.string()), e.message().c_str());
        QVERIFY2(!e.hint.empty(), e.message().c_str());
        QCOMPARE(static_cast<int>(e.code), code);
        const auto fromMemory = decodePicture(bytes.toStdString());
        QVERIFY(!fromMemory);
        QCOMPARE(static_cast<int>(fromMemory.error().code), code);
        QVERIFY2(quiet.nothingPrinted(), "something was printed to standard error");
    }

    void namesWhatItCannotDecode() {
        // With the libraries these are damaged files, without them formats that are not read: a sentence either way.
        const QuietCheck quiet;
        for (const auto& bytes : {std::string("\0\0\0\x1C", 4) + "ftypavif", std::string("\0\0\0\x1C", 4) + "ftypheic",
                                  std::string("\xFF\x0A\0\0", 4)}) {
            const auto image = decodePicture(bytes);
            QVERIFY(!image);
            QVERIFY2(says(image.error(), "AVIF") || says(image.error(), "HEIC") || says(image.error(), "JPEG XL"),
                     image.error().message().c_str());
        }
        QVERIFY(quiet.nothingPrinted());
    }

    void saysWhereNothingIs() {
        const ScratchFolder folder;
        QCOMPARE(static_cast<int>(errorOf(folder / "none.png").code), static_cast<int>(ErrorCode::NotFound));
        QVERIFY(says(errorOf(folder / "none.png"), "none.png"));
        QVERIFY(says(errorOf(folder.path()), "folder"));
        QVERIFY(!probePicture(folder.path()));
        QVERIFY(::mkfifo((folder / "pipe.png").c_str(), 0600) == 0);
        QVERIFY(says(errorOf(folder / "pipe.png"), "regular file"));  // and does not wait for a writer
        QVERIFY(says(errorOf("/dev/zero"), "regular file"));
    }

    void saysWhenItMayNotRead() {
        const ScratchFolder folder;
        std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
        const auto path = folder / "secret.png";
        QVERIFY(savePicture(pattern(4, 4, 3, Depth::U8), path));
        QVERIFY(::chmod(path.c_str(), 0000) == 0);
        // Root may read everything, so a child gives that up first.
        const int status = inChild([&] {
            if (::geteuid() == 0 && ::seteuid(65534) != 0) return 77;
            return says(errorOf(path), "permission") ? 0 : 1;
        });
        if (status == 77) QSKIP("cannot give up root's rights here");
        QCOMPARE(status, 0);
    }

    void cutAnywhereIsAnErrorOrTheWholePicture() {
        const QuietCheck quiet;
        for (const char* format : {"png", "jpeg", "webp", "tiff", "bmp", "ppm"}) {
            const Image image = pattern(40, 30, 3, Depth::U8);
            const std::string whole = *encodePicture(image, format);
            const Image decoded = *decodePicture(whole);
            int opened = 0;
            for (size_t n = 0; n < whole.size(); n += n < 300 ? 1 : 7) {
                const auto cut = decodePicture(whole.substr(0, n));
                if (!cut) continue;
                ++opened;
                QVERIFY2(maxDifference(*cut, decoded) == 0, qPrintable(QString("%1 cut to %2").arg(format).arg(n)));
            }
            // Only end marks may be missing.
            QVERIFY2(opened <= 3, qPrintable(QString("%1 opened %2 times").arg(format).arg(opened)));
        }
        QVERIFY(quiet.nothingPrinted());
    }

    void changedBytesNeverCrash() {
        const QuietCheck quiet;
        std::uint32_t random = 12345;
        const auto next = [&] { return random = random * 1664525u + 1013904223u; };
        for (const char* format : {"png", "jpeg", "webp", "tiff", "bmp", "ppm"})
            for (const auto depth : {Depth::U8, Depth::U16}) {
                const std::string whole = *encodePicture(pattern(40, 30, 4, depth), format);
                for (int i = 0; i < 300; ++i) {
                    std::string bad = whole;
                    // Half of the changes hit the header, where they matter most.
                    const size_t reach = i % 2 ? std::min<size_t>(bad.size(), 64) : bad.size();
                    for (int k = 0; k <= i % 4; ++k) bad[(next() >> 8) % reach] = static_cast<char>(next() >> 16);
                    (void)decodePicture(bad);
                }
            }
        QVERIFY(quiet.nothingPrinted());
    }

    void refusesCameraRaw() {
        std::vector<TiffTag> tags = {{256, 4, {1}}, {257, 4, {1}},           {258, 3, {8}}, {259, 3, {1}},
                                     {262, 3, {1}}, {273, 4, {8}},           {277, 3, {1}}, {278, 4, {1}},
                                     {279, 4, {1}}, {50706, 1, {0x00000401}}};
        // DNGVersion holds four bytes; as one entry of four bytes it fits in place.
        std::string bytes = madeTiff("x", tags);
        bytes[8 + 1 + 2 + 9 * 12 + 4] = 4;
        const auto image = decodePicture(bytes);
        QVERIFY(!image);
        QVERIFY2(says(image.error(), "raw"), image.error().message().c_str());
    }
};

}  // namespace

VELATURA_TEST(BadFilesTest)
#include "bad_files_test.moc"
