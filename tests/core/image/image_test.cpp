#include "core/image/image.h"

#include <limits>
#include <set>
#include <thread>

#include "tests/support/test_case.h"

using namespace velatura;

namespace {

template <class T>
Image made(ImageSize size, int channels, Depth depth, const std::vector<T>& samples) {
    PixelBuffer out(size, channels, depth);
    const auto row = static_cast<size_t>(size.width) * static_cast<size_t>(channels);
    for (int y = 0; y < size.height; ++y)
        std::copy_n(samples.begin() + static_cast<std::ptrdiff_t>(row) * y, row, out.rowAs<T>(y));
    return Image(std::move(out));
}

std::vector<int> bytesOf(const Image& image) {
    std::vector<int> out;
    for (int y = 0; y < image.height(); ++y) out.insert(out.end(), image.row(y), image.row(y) + image.rowBytes());
    return out;
}

class ImageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idsAreNeverReused() {
        std::mutex mutex;
        std::set<std::uint64_t> ids;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 500; ++i) {
                    const Image image(PixelBuffer({1, 1}, 1, Depth::U8));
                    const std::lock_guard lock(mutex);
                    ids.insert(image.id());
                }
            });
        for (auto& t : threads) t.join();
        QCOMPARE(ids.size(), size_t{2000});
        QVERIFY(!ids.contains(0));  // an empty image's
        QCOMPARE(Image().id(), std::uint64_t{0});
    }

    void copiesShareAndKeepTheirId() {
        const Image a = made<std::uint8_t>({2, 1}, 3, Depth::U8, {1, 2, 3, 4, 5, 6});
        const Image b = a;
        QCOMPARE(a.id(), b.id());
        QVERIFY(a.row(0) == b.row(0));
        QCOMPARE(a.bytes(), size_t{6});
    }

    void otherFactsKeepTheIdUnlessColoursChange() {
        const Image a = made<std::uint8_t>({1, 1}, 3, Depth::U8, {1, 2, 3});
        auto info = std::make_shared<PictureInfo>();
        info->dpiX = 72;
        const Image b = a.withInfo(info);
        QCOMPARE(b.id(), a.id());
        QCOMPARE(b.info().dpiX, 72.0);
        auto profiled = std::make_shared<PictureInfo>(*info);
        profiled->icc = {1, 2, 3};
        const Image c = b.withInfo(profiled);
        QVERIFY(c.id() != a.id());
        QVERIFY(c.withInfo(nullptr).id() != c.id());
        QVERIFY(c.row(0) == a.row(0));
    }

    void programmersFaultsThrow() {
        QVERIFY_THROWS_EXCEPTION(CheckFailure, PixelBuffer({0, 4}, 3, Depth::U8));
        QVERIFY_THROWS_EXCEPTION(CheckFailure, PixelBuffer({4, 4}, 5, Depth::U8));
        QVERIFY_THROWS_EXCEPTION(CheckFailure, Image{PixelBuffer()});
        const Image a = made<std::uint8_t>({1, 1}, 1, Depth::U8, {1});
        QVERIFY_THROWS_EXCEPTION(CheckFailure, a.rowAs<float>(0));
        QVERIFY_THROWS_EXCEPTION(CheckFailure, toU8(a, 1));
        QVERIFY_THROWS_EXCEPTION(CheckFailure, fitLongSide({0, 1}, 5));
        QVERIFY_THROWS_EXCEPTION(CheckFailure, thumbnail(a, {0, 1}));
    }

    void toU8SpreadsAndRounds() {
        const Image grey = made<std::uint8_t>({2, 1}, 1, Depth::U8, {7, 200});
        QCOMPARE(bytesOf(toU8(grey, 3)), (std::vector<int>{7, 7, 7, 200, 200, 200}));
        QCOMPARE(bytesOf(toU8(grey, 4)), (std::vector<int>{7, 7, 7, 255, 200, 200, 200, 255}));
        const Image deep = made<std::uint16_t>({1, 1}, 3, Depth::U16, {0, 32896, 65535});
        QCOMPARE(bytesOf(toU8(deep, 3)), (std::vector<int>{0, 128, 255}));
        constexpr float kNan = std::numeric_limits<float>::quiet_NaN(), kInf = std::numeric_limits<float>::infinity();
        const Image wild = made<float>({2, 1}, 3, Depth::F32, {kNan, kInf, -kInf, -1, 2, 0.5f});
        QCOMPARE(bytesOf(toU8(wild, 3)), (std::vector<int>{0, 255, 0, 0, 255, 128}));
        const Image same = made<std::uint8_t>({1, 1}, 3, Depth::U8, {1, 2, 3});
        QCOMPARE(toU8(same, 3).id(), same.id());
    }

    void toU8LaysAlphaOverWhiteOrKeepsIt() {
        const Image image = made<std::uint8_t>({3, 1}, 4, Depth::U8, {10, 20, 30, 0, 10, 20, 30, 255, 200, 100, 0, 51});
        QCOMPARE(bytesOf(toU8(image, 3)), (std::vector<int>{255, 255, 255, 10, 20, 30, 244, 224, 204}));
        const Image greyAlpha = made<std::uint8_t>({1, 1}, 2, Depth::U8, {9, 77});
        QCOMPARE(bytesOf(toU8(greyAlpha, 4)), (std::vector<int>{9, 9, 9, 77}));
    }

    void fitsALongSide() {
        QCOMPARE(fitLongSide({4000, 3000}, 512), (ImageSize{512, 384}));
        QCOMPARE(fitLongSide({3000, 4000}, 512), (ImageSize{384, 512}));
        QCOMPARE(fitLongSide({100, 50}, 512), (ImageSize{100, 50}));
        QCOMPARE(fitLongSide({4000, 1}, 100), (ImageSize{100, 1}));
        QCOMPARE(fitLongSide({2147483647, 2147483647}, 7), (ImageSize{7, 7}));
    }

    void thumbnailAverages() {
        const Image image = made<std::uint8_t>({4, 2}, 3, Depth::U8, {0, 0, 0, 100, 0, 0, 10, 10, 10, 20, 20, 20,  //
                                                                      0, 0, 0, 100, 0, 0, 30, 30, 30, 40, 40, 40});
        QCOMPARE(bytesOf(thumbnail(image, {2, 1})), (std::vector<int>{50, 0, 0, 25, 25, 25}));
        QCOMPARE(thumbnail(image, {4, 2}).id(), image.id());
    }

    void thumbnailKeepsLightAtAnyScale() {
        // The mean of an area average equals the source's, also where sizes do not divide.
        std::vector<std::uint8_t> samples(101 * 67 * 3);
        for (size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<std::uint8_t>(i * 7919 % 251);
        const Image image = made<std::uint8_t>({101, 67}, 3, Depth::U8, samples);
        const auto mean = [](const Image& m) {
            double sum = 0;
            for (const int v : bytesOf(m)) sum += v;
            return sum / static_cast<double>(m.bytes());
        };
        for (const ImageSize size : {ImageSize{50, 33}, ImageSize{7, 61}, ImageSize{1, 1}})
            QVERIFY(std::abs(mean(thumbnail(image, size)) - mean(image)) < 0.5);
    }

    void thumbnailEnlarges() {
        const Image image = made<std::uint8_t>({2, 1}, 3, Depth::U8, {0, 0, 0, 100, 100, 100});
        const auto bytes = bytesOf(thumbnail(image, {4, 2}));
        QCOMPARE(bytes[0], 0);
        QCOMPARE(bytes[3], 25);
        QCOMPARE(bytes[6], 75);
        QCOMPARE(bytes[9], 100);
        QCOMPARE(bytes[12 + 3], 25);
    }

    void thumbnailDoesNotDrawColourFromTransparency() {
        // An invisible green pixel beside an opaque red one: the average is a half-transparent red.
        const Image image = made<std::uint8_t>({2, 1}, 4, Depth::U8, {255, 0, 0, 255, 0, 255, 0, 0});
        QCOMPARE(bytesOf(thumbnail(image, {1, 1})), (std::vector<int>{255, 0, 0, 128}));
    }
};

}  // namespace

VELATURA_TEST(ImageTest)
#include "image_test.moc"
