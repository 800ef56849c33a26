#include <QtGui/QUndoStack>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <fstream>

#include "core/base/paths.h"
#include "tests/ui/window_fixture.h"
#include "ui/common/panel_frame.h"
#include "ui/layers/heat_colors.h"
#include "ui/layers/heat_overlay.h"
#include "ui/layers/layer_desk.h"
#include "ui/layers/layer_lab.h"
#include "ui/params/value_slider.h"

using namespace velatura;
using test::WindowFixture;

namespace {

const std::vector<double> kDefaults{0.3, 0.5, 1, 0.2, 0};

struct LabFixture : WindowFixture {
    LabFixture() : WindowFixture("gatys") {}
    LayerLab* lab() { return stylize().runPanel()->lab(); }
    LayerRow* row(size_t i) { return lab()->rows().at(i); }
    std::vector<double> weights() { return std::get<std::vector<double>>(stylize().runPanel()->params().at("tap-weights")); }
    const HeatOverlay* overlay() { return stylize().findChild<LayerDesk*>()->overlay(); }
    bool texturesAreThere() {
        return QTest::qWaitFor([this] {
            return std::all_of(lab()->rows().begin(), lab()->rows().end(), [](LayerRow* r) { return !r->texture()->texture().isNull(); });
        }, 20000);
    }
    bool lossesAreThere() {
        return QTest::qWaitFor([this] { return row(4)->loss()->loss() >= 0; }, 10000);
    }
    static std::filesystem::path kept() { return cacheFolder() / "layers"; }
    static size_t keptFiles() {
        std::error_code ec;
        return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(kept(), ec), std::filesystem::directory_iterator{}));
    }
};

}  // namespace

class LayersLabTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        std::error_code ec;
        std::filesystem::remove_all(LabFixture::kept(), ec);
    }

    void nothingRunsBeforeItIsOpened() {
        LabFixture f;
        QVERIFY(f.fill());
        QTest::qWait(400);
        QCOMPARE(f.plan.renders.load(), 0);
        QCOMPARE(f.plan.looks.load(), 0);
        QVERIFY(!f.stylize().findChild<LayerDesk*>());
    }

    void opensFromItsGroupAndItsKey() {
        LabFixture f;
        QVERIFY(f.fill());
        QVERIFY(!f.stylize().runPanel()->labOpen());
        f.stylize().runPanel()->findChild<QPushButton*>("open-lab")->click();
        QVERIFY(f.stylize().runPanel()->labOpen() && f.lab()->isVisible());
        QTest::keyClick(f.stylize().canvas(), Qt::Key_Escape);
        QVERIFY(!f.stylize().runPanel()->labOpen());
        f.stylize().toggleLayers();
        QVERIFY(f.lab()->isVisible());
        // A folded panel comes back with it.
        f.stylize().toggleLayers();
        f.stylize().frame()->togglePanels();
        f.stylize().toggleLayers();
        QTRY_VERIFY(f.lab()->isVisible());
    }

    void weightsAreThoseOfTheForm() {
        LabFixture f;
        f.stylize().toggleLayers();
        QCOMPARE(f.weights(), kDefaults);
        QCOMPARE(f.row(3)->slider()->number(), 0.2);
        Q_EMIT f.row(3)->slider()->moved(1.5, newGesture());
        QCOMPARE(f.weights(), (std::vector<double>{0.3, 0.5, 1, 1.5, 0}));
        f.window->undoStack()->undo();
        QCOMPARE(f.weights(), kDefaults);
        QCOMPARE(f.row(3)->slider()->number(), 0.2);
        // A drag is one step.
        const int steps = f.window->undoStack()->count(), drag = newGesture();
        for (const double w : {0.8, 0.9, 1.0}) Q_EMIT f.row(3)->slider()->moved(w, drag);
        QVERIFY(f.window->undoStack()->count() <= steps);  // the undone one is replaced by one
        f.window->undoStack()->undo();
        QCOMPARE(f.weights(), kDefaults);
        ParamValues other = f.stylize().runPanel()->params();
        other["tap-weights"] = std::vector<double>{1, 1, 1, 1, 2};
        f.stylize().runPanel()->setParams("gatys", other);
        QCOMPARE(f.row(4)->slider()->number(), 2.0);
    }

    void soloMuteAndReset() {
        LabFixture f;
        f.stylize().toggleLayers();
        f.row(2)->soloButton()->click();
        QCOMPARE(f.weights(), (std::vector<double>{0, 0, 1, 0, 0}));
        QVERIFY(f.row(2)->soloButton()->isChecked() && !f.row(2)->muteButton()->isChecked() && f.row(0)->muteButton()->isChecked());
        f.row(1)->soloButton()->click();  // from one to the next
        QCOMPARE(f.weights(), (std::vector<double>{0, 0.5, 0, 0, 0}));
        f.row(1)->soloButton()->click();
        QCOMPARE(f.weights(), kDefaults);
        f.row(0)->muteButton()->click();
        QCOMPARE(f.weights(), (std::vector<double>{0, 0.5, 1, 0.2, 0}));
        f.row(0)->muteButton()->click();
        QCOMPARE(f.weights(), kDefaults);
        f.row(1)->muteButton()->click();
        f.row(2)->soloButton()->click();
        f.row(2)->soloButton()->click();
        QCOMPARE(f.weights(), (std::vector<double>{0.3, 0, 1, 0.2, 0}));  // what was muted before stays so
        auto* reset = [&] {
            for (auto* b : f.lab()->findChildren<QToolButton*>())
                if (b->accessibleName() == "Reset weights") return b;
            return static_cast<QToolButton*>(nullptr);
        }();
        QVERIFY(reset && reset->isEnabled());
        reset->click();
        QCOMPARE(f.weights(), kDefaults);
        QVERIFY(!reset->isEnabled());
        f.window->undoStack()->undo();
        QCOMPARE(f.weights()[1], 0.0);
        while (f.window->undoStack()->canUndo()) f.window->undoStack()->undo();
        QCOMPARE(f.weights(), kDefaults);
    }

    void texturesComeAndAreKept() {
        LabFixture f;
        f.plan.steps = 2;
        QVERIFY(f.fill());
        f.stylize().toggleLayers();
        QVERIFY(f.texturesAreThere());
        QCOMPARE(f.plan.renders.load(), 5);
        QCOMPARE(f.keptFiles(), size_t{5});
        // Weights are no part of a texture; the brush size is.
        f.row(0)->soloButton()->click();
        QTest::qWait(400);
        QCOMPARE(f.plan.renders.load(), 5);
        const auto brush = [&](double size) {
            ParamValues values = f.stylize().runPanel()->params();
            values["style-scale"] = size;
            f.stylize().runPanel()->setParams("gatys", values);
        };
        brush(0.5);
        QTRY_COMPARE(f.plan.renders.load(), 10);
        QVERIFY(f.texturesAreThere());
        brush(1.0);
        QTest::qWait(300);
        QVERIFY(f.texturesAreThere());
        QCOMPARE(f.plan.renders.load(), 10);  // from the disk
        // A broken file is painted anew.
        for (const auto& file : std::filesystem::directory_iterator(f.kept())) std::ofstream(file.path()) << "no picture";
        brush(0.5);
        QTRY_COMPARE(f.plan.renders.load(), 15);
        QVERIFY(f.texturesAreThere());
    }

    void aTextureIsAskedForAlone() {
        TextureOrder order{"gatys", {{test::gradient(64, 64, 10), 1.0, {}}}, {{"style-scale", 1.0}, {"style-loss", std::string("moments")}}, 3};
        const RenderRequest request = textureRequest(order);
        QCOMPARE(std::get<std::vector<double>>(request.params.at("tap-weights")), (std::vector<double>{0, 0, 0, 1, 0}));
        QCOMPARE(std::get<double>(request.params.at("content-weight")), 0.0);
        QCOMPARE(std::get<std::string>(request.params.at("start")), std::string("noise"));
        QCOMPARE(std::get<std::string>(request.params.at("style-loss")), std::string("moments"));
        QCOMPARE(request.content.size(), (ImageSize{160, 160}));
        QCOMPARE(std::get<double>(request.params.at("style-scale")), 3.2);
        // A brush that the engine would refuse at this size gets a larger one.
        order.params["style-scale"] = 4.0;
        QCOMPARE(textureRequest(order).content.size(), (ImageSize{512, 512}));
        QCOMPARE(std::get<double>(textureRequest(order).params.at("style-scale")), 4.0);
        TextureOrder other = order;
        other.styles = {{test::gradient(64, 64, 11), 1.0, {}}};
        QVERIFY(texturePath(order) != texturePath(other));
        other = order;
        other.styles = {{test::gradient(64, 64, 10), 1.0, {}}};  // the same samples, opened again
        QVERIFY(texturePath(order) == texturePath(other));
        other.layer = 2;
        QVERIFY(texturePath(order) != texturePath(other));
    }

    void lossesOfWhatIsShown() {
        LabFixture f;
        f.plan.steps = 2;
        QVERIFY(f.fill());
        f.stylize().toggleLayers();
        QVERIFY(f.lossesAreThere());
        QVERIFY2(f.lab()->status().contains("photo"), qPrintable(f.lab()->status()));
        QCOMPARE(f.row(1)->loss()->loss(), 0.2);
        f.stylize().run();
        QVERIFY(f.waitForResults(1));
        QTRY_VERIFY(f.lab()->status().contains("result 1"));
        QTRY_COMPARE(f.plan.looks.load(), 2);
        QVERIFY(f.lossesAreThere());
        // Another weight changes nothing of what is left in it.
        f.row(0)->muteButton()->click();
        QTest::qWait(400);
        QCOMPARE(f.plan.looks.load(), 2);
    }

    void theMapLiesOverTheCanvas() {
        LabFixture f;
        f.plan.steps = 2;
        QVERIFY(f.fill());
        f.stylize().toggleLayers();
        QVERIFY(f.lossesAreThere());
        QVERIFY(!f.overlay()->isVisible());
        Canvas* canvas = f.stylize().canvas();
        const QRectF whole = canvas->view().rect();
        const auto inside = [&](double x) { return QPoint(int(whole.left() + x * whole.width()), int(whole.center().y())); };
        const QImage before = canvas->grab().toImage();
        f.row(2)->loss()->click();
        QVERIFY(f.overlay()->isVisible());
        QVERIFY(f.overlay()->map().size() == QSize(64, 43));
        const QImage lit = canvas->grab().toImage();
        QVERIFY(qGray(lit.pixel(inside(0.25))) > qGray(before.pixel(inside(0.25))) + 40);   // the most is left here
        QVERIFY(qGray(lit.pixel(inside(0.75))) < qGray(before.pixel(inside(0.75))));        // nothing there
        canvas->setPeeking(true);
        QCOMPARE(canvas->grab().toImage().pixel(inside(0.75)), before.pixel(inside(0.75)));
        canvas->setPeeking(false);
        // Pointing at another shows that one, for as long.
        Q_EMIT f.row(0)->loss()->pointed(true);
        QCOMPARE(f.lab()->shownLayer(), 0);
        Q_EMIT f.row(0)->loss()->pointed(false);
        QCOMPARE(f.lab()->shownLayer(), 2);
        QTest::keyClick(canvas, Qt::Key_Escape);  // the map, then the lab
        QVERIFY(!f.overlay()->isVisible() && f.stylize().runPanel()->labOpen());
        QTest::keyClick(canvas, Qt::Key_Escape);
        QVERIFY(!f.stylize().runPanel()->labOpen());
        f.stylize().toggleLayers();
        f.row(2)->loss()->click();
        f.stylize().toggleLayers();
        QVERIFY(!f.overlay()->isVisible());
    }

    void waitsWhileAJobRuns() {
        LabFixture f;
        f.plan.steps = 400;
        QVERIFY(f.fill());
        f.stylize().run();
        f.stylize().toggleLayers();
        QTRY_VERIFY(f.lab()->status().contains("Waits"));
        QTest::qWait(300);
        QCOMPARE(f.plan.renders.load(), 1);
        QCOMPARE(f.plan.looks.load(), 0);
        f.stylize().stop();
        f.plan.steps = 1;
        QVERIFY(f.lossesAreThere());
        QVERIFY(f.texturesAreThere());
    }

    void closingStopsWhatIsUnderWay() {
        LabFixture f;
        f.plan.steps = 100000;
        QVERIFY(f.fill());
        f.stylize().toggleLayers();
        QVERIFY(f.lossesAreThere());
        QTRY_COMPARE(f.plan.renders.load(), 1);
        f.stylize().toggleLayers();
        QTest::qWait(300);
        QCOMPARE(f.plan.renders.load(), 1);
        QCOMPARE(f.keptFiles(), size_t{0});  // half a texture is none
        f.plan.steps = 1;
        f.stylize().toggleLayers();
        QVERIFY(f.texturesAreThere());
        // Another workspace: out of sight, nothing is computed.
        const int renders = f.plan.renders;
        f.window->showWorkspace(1);
        f.inputs().open(SlotKind::Style, f.picture("other.png", 64, 64, 10));
        QTest::qWait(600);
        QCOMPARE(f.plan.renders.load(), renders);
        f.window->showWorkspace(0);
        QTRY_COMPARE(f.plan.renders.load(), renders + 5);
    }

    void theNewestWishCounts() {
        LabFixture f;
        f.plan.steps = 100000;
        QVERIFY(f.fill());
        f.stylize().toggleLayers();
        QTRY_COMPARE(f.plan.renders.load(), 1);  // the first texture of the first style, for ever
        f.plan.steps = 2;
        f.inputs().open(SlotKind::Style, f.picture("other.png", 64, 64, 10));
        QVERIFY(f.texturesAreThere());
        QCOMPARE(f.plan.renders.load(), 6);
    }

    void failuresAreSaid() {
        LabFixture f;
        f.plan.failLooks = true;
        f.plan.fail = true;
        QVERIFY(f.fill());
        f.stylize().toggleLayers();
        QTRY_VERIFY2(f.lab()->status().contains("not enough memory"), qPrintable(f.lab()->status()));
        QVERIFY(!f.row(0)->loss()->isEnabled());
        f.plan.failLooks = false;
        f.plan.fail = false;
        f.plan.steps = 1;
        f.inputs().open(SlotKind::Style, f.picture("other.png", 64, 64, 10));
        QVERIFY(f.lossesAreThere());
        QVERIFY(f.texturesAreThere());
        QVERIFY(!f.lab()->status().contains("memory"));
    }

    void oneFailureDoesNotHideTheOther() {
        LabFixture f;
        f.plan.failLooks = true;
        f.plan.steps = 1;
        QVERIFY(f.fill());
        f.stylize().run();
        QVERIFY(f.waitForResults(1));
        f.stylize().toggleLayers();
        QTRY_VERIFY2(f.lab()->status().contains("to look at it"), qPrintable(f.lab()->status()));
        QVERIFY(f.texturesAreThere());
        // Other textures are painted; of the result nothing has changed, and its losses are still missing.
        ParamValues values = f.stylize().runPanel()->params();
        values["style-scale"] = 0.5;
        f.stylize().runPanel()->setParams("gatys", values);
        QTRY_COMPARE(f.plan.renders.load(), 11);
        QVERIFY(f.texturesAreThere());
        QVERIFY2(f.lab()->status().contains("to look at it"), qPrintable(f.lab()->status()));
        // The other way round: a texture that fails takes no losses away.
        f.plan.failLooks = false;
        f.inputs().open(SlotKind::Photo, f.picture("another.png", 200, 100, 30));
        QVERIFY(f.lossesAreThere());
        f.plan.fail = true;
        values["style-scale"] = 0.7;
        f.stylize().runPanel()->setParams("gatys", values);
        QTRY_VERIFY2(f.lab()->status().contains("to paint"), qPrintable(f.lab()->status()));
        QVERIFY(f.row(4)->loss()->loss() >= 0);
    }

    void whatWasPaintedInOnePassIsSeenByTheOptimiser() {
        LabFixture f;
        f.plan.steps = 1;
        QVERIFY(f.fill());
        RunPanel* panel = f.stylize().runPanel();
        panel->setParams("arbitrary", panel->params("arbitrary"));
        f.stylize().run();
        QVERIFY(f.waitForResults(1));
        f.stylize().toggleLayers();
        QVERIFY(f.lab()->rows().empty());
        auto* other = [&] {
            for (auto* b : f.lab()->findChildren<QPushButton*>())
                if (b->text() == "Switch to Optimiser") return b;
            return static_cast<QPushButton*>(nullptr);
        }();
        QVERIFY(other && other->isVisible());
        other->click();
        QCOMPARE(panel->engine(), std::string("gatys"));
        QCOMPARE(f.lab()->rows().size(), size_t(5));
        QVERIFY(f.lossesAreThere());
        QVERIFY2(f.lab()->status().contains("result 1"), qPrintable(f.lab()->status()));
        QVERIFY(f.stylize().canGoOn());
        f.window->undoStack()->undo();
        QCOMPARE(panel->engine(), std::string("arbitrary"));
    }

    void aCacheThatCannotBeWrittenOnlyCostsTime() {
        LabFixture f;
        std::filesystem::create_directories(f.kept().parent_path());
        std::ofstream(f.kept()) << "in the way";
        f.plan.steps = 1;
        QVERIFY(f.fill());
        f.stylize().toggleLayers();
        QVERIFY(f.texturesAreThere());
    }

    void heatGrowsLighter() {
        int last = -1;
        for (int i = 0; i <= 20; ++i) {
            const int grey = qGray(heatColor(i / 20.0));
            QVERIFY(grey > last);
            last = grey;
        }
    }
};

VELATURA_TEST(LayersLabTest)
#include "layers_lab_test.moc"
