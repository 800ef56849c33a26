// The memory that a progressive JPEG takes: libjpeg keeps the coefficients of the whole picture, so this is what bounds
// how large a picture opens.
#include <sys/resource.h>
#include <unistd.h>

// clang-format off
#include <cstdio>
#include <jpeglib.h>
// clang-format on
#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "core/image_io/image_io.h"
#include "tests/core/image_io/quiet.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;

namespace {

constexpr int kSide = 4000;  // 16 megapixels
constexpr long kMiB = 1 << 20;

/// Without subsampling, which takes the most memory.
std::string progressiveJpeg() {
    jpeg_compress_struct c{};
    jpeg_error_mgr errors{};
    c.err = jpeg_std_error(&errors);
    jpeg_create_compress(&c);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&c, &bytes, &size);
    c.image_width = c.image_height = kSide;
    c.input_components = 3;
    c.in_color_space = JCS_RGB;
    jpeg_set_defaults(&c);
    c.comp_info[0].h_samp_factor = c.comp_info[0].v_samp_factor = 1;
    jpeg_simple_progression(&c);
    jpeg_start_compress(&c, TRUE);
    std::vector<JSAMPLE> row(3 * kSide);
    for (int y = 0; y < kSide; ++y) {
        for (int i = 0; i < 3 * kSide; ++i) row[static_cast<size_t>(i)] = static_cast<JSAMPLE>((i / 40 + y / 9) & 255);
        JSAMPROW line = row.data();
        jpeg_write_scanlines(&c, &line, 1);
    }
    jpeg_finish_compress(&c);
    jpeg_destroy_compress(&c);
    std::string out(reinterpret_cast<char*>(bytes), size);
    std::free(bytes);
    return out;
}

/// Bytes that are in memory now.
long resident() {
    long pages = 0, inMemory = 0;
    std::ifstream("/proc/self/statm") >> pages >> inMemory;
    return inMemory * ::sysconf(_SC_PAGESIZE);
}

/// What opening takes above the samples, in MiB; 255: it does not open.
int takenAbove(const std::string& bytes, int minShortSide) {
    return inChild([&] {
        const long before = resident();
        const auto image = decodePicture(bytes, {.minShortSide = minShortSide});
        if (!image) return 255;
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        const long samples = static_cast<long>(image->rowBytes()) * image->height();
        return static_cast<int>(std::clamp(((usage.ru_maxrss << 10) - before - samples) / kMiB, 0L, 254L));
    });
}

class ProgressiveTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void staysWithinAGigabyteFor100Megapixels() {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("the sanitizer takes memory of its own");
#endif
        const std::string bytes = progressiveJpeg();
        constexpr int kAllowed = 1024 * (kSide / 1000) * (kSide / 1000) / 100;
        for (const int minShortSide : {0, 256}) {
            const int above = takenAbove(bytes, minShortSide);
            qInfo("%d MiB above the samples of 16 megapixels, %d allowed", above, kAllowed);
            QVERIFY(above > 0 && above <= kAllowed);
        }
    }
};

}  // namespace

VELATURA_TEST(ProgressiveTest)
#include "progressive_test.moc"
