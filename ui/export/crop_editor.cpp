#include "ui/export/crop_editor.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include "ui/canvas/canvas_paint.h"
#include "ui/common/style.h"
#include "ui/common/theme.h"
#include "ui/params/value_slider.h"

namespace velatura {

namespace {

constexpr double kMargin = 12, kHandle = 7, kReach = 9, kMark = 9;
constexpr double kStep = 0.01, kFineStep = 0.001, kZoomStep = 1.05;
constexpr int kOneGestureMs = 1000;  ///< keys that follow each other this fast are undone together
constexpr int kHandles = 8;

}  // namespace

CropEditor::CropEditor(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
    describe();
}

void CropEditor::setPicture(PicturePtr picture) {
    picture_ = std::move(picture);
    held_ = {};
    update();
}

void CropEditor::show(const Shown& shown, ImageSize size) {
    if (shown == shown_ && size == size_) return;
    shown_ = shown;
    size_ = size;
    describe();
    update();
}

QRectF CropEditor::pictureRect() const {
    const QRectF area = QRectF(rect()).adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const TargetPlan& plan = shown_.plan;
    if (shown_.canCrop || plan.file.width == 0)
        return picture_ ? containRect(picture_->size(), area) : QRectF(area.center(), QSizeF());
    // With its border: the picture where it lies in the file.
    const QRectF file = containRect(QSizeF(plan.file.width, plan.file.height), area);
    const double scale = file.width() / plan.file.width;
    return {file.x() + plan.inner.x * scale, file.y() + plan.inner.y * scale, plan.inner.width * scale,
            plan.inner.height * scale};
}

QRectF CropEditor::frameRect() const {
    const QRectF all = pictureRect();
    const CropRect& c = shown_.plan.crop;
    return {all.x() + c.x * all.width(), all.y() + c.y * all.height(), c.width * all.width(), c.height * all.height()};
}

QPointF CropEditor::focusPosition() const {
    const QRectF all = pictureRect();
    return {all.x() + shown_.focus.x * all.width(), all.y() + shown_.focus.y * all.height()};
}

QPointF CropEditor::toShares(QPointF p) const {
    const QRectF all = pictureRect();
    return {(p.x() - all.x()) / all.width(), (p.y() - all.y()) / all.height()};
}

QPointF CropEditor::handlePoint(CropHandle handle) const {
    using H = CropHandle;
    const QRectF f = frameRect();
    switch (handle) {
        case H::TopLeft:
            return f.topLeft();
        case H::Top:
            return {f.center().x(), f.top()};
        case H::TopRight:
            return f.topRight();
        case H::Right:
            return {f.right(), f.center().y()};
        case H::BottomRight:
            return f.bottomRight();
        case H::Bottom:
            return {f.center().x(), f.bottom()};
        case H::BottomLeft:
            return f.bottomLeft();
        case H::Left:
            return {f.left(), f.center().y()};
    }
    return {};
}

CropEditor::Hit CropEditor::hitAt(QPointF p) const {
    if (!picture_ || !shown_.canCrop) return {};
    const auto near = [p](QPointF q, double reach) { return QLineF(p, q).length() <= reach; };
    for (int i = 0; i < kHandles; ++i)
        if (near(handlePoint(static_cast<CropHandle>(i)), kReach)) return {Grip::Handle, static_cast<CropHandle>(i)};
    if (near(focusPosition(), kMark + 3)) return {.grip = Grip::Focus};
    if (frameRect().contains(p)) return {.grip = Grip::Frame};
    return {};
}

void CropEditor::updateCursor(const Hit& hit) {
    static constexpr Qt::CursorShape kShapes[] = {Qt::SizeFDiagCursor, Qt::SizeVerCursor, Qt::SizeBDiagCursor,
                                                  Qt::SizeHorCursor};
    if (hit != hot_) update();
    hot_ = hit;
    switch (hit.grip) {
        case Grip::None:
            return unsetCursor();
        case Grip::Frame:
            return setCursor(Qt::SizeAllCursor);
        case Grip::Focus:
            return setCursor(Qt::PointingHandCursor);
        case Grip::Handle:
            return setCursor(kShapes[static_cast<int>(hit.handle) % 4]);
    }
}

void CropEditor::mousePressEvent(QMouseEvent* e) {
    if (e->button() != Qt::LeftButton) return;
    held_ = hitAt(e->position());
    pressed_ = toShares(e->position());
    start_ = shown_.plan.crop;
    gesture_ = newGesture();
}

void CropEditor::mouseMoveEvent(QMouseEvent* e) {
    const QPointF at = toShares(e->position());
    switch (held_.grip) {
        case Grip::None:
            return updateCursor(hitAt(e->position()));
        case Grip::Focus:
            Q_EMIT focusChanged({std::clamp(at.x(), 0.0, 1.0), std::clamp(at.y(), 0.0, 1.0)}, gesture_);
            return;
        case Grip::Frame:
            Q_EMIT cropChanged(movedCrop(start_, at.x() - pressed_.x(), at.y() - pressed_.y()), gesture_);
            return;
        case Grip::Handle:
            Q_EMIT cropChanged(draggedCrop(size_, shown_.aspect, start_, held_.handle, at.x(), at.y()), gesture_);
            return;
    }
}

void CropEditor::mouseReleaseEvent(QMouseEvent* e) {
    held_ = {};
    updateCursor(hitAt(e->position()));
}

void CropEditor::mouseDoubleClickEvent(QMouseEvent*) {
    held_ = {};
    Q_EMIT resetWanted();
}

int CropEditor::keyGesture() {
    if (!sinceKey_.isValid() || sinceKey_.elapsed() > kOneGestureMs) gesture_ = newGesture();
    sinceKey_.start();
    return gesture_;
}

void CropEditor::keyPressEvent(QKeyEvent* e) {
    if (!picture_ || !shown_.canCrop) return QWidget::keyPressEvent(e);
    const double step = e->modifiers() & Qt::ShiftModifier ? kFineStep : kStep;
    const CropRect& crop = shown_.plan.crop;
    QPointF way;
    switch (e->key()) {
        case Qt::Key_Left:
            way = {-step, 0};
            break;
        case Qt::Key_Right:
            way = {step, 0};
            break;
        case Qt::Key_Up:
            way = {0, -step};
            break;
        case Qt::Key_Down:
            way = {0, step};
            break;
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            Q_EMIT cropChanged(scaledCrop(size_, shown_.aspect, crop, kZoomStep), keyGesture());
            return;
        case Qt::Key_Minus:
            Q_EMIT cropChanged(scaledCrop(size_, shown_.aspect, crop, 1 / kZoomStep), keyGesture());
            return;
        case Qt::Key_Delete:
        case Qt::Key_Backspace:
            Q_EMIT resetWanted();
            return;
        default:
            return QWidget::keyPressEvent(e);
    }
    if (e->modifiers() & Qt::ControlModifier) {
        const FocusPoint& f = shown_.focus;
        Q_EMIT focusChanged({std::clamp(f.x + way.x(), 0.0, 1.0), std::clamp(f.y + way.y(), 0.0, 1.0)}, keyGesture());
    } else if (const CropRect moved = movedCrop(crop, way.x(), way.y()); !(moved == crop)) {
        Q_EMIT cropChanged(moved, keyGesture());
    }
}

void CropEditor::leaveEvent(QEvent*) {
    updateCursor({});
}

void CropEditor::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.fillRect(rect(), t.surround());
    if (!picture_ || shown_.plan.file.width == 0) return;
    const QRectF all = pictureRect();
    if (!shown_.canCrop && shown_.border.isValid()) {
        const QRectF area = QRectF(rect()).adjusted(kMargin, kMargin, -kMargin, -kMargin);
        const QRectF file = containRect(QSizeF(shown_.plan.file.width, shown_.plan.file.height), area);
        if (shown_.border.alpha() == 0)
            p.fillRect(file, checkerboardBrush());
        else
            p.fillRect(file, shown_.border);
    }
    drawPicture(p, picture_->levels, all, all, all.width() / picture_->image.width());
    p.setRenderHint(QPainter::Antialiasing);
    if (shown_.canCrop) {
        drawFrame(p);
        drawFocusMark(p);
    }
    if (hasFocus()) drawFocusRing(p, QRectF(rect()), 0);
}

void CropEditor::drawFrame(QPainter& p) const {
    const QRectF frame = frameRect();
    QPainterPath outside;
    outside.addRect(pictureRect());
    QPainterPath inside;
    inside.addRect(frame);
    p.fillPath(outside.subtracted(inside), QColor(0, 0, 0, 150));
    const auto lines = [&](const QColor& colour, double width) {
        p.setPen(QPen(colour, width));
        p.setBrush(Qt::NoBrush);
        p.drawRect(frame);
        p.setPen(QPen(QColor(colour.red(), colour.green(), colour.blue(), colour.alpha() / 2), width * 0.7));
        for (const double third : {1 / 3.0, 2 / 3.0}) {
            const double x = frame.x() + third * frame.width(), y = frame.y() + third * frame.height();
            p.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()));
            p.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y));
        }
    };
    lines(QColor(0, 0, 0, 90), 3);
    lines(QColor(255, 255, 255, 220), 1.2);
    for (int i = 0; i < kHandles; ++i) {
        const auto handle = static_cast<CropHandle>(i);
        const Hit& active = held_.grip == Grip::None ? hot_ : held_;
        const bool on = active.grip == Grip::Handle && active.handle == handle;
        const QPointF c = handlePoint(handle);
        p.setPen(QPen(QColor(0, 0, 0, 120), 1));
        p.setBrush(on ? Theme::instance().accent() : QColor(255, 255, 255));
        p.drawRect(QRectF(c.x() - kHandle / 2, c.y() - kHandle / 2, kHandle, kHandle));
    }
}

void CropEditor::drawFocusMark(QPainter& p) const {
    const QPointF c = focusPosition();
    const Hit& active = held_.grip == Grip::None ? hot_ : held_;
    const QColor line = active.grip == Grip::Focus ? Theme::instance().accent() : QColor(255, 255, 255);
    for (const auto& [colour, width] : {std::pair{QColor(0, 0, 0, 130), 4.0}, {line, 1.8}}) {
        p.setPen(QPen(colour, width));
        p.setBrush(Qt::NoBrush);
        p.drawEllipse(c, kMark, kMark);
        for (const QPointF d : {QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)})
            p.drawLine(c + d * (kMark - 3), c + d * (kMark + 3));
    }
    p.setPen(QPen(QColor(0, 0, 0, 130), 1));
    p.setBrush(line);
    p.drawEllipse(c, 2.5, 2.5);
}

void CropEditor::describe() {
    const CropRect& c = shown_.plan.crop;
    const auto percent = [](double v) { return QString::number(static_cast<int>(v * 100 + 0.5)); };
    setAccessibleName(tr("Crop"));
    setAccessibleDescription(
        shown_.canCrop ? tr("%1: from %2 % and %3 %, %4 % wide, %5 % high")
                             .arg(shown_.name, percent(c.x), percent(c.y), percent(c.width), percent(c.height))
                       : tr("%1: the whole picture").arg(shown_.name));
    setToolTip(shown_.canCrop ? tr("Drag the frame or its handles; drag the round mark to what must stay in sight. "
                                   "Double-click: automatic again.\nKeys: arrows move (with Ctrl the mark, with Shift "
                                   "finely), + and − resize, Delete: automatic")
                              : QString());
}

void CropEditor::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) describe();
    QWidget::changeEvent(event);
}

}  // namespace velatura
