// What masks and kept colours belong to: styles, the photo, requests, results, recipes, batches, another start.
#include <QtWidgets/QComboBox>
#include <QtWidgets/QPushButton>
#include <nlohmann/json.hpp>

#include "core/catalog.h"
#include "core/image/kept_color_text.h"
#include "core/recipe.h"
#include "core/work_jobs.h"
#include "tests/ui/mask_fixture.h"
#include "ui/batch/batch_input_panel.h"
#include "ui/batch/batch_look.h"
#include "ui/batch/batch_output.h"
#include "ui/batch/batch_workspace.h"
#include "ui/common/banner.h"
#include "ui/common/toast.h"
#include "ui/masks/kept_color_list.h"
#include "ui/stylize/recipe_offer.h"
#include "ui/stylize/result_recipe.h"
#include "ui/trays/kept_masks.h"

using namespace velatura;
using namespace velatura::test;

class MaskInputsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachStyleHasItsOwnAndTheRequestHoldsThem() {
        MaskFixture f;
        QVERIFY(f.enter());
        QVERIFY(f.mixIn());
        QCOMPARE(f.strip().targets()->count(), 4);
        f.stroke(f.at(0.2, 0.2), f.at(0.2, 0.2));
        f.mode().choose({MaskTarget::Kind::Protect, 0});
        f.stroke(f.at(0.8, 0.8), f.at(0.8, 0.8));
        f.mode().choose({MaskTarget::Kind::Colors, 0});
        QTest::mouseClick(&f.surface(), Qt::LeftButton, {}, f.at(0.5, 0.5));
        QCOMPARE(f.inputs().inputs().keptColors.size(), size_t(1));
        QVERIFY(f.mask(1).empty());

        f.stylize().run();
        QVERIFY(!f.mode().active());  // the picture is looked at now
        QVERIFY(f.waitForResults(1));
        const RenderRequest asked = [&] {
            const std::lock_guard lock(f.plan.mutex);
            return f.plan.lastRender;
        }();
        QCOMPARE(asked.styles[0].mask.id(), f.mask(0).image().id());
        QVERIFY(asked.styles[1].mask.empty());
        QCOMPARE(asked.protect.row(128)[192], 255);
        QCOMPARE(asked.protect.row(32)[48], 0);
        QCOMPARE(asked.keptColors.size(), size_t(1));
        QVERIFY(std::abs(asked.keptColors[0].red - 127) < 4 && std::abs(asked.keptColors[0].blue - 90) < 4);

        // Its recipe holds them, and a look for other photos does not.
        const ResultPtr result = f.stylize().strip()->results().front();
        const auto text = result->recipe->text(result->picture->image, {});
        QVERIFY(text);
        const auto recipe = parseRecipe(*text);
        QVERIFY(recipe && recipe->hasMasks());
        QCOMPARE(recipe->keptColors.size(), size_t(1));
        const auto look = lookOf(f.stylize().look());
        QVERIFY(look && look->masked);
        QCOMPARE(look->keptColors.size(), size_t(1));
    }

    void anOlderResultBringsItsMasksBack() {
        MaskFixture f;
        QVERIFY(f.enter());
        f.stroke(f.at(0.2, 0.2), f.at(0.2, 0.2));
        const Mask first = f.mask();
        f.stylize().run();
        QVERIFY(f.waitForResults(1));
        f.mode().enter();
        QVERIFY(f.mode().active());
        Q_EMIT f.strip().operationWanted(MaskStrip::Operation::Clear);
        QVERIFY(f.mask().empty());
        Q_EMIT f.stylize().strip()->chosen(f.stylize().strip()->results().front());
        QVERIFY(f.mask() == first);
    }

    void anotherPhotoComesWithoutThemUnlessTheyAreKept() {
        MaskFixture f;
        QVERIFY(f.enter());
        f.stroke(f.at(0.2, 0.2), f.at(0.2, 0.2));
        f.mode().choose({MaskTarget::Kind::Protect, 0});
        f.stroke(f.at(0.8, 0.8), f.at(0.8, 0.8));
        f.mode().choose({MaskTarget::Kind::Colors, 0});
        QTest::mouseClick(&f.surface(), Qt::LeftButton, {}, f.at(0.5, 0.5));
        const Inputs before = f.inputs().inputs();
        QVERIFY(before.hasMasks() && before.keptColors.size() == 1);
        // The same file again is the same photo.
        f.inputs().open(SlotKind::Photo, before.photo->path);
        QTRY_VERIFY(f.inputs().inputs().photo != before.photo);
        QVERIFY(f.inputs().inputs().protect == before.protect && f.inputs().inputs().keptColors == before.keptColors);
        f.undo();
        f.inputs().open(SlotKind::Photo, f.picture("larger.png", 480, 320));
        QTRY_COMPARE(f.inputs().inputs().photo->image.width(), 480);
        QVERIFY(!f.inputs().inputs().hasMasks() && f.inputs().inputs().keptColors.empty());
        auto* toast = f.window->findChild<Toast*>();
        QVERIFY(toast->isVisible() && toast->sentence().contains("taken out"));
        toast->findChild<QPushButton*>()->click();
        QCOMPARE(f.inputs().inputs().photo->image.width(), 480);
        QVERIFY(f.mask() == before.styles[0].mask && f.inputs().inputs().protect == before.protect);
        QVERIFY(f.inputs().inputs().keptColors == before.keptColors);
        // It is painted on at the new photo's size.
        f.mode().choose({MaskTarget::Kind::Style, 0});
        f.stroke(f.at(0.8, 0.8), f.at(0.8, 0.8));
        QCOMPARE(f.mask().size(), (ImageSize{480, 320}));
        QCOMPARE(f.mask().at(96, 64), 255);
        QCOMPARE(f.mask().at(384, 256), 255);
        f.undo();
        f.undo();
        QVERIFY(!f.inputs().inputs().hasMasks() && f.inputs().inputs().photo->image.width() == 480);
        f.undo();
        QVERIFY(f.inputs().inputs() == before);
    }

    void masksOfAnotherShapeCannotBeKept() {
        MaskFixture f;
        QVERIFY(f.enter());
        f.stroke(f.at(0.2, 0.2), f.at(0.2, 0.2));
        const Mask painted = f.mask();
        f.inputs().open(SlotKind::Photo, f.picture("tall.png", 100, 200));
        QTRY_COMPARE(f.inputs().inputs().photo->image.width(), 100);
        QVERIFY(f.mask().empty());
        QVERIFY(f.window->findChild<Toast*>()->sentence().contains("shape"));
        f.undo();
        QCOMPARE(f.inputs().inputs().photo->image.width(), 240);
        QVERIFY(f.mask() == painted);
        // Removed with its photo, they wait for no other.
        Inputs none = f.inputs().inputs();
        none.photo.reset();
        f.inputs().change(none, "Remove photo");
        QVERIFY(!f.inputs().inputs().hasMasks());
        f.undo();
        QVERIFY(f.mask() == painted);
    }

    void whatIsLookedUpInThePhotoIsPointedAtInThePhoto() {
        MaskFixture f;
        f.plan.steps = 2;
        QVERIFY(f.fill());
        f.stylize().run();
        QVERIFY(f.waitForResults(1));
        Canvas* canvas = f.stylize().canvas();
        f.mode().enter();
        f.tool(MaskTool::Brush);
        QVERIFY(!canvas->photoHeld());
        const QPoint place = f.at(0.25, 0.5);
        const auto isPhoto = [&] {
            const QColor c = f.pixel(place);
            return std::abs(c.red() - 63) < 4 && std::abs(c.green() - 127) < 4 && std::abs(c.blue() - 90) < 4;
        };
        QVERIFY(!isPhoto());
        f.tool(MaskTool::Fill);
        QVERIFY(canvas->photoHeld() && isPhoto());
        f.tool(MaskTool::Brush);
        QVERIFY(!canvas->photoHeld() && !isPhoto());
        f.mode().choose({MaskTarget::Kind::Colors, 0});
        QVERIFY(isPhoto());
        QTest::mouseClick(&f.surface(), Qt::LeftButton, {}, place);
        QCOMPARE(f.inputs().inputs().keptColors.size(), size_t(1));
        QVERIFY(std::abs(f.inputs().inputs().keptColors[0].red - 63) < 4);
        f.mode().leave();
        QVERIFY(!canvas->photoHeld() && !isPhoto());
    }

    void beforeAndAfterLeavesThem() {
        MaskFixture f;
        f.plan.steps = 2;
        QVERIFY(f.fill());
        f.stylize().run();
        QVERIFY(f.waitForResults(1));
        f.mode().enter();
        QVERIFY(f.mode().active() && !f.stylize().canvas()->comparing());
        QTest::keyClick(f.window.get(), Qt::Key_B);
        QVERIFY(!f.mode().active() && f.stylize().canvas()->comparing());
        f.mode().enter();
        QVERIFY(f.mode().active() && !f.stylize().canvas()->comparing());
    }

    void masksMakeRegionsAndRegionsCost() {
        MaskFixture f;
        QVERIFY(f.enter());
        QVERIFY(f.mixIn());
        QCOMPARE(regionsOf(f.inputs().inputs()), 1);
        f.stroke(f.at(0.2, 0.2), f.at(0.2, 0.2));
        QCOMPARE(regionsOf(f.inputs().inputs()), 2);
        Inputs both = f.inputs().inputs();
        both.styles[1].mask = both.styles[0].mask;
        QCOMPARE(regionsOf(both), 1);
        both.styles[1].mask = inverted(both.styles[0].mask);
        both.styles[1].weight = 0;
        QCOMPARE(regionsOf(both), 1);
        const RenderRequest masked = requestOf(f.inputs().inputs());
        RenderRequest plain = masked;
        plain.styles[0].mask = {};
        const auto dear = forecast("gatys", masked), cheap = forecast("gatys", plain);
        QVERIFY(dear && cheap && dear->work > cheap->work);
    }

    void removingAStyleTakesItsMask() {
        MaskFixture f;
        QVERIFY(f.enter());
        QVERIFY(f.mixIn());
        f.mode().choose({MaskTarget::Kind::Style, 1});
        f.stroke(f.at(0.5, 0.5), f.at(0.5, 0.5));
        Inputs next = f.inputs().inputs();
        next.styles.pop_back();
        f.inputs().change(next, "Remove style");
        QCOMPARE(int(f.mode().target().kind), int(MaskTarget::Kind::Style));
        QCOMPARE(f.mode().target().style, 0);
        QVERIFY(f.mask().empty());
        f.undo();
        QVERIFY(!f.mask(1).empty());
    }

    void keptColoursAreChosenChangedAndRemoved() {
        MaskFixture f;
        QVERIFY(f.enter());
        f.mode().choose({MaskTarget::Kind::Colors, 0});
        QTest::mouseClick(&f.surface(), Qt::LeftButton, {}, f.at(0.25, 0.5));
        QTest::mouseClick(&f.surface(), Qt::LeftButton, {}, f.at(0.75, 0.5));
        QTest::mouseClick(&f.surface(), Qt::LeftButton, {}, f.at(0.75, 0.5));  // the same is taken once
        QCOMPARE(f.inputs().inputs().keptColors.size(), size_t(2));
        auto* list = f.strip().colors();
        QCOMPARE(list->colors().size(), size_t(2));
        Q_EMIT list->deltaChosen(1, 2.5, 0);
        QCOMPARE(f.inputs().inputs().keptColors[1].deltaE, 2.5);
        Q_EMIT list->removeWanted(0);
        QCOMPARE(f.inputs().inputs().keptColors.size(), size_t(1));
        QCOMPARE(f.inputs().inputs().keptColors[0].deltaE, 2.5);
        for (int i = 0; i < 4; ++i) f.undo();
        QVERIFY(f.inputs().inputs().keptColors.empty());
    }

    void theNextStartHasThemAgain() {
        MaskFixture f;
        QVERIFY(f.enter());
        f.stroke(f.at(0.5, 0.5), f.at(0.5, 0.5));
        f.mode().choose({MaskTarget::Kind::Colors, 0});
        QTest::mouseClick(&f.surface(), Qt::LeftButton, {}, f.at(0.25, 0.5));
        const Mask mask = f.mask();
        const KeptColor color = f.inputs().inputs().keptColors.front();
        f.stylize().saveState();
        f.window = std::make_unique<MainWindow>(f.library, *f.settings);
        f.window->show();
        QTRY_VERIFY(f.inputs().inputs().ready());
        QVERIFY(f.mask() == mask);
        QVERIFY(f.inputs().inputs().keptColors == std::vector<KeptColor>{color});
        // Another photo gets none of it.
        Inputs other = f.inputs().inputs();
        other.photo = *openPicture(f.picture("other.png"));
        other.styles[0].mask = {};
        other.keptColors.clear();
        KeptMasks::putInto(other);
        QVERIFY(!other.hasMasks() && other.keptColors.empty());
    }

    void aRecipeBringsThemBack() {
        MaskFixture f;
        QVERIFY(f.enter());
        f.stroke(f.at(0.5, 0.5), f.at(0.5, 0.5));
        f.mode().choose({MaskTarget::Kind::Protect, 0});
        f.stroke(f.at(0.8, 0.8), f.at(0.8, 0.8));
        const Inputs painted = f.inputs().inputs();
        f.stylize().run();
        QVERIFY(f.waitForResults(1));
        const ResultPtr result = f.stylize().strip()->results().front();
        auto recipe = parseRecipe(*result->recipe->text(result->picture->image, {}));
        QVERIFY(recipe);
        const auto restored = restoreRecipe("result.png", *recipe, f.folder.path(), {});
        QVERIFY2(restored, restored ? "" : restored.error().message().c_str());
        QVERIFY(restored->inputs.styles[0].mask == painted.styles[0].mask);
        QVERIFY(restored->inputs.protect == painted.protect);
        QVERIFY(restored->remarks.empty());
        recipe->protect.hash = std::string(32, '0');
        const auto damaged = restoreRecipe("result.png", *recipe, f.folder.path(), {});
        QVERIFY(!damaged);
        QVERIFY(damaged.error().message().find("protects the photo") != std::string::npos);
    }

    void aBatchTakesColoursAndNoMasks() {
        MaskFixture f;
        QVERIFY(f.enter());
        f.stroke(f.at(0.5, 0.5), f.at(0.5, 0.5));
        f.mode().choose({MaskTarget::Kind::Colors, 0});
        QTest::mouseClick(&f.surface(), Qt::LeftButton, {}, f.at(0.25, 0.5));
        QTest::keyClick(f.window.get(), Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
        BatchWorkspace* batch = f.window->findChild<BatchWorkspace*>();
        QVERIFY(batch);
        QTRY_COMPARE(batch->inputPanel()->inputs().keptColors.size(), size_t(1));
        QTRY_VERIFY(batch->findChild<Banner*>());
        QVERIFY(batch->findChild<Banner*>()->text().contains("belong to its own photo"));
        QVERIFY(batch->inputPanel()->keptColors()->isVisibleTo(batch));
        // They go into the request, and are there again tomorrow.
        BatchOrder order;
        order.inputs = batch->inputPanel()->inputs();
        order.engine = engines().front().key;
        order.output = batchOutputSchema().defaults();
        const auto request = makeRequest(order);
        QVERIFY2(request, request ? "" : request.error().message().c_str());
        QCOMPARE(request->keptColors.size(), size_t(1));
        const auto again = batchOrderFromJson(toJson(order));
        QVERIFY(again && again->inputs == order.inputs);
        auto old = toJson(order);
        old.erase("keptColors");
        QVERIFY(batchOrderFromJson(old)->inputs.keptColors.empty());
        old["keptColors"] = {"red"};
        QVERIFY(!batchOrderFromJson(old));
        Q_EMIT batch->inputPanel()->keptColors()->removeWanted(0);
        QVERIFY(batch->inputPanel()->inputs().keptColors.empty());
        f.undo();
        QCOMPARE(batch->inputPanel()->inputs().keptColors.size(), size_t(1));
    }

    void withoutAPhotoThereIsNothingToPaint() {
        MaskFixture f;
        QVERIFY(f.enter());
        Inputs none = f.inputs().inputs();
        none.photo.reset();
        f.inputs().change(none, "Remove photo");
        QVERIFY(!f.mode().active());
        f.mode().enter();
        QVERIFY(!f.mode().active());
    }
};

VELATURA_TEST(MaskInputsTest)
#include "mask_inputs_test.moc"
