// Mask mode in the real window: strokes with the mouse, undo, the veil over the picture, operations, import and export,
// kept colours, requests, results, recipes, another photo, another start.
#include <QtGui/QUndoStack>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QToolButton>
#include <nlohmann/json.hpp>

#include "core/catalog.h"
#include "core/image/kept_color_text.h"
#include "core/recipe.h"
#include "tests/support/test_case.h"
#include "tests/ui/window_fixture.h"
#include "ui/batch/batch_input_panel.h"
#include "ui/batch/batch_look.h"
#include "ui/batch/batch_output.h"
#include "ui/batch/batch_workspace.h"
#include "ui/common/banner.h"
#include "ui/common/toast.h"
#include "ui/masks/kept_color_list.h"
#include "ui/masks/mask_surface.h"
#include "ui/params/value_slider.h"
#include "ui/stylize/mask_mode.h"
#include "ui/stylize/picture_pane.h"
#include "ui/stylize/recipe_offer.h"
#include "ui/stylize/result_recipe.h"
#include "ui/trays/kept_masks.h"

using namespace velatura;
using namespace velatura::test;

namespace {

struct MaskFixture : WindowFixture {
    MaskMode& mode() { return *stylize().maskMode(); }
    MaskSurface& surface() { return *mode().surface(); }
    MaskStrip& strip() { return *window->findChild<MaskStrip*>(); }
    const Mask& mask(int style = 0) { return inputs().inputs().styles[static_cast<size_t>(style)].mask; }
    /// A place of the picture, 0 to 1 over its sides, in the window of the surface.
    QPoint at(double x, double y) {
        const QRectF whole = stylize().canvas()->view().rect();
        return QPointF(whole.x() + x * whole.width(), whole.y() + y * whole.height()).toPoint();
    }
    void stroke(QPoint from, QPoint to, Qt::KeyboardModifiers keys = {}) {
        QTest::mousePress(&surface(), Qt::LeftButton, keys, from);
        drag(from, to, keys);
        QTest::mouseRelease(&surface(), Qt::LeftButton, keys, to);
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers keys = {}) {
        for (int i = 1; i <= 4; ++i) {
            const QPoint p = from + (to - from) * i / 4;
            QMouseEvent move(QEvent::MouseMove, p, surface().mapToGlobal(p), Qt::NoButton, Qt::LeftButton, keys);
            QApplication::sendEvent(&surface(), &move);
        }
    }
    bool enter() {
        if (!fill()) return false;
        mode().enter();
        return mode().active() && surface().isVisible();
    }
    bool mixIn() {
        inputs().open(SlotKind::MixStyle, picture("second.png", 90, 90, 20));
        return QTest::qWaitFor([this] { return inputs().inputs().styles.size() == 2; }, 5000);
    }
    void tool(MaskTool which) { QTest::mouseClick(strip().toolButton(which), Qt::LeftButton); }
    void undo() { QTest::keyClick(window.get(), Qt::Key_Z, Qt::ControlModifier); }
    void redo() { QTest::keyClick(window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier); }
    QColor pixel(QPoint p) { return stylize().canvas()->grab().toImage().pixelColor(p); }
};

}  // namespace

class MasksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStrokePaintsAndCanBeUndone() {
        MaskFixture f;
        QVERIFY(f.enter());
        QVERIFY(f.strip().isVisible());
        QVERIFY(f.mask().empty());
        const QColor before = f.pixel(f.at(0.5, 0.5)), aside = f.pixel(f.at(0.1, 0.9));
        f.stroke(f.at(0.3, 0.5), f.at(0.7, 0.5));
        QCOMPARE(f.mask().size(), (ImageSize{240, 160}));
        QCOMPARE(f.mask().at(120, 80), 255);
        QCOMPARE(f.mask().at(96, 80), 255);
        QCOMPARE(f.mask().at(20, 140), 0);
        // The veil is seen where it was painted and nowhere else.
        QVERIFY(f.pixel(f.at(0.5, 0.5)) != before);
        QCOMPARE(f.pixel(f.at(0.1, 0.9)), aside);
        f.stroke(f.at(0.2, 0.2), f.at(0.2, 0.2));
        QCOMPARE(f.mask().at(48, 32), 255);
        f.undo();
        QCOMPARE(f.mask().at(48, 32), 0);
        QCOMPARE(f.mask().at(120, 80), 255);
        f.undo();
        QVERIFY(f.mask().empty());
        QCOMPARE(f.pixel(f.at(0.5, 0.5)), before);
        f.redo();
        QCOMPARE(f.mask().at(120, 80), 255);
        QVERIFY(f.pixel(f.at(0.5, 0.5)) != before);
    }

    void theVeilGrowsDuringTheStroke() {
        MaskFixture f;
        QVERIFY(f.enter());
        const QColor before = f.pixel(f.at(0.5, 0.5));
        QTest::mousePress(&f.surface(), Qt::LeftButton, {}, f.at(0.3, 0.5));
        f.drag(f.at(0.3, 0.5), f.at(0.6, 0.5));
        QVERIFY(f.mask().empty());  // not before it ends
        QVERIFY(f.pixel(f.at(0.5, 0.5)) != before);
        // Esc takes back what was begun.
        QTest::keyClick(&f.surface(), Qt::Key_Escape);
        QCOMPARE(f.pixel(f.at(0.5, 0.5)), before);
        QTest::mouseRelease(&f.surface(), Qt::LeftButton, {}, f.at(0.6, 0.5));
        QVERIFY(f.mask().empty());
        QVERIFY(f.mode().active());
        QTest::keyClick(&f.surface(), Qt::Key_Escape);
        QVERIFY(!f.mode().active());
    }

    void theEraserAndAltTakeAway() {
        MaskFixture f;
        QVERIFY(f.enter());
        f.stroke(f.at(0.2, 0.5), f.at(0.8, 0.5));
        f.tool(MaskTool::Eraser);
        f.stroke(f.at(0.5, 0.5), f.at(0.5, 0.5));
        QCOMPARE(f.mask().at(120, 80), 0);
        QCOMPARE(f.mask().at(72, 80), 255);
        f.tool(MaskTool::Brush);
        f.stroke(f.at(0.3, 0.5), f.at(0.3, 0.5), Qt::AltModifier);
        QCOMPARE(f.mask().at(72, 80), 0);
    }

    void erasingFromAStyleWithoutAMaskStartsFromEverywhere() {
        MaskFixture f;
        QVERIFY(f.enter());
        f.tool(MaskTool::Eraser);
        f.stroke(f.at(0.5, 0.5), f.at(0.5, 0.5));
        QCOMPARE(f.mask().at(120, 80), 0);
        QCOMPARE(f.mask().at(10, 10), 255);
    }

    void keysChangeTheBrush() {
        MaskFixture f;
        QVERIFY(f.enter());
        f.window->activateWindow();
        f.surface().setFocus();
        const MaskToolValues before = f.strip().values();
        QTest::keyClick(&f.surface(), Qt::Key_BracketRight);
        QVERIFY(f.strip().values().size > before.size);
        QTest::keyClick(&f.surface(), Qt::Key_BracketLeft);
        QTest::keyClick(&f.surface(), Qt::Key_BracketLeft);
        QVERIFY(f.strip().values().size < before.size);
        QTest::keyClick(&f.surface(), Qt::Key_BraceRight, Qt::ShiftModifier);
        QVERIFY(f.strip().values().hardness > before.hardness);
        QTest::keyClick(&f.surface(), Qt::Key_X);
        QCOMPARE(int(f.strip().values().tool), int(MaskTool::Eraser));
        QTest::keyClick(&f.surface(), Qt::Key_X);
        QCOMPARE(int(f.strip().values().tool), int(MaskTool::Brush));
        QTest::keyClick(f.window.get(), Qt::Key_M);
        QVERIFY(!f.mode().active());
        QTest::keyClick(f.window.get(), Qt::Key_M);
        QVERIFY(f.mode().active());
        // They are remembered.
        QVERIFY(f.settings->value("masks/size").toDouble() < before.size);
    }

    void sizeAndHardnessAreWhatIsPainted() {
        MaskFixture f;
        QVERIFY(f.enter());
        MaskToolValues v;
        v.size = 0.25;  // of 240: a radius of 30
        v.hardness = 1;
        f.surface().setTool(v);
        f.stroke(f.at(0.5, 0.5), f.at(0.5, 0.5));
        QVERIFY(f.mask().at(120 + 27, 80) > 250);
        QCOMPARE(f.mask().at(120 + 34, 80), 0);
    }

    void operationsAreUndoSteps() {
        MaskFixture f;
        QVERIFY(f.enter());
        const auto want = [&](MaskStrip::Operation what) { Q_EMIT f.strip().operationWanted(what); };
        f.stroke(f.at(0.5, 0.5), f.at(0.5, 0.5));
        const Mask spot = f.mask();
        want(MaskStrip::Operation::Invert);
        QCOMPARE(f.mask().at(120, 80), 0);
        QCOMPARE(f.mask().at(5, 5), 255);
        f.undo();
        QVERIFY(f.mask() == spot);
        want(MaskStrip::Operation::Grow);
        QTRY_VERIFY(f.mask() != spot);
        const Mask grown = f.mask();
        want(MaskStrip::Operation::Feather);
        QTRY_VERIFY(f.mask() != grown);
        want(MaskStrip::Operation::Fill);
        QVERIFY(f.mask() == Mask({240, 160}, 255));
        want(MaskStrip::Operation::Clear);
        QVERIFY(f.mask().empty());
        for (int i = 0; i < 4; ++i) f.undo();
        QVERIFY(f.mask() == spot);
    }

    void gradientsFillAndShift() {
        MaskFixture f;
        QVERIFY(f.enter());
        f.tool(MaskTool::Linear);
        f.stroke(f.at(0.2, 0.5), f.at(0.8, 0.5));
        QCOMPARE(f.mask().at(10, 80), 255);
        QCOMPARE(f.mask().at(230, 80), 0);
        f.tool(MaskTool::Radial);
        f.stroke(f.at(0.9, 0.5), f.at(0.9, 0.7), Qt::ShiftModifier);
        QCOMPARE(f.mask().at(10, 80), 255);
        QVERIFY(f.mask().at(216, 80) > 200);
        // A click is no gradient.
        const Mask before = f.mask();
        f.stroke(f.at(0.4, 0.5), f.at(0.4, 0.5));
        QVERIFY(f.mask() == before);
    }

    void fillsByColour() {
        MaskFixture f;
        QVERIFY(f.enter());
        f.tool(MaskTool::Fill);
        QTest::mouseClick(&f.surface(), Qt::LeftButton, {}, f.at(0.1, 0.1));
        QTRY_VERIFY(!f.mask().empty());
        QVERIFY(f.mask().at(24, 16) > 250);
        QCOMPARE(f.mask().at(220, 150), 0);
        QTest::mouseClick(&f.surface(), Qt::LeftButton, Qt::AltModifier, f.at(0.1, 0.1));
        QTRY_COMPARE(f.mask().at(24, 16), 0);
    }

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

    void anotherPhotoKeepsMasksOfItsShapeOnly() {
        MaskFixture f;
        QVERIFY(f.enter());
        f.stroke(f.at(0.2, 0.2), f.at(0.2, 0.2));
        f.inputs().open(SlotKind::Photo, f.picture("larger.png", 480, 320));
        QTRY_COMPARE(f.inputs().inputs().photo->image.width(), 480);
        QVERIFY(!f.mask().empty());
        // It is painted on at the new photo's size.
        f.stroke(f.at(0.8, 0.8), f.at(0.8, 0.8));
        QCOMPARE(f.mask().size(), (ImageSize{480, 320}));
        QCOMPARE(f.mask().at(96, 64), 255);
        QCOMPARE(f.mask().at(384, 256), 255);
        f.inputs().open(SlotKind::Photo, f.picture("tall.png", 100, 200));
        QTRY_COMPARE(f.inputs().inputs().photo->image.width(), 100);
        QVERIFY(f.mask().empty());
        QVERIFY(f.window->findChild<Toast*>()->sentence().contains("shape"));
        f.undo();
        QCOMPARE(f.inputs().inputs().photo->image.width(), 480);
        QVERIFY(!f.mask().empty());
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

    void importAndExport() {
        MaskFixture f;
        QVERIFY(f.enter());
        f.stroke(f.at(0.5, 0.5), f.at(0.5, 0.5));
        const Mask mask = f.mask();
        const QString file = QString::fromStdString((f.folder / "mask.png").string());
        f.mode().exportTo(file);
        QTRY_VERIFY(QFile::exists(file));
        const auto saved = loadPicture(file.toStdString());
        QVERIFY(saved);
        QCOMPARE(saved->channels(), 1);
        Q_EMIT f.strip().operationWanted(MaskStrip::Operation::Clear);
        f.mode().importFrom(file);
        QTRY_VERIFY(f.mask() == mask);
        // Another size of the same shape is brought to the mask's.
        f.mode().importFrom(f.picture("half.png", 120, 80));
        QTRY_VERIFY(f.mask() != mask);
        QCOMPARE(f.mask().size(), mask.size());
        const Mask imported = f.mask();
        for (const QString& wrong : {f.picture("tall.png", 80, 120), file + "missing"}) {
            const int banners = f.stylize().banners()->count();
            f.mode().importFrom(wrong);
            QTRY_VERIFY(f.stylize().banners()->count() > banners || banners > 0);
            QVERIFY(f.mask() == imported);
            f.stylize().banners()->clear();
        }
        f.mode().exportTo(QString::fromStdString((f.folder / "missing" / "mask.png").string()));
        QTRY_VERIFY(f.stylize().banners()->count() > 0);
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

    void theMiddleButtonStillPans() {
        MaskFixture f;
        QVERIFY(f.enter());
        f.stylize().canvas()->setZoom(4);
        const QPoint p = f.surface().rect().center();
        const QPointF before = f.stylize().canvas()->view().rect().topLeft();
        QTest::mousePress(&f.surface(), Qt::MiddleButton, {}, p);
        QMouseEvent move(QEvent::MouseMove, p + QPoint(20, 10), f.surface().mapToGlobal(p + QPoint(20, 10)),
                         Qt::NoButton, Qt::MiddleButton, {});
        QApplication::sendEvent(&f.surface(), &move);
        QTest::mouseRelease(&f.surface(), Qt::MiddleButton, {}, p + QPoint(20, 10));
        QVERIFY(f.stylize().canvas()->view().rect().topLeft() != before);
        QVERIFY(f.mask().empty());
    }
};

VELATURA_TEST(MasksTest)
#include "masks_test.moc"
