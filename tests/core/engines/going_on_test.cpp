// What the optimiser hands over besides its result: frames of its way, and the picture to go on from.
#include "core/engines/factory.h"
#include "core/engines/going_on_params.h"
#include "core/jobs/picture_taker.h"
#include "tests/support/test_case.h"
#include "tests/support/work/small_request.h"

using namespace velatura;
using test::sameSamples;
using test::smallRequest;

namespace {

/// Keeps what the engine hands over besides.
class Taker : public SilentContext, public PictureTaker {
public:
    void scalar(std::string_view name, std::int64_t, double value) override {
        if (name == "total") totals.push_back(value);
    }
    void frame(std::int64_t step, const Image& image) override { frames.emplace_back(step, image); }
    void unfinished(const Image& image) override { start = image; }
    std::vector<double> totals;
    std::vector<std::pair<std::int64_t, Image>> frames;
    Image start;
};

}  // namespace

class GoingOnTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ::setenv("VELATURA_DATA", VELATURA_SOURCE_DIR, 1); }

    void goingOnLowersTheLossAtItsOwnSize() {
        auto session = makeEngineSession("gatys", {});
        auto r = smallRequest();
        r.params["steps"] = std::int64_t{20};
        Taker first;
        const auto painted = (*session)->render(r, first);
        QVERIFY(painted.has_value());
        // What it goes on from has the result's size and more than its 8 bits.
        QCOMPARE(first.start.size(), painted->picture.size());
        QVERIFY(first.start.depth() == Depth::U16 && painted->picture.depth() == Depth::U8);
        r.start = first.start;
        r.params = withStartFromLast(r.params);
        r.params["scales"] = std::int64_t{4};  // and yet it does not begin small again
        r.params["long-side"] = std::int64_t{32};
        Taker second;
        const auto further = (*session)->render(r, second);
        QVERIFY(further.has_value());
        QCOMPARE(further->picture.size(), painted->picture.size());
        QCOMPARE(second.totals.size(), size_t(20));
        // It begins where the first run ended, not where that began, and gets below it.
        QVERIFY2(second.totals.front() < first.totals.back() * 1.15, (std::to_string(second.totals.front()) + " after " + std::to_string(first.totals.back())).c_str());
        QVERIFY2(second.totals.back() < 0.97 * second.totals.front(), std::to_string(second.totals.back() / second.totals.front()).c_str());
        // L-BFGS starts anew, so the same again is the same again.
        Taker third;
        QVERIFY(sameSamples((*session)->render(r, third)->picture, further->picture));
        // From the finished 8 bits it is another way.
        r.start = painted->picture;
        QVERIFY(!sameSamples((*session)->render(r, third)->picture, further->picture));
    }
    void aSmallerStartIsEnlarged() {
        auto session = makeEngineSession("gatys", {});
        auto r = smallRequest();
        r.start = test::stripedPicture(9, 48, 36);
        r.params = withStartFromLast(r.params);
        SilentContext silent;
        QCOMPARE((*session)->render(r, silent)->picture.size(), (ImageSize{64, 48}));
        // Never beyond the photo: a start that is larger than it was made elsewhere.
        r.start = test::stripedPicture(9, 960, 720);
        QCOMPARE((*session)->render(r, silent)->picture.size(), (ImageSize{96, 72}));
        r.start = test::stripedPicture(9, 72, 96);
        const auto refused = (*session)->render(r, silent);
        QVERIFY(!refused && refused.error().code == ErrorCode::Usage);
    }
    void framesComeAtTheStepsAskedFor() {
        auto session = makeEngineSession("gatys", {});
        auto r = smallRequest();
        r.params["steps"] = std::int64_t{10};
        r.params["frame-every"] = std::int64_t{4};
        r.params["calm"] = 0.5;
        Taker taker;
        const auto painted = (*session)->render(r, taker);
        std::vector<std::int64_t> steps;
        for (const auto& [step, image] : taker.frames) {
            steps.push_back(step);
            QCOMPARE(image.size(), (ImageSize{64, 48}));  // that of the result, also from the small size
        }
        QCOMPARE(steps, (std::vector<std::int64_t>{0, 4, 8}));
        // Taking them changes nothing, and the same run gives the same ones.
        r.params["frame-every"] = std::int64_t{5};
        Taker again;
        QVERIFY(sameSamples((*session)->render(r, again)->picture, painted->picture));
        QCOMPARE(again.frames.size(), size_t(3));
        QVERIFY(sameSamples(again.frames[0].second, taker.frames[0].second));
        QVERIFY(sameSamples(again.frames[2].second, painted->picture));  // the last step's frame is the result
        SilentContext silent;
        QVERIFY(sameSamples((*session)->render(r, silent)->picture, painted->picture));
    }
    void theFinishIsNotGoneOnFrom_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("amount");
        for (const auto& [key, amount] : {std::pair{"calm", 1.0}, {"relief", 1.0}, {"photo-colors", 1.0}}) QTest::addRow("%s", key) << QString(key) << amount;
    }
    void theFinishIsNotGoneOnFrom() {
        // Each stage of the finish changes the result, none what the optimiser would go on from.
        QFETCH(QString, key);
        QFETCH(double, amount);
        auto session = makeEngineSession("gatys", {});
        auto r = smallRequest();
        for (const char* stage : {"calm", "palette", "relief", "photo-colors"}) r.params[stage] = 0.0;
        r.params["colors-by"] = std::string("hues");
        r.params["frame-every"] = std::int64_t{1};
        Taker plain, finished;
        const Image as = (*session)->render(r, plain)->picture;
        r.params[key.toStdString()] = amount;
        QVERIFY(!sameSamples((*session)->render(r, finished)->picture, as));
        QVERIFY(sameSamples(finished.start, plain.start));
    }
};

VELATURA_TEST(GoingOnTest)
#include "going_on_test.moc"
