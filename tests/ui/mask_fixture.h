// MaskFixture: the main window in mask mode, with the strokes of a mouse.
#pragma once

#include <QtWidgets/QToolButton>

#include "tests/ui/window_fixture.h"
#include "ui/masks/mask_surface.h"
#include "ui/stylize/mask_mode.h"

namespace velatura::test {

struct MaskFixture : WindowFixture {
    MaskFixture() : WindowFixture("gatys") {}
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

}  // namespace velatura::test
