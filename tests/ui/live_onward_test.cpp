// What is done with a live picture: refined, varied, painted by another engine, its levels given to other styles.
#include <QtWidgets/QComboBox>
#include <QtWidgets/QToolButton>
#include <nlohmann/json.hpp>

#include "core/catalog.h"
#include "core/engines/going_on_params.h"
#include "core/recipe.h"
#include "tests/ui/live_fixture.h"
#include "ui/batch/batch_look.h"
#include "ui/stylize/refine_buttons.h"
#include "ui/stylize/result_recipe.h"
#include "ui/stylize/variations_popup.h"
#include "ui/trays/last_inputs.h"
#include "ui/trays/style_row.h"

using namespace velatura;
using test::LiveFixture;

class LiveOnwardTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refiningStartsFromIt() {
        LiveFixture f;
        ParamValues optimiser = f.panel().params("gatys");
        optimiser["steps"] = std::int64_t{9};
        f.panel().setParams("gatys", optimiser);
        f.panel().setParams(test::kLiveEngine, {});
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
        QCOMPARE(instant->engine, std::string(test::kLiveEngine));
        QCOMPARE(refined->engine, std::string("gatys"));
        QCOMPARE(refined->wentOnFrom, instant->number);
        QVERIFY(f.plan.wentOn);
        QVERIFY(startsFromLast(refined->params));
        QCOMPARE(std::get<std::int64_t>(refined->params.at("steps")), std::int64_t{9});
        bool found = false;
        for (const auto& r : f.asked()) found = found || (!r.start.empty() && r.start.id() == instant->unfinished.id());
        QVERIFY(found);
        QCOMPARE(f.panel().engine(), std::string(test::kLiveEngine));  // the form was not changed by it
        const auto recipe = parseRecipe(*refined->recipe->text(refined->picture->image, {}));
        QVERIFY2(recipe, recipe ? "" : recipe.error().message().c_str());
        QVERIFY(recipe->origin && recipe->origin->recipe && recipe->complete);
        QCOMPARE(recipe->origin->recipe->engine, std::string(test::kLiveEngine));
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
        QCOMPARE(f.panel().engine(), std::string(test::kLiveEngine));
        QCOMPARE(f.panel().params("gatys"), before);
        QCOMPARE(f.panel().params(), instant);
        // Out of range is the nearest that is not.
        const Schema &from = (*findEngine("gatys"))->schema(), &to = (*findEngine(test::kLiveEngine))->schema();
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
        const auto look = lookOf({test::kLiveEngine, f.panel().params(), in.styles});
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

VELATURA_TEST(LiveOnwardTest)
#include "live_onward_test.moc"
