// What holds for every engine and trainer.
#include <torch/torch.h>

#include "core/catalog.h"
#include "core/engines/factory.h"
#include "core/engines/feature_cache.h"
#include "core/engines/scale_plan.h"
#include "tests/support/test_case.h"
#include "tests/support/work/small_request.h"

using namespace velatura;
using test::sameSamples;


namespace {

/// The same for any engine, with as little work as it allows.
RenderRequest smallRequest(const EngineInfo& engine) {
    RenderRequest r = test::smallRequest();
    std::erase_if(r.params, [&](const auto& p) { return !engine.schema().find(p.first); });
    if (engine.maxStyles == 0) r.styles.clear();
    return r;
}

/// A value different from the default, still allowed.
ParamValue another(const ParamInfo& info) {
    switch (info.type) {
        case ParamType::Bool: return !std::get<bool>(info.defaultValue);
        case ParamType::Integer: {
            const auto v = std::get<std::int64_t>(info.defaultValue);
            return v + 1 <= info.range.max ? v + 1 : v - 1;
        }
        case ParamType::Real: {
            const double v = std::get<double>(info.defaultValue);
            return std::min(v * 0.5 + 0.3, info.range.max);
        }
        case ParamType::Choice: return info.choices[info.choices[0].key == std::get<std::string>(info.defaultValue) ? 1 : 0].key;
        case ParamType::RealList: {
            auto v = std::get<std::vector<double>>(info.defaultValue);
            v[0] = v[0] * 0.5;
            return v;
        }
        case ParamType::Text: return std::string("cpu");
    }
    return info.defaultValue;
}

}  // namespace

class EnginesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ::setenv("VELATURA_DATA", VELATURA_SOURCE_DIR, 1); }

    void plansKeepTheirPromises() {
        for (const int scales : {0, 1, 2, 3, 6})
            for (const int steps : {1, 2, 7, 100}) {
                const auto plan = planScales({512, 384}, scales, steps);
                int sum = 0;
                double time = 0;
                for (const auto& s : plan) {
                    QVERIFY(s.steps >= 1);
                    sum += s.steps;
                    time += s.timeShare;
                }
                QCOMPARE(sum, steps);
                QVERIFY(std::abs(time - 1) < 1e-9);
                QCOMPARE(plan.back().size, (ImageSize{512, 384}));
            }
        QCOMPARE(planScales({512, 384}, 2, 100)[0].steps, 60);
        for (const auto& [side, sizes] : {std::pair{512, 1}, {1024, 1}, {1440, 1}, {2048, 2}, {4096, 3}}) QCOMPARE(planScales({side, side / 2}, 0, 100).size(), size_t(sizes));
        QCOMPARE(planScales({100, 4}, 6, 50).size(), size_t(1));  // half of it would be under 64 px
    }
    void cacheKeepsWithinItsBudget() {
        FeatureCache cache(1000);
        int made = 0;
        const auto make = [&] {
            ++made;
            return std::vector<at::Tensor>{at::zeros({100})};
        };
        cache.get("a", make);
        cache.get("b", make);
        cache.get("a", make);
        QCOMPARE(made, 2);
        cache.get("c", make);  // 1200 bytes would not fit: b, the longest unused, goes
        cache.get("a", make);
        QCOMPARE(made, 3);
        cache.get("b", make);
        QCOMPARE(made, 4);
        QVERIFY(cache.bytes() <= 1000);
    }
    void everyParameterCountsInAWarmSession() {
        // Changed in a session that has rendered before and in a fresh one: equal pictures, so nothing stale is used.
        for (const auto& engine : engines()) {
            if (engine.maxStyles == 0) continue;  // needs a trained network, and has a test of its own
            auto warm = makeEngineSession(engine.key, {});
            QVERIFY(warm.has_value());
            SilentContext silent;
            QVERIFY((*warm)->render(smallRequest(engine), silent).has_value());
            for (const auto& info : engine.schema().fields()) {
                if (info.key == "long-side" || info.key == "time" || info.key == "network") continue;  // sizes are in the keys; time is the clock's; networks have a test of their own
                auto r = smallRequest(engine);
                r.params[info.key] = r.params.contains(info.key) ? ParamValue(std::get<std::int64_t>(r.params[info.key]) + 1) : another(info);
                r.start = r.content;
                auto fresh = makeEngineSession(engine.key, {});
                const auto a = (*warm)->render(r, silent), b = (*fresh)->render(r, silent);
                QVERIFY2(a && b, info.key.c_str());
                if (info.key == "threads") continue;  // sums in another order
                QVERIFY2(sameSamples(a->picture, b->picture), info.key.c_str());
            }
        }
    }
    void everyEngineStopsWhenTold() {
        class StopSoon : public SilentContext {
        public:
            bool proceed() override { return ++asked < 3; }
            int asked = 0;
        };
        for (const auto& engine : engines()) {
            if (engine.maxStyles == 0) continue;
            auto session = makeEngineSession(engine.key, {});
            auto r = smallRequest(engine);
            if (r.params.contains("steps")) r.params["steps"] = std::int64_t{100000};
            r.params["tile"] = std::int64_t{32};
            StopSoon context;
            const auto out = (*session)->render(r, context);
            QVERIFY2(out && out->stopped, engine.key.c_str());
            if (engine.live) continue;  // it has nothing before it has everything
            QVERIFY(!out->picture.empty());
            QCOMPARE(out->picture.size(), (ImageSize{64, 48}));  // the final size, also when stopped at a coarse one
        }
    }
    void everyTrainerHasADoor() {
        for (const auto& t : trainers()) QVERIFY2(findTrainerDoor(t.key).has_value(), t.key.c_str());
        QVERIFY(!findTrainerDoor("nothing"));
        QVERIFY(!makeEngineSession("nothing", {}));
    }
};

VELATURA_TEST(EnginesTest)
#include "engines_test.moc"
