// The picture that follows every change at once, in the real window: small then whole, only the newest, made a result
// without being painted again, refined, varied.
#include <QtTest/QSignalSpy>
#include <nlohmann/json.hpp>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>

#include "core/engines/going_on_params.h"
#include "core/recipe.h"
#include "tests/ui/window_fixture.h"
#include "ui/batch/batch_look.h"
#include "ui/canvas/canvas_bar.h"
#include "ui/common/banner.h"
#include "ui/common/qt_image.h"
#include "ui/compare/compare_session.h"
#include "ui/export/export_dialog.h"
#include "ui/params/shared_values.h"
#include "ui/stylize/live_paint.h"
#include "ui/stylize/refine_buttons.h"
#include "ui/stylize/result_recipe.h"
#include "ui/stylize/variations_popup.h"
#include "ui/trays/last_inputs.h"
#include "ui/trays/style_row.h"

#include "core/catalog.h"

using namespace velatura;
using test::WindowFixture;

namespace {

constexpr const char* kEngine = "arbitrary";

struct LiveFixture : WindowFixture {
    LiveFixture() {
        plan.steps = 2;
        plan.stepMs = 5;
        panel().setParams(kEngine, {});
        panel().setLive(true);
    }
    RunPanel& panel() { return *stylize().runPanel(); }
    Canvas& canvas() { return *stylize().canvas(); }
    void set(const char* key, const ParamValue& value) {
        ParamValues values = panel().params();
        values[key] = value;
        panel().setParams(panel().engine(), values);
    }
    double strength() { return std::get<double>(panel().params().at("style-strength")); }
    /// Everything that was wanted is painted.
    bool settled() {
        return QTest::qWaitFor([this] { return stylize().liveShown() && !stylize().live()->busy(); }, 5000);
    }
    std::vector<RenderRequest> asked() {
        const std::lock_guard lock(plan.mutex);
        return plan.asked;
    }
    const std::vector<ResultPtr>& results() { return stylize().strip()->results(); }
    bool says(const QString& caption) {
        for (const QLabel* label : stylize().findChild<CanvasBar*>()->findChildren<QLabel*>())
            if (label->text() == caption) return true;
        return false;
    }
};

}  // namespace

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
        QCOMPARE(result->engine, std::string(kEngine));
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

    void refiningStartsFromIt() {
        LiveFixture f;
        ParamValues optimiser = f.panel().params("gatys");
        optimiser["steps"] = std::int64_t{9};
        f.panel().setParams("gatys", optimiser);
        f.panel().setParams(kEngine, {});
        QVERIFY(f.fill());
        QVERIFY(f.settled());
        f.plan.stepMs = 60;  // longer than QTRY looks away
        f.stylize().findChild<RefineButtons*>()->refineButton()->click();
        QTRY_VERIFY(f.stylize().running());
        // What runs has the canvas to itself.
        f.set("style-strength", 0.9);
        QTest::qWait(50);
        QVERIFY(!f.stylize().liveShown());
        QVERIFY(f.waitForResults(2));
        const ResultPtr instant = f.results()[1], refined = f.results()[0];
        QCOMPARE(instant->engine, std::string(kEngine));
        QCOMPARE(refined->engine, std::string("gatys"));
        QCOMPARE(refined->wentOnFrom, instant->number);
        QVERIFY(f.plan.wentOn);
        QVERIFY(startsFromLast(refined->params));
        QCOMPARE(std::get<std::int64_t>(refined->params.at("steps")), std::int64_t{9});
        bool found = false;
        for (const auto& r : f.asked()) found = found || (!r.start.empty() && r.start.id() == instant->unfinished.id());
        QVERIFY(found);
        QCOMPARE(f.panel().engine(), std::string(kEngine));  // the form was not changed by it
        const auto recipe = parseRecipe(*refined->recipe->text(refined->picture->image, {}));
        QVERIFY2(recipe, recipe ? "" : recipe.error().message().c_str());
        QVERIFY(recipe->origin && recipe->origin->recipe && recipe->complete);
        QCOMPARE(recipe->origin->recipe->engine, std::string(kEngine));
    }

    void aVariationIsOneUndoStep() {
        LiveFixture f;
        QVERIFY(f.fill());
        QVERIFY(f.settled());
        QTest::keyClick(&f.canvas(), Qt::Key_V);
        QPointer<VariationsPopup> popup = f.stylize().findChild<VariationsPopup*>();
        QVERIFY(popup);
        QTRY_VERIFY(!popup->missing());
        for (const QToolButton* tile : popup->tiles()) QVERIFY(!tile->icon().isNull());
        popup->strengthSwitch()->click();
        QTRY_VERIFY(!popup->missing());
        QCOMPARE(popup->choices().front().key, std::string("style-strength"));
        const int steps = f.window->undoStack()->count();
        popup->tiles()[3]->click();
        QTRY_VERIFY(!popup);
        QCOMPARE(f.strength(), 1.3);
        QCOMPARE(f.window->undoStack()->count(), steps + 1);
        QTRY_COMPARE(std::get<double>(f.asked().back().params.at("style-strength")), 1.3);
        f.window->undoStack()->undo();
        QCOMPARE(f.strength(), 1.0);
        // Other variations are other ones, and small.
        f.stylize().showVariations();
        popup = f.stylize().findChild<VariationsPopup*>();
        QVERIFY(popup);
        QTRY_VERIFY(!popup->missing());
        QVERIFY(std::get<std::int64_t>(f.asked().back().params.at("long-side")) <= 320);
        const auto first = std::get<std::int64_t>(popup->choices().front().value);
        popup->othersButton()->click();
        QVERIFY(std::get<std::int64_t>(popup->choices().front().value) != first);
        popup->tiles()[0]->click();
        QCOMPARE(std::get<std::int64_t>(f.panel().params().at("variation")), first + 4);
    }

    void theEngineSwitchKeepsWhatBothHave() {
        LiveFixture f;
        f.set("style-strength", 0.7);
        f.set("style-scale", 1.5);
        const ParamValues instant = f.panel().params();
        auto* box = f.panel().findChildren<QComboBox*>().front();
        const int other = box->findText("Optimiser");
        QVERIFY(other >= 0);
        const ParamValues before = f.panel().params("gatys");
        box->setCurrentIndex(other);
        Q_EMIT box->activated(other);
        QCOMPARE(f.panel().engine(), std::string("gatys"));
        QCOMPARE(std::get<double>(f.panel().params().at("style-weight")), 0.7);
        QCOMPARE(std::get<double>(f.panel().params().at("style-scale")), 1.5);
        QCOMPARE(f.panel().params().at("calm"), before.at("calm"));  // at its own default in both
        f.window->undoStack()->undo();
        QCOMPARE(f.panel().engine(), std::string(kEngine));
        QCOMPARE(f.panel().params("gatys"), before);
        QCOMPARE(f.panel().params(), instant);
        // Out of range is the nearest that is not.
        const Schema &from = (*findEngine("gatys"))->schema(), &to = (*findEngine(kEngine))->schema();
        ParamValues strong = from.defaults();
        strong["style-weight"] = 40.0;
        QCOMPARE(std::get<double>(withShared(from, strong, to, to.defaults()).at("style-strength")), 1.5);
    }

    void aStyleGivesALevel() {
        LiveFixture f;
        QVERIFY(f.fill());
        f.inputs().open(SlotKind::MixStyle, f.picture("second.png", 64, 64, 10));
        QTRY_COMPARE(f.inputs().inputs().styles.size(), size_t(2));
        QTRY_VERIFY(f.inputs().findChildren<StyleRow*>().size() == 2);
        const auto box = [&](int i) { return f.inputs().findChildren<StyleRow*>()[i]->levelBox(); };
        QTRY_VERIFY(box(0)->isVisible());
        QVERIFY(f.settled());
        box(1)->setCurrentIndex(2);
        Q_EMIT box(1)->activated(2);
        QTRY_VERIFY(f.inputs().inputs().styles[1].levels == StyleLevels::Fine);
        QTRY_VERIFY(f.asked().back().styles.back().levels == StyleLevels::Fine);
        QVERIFY(f.asked().back().styles.front().levels == StyleLevels::All);
        QCOMPARE(f.stylize().look().styles[1].levels, StyleLevels::Fine);
        // It is remembered, and told in the recipe.
        const Inputs again = LastInputs::read(*f.settings).open();
        QCOMPARE(again.styles.size(), size_t(2));
        QCOMPARE(again.styles[1].levels, StyleLevels::Fine);
        f.stylize().run();
        QTRY_COMPARE(f.results().size(), size_t(1));
        const auto text = f.results().front()->recipe->text(f.results().front()->picture->image, {});
        const auto recipe = parseRecipe(*text);
        QVERIFY(recipe && recipe->styles[1].levels == StyleLevels::Fine && recipe->styles[0].levels == StyleLevels::All);
        f.window->undoStack()->undo();
        QCOMPARE(f.inputs().inputs().styles[1].levels, StyleLevels::All);
        QCOMPARE(box(1)->currentIndex(), 0);
        // The optimiser takes each style as a whole.
        f.panel().setParams("gatys", {});
        QVERIFY(!box(0)->isVisible());
    }

    void levelsGoIntoABatch() {
        LiveFixture f;
        QVERIFY(f.fill());
        Inputs in = f.inputs().inputs();
        in.styles.push_back(in.styles.front());
        in.styles[0].levels = StyleLevels::Coarse;
        const auto look = lookOf({kEngine, f.panel().params(), in.styles});
        QVERIFY(look);
        BatchOrder order;
        order.inputs.styles = look->styles;
        order.inputs.mixed = true;
        const auto kept = batchOrderFromJson(toJson(order));
        QVERIFY(kept && kept->inputs == order.inputs);
        const auto request = makeRequest(order);
        QVERIFY(request);
        QCOMPARE(request->looks[0].styles[0].levels, StyleLevels::Coarse);
        QCOMPARE(request->looks[0].styles[1].levels, StyleLevels::All);
    }
};

VELATURA_TEST(LiveTest)
#include "live_test.moc"
