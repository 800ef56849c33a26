#include "core/forecast.h"

#include "core/base/memory.h"
#include "core/base/paths.h"
#include "core/catalog.h"
#include "core/engines/gatys_forecast.h"
#include "tests/support/test_case.h"

using namespace velatura;

namespace {

constexpr std::int64_t kGigabyte = 1'000'000'000;

Forecast at(int longSide, std::int64_t free, GatysParams p = {}) {
    p.longSide = longSide;
    return gatysForecast(p, {6000, 4000}, {{1200, 900}}, free);
}

}  // namespace

class ForecastTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void enoughMemoryLooksAtTheWhole() {
        const Forecast f = at(512, 8 * kGigabyte);
        QVERIFY(f.fits());
        QCOMPARE(f.tile, 0);
        QCOMPARE(f.history, 10);
        QVERIFY(f.bytes > 300'000'000 && f.bytes < kGigabyte);
    }
    void littleMemoryTakesTilesThenForgets() {
        const Forecast whole = at(2048, 64 * kGigabyte);
        QCOMPARE(whole.tile, 0);
        const Forecast tiled = at(2048, whole.bytes);
        QVERIFY(tiled.fits() && tiled.tile > 0);
        QCOMPARE(tiled.history, 10);
        const Forecast tight = at(2048, static_cast<std::int64_t>(static_cast<double>(tiled.bytes) * 0.9));
        QVERIFY(tight.fits());
        QVERIFY(tight.tile < tiled.tile || tight.history < 10);
        QVERIFY(tight.work >= tiled.work);  // smaller tiles have more halo
    }
    void tooLittleNamesASizeThatFits() {
        const Forecast f = at(4096, 2 * kGigabyte);
        QVERIFY(!f.fits());
        QVERIFY(f.fittingLongSide >= 1024 && f.fittingLongSide < 4096);
        QVERIFY(at(f.fittingLongSide, 2 * kGigabyte).fits());
        const ParamValues asked{{"long-side", std::int64_t{4096}}};
        const Error e = doesNotFit(f, asked);
        QCOMPARE(e.code, ErrorCode::OutOfMemory);
        for (const std::string& part : {std::string("4096"), std::string("2.0"), std::to_string(f.fittingLongSide)})
            QVERIFY2(e.message().find(part) != std::string::npos, e.message().c_str());
        const Forecast none = at(4096, 1'000'000);
        QCOMPARE(none.fittingLongSide, 0);
        QVERIFY(doesNotFit(none, asked).message().find("would fit") == std::string::npos);
    }
    void askedTilesAreTaken() {
        GatysParams p;
        p.tile = 512;
        QCOMPARE(at(2048, 64 * kGigabyte, p).tile, 512);
    }
    void workGrowsWithStepsSizeAndStyles() {
        GatysParams more;
        more.steps = 200;
        const double usual = at(512, 8 * kGigabyte).work;
        QVERIFY(at(512, 8 * kGigabyte, more).work > 1.8 * usual);
        // Twice the side in one size is four times the work; by default most steps of a large picture are at half of it.
        GatysParams one;
        one.scales = 1;
        QVERIFY(at(1024, 8 * kGigabyte, one).work > 3.5 * usual);
        QCOMPARE(at(1024, 8 * kGigabyte).work, at(1024, 8 * kGigabyte, one).work);
        QVERIFY(at(2048, 64 * kGigabyte).work > 1.8 * at(1024, 8 * kGigabyte).work && at(2048, 64 * kGigabyte).work < 0.7 * at(2048, 64 * kGigabyte, one).work);
        QVERIFY(gatysForecast(GatysParams{}, {6000, 4000}, {{1200, 900}, {1200, 900}}, 8 * kGigabyte).work >
                gatysForecast(GatysParams{}, {6000, 4000}, {{1200, 900}}, 8 * kGigabyte).work);
        const auto parts = [](int regions) { return gatysForecast(GatysParams{}, {6000, 4000}, {{1200, 900}, {1200, 900}}, 8 * kGigabyte, regions); };
        QVERIFY(parts(2).work > 1.1 * parts(1).work && parts(3).work > parts(2).work);
        QVERIFY(parts(2).bytes > parts(1).bytes);
        GatysParams limited;
        limited.time = 3;
        QCOMPARE(at(1024, 8 * kGigabyte, limited).work, 3.0);
    }
    void everyEngineHasOneAndItIsQuick() {
        for (const auto& engine : engines()) {
            QVERIFY2(engine.forecast, engine.key.c_str());
            const ForecastRequest request{engine.schema().defaults(), {6000, 4000}, {{1200, 900}}, 4 * kGigabyte};
            QElapsedTimer timer;
            timer.start();
            const Forecast f = engine.forecast(request);
            QVERIFY(timer.elapsed() < 50);  // it takes microseconds; a debugger's machine may be slow
            QVERIFY(f.bytes > 0 && f.work > 0);
        }
    }
    void measuredSpeedIsRemembered() {
        QTemporaryDir dir;
        ::setenv("XDG_CACHE_HOME", dir.path().toUtf8().constData(), 1);
        const ParamValues two{{"threads", std::int64_t{2}}}, four{{"threads", std::int64_t{4}}};
        const double before = Calibration::secondsPerUnit("toy", two);
        QVERIFY(before > 0 && before < 1);  // two threads are faster than one
        Calibration::measured("toy", two, 30, 10);
        QCOMPARE(Calibration::secondsPerUnit("toy", two), 3.0);
        Calibration::measured("toy", two, 60, 10);
        QCOMPARE(Calibration::secondsPerUnit("toy", two), 4.0);  // the newest weighs a third
        QVERIFY(Calibration::secondsPerUnit("toy", four) < 4.0);
        Calibration::measured("toy", two, 0, 10);
        Calibration::measured("toy", two, 10, 0);
        QCOMPARE(Calibration::secondsPerUnit("toy", two), 4.0);
        QVERIFY(std::filesystem::exists(cacheFolder() / "speed.json"));
        // What takes another time is remembered apart; a default may be left out.
        const auto with = [&](const char* key, const char* value) {
            ParamValues out = two;
            out[key] = std::string(value);
            return out;
        };
        QCOMPARE(Calibration::secondsPerUnit("toy", with("precision", "quick")), 4.0);
        QCOMPARE(Calibration::secondsPerUnit("toy", with("painted-by", "rounds")), 4.0);
        QVERIFY(Calibration::secondsPerUnit("toy", with("precision", "float32")) < 1);
        Calibration::measured("toy", with("precision", "float32"), 90, 10);
        QCOMPARE(Calibration::secondsPerUnit("toy", with("precision", "float32")), 9.0);
        QCOMPARE(Calibration::secondsPerUnit("toy", two), 4.0);
        Calibration::measured("other", with("painted-by", "network"), 90, 10);
        QVERIFY(Calibration::secondsPerUnit("other", two) < 1);  // the network's is none of the default's
    }
    void memoryIsPlausible() {
        const std::int64_t left = availableMemory();
        QVERIFY(left > 1'000'000);
    }
};

VELATURA_TEST(ForecastTest)
#include "forecast_test.moc"
