// Time-lapses: a video that follows the format to the byte, an animation that its own library reads back, numbered
// pictures; and that nothing half-written is left, whatever happens.
#include "core/image_io/timelapse.h"

#include <sys/resource.h>
#include <webp/demux.h>

#include <csignal>
#include <cstring>
#include <fstream>

#include "core/base/atomic_file.h"
#include "core/image_io/image_io.h"
#include "tests/support/test_case.h"

using namespace velatura;
using test::ScratchFolder;
namespace fs = std::filesystem;

namespace {

/// All of one grey: which frame is seen can be read from any pixel.
Image grey(int value, ImageSize size = {50, 34}) {
    PixelBuffer out(size, 3, Depth::U8);
    for (int y = 0; y < size.height; ++y) std::memset(out.row(y), value, out.rowBytes());
    return Image(std::move(out));
}

/// Four frames, 0, 60, 120, 180, then the result, 240.
TimelapseOrder order(const ScratchFolder& folder, const std::string& output) {
    TimelapseOrder out;
    fs::create_directories(folder / "kept");
    for (int i = 0; i < 4; ++i) {
        out.frames.push_back(folder / ("kept/" + std::to_string(i) + ".jpg"));
        // An early frame may be smaller: it was painted at a smaller size.
        if (!savePicture(grey(60 * i, i == 0 ? ImageSize{25, 17} : ImageSize{50, 34}), out.frames.back())) qFatal("no frame");
    }
    out.last = grey(240);
    out.output = folder / output;
    out.params = {.format = TimelapseFormat::ByName, .length = 1, .fps = 10, .hold = 0.5, .ease = 0};
    return out;
}

bool always(double) { return true; }

std::uint32_t u32(const std::string& bytes, size_t at) {
    std::uint32_t v = 0;
    std::memcpy(&v, bytes.data() + at, 4);
    return v;
}

int middle(const Image& image) { return image.row(image.height() / 2)[3 * (image.width() / 2)]; }

QStringList namesIn(const fs::path& folder) {
    QStringList out;
    for (const auto& e : fs::directory_iterator(folder)) out << QString::fromStdString(e.path().filename().string());
    out.sort();
    return out;
}

}  // namespace

class TimelapseTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aVideoIsWhatItsFormatSays() {
        const ScratchFolder folder;
        const auto shown = exportTimelapse(order(folder, "out.avi"), always);
        QVERIFY2(shown, shown ? "" : shown.error().message().c_str());
        QCOMPARE(*shown, 15);
        const std::string file = *readFile(folder / "out.avi", 1 << 24);
        QCOMPARE(file.substr(0, 4), std::string("RIFF"));
        QCOMPARE(size_t{u32(file, 4)} + 8, file.size());
        QCOMPARE(file.substr(8, 4), std::string("AVI "));
        const size_t avih = file.find("avih") + 8, strf = file.find("strf") + 8, strh = file.find("strh") + 8;
        QCOMPARE(u32(file, avih), 100000u);       // microseconds a picture
        QCOMPARE(u32(file, avih + 16), 15u);      // pictures
        QCOMPARE(u32(file, avih + 32), 50u);
        QCOMPARE(u32(file, avih + 36), 34u);
        QCOMPARE(file.substr(strh, 8), std::string("vidsMJPG"));
        QCOMPARE(u32(file, strh + 24) / u32(file, strh + 20), 10u);
        QCOMPARE(u32(file, strf + 4), 50u);
        // Every entry of the index points at a picture of the right grey, and the list ends where the index begins.
        const size_t movi = file.find("movi"), index = movi - 4 + 4 + u32(file, movi - 4);
        QCOMPARE(file.substr(index, 4), std::string("idx1"));
        QCOMPARE(u32(file, index + 4), 15u * 16);
        const int greys[] = {0, 0, 60, 60, 120, 120, 180, 180, 240, 240, 240, 240, 240, 240, 240};
        int last = -1;
        for (size_t i = 0; i < 15; ++i) {
            const size_t entry = index + 8 + 16 * i, at = movi + u32(file, entry + 8);
            QCOMPARE(file.substr(entry, 4), std::string("00dc"));
            QCOMPARE(file.substr(at, 4), std::string("00dc"));
            QCOMPARE(u32(file, at + 4), u32(file, entry + 12));
            const auto picture = decodePicture(file.substr(at + 8, u32(file, at + 4)));
            QVERIFY(picture.has_value());
            QCOMPARE(picture->size(), (ImageSize{50, 34}));
            const int value = middle(*picture);
            QVERIFY2(std::abs(value - greys[i]) <= 60 && value >= last - 1, std::to_string(value).c_str());
            last = value;
        }
        QVERIFY(std::abs(last - 240) <= 2);
        QCOMPARE(namesIn(folder.path()), QStringList({"kept", "out.avi"}));
    }

    void anAnimationPlaysAtItsTimes() {
        const ScratchFolder folder;
        QCOMPARE(*exportTimelapse(order(folder, "out.webp"), always), 15);
        const std::string file = *readFile(folder / "out.webp", 1 << 24);
        const WebPData data{reinterpret_cast<const std::uint8_t*>(file.data()), file.size()};
        const std::unique_ptr<WebPAnimDecoder, decltype(&WebPAnimDecoderDelete)> decoder(WebPAnimDecoderNew(&data, nullptr), &WebPAnimDecoderDelete);
        QVERIFY(decoder != nullptr);
        WebPAnimInfo info;
        QVERIFY(WebPAnimDecoderGetInfo(decoder.get(), &info));
        QCOMPARE(info.canvas_width, 50u);
        QCOMPARE(info.frame_count, 5u);  // what is shown longer is stored once
        std::vector<int> greys, ends;
        while (WebPAnimDecoderHasMoreFrames(decoder.get())) {
            std::uint8_t* pixels = nullptr;
            int ms = 0;
            QVERIFY(WebPAnimDecoderGetNext(decoder.get(), &pixels, &ms));
            greys.push_back(pixels[4 * (17 * 50 + 25)]);
            ends.push_back(ms);
        }
        for (int i = 0; i < 5; ++i) QVERIFY(std::abs(greys[static_cast<size_t>(i)] - 60 * i) <= 3);
        QCOMPARE(ends.back(), 1500);
        QVERIFY(std::is_sorted(ends.begin(), ends.end()));
    }

    void numberedPicturesCount() {
        const ScratchFolder folder;
        auto o = order(folder, "frames/");
        QCOMPARE(*exportTimelapse(o, always), 15);
        QCOMPARE(namesIn(folder / "frames").size(), 15);
        QCOMPARE(middle(*loadPicture(folder / "frames/frame-00015.png")), 240);
        QCOMPARE(namesIn(folder.path()), QStringList({"frames", "kept"}));
        // Not into what has something in it; an empty folder serves.
        auto again = exportTimelapse(o, always);
        QVERIFY(!again && again.error().message().find("not empty") != std::string::npos);
        fs::create_directory(folder / "empty");
        o.output = folder / "empty";
        o.params.format = TimelapseFormat::Jpeg;
        QCOMPARE(*exportTimelapse(o, always), 15);
        QVERIFY(fs::exists(folder / "empty/frame-00001.jpg"));
    }

    void whereMuchChangesThereIsMoreTime() {
        const ScratchFolder folder;
        auto o = order(folder, "out");
        o.frames.clear();
        for (const int value : {0, 200, 210, 220, 230}) {
            o.frames.push_back(folder / ("kept/v" + std::to_string(value) + ".png"));
            QVERIFY(savePicture(grey(value), o.frames.back()));
        }
        o.params.length = 4;
        o.params.hold = 0;
        const auto dark = [&](double ease, const char* name) {
            o.params.ease = ease;
            o.output = folder / name;
            const auto shown = exportTimelapse(o, always);
            int n = 0;
            for (int i = 1; shown && i <= *shown; ++i)
                n += middle(*loadPicture(o.output / QString("frame-%1.png").arg(i, 5, 10, QChar('0')).toStdString())) < 100;
            return n;
        };
        QVERIFY(dark(0, "even") <= 5);
        QVERIFY(dark(1, "eased") >= 14);
    }

    void whatCannotBeIsSaidAndLeavesNothing_data() {
        QTest::addColumn<QString>("output");
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("said");
        QTest::newRow("mp4") << "a.mp4" << 0 << ".mp4";
        QTest::newRow("picture") << "a.png" << 0 << ".png";
        QTest::newRow("wrong ending") << "a.avi" << 2 << "end in .webp";
        QTest::newRow("no folder") << "none/a.avi" << 0 << "none";
        QTest::newRow("no folder for folder") << "none/a" << 0 << "none";
        QTest::newRow("a file") << "kept/0.jpg/a" << 0 << "0.jpg";
        QTest::newRow("a folder") << "kept" << 0 << "not empty";
    }
    void whatCannotBeIsSaidAndLeavesNothing() {
        QFETCH(QString, output);
        QFETCH(int, format);
        QFETCH(QString, said);
        const ScratchFolder folder;
        auto o = order(folder, output.toStdString());
        o.params.format = static_cast<TimelapseFormat>(format);
        const auto shown = exportTimelapse(o, always);
        QVERIFY(!shown);
        const QString message = QString::fromStdString(shown.error().message());
        QVERIFY2(message.contains(said), qPrintable(message));
        QVERIFY(!shown.error().hint.empty() || message.endsWith('.'));
        QCOMPARE(namesIn(folder.path()), QStringList({"kept"}));
        QCOMPARE(namesIn(folder / "kept").size(), 4);
    }

    void stoppedAtAnyPlaceNothingIsLeft() {
        for (const char* name : {"out.avi", "out.webp", "out"})
            for (int after = 0; after < 30; after += 3) {
                const ScratchFolder folder;
                auto o = order(folder, name);
                o.params.ease = 0.5;
                int asked = 0;
                const auto shown = exportTimelapse(o, [&](double) { return asked++ < after; });
                QVERIFY(shown.has_value());
                if (*shown == 0) QCOMPARE(namesIn(folder.path()), QStringList({"kept"}));
            }
    }

    void aFullDiskIsSaidAndLeavesNothing() {
        // A limit on the size of files stands for a full disk.
        ::signal(SIGXFSZ, SIG_IGN);
        for (const char* name : {"out.avi", "out.webp", "out"}) {
            const ScratchFolder folder;
            const auto o = order(folder, name);
            rlimit before{};
            ::getrlimit(RLIMIT_FSIZE, &before);
            const rlimit small{64, before.rlim_max};
            ::setrlimit(RLIMIT_FSIZE, &small);
            const auto shown = exportTimelapse(o, always);
            ::setrlimit(RLIMIT_FSIZE, &before);
            QVERIFY(!shown);
            QCOMPARE(shown.error().code, ErrorCode::Disk);
            QCOMPARE(namesIn(folder.path()), QStringList({"kept"}));
        }
    }

    void withoutFramesThereIsNothingToShow() {
        const ScratchFolder folder;
        auto o = order(folder, "out.avi");
        o.frames.clear();
        QCOMPARE(exportTimelapse(o, always).error().code, ErrorCode::NotFound);
        o.frames = {folder / "gone.jpg"};
        QVERIFY(exportTimelapse(o, always).error().message().find("gone.jpg") != std::string::npos);
        QCOMPARE(namesIn(folder.path()), QStringList({"kept"}));
    }
};

VELATURA_TEST(TimelapseTest)
#include "timelapse_test.moc"
