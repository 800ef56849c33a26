#include <set>

#include "core/data/loader.h"
#include "core/data/picture_set.h"
#include "core/base/random.h"
#include "core/io/packed.h"
#include "tests/support/test_case.h"
#include "tests/support/work/memory_pictures.h"

using namespace velatura;

namespace {

std::vector<std::string> squaresOf(int threads, std::int64_t from, int steps, int broken = -1) {
    const test::MemoryPictures reader(7, broken);
    auto set = openPictureSet("/", &reader);
    Loader loader(*set, {.seed = 5, .size = 32, .batch = 3, .threads = threads}, from);
    std::vector<std::string> out;
    for (int i = 0; i < steps; ++i) {
        auto squares = loader.next();
        if (!squares) return {squares.error().message()};
        for (const auto& s : *squares)
            for (int y = 0; y < s.height(); ++y) out.emplace_back(reinterpret_cast<const char*>(s.row(y)), s.rowBytes());
    }
    return out;
}

}  // namespace

class DataTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void epochsArePermutations() {
        for (const std::size_t n : {1u, 2u, 5u, 16u, 1000u}) {
            std::set<std::size_t> first, second;
            std::vector<std::size_t> a, b;
            for (std::size_t i = 0; i < n; ++i) {
                a.push_back(pictureOf(3, static_cast<std::int64_t>(i), n));
                b.push_back(pictureOf(3, static_cast<std::int64_t>(n + i), n));
            }
            first.insert(a.begin(), a.end());
            second.insert(b.begin(), b.end());
            QCOMPARE(first.size(), n);
            QCOMPARE(second.size(), n);
            QVERIFY(n < 5 || a != b);
        }
    }
    void squaresDoNotDependOnThreadsOrResume() {
        const auto inline_ = squaresOf(0, 0, 6), threaded = squaresOf(3, 0, 6);
        QVERIFY(inline_ == threaded);
        const auto resumed = squaresOf(2, 4, 2);
        QVERIFY(std::equal(resumed.begin(), resumed.end(), inline_.begin() + 4 * 3 * 32));
    }
    void brokenPictureIsReplacedAndNamedOnce() {
        const test::MemoryPictures reader(7, 2);
        auto set = openPictureSet("/", &reader);
        Loader loader(*set, {.seed = 5, .size = 32, .batch = 4, .threads = 1}, 0);
        for (int i = 0; i < 10; ++i) QVERIFY(loader.next().has_value());
        const auto named = loader.takeUnreadable();
        QCOMPARE(named.size(), size_t(1));
        QVERIFY(named[0].message().find("2.png") != std::string::npos);
    }
    void onlyBrokenPicturesIsAnError() {
        const test::MemoryPictures reader(1, 0);
        auto set = openPictureSet("/", &reader);
        Loader loader(*set, {.size = 32, .batch = 1, .threads = 1}, 0);
        QVERIFY(!loader.next());
    }
    void emptyAndMissingFoldersAreErrors() {
        const test::MemoryPictures none(0);
        QVERIFY(!openPictureSet("/", &none));
        QVERIFY(!openPictureSet("/no/such/folder", &none));
    }
    void packedSetsRead() {
        const test::ScratchFolder folder;
        auto writer = PackedWriter::create(folder / "set.vpk");
        for (int i = 1; i <= 3; ++i) QVERIFY(writer->add(std::to_string(i) + ".jpg", "", std::string(size_t(i), 'x')).has_value());
        QVERIFY(writer->finish().has_value());
        const test::MemoryPictures reader(0);
        auto set = openPictureSet(folder / "set.vpk", &reader);
        QVERIFY2(set.has_value(), set ? "" : set.error().message().c_str());
        QCOMPARE((*set)->count(), std::size_t(3));
        QVERIFY((*set)->read(2, {}).has_value());
        QCOMPARE((*set)->name(2), std::string("3.jpg"));
    }
    void smallPicturesAreEnlarged() {
        const Image square = trainingSquare(test::stripedPicture(1, 20, 12), 1, 0, 32, 0.7);
        QCOMPARE(square.size(), (ImageSize{32, 32}));
    }
    void randomIsUniform() {
        Random r(1);
        double sum = 0;
        for (int i = 0; i < 10000; ++i) {
            const double u = r.unit();
            QVERIFY(u >= 0 && u < 1);
            sum += u;
        }
        QVERIFY(std::abs(sum / 10000 - 0.5) < 0.02);
        QCOMPARE(Random(9).next(), Random(9).next());
    }
};

VELATURA_TEST(DataTest)
#include "data_test.moc"
