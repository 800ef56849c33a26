// The picture that follows every change at once, in the real window: small then whole, only the newest, made a result
// without being painted again.
#include <QtTest/QSignalSpy>
#include <QtWidgets/QToolButton>

#include "core/recipe.h"
#include "tests/ui/live_fixture.h"
#include "ui/common/banner.h"
#include "ui/compare/compare_session.h"
#include "ui/export/export_dialog.h"
#include "ui/stylize/result_recipe.h"
#include "ui/trays/style_row.h"

using namespace velatura;
using test::LiveFixture;

class LiveTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itComesSmallThenWholeAndIsNoResult() {
        LiveFixture f;
        QSignalSpy list(&f.window->bridge(), &JobBridge::listChanged);
        QVERIFY(f.fill());
        QVERIFY(f.settled());
        const auto asked = f.asked();
        QVERIFY(asked.size() >= 2);
        QVERIFY(asked.front().purpose == Purpose::Preview && asked.back().purpose == Purpose::Final);
        QVERIFY(f.canvas().hasPreview() && f.canvas().canCompare());  // B and Space show the photo
        QCOMPARE(f.canvas().picture(), f.inputs().inputs().photo);
        QVERIFY(f.says("Live"));
        // No job, no result, and nothing that would be lost.
        QVERIFY(f.window->bridge().entries().empty());
        QCOMPARE(list.count(), 0);
        QVERIFY(f.results().empty() && f.stylize().unsaved().empty());
        QVERIFY(f.stylize().canExport() && f.stylize().canKeep() && f.stylize().canCompare());
    }

    void everyChangeIsFollowed() {
        LiveFixture f;
        QVERIFY(f.fill());
        QVERIFY(f.settled());
        f.set("style-strength", 0.4);
        QTRY_COMPARE(std::get<double>(f.asked().back().params.at("style-strength")), 0.4);
        QVERIFY(f.settled());
        f.inputs().open(SlotKind::MixStyle, f.picture("second.png", 64, 64, 10));
        QTRY_COMPARE(f.asked().back().styles.size(), size_t(2));
        Inputs in = f.inputs().inputs();
        in.styles[1].weight = 0.25;
        f.inputs().change(in, "Change weight");
        QTRY_COMPARE(f.asked().back().styles.back().weight, 0.25);
        // A weight whose slider is still held is painted before it is taken.
        QTRY_VERIFY(f.settled() && f.inputs().findChildren<StyleRow*>().size() >= 2);
        StyleRow* row = f.inputs().findChildren<StyleRow*>().back();
        Q_EMIT row->weightChanged(1.75, false);
        const auto tried = [&] {
            const auto asked = f.asked();
            return std::any_of(asked.begin(), asked.end(), [](const RenderRequest& r) {
                return std::any_of(r.styles.begin(), r.styles.end(), [](const StyleInput& s) { return s.weight == 1.75; });
            });
        };
        QTRY_VERIFY(tried());
        QVERIFY(std::none_of(f.inputs().inputs().styles.begin(), f.inputs().inputs().styles.end(), [](const StyleChoice& s) { return s.weight == 1.75; }));
    }

    void onlyTheNewestIsPainted() {
        LiveFixture f;
        QVERIFY(f.fill());
        QVERIFY(f.settled());
        f.plan.steps = 40;
        f.plan.stepMs = 10;
        const size_t before = f.asked().size();
        // Not back to where it was: what is seen already is not painted again.
        for (int i = 1; i <= 19; ++i) {
            f.set("style-strength", 0.05 * i);
            QTest::qWait(5);
        }
        QTRY_VERIFY_WITH_TIMEOUT(f.asked().back().purpose == Purpose::Final, 5000);
        f.plan.stepMs = 1;
        QVERIFY(f.settled());
        const auto asked = f.asked();
        QCOMPARE(std::get<double>(asked.back().params.at("style-strength")), 0.05 * 19);
        QCOMPARE(std::count_if(asked.begin() + static_cast<std::ptrdiff_t>(before), asked.end(), [](const auto& r) { return r.purpose == Purpose::Final; }), 1);
        QVERIFY2(asked.size() - before < 12, "orders pile up");
        QCOMPARE(f.plan.mostAtOnce.load(), 1);
    }

    void aWholePictureIsGivenUpForANewerOrder() {
        LiveFixture f;
        QVERIFY(f.fill());
        QVERIFY(f.settled());
        f.plan.steps = 1000;
        f.set("style-strength", 0.5);
        QTRY_VERIFY(f.plan.atOnce == 1);
        f.inputs().open(SlotKind::Photo, f.picture("other.png", 120, 200));  // others pictures: nothing of it is wanted
        f.plan.steps = 2;
        QTRY_COMPARE(f.asked().back().content.width(), 120);
        QVERIFY(f.settled());
        QCOMPARE(f.canvas().picture()->image.width(), 120);
    }

    void aSliderThatNeverRestsIsSeen() {
        LiveFixture f;
        QVERIFY(f.fill());
        QVERIFY(f.settled());
        QSignalSpy painted(f.stylize().live(), &LivePaint::painted);
        f.plan.steps = 4;
        f.plan.stepMs = 10;  // 40 ms, while it moves every 10
        for (int i = 0; i < 60; ++i) {
            f.set("style-strength", 0.01 * (i + 1));
            QTest::qWait(10);
        }
        QVERIFY2(painted.count() >= 3, "nothing is seen until the slider rests");
    }

    void itBecomesAResultWithoutBeingPaintedAgain() {
        LiveFixture f;
        QVERIFY(f.fill());
        QVERIFY(f.settled());
        Image live;
        connect(f.stylize().live(), &LivePaint::painted, this, [&](const LivePaint::Painted& p) {
            if (p.purpose == Purpose::Final) live = p.image;
        });
        f.set("style-strength", 0.6);
        QTRY_VERIFY(!live.empty());
        QVERIFY(f.settled());
        const int renders = f.plan.renders;
        QTest::keyClick(&f.canvas(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(f.results().size(), size_t(1));
        const ResultPtr result = f.results().front();
        QTRY_COMPARE(f.canvas().picture(), result->picture);
        QVERIFY(!f.canvas().hasPreview() && !f.stylize().running());
        QCOMPARE(result->picture->image.id(), live.id());
        QCOMPARE(result->engine, std::string(test::kLiveEngine));
        QCOMPARE(std::get<double>(result->params.at("style-strength")), 0.6);
        QVERIFY(!result->unfinished.empty());
        const auto recipe = parseRecipe(*result->recipe->text(result->picture->image, {}));
        QVERIFY2(recipe, recipe ? "" : recipe.error().message().c_str());
        QCOMPARE(recipe->result, sampleHash(live));
        QVERIFY(!recipe->origin && recipe->complete);
        // The same again is there already.
        f.stylize().run();
        QTest::qWait(LivePaint::kRestMs + 100);
        QCOMPARE(f.results().size(), size_t(1));
        QCOMPARE(f.plan.renders.load(), renders);
        // The next move is live again, and the result stays in the strip.
        f.set("style-strength", 0.7);
        QVERIFY(f.settled());
        QVERIFY(f.says("Live"));
        QCOMPARE(f.results().size(), size_t(1));
        Q_EMIT f.stylize().strip()->chosen(result);
        QTRY_COMPARE(f.canvas().picture(), result->picture);
        QTest::qWait(LivePaint::kRestMs + 100);
        QVERIFY(!f.canvas().hasPreview());  // what it says is what is seen
    }

    void keepExportAndCompareMakeItOneFirst() {
        LiveFixture f;
        QVERIFY(f.fill());
        QVERIFY(f.settled());
        f.stylize().keepThis();
        QTRY_COMPARE(f.results().size(), size_t(1));
        QVERIFY(f.results().front()->kept);
        f.set("style-strength", 0.3);
        QVERIFY(f.settled());
        f.stylize().exportResult();
        QTRY_COMPARE(f.results().size(), size_t(2));
        QTRY_VERIFY(f.stylize().findChild<ExportDialog*>());
        f.stylize().findChild<ExportDialog*>()->close();
        f.set("style-strength", 0.2);
        QVERIFY(f.settled());
        f.stylize().toggleCompare();
        QTRY_VERIFY(f.stylize().comparison()->active());
        QCOMPARE(f.results().size(), size_t(3));
    }

    void runWaitsForWhatIsBeingPainted() {
        LiveFixture f;
        f.plan.steps = 10;
        QVERIFY(f.fill());
        f.stylize().run();  // before anything is seen
        QTRY_COMPARE(f.results().size(), size_t(1));
        QVERIFY(f.window->bridge().entries().empty());
        QVERIFY(f.asked().back().purpose == Purpose::Final);
    }

    void theSwitchTurnsItOff() {
        LiveFixture f;
        QVERIFY(f.fill());
        QVERIFY(f.settled());
        QTest::keyClick(&f.canvas(), Qt::Key_L, Qt::ControlModifier);
        QTRY_VERIFY(!f.canvas().hasPreview());
        QCOMPARE(f.settings->value("stylize/live").toBool(), false);
        const int renders = f.plan.renders;
        f.set("style-strength", 0.3);
        QTest::qWait(LivePaint::kRestMs + 100);
        QCOMPARE(f.plan.renders.load(), renders);
        f.stylize().run();
        QVERIFY(f.waitForResults(1));  // by a job
        QCOMPARE(f.window->bridge().entries().size(), size_t(1));
        // Engines that take their time have no such switch.
        QVERIFY(f.panel().liveButton()->isVisible());
        f.panel().setParams("gatys", {});
        QVERIFY(!f.panel().liveButton()->isVisible());
    }

    void outOfSightItRests() {
        LiveFixture f;
        QVERIFY(f.fill());
        QVERIFY(f.settled());
        f.plan.steps = 400;
        f.set("style-strength", 0.3);
        QTRY_VERIFY(f.plan.atOnce == 1);
        f.window->showWorkspace(1);
        QTRY_VERIFY(!f.stylize().live()->busy() && f.plan.atOnce == 0);
        const int renders = f.plan.renders;
        QTest::qWait(LivePaint::kRestMs + 100);
        QCOMPARE(f.plan.renders.load(), renders);
        f.plan.steps = 2;
        f.window->showWorkspace(0);
        QTRY_COMPARE(std::get<double>(f.asked().back().params.at("style-strength")), 0.3);
        QVERIFY(f.settled());
        f.window->showMinimized();
        f.set("style-strength", 0.9);
        const int then = f.plan.renders;
        QTest::qWait(LivePaint::kRestMs + 100);
        QCOMPARE(f.plan.renders.load(), then);
    }

    void whatDoesNotFitIsSaidOnce() {
        ::setenv("VELATURA_MEMORY", "60", 1);
        const auto unset = qScopeGuard([] { ::unsetenv("VELATURA_MEMORY"); });
        LiveFixture f;
        f.set("long-side", std::int64_t{4096});
        f.inputs().open(SlotKind::Style, f.picture("style.png", 128, 128, 220));
        f.inputs().open(SlotKind::Photo, f.picture("large.png", 3000, 2000));
        QTRY_COMPARE(f.stylize().banners()->count(), 1);
        for (int i = 1; i < 5; ++i) {
            f.set("style-strength", 0.1 * i);
            QTest::qWait(20);
        }
        QCOMPARE(f.stylize().banners()->count(), 1);
        QCOMPARE(f.plan.renders.load(), 0);
    }

    void aFailureIsSaidOnce() {
        LiveFixture f;
        f.plan.fail = true;
        QVERIFY(f.fill());
        QTRY_COMPARE(f.stylize().banners()->count(), 1);
        for (int i = 1; i < 5; ++i) {
            f.set("style-strength", 0.1 * i);
            QTest::qWait(20);
        }
        QTRY_VERIFY(!f.stylize().live()->busy());
        QCOMPARE(f.stylize().banners()->count(), 1);
        f.plan.fail = false;
        f.set("style-strength", 1.2);
        QVERIFY(f.settled());
    }
};

VELATURA_TEST(LiveTest)
#include "live_test.moc"
