// EXIF, XMP, IPTC and the recipe through every format that holds them, read back with exiv2's own readers where it
// knows the container, so that other programs see the same.
#include <exiv2/exiv2.hpp>
#include <nlohmann/json.hpp>

#include "core/image_io/image_io.h"
#include "tests/core/image_io/made_files.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;

namespace {

using Bytes = std::vector<std::uint8_t>;

/// A photo's EXIF: orientation 6, camera, date, place, a thumbnail.
Bytes photoExif() {
    Exiv2::ExifData d;
    d["Exif.Image.Make"] = "Velatura works";
    d["Exif.Image.Artist"] = "A. Painter";
    d["Exif.Image.Orientation"] = std::uint16_t{6};
    d["Exif.Photo.DateTimeOriginal"] = "2024:05:06 07:08:09";
    d["Exif.Photo.FNumber"] = Exiv2::Rational(28, 10);
    d["Exif.Photo.PixelXDimension"] = std::uint32_t{4000};
    d["Exif.GPSInfo.GPSLatitudeRef"] = "N";
    d["Exif.GPSInfo.GPSLatitude"] = "48/1 51/1 30/1";
    const std::string jpeg = *encodePicture(pattern(16, 16, 3, Depth::U8), "jpeg");
    Exiv2::ExifThumb(d).setJpegThumbnail(reinterpret_cast<const Exiv2::byte*>(jpeg.data()),
                                         static_cast<long>(jpeg.size()));
    Exiv2::Blob blob;
    Exiv2::ExifParser::encode(blob, Exiv2::littleEndian, d);
    return {blob.begin(), blob.end()};
}

Bytes photoXmp() {
    const std::string text =
        R"(<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:velatura="urn:velatura:xmp/1.0/"
 photoshop:City="Paris" photoshop:Headline="Tower" exif:GPSLatitude="48,51.5N" tiff:Orientation="6" velatura:Recipe="{&quot;old&quot;:1}">
<dc:creator><rdf:Seq><rdf:li>A. Painter</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>)";
    return {text.begin(), text.end()};
}

Bytes photoIptc() {
    Exiv2::IptcData d;
    d["Iptc.Application2.Caption"] = "A tower";
    d["Iptc.Application2.City"] = "Paris";
    const Exiv2::DataBuf b = Exiv2::IptcParser::encode(d);
    return {b.pData_, b.pData_ + b.size_};
}

Image photo(int width = 40, int height = 30) {
    PictureInfo info;
    info.exif = photoExif();
    info.xmp = photoXmp();
    info.iptc = photoIptc();
    info.dpiX = info.dpiY = 240;
    return pattern(width, height, 3, Depth::U8).withInfo(std::make_shared<const PictureInfo>(std::move(info)));
}

struct Seen {
    Exiv2::ExifData exif;
    Exiv2::XmpData xmp;
    Exiv2::IptcData iptc;
};

/// What exiv2 reads in a whole file.
Seen seen(const std::string& bytes) {
    const auto image =
        Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte*>(bytes.data()), static_cast<long>(bytes.size()));
    image->readMetadata();
    return {image->exifData(), image->xmpData(), image->iptcData()};
}

template <class Data, class Key>
std::string value(const Data& data, const char* key) {
    const auto it = data.findKey(Key(key));
    return it == data.end() ? std::string() : it->toString();
}
std::string exif(const Seen& s, const char* key) {
    return value<Exiv2::ExifData, Exiv2::ExifKey>(s.exif, key);
}
std::string xmp(const Seen& s, const char* key) {
    return value<Exiv2::XmpData, Exiv2::XmpKey>(s.xmp, key);
}
std::string iptc(const Seen& s, const char* key) {
    return value<Exiv2::IptcData, Exiv2::IptcKey>(s.iptc, key);
}

constexpr const char* kFormats[] = {"jpeg", "png", "webp", "tiff"};

std::string recipeOf(size_t bytes) {
    nlohmann::json j = {{"engine", "gatys"}, {"text", "quotes \" & <tags> \n 画"}, {"list", {1, 2.5, nullptr}}};
    std::string filler;
    for (std::uint32_t i = 0, v = 7; filler.size() < bytes; ++i, v = v * 1664525u + 1013904223u)
        filler += static_cast<char>('A' + (v >> 24) % 26);
    j["filler"] = filler;
    return j.dump(1);
}

class MetadataTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fieldsAreCarriedOver() {
        for (const char* format : kFormats) {
            const auto bytes = encodePicture(photo(), format);
            QVERIFY2(bytes, format);
            const Seen s = seen(*bytes);
            QVERIFY2(exif(s, "Exif.Image.Make") == "Velatura works", format);
            QVERIFY2(exif(s, "Exif.Image.Artist") == "A. Painter", format);
            QVERIFY2(exif(s, "Exif.Photo.DateTimeOriginal") == "2024:05:06 07:08:09", format);
            QVERIFY2(exif(s, "Exif.Photo.FNumber") == "28/10", format);
            QVERIFY2(exif(s, "Exif.GPSInfo.GPSLatitude") == "48/1 51/1 30/1", format);
            QVERIFY2(exif(s, "Exif.Image.Orientation") == "1", format);
            QVERIFY2(exif(s, "Exif.Photo.PixelXDimension") == "40", format);
            QVERIFY2(exif(s, "Exif.Image.XResolution") == "240/1", format);
            QVERIFY2(Exiv2::ExifThumbC(s.exif).copy().size_ == 0, format);
            QVERIFY2(xmp(s, "Xmp.dc.creator") == "A. Painter", format);
            QVERIFY2(xmp(s, "Xmp.photoshop.Headline") == "Tower", format);
            QVERIFY2(xmp(s, "Xmp.tiff.Orientation") == "1", format);
            // WebP and PNG have no place for IPTC: its fields live on in XMP.
            const bool own = std::string(format) == "jpeg" || std::string(format) == "tiff";
            QVERIFY2((own ? iptc(s, "Iptc.Application2.Caption") : xmp(s, "Xmp.dc.description")).find("A tower") !=
                         std::string::npos,
                     format);
            const auto back = decodePicture(*bytes);
            QCOMPARE(back->size(), (ImageSize{40, 30}));
            QVERIFY2(std::abs(back->info().dpiX - 240) < 0.1, format);
            QVERIFY2(back->info().recipe.empty(), format);  // the old one
            // A second time nothing is lost.
            const Seen again = seen(*encodePicture(*back, format));
            QVERIFY2(exif(again, "Exif.Photo.FNumber") == "28/10" && exif(again, "Exif.Image.Make") == "Velatura works",
                     format);
            QVERIFY2(xmp(again, "Xmp.photoshop.Headline") == "Tower", format);
            QVERIFY2(!own || iptc(again, "Iptc.Application2.Caption") == "A tower", format);
        }
    }

    void thePlaceIsLeftOut() {
        for (const char* format : kFormats) {
            const auto bytes = encodePicture(photo(), format, {.metadata = SaveMetadata::NoPlace});
            const Seen s = seen(*bytes);
            for (const auto& d : s.exif) QVERIFY2(d.groupName() != "GPSInfo" && d.tagName() != "GPSTag", format);
            for (const auto& d : s.xmp)
                QVERIFY2(d.tagName().find("GPS") == std::string::npos && d.tagName() != "City", format);
            QVERIFY2(iptc(s, "Iptc.Application2.City").empty(), format);
            QVERIFY2(bytes->find("Paris") == std::string::npos, format);
            QVERIFY2(exif(s, "Exif.Image.Make") == "Velatura works", format);
            QVERIFY2(xmp(s, "Xmp.photoshop.Headline") == "Tower", format);
        }
    }

    void everythingIsLeftOut() {
        for (const char* format : kFormats) {
            const auto bytes = encodePicture(photo(), format, {.metadata = SaveMetadata::Strip, .recipe = "{\"a\":1}"});
            QVERIFY(bytes);
            for (const char* word : {"Velatura works", "Paris", "Painter", "recipe", "Recipe", "tower"})
                QVERIFY2(bytes->find(word) == std::string::npos, word);
            const auto back = decodePicture(*bytes);
            QVERIFY2(back->info().exif.empty() && back->info().xmp.empty() && back->info().iptc.empty(), format);
            QVERIFY2(back->info().recipe.empty(), format);
        }
    }

    void edgeFileKeepsItsPlaceOnlyIfAsked() {
        VELATURA_NEEDS_SHARED(folder, "pictures/edge");
        const Image image = *loadPicture(folder / "metadata_xmp_iptc_gps.jpg");
        for (const char* format : kFormats) {
            QVERIFY2(!exif(seen(*encodePicture(image, format)), "Exif.GPSInfo.GPSLatitude").empty(), format);
            const Seen s = seen(*encodePicture(image, format, {.metadata = SaveMetadata::NoPlace}));
            QVERIFY2(exif(s, "Exif.GPSInfo.GPSLatitude").empty(), format);
            for (const auto& d : s.xmp) QVERIFY2(d.key().find("GPS") == std::string::npos, d.key().c_str());
        }
    }

    void recipesComeBack_data() {
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("bytes");
        for (const char* format : kFormats)
            for (const int bytes : {0, 5000, 70'000, 3'900'000})
                QTest::newRow(qPrintable(QString("%1 %2").arg(format).arg(bytes))) << QString(format) << bytes;
    }

    void recipesComeBack() {
        QFETCH(QString, format);
        QFETCH(int, bytes);
        const std::string recipe = recipeOf(static_cast<size_t>(bytes));
        for (const Image& image : {pattern(20, 10, 3, Depth::U8), photo()}) {
            const auto file = encodePicture(image, format.toStdString(), {.recipe = recipe});
            QVERIFY(file);
            const auto back = decodePicture(*file);
            QVERIFY(back);
            QVERIFY(back->info().recipe == recipe);
            QVERIFY(back->info().exif.empty() == image.info().exif.empty());
            if (!image.info().exif.empty()) QVERIFY(xmp(seen(*file), "Xmp.photoshop.Headline") == "Tower");
            // The next file has the recipe it is given, or none.
            QVERIFY(decodePicture(*encodePicture(*back, format.toStdString()))->info().recipe.empty());
            const auto next = encodePicture(*back, format.toStdString(), {.recipe = "{\"next\": true}"});
            QCOMPARE(decodePicture(*next)->info().recipe, std::string("{\"next\": true}"));
        }
    }

    void pngSaysTheRecipeAsText() {
        const auto png = encodePicture(pattern(4, 4, 3, Depth::U8), "png", {.recipe = "{\"a\": 1}"});
        QVERIFY(png->find("Velatura-Recipe") != std::string::npos);
        QVERIFY(png->find("urn:velatura:xmp/1.0/") != std::string::npos);
    }

    void recipesThatAreNone() {
        const Image image = pattern(4, 4, 3, Depth::U8);
        const auto large = encodePicture(image, "png", {.recipe = "\"" + std::string(kMaxRecipeBytes, 'x') + "\""});
        QVERIFY(!large && large.error().code == ErrorCode::TooLarge && !large.error().hint.empty());
        for (const char* wrong : {"no JSON", "{\"a\":", "\"\xFF\xFE\""}) {
            const auto refused = encodePicture(image, "png", {.recipe = wrong});
            QVERIFY2(!refused && refused.error().code == ErrorCode::Usage, wrong);
        }
        // Formats without a place for it save the picture all the same.
        QVERIFY(encodePicture(image, "bmp", {.recipe = "{}"}));
    }

    void brokenMetadataIsLeftOut() {
        std::uint32_t random = 99;
        const auto next = [&] { return random = random * 1664525u + 1013904223u; };
        for (int round = 0; round < 200; ++round) {
            PictureInfo info = photo().info();
            for (Bytes* block : {&info.exif, &info.xmp, &info.iptc})
                for (int k = 0; k < 8; ++k)
                    (*block)[(next() >> 8) % block->size()] = static_cast<std::uint8_t>(next() >> 16);
            if (round % 5 == 0) info.exif.resize(info.exif.size() / 2);
            const Image image = pattern(8, 8, 3, Depth::U8).withInfo(std::make_shared<const PictureInfo>(info));
            const char* format = kFormats[round % 4];
            const auto bytes = encodePicture(image, format, {.recipe = "{}"});
            QVERIFY2(bytes, format);
            const auto back = decodePicture(*bytes);
            QVERIFY2(back && back->info().recipe == "{}", format);
        }
    }

    void resolutionIsKept() {
        for (const double dpi : {72.0, 96.0, 300.0, 1200.0}) {
            for (const char* format : {"png", "jpeg", "tiff", "webp", "bmp"}) {
                const auto back = decodePicture(*encodePicture(pattern(8, 8, 3, Depth::U8), format, {.dpi = dpi}));
                QVERIFY2(std::abs(back->info().dpiX - dpi) < 0.02 && std::abs(back->info().dpiY - dpi) < 0.02, format);
            }
        }
    }
};

}  // namespace

VELATURA_TEST(MetadataTest)
#include "metadata_test.moc"
