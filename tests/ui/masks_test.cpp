// Mask mode in the real window: strokes with the mouse, undo, the veil over the picture, operations, import and export.
#include "tests/ui/mask_fixture.h"
#include "ui/common/banner.h"

using namespace velatura;
using namespace velatura::test;

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
