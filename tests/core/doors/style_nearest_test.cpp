// Which styles are alike, by hand-computed numbers.
#include "core/style_nearest.h"

#include <cmath>

#include "tests/support/test_case.h"

using namespace velatura;

namespace {
StyleCode code(std::vector<float> numbers, std::string model = "m") {
    return {std::move(numbers), std::move(model)};
}
}  // namespace

class StyleNearestTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void distancesAreInDeviations() {
        // Deviations over the library: 10 and 1. Unscaled, the second would be the nearest to (0, 0).
        const std::vector<StyleCode> library{code({10, 1}), code({-10, 3})};
        const auto near = nearestStyles(code({-10, 1}), library);
        QCOMPARE(near.size(), size_t{2});
        // First: (20/10, 0/1); second: (0, 2/1): both sqrt(4/2).
        QCOMPARE(near[0].distance, std::sqrt(2.0));
        QCOMPARE(near[1].distance, std::sqrt(2.0));
    }

    void aLargeNumberDoesNotDrownTheOthers() {
        const std::vector<StyleCode> library{code({1000, 0}), code({1300, 1}), code({700, 0.5f})};
        const auto near = nearestStyles(code({1200, 0}), library);
        QCOMPARE(near[0].index, size_t{0});  // plainly it is 200 away, and the second only 100
    }

    void theSameCodeIsTheFirst() {
        const std::vector<StyleCode> library{code({1, 2}), code({3, 4}), code({5, 0})};
        const auto near = nearestStyles(library[1], library);
        QCOMPARE(near[0].index, size_t{1});
        QCOMPARE(near[0].distance, 0.0);
        QVERIFY(near[1].distance > 0);
    }

    void othersNetworksAreLeftOut() {
        const std::vector<StyleCode> library{code({1, 2}, "old"), code({1, 2, 3}), code({}), code({4, 4})};
        const auto near = nearestStyles(code({1, 2}), library);
        QCOMPARE(near.size(), size_t{1});
        QCOMPARE(near[0].index, size_t{3});
    }

    void whatHardlyVariesIsNotBlownUp() {
        // The second number is the same but for noise of 1e-6.
        const std::vector<StyleCode> library{code({0, 1}), code({1, 1.000001f}), code({2, 1})};
        const auto near = nearestStyles(code({0.1f, 1.000001f}), library);
        QCOMPARE(near[0].index, size_t{0});
    }

    void idleNumbersDoNotCount() {
        const std::vector<StyleCode> library{code({0, 1e-14f}), code({1, -3e-16f}), code({2, -1e-13f})};
        const auto near = nearestStyles(code({0.1f, -1e-13f}), library);
        QCOMPARE(near[0].index, size_t{0});
    }

    void oneStyleAloneHasAPlainDistance() {
        const auto near = nearestStyles(code({3, 4}), {code({0, 0})});
        QCOMPARE(near[0].distance, std::sqrt(25.0 / 2));
        QVERIFY(nearestStyles(code({1}), {}).empty());
    }
};

VELATURA_TEST(StyleNearestTest)
#include "style_nearest_test.moc"
