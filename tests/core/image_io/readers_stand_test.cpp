// The fuzzers' entries over their seeds, cut and changed the same way each time, and over what the fuzzers found: no
// crash, no hang, no print.
#include <chrono>

#include "core/image_io/image_io.h"
#include "tests/core/image_io/made_files.h"
#include "tests/core/image_io/quiet.h"
#include "tests/fuzz/entries.h"
#include "tests/fuzz/seeds.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;

namespace {

class ReadersStandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void madeGifOpens() {
        const auto image = decodePicture(fuzz::smallGif());
        QVERIFY2(image, image ? "" : image.error().message().c_str());
        QCOMPARE(image->size(), (ImageSize{4, 3}));
        QCOMPARE(image->channels(), 4);
    }

    void cutAndChangedBytes() {
        const QuietCheck quiet;
        int runs = 0;
        double slowest = 0;
        std::string slowestEntry;
        for (const fuzz::Seed& sample : fuzz::seeds(sharedFolder())) {
            if (!fuzz::hasEntry(sample.entry)) continue;  // a format without its library
#ifdef __SANITIZE_ADDRESS__
            const int rounds = sample.rounds / 5;
#else
            const int rounds = sample.rounds;
#endif
            std::uint32_t random = 4711;
            const auto next = [&] { return (random = random * 1664525u + 1013904223u) >> 8; };
            for (int i = 0; i < rounds; ++i) {
                std::string bytes = sample.bytes;
                if (i % 4 == 0) bytes.resize(next() % bytes.size());
                // Half of the changes hit the header, where they matter most.
                const size_t reach = i % 2 ? std::min<size_t>(bytes.size(), 128) : bytes.size();
                for (int k = 0; reach > 0 && k <= i % 5; ++k) bytes[next() % reach] = static_cast<char>(next());
                const auto start = std::chrono::steady_clock::now();
                fuzz::run(sample.entry, {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
                const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
                if (seconds > slowest) {
                    slowest = seconds;
                    slowestEntry = sample.entry;
                }
                ++runs;
            }
        }
        qInfo("%d runs; the slowest took %.2f s (%s)", runs, slowest, slowestEntry.c_str());
        QVERIFY(slowest < 60);
        // Debian's libjxl reports what is wrong with a file on standard error, and cannot be told not to.
        QVERIFY2(fuzz::hasEntry("jxl") || quiet.nothingPrinted(), "something was printed to standard error");
    }

    void whatFuzzersFound() {
        const QuietCheck quiet;
        int files = 0;
        const std::filesystem::path corpus = VELATURA_SOURCE_DIR "/tests/fuzz/corpus";
        for (const auto& file : std::filesystem::recursive_directory_iterator(corpus)) {
            const std::string entry = file.path().parent_path().filename().string();
            if (!file.is_regular_file() || !fuzz::hasEntry(entry)) continue;
            const std::string bytes = readText(file.path());
            const auto start = std::chrono::steady_clock::now();
            fuzz::run(entry, {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
            const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            QVERIFY2(seconds < 60, file.path().c_str());
            ++files;
        }
        qInfo("%d files", files);
        QVERIFY(files > 0);
        QVERIFY2(fuzz::hasEntry("jxl") || quiet.nothingPrinted(), "something was printed to standard error");
    }

    void packedProfilesAndTextsStayPacked() {
        // A PNG text of 60 KB that would unpack to 60 MB: the picture opens, the text is left out.
        const std::string plain = *encodePicture(pattern(8, 8, 3, Depth::U8), "png");
        const QByteArray zeros(60 << 20, '\0');
        const QByteArray packed = qCompress(zeros, 9).mid(4);
        const auto withChunk = [&](const std::string& type, const std::string& head) {
            return plain.substr(0, 33) + pngChunk(type + head + packed.toStdString()) + plain.substr(33);
        };
        const QuietCheck quiet;
        for (const auto& bytes : {withChunk("iTXt", std::string("XML:com.adobe.xmp\0\1\0\0\0", 22)),
                                  withChunk("zTXt", std::string("Raw profile type exif\0\0", 23)),
                                  withChunk("iCCP", std::string("icc\0\0", 5))}) {
            const auto image = decodePicture(bytes);
            QVERIFY2(image, image ? "" : image.error().message().c_str());
            QVERIFY(image->info().xmp.empty() && image->info().icc.empty());
        }
        QVERIFY(quiet.nothingPrinted());
    }
};

}  // namespace

VELATURA_TEST(ReadersStandTest)
#include "readers_stand_test.moc"
