#include "ui/masks/mask_surface.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <algorithm>
#include <cmath>

#include "ui/canvas/canvas.h"
#include "ui/canvas/canvas_paint.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {

constexpr int kDraftSide = 320;  ///< of a gradient while it is drawn
constexpr double kShortest = 3;  ///< window pixels that make a gradient

}  // namespace

MaskSurface::MaskSurface(Canvas* canvas) : QWidget(canvas), canvas_(canvas) {
    setFocusPolicy(Qt::ClickFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_NoSystemBackground);
    setGeometry(canvas->rect());
    canvas->installEventFilter(this);
    connect(canvas_, &Canvas::viewChanged, this, qOverload<>(&QWidget::update));
    lower();  // what the canvas says (Toast) stays above it
    hide();
}

bool MaskSurface::eventFilter(QObject* watched, QEvent* event) {
    if (watched == canvas_ && event->type() == QEvent::Resize) setGeometry(canvas_->rect());
    return QWidget::eventFilter(watched, event);
}

void MaskSurface::setMask(const Mask& mask, ImageSize size, bool whiteToErase) {
    if (stroke_) endStroke(false);
    const Mask before = size == size_ ? mask_ : Mask();
    mask_ = mask;
    size_ = size;
    whiteToErase_ = whiteToErase;
    tint_.show(mask_, before);
    update();
}

void MaskSurface::setTint(const QColor& color, double opacity) {
    if (color == color_ && opacity == opacity_ && !tint_.empty()) return;
    color_ = color, opacity_ = opacity;
    tint_.setColor(color, opacity);
    draft_.setColor(color, opacity);
    tint_.show(mask_);
    update();
}

void MaskSurface::setTool(const MaskToolValues& values) {
    if (stroke_ && values.tool != tool_.tool) endStroke(true);
    tool_ = values;
    refreshCursor();
    update();
}

void MaskSurface::setPicking(bool on) {
    picking_ = on;
    refreshCursor();
    update();
}

void MaskSurface::setHint(const QString& sentence) {
    hint_ = sentence;
    update();
}

void MaskSurface::setBusy(bool on) {
    busy_ = on;
    refreshCursor();
}

void MaskSurface::refreshCursor() {
    if (busy_)
        setCursor(Qt::BusyCursor);
    else if (tool_.tool == MaskTool::Edge && !picking_)
        setCursor(Qt::ArrowCursor);
    else
        setCursor(Qt::CrossCursor);
}

bool MaskSurface::brushes() const {
    return !picking_ && (tool_.tool == MaskTool::Brush || tool_.tool == MaskTool::Eraser);
}

/// The canvas may show something else meanwhile: a style, a picture of another shape.
bool MaskSurface::fits() const {
    const QSizeF seen = canvas_->view().rect().size();
    return size_.width > 0 && (canvas_->picture() || canvas_->hasPreview()) &&
           sameProportions({qRound(seen.width() * 16), qRound(seen.height() * 16)}, size_);
}

QPointF MaskSurface::toMask(QPointF window) const {
    const QRectF whole = canvas_->view().rect();
    return {(window.x() - whole.x()) / whole.width() * size_.width,
            (window.y() - whole.y()) / whole.height() * size_.height};
}

QRect MaskSurface::toWindow(Rect area) const {
    const QRectF whole = canvas_->view().rect();
    const double sx = whole.width() / size_.width, sy = whole.height() / size_.height;
    return QRectF(whole.x() + area.x * sx, whole.y() + area.y * sy, area.width * sx, area.height * sy)
        .adjusted(-2, -2, 2, 2)
        .toAlignedRect();
}

double MaskSurface::radius() const {
    return tool_.size * std::max(size_.width, size_.height) / 2;
}

void MaskSurface::mousePressEvent(QMouseEvent* e) {
    if (e->button() != Qt::LeftButton || !fits()) return e->ignore();  // the canvas pans
    if (busy_) return;
    setFocus(Qt::MouseFocusReason);
    pointer_ = e->position();
    const QPointF at = toMask(pointer_);
    const bool inside = at.x() >= 0 && at.y() >= 0 && at.x() < size_.width && at.y() < size_.height;
    if (picking_) {
        if (inside) Q_EMIT picked({at.x() / size_.width, at.y() / size_.height});
    } else if (brushes()) {
        erasing_ = (tool_.tool == MaskTool::Eraser) != bool(e->modifiers() & Qt::AltModifier);
        const bool white = erasing_ && whiteToErase_ && mask_.empty();
        const Mask base = mask_.empty() ? Mask(size_, white ? 255 : 0) : mask_;
        if (mask_.empty()) tint_.show(base);
        stroke_.emplace(base, MaskBrush{radius(), tool_.hardness, tool_.opacity, erasing_});
        if (mask_.empty()) update();
        strokeTo(pointer_);
    } else if (tool_.tool == MaskTool::Fill) {
        if (inside) Q_EMIT fillWanted(static_cast<int>(at.x()), static_cast<int>(at.y()), e->modifiers());
    } else if (tool_.tool == MaskTool::Linear || tool_.tool == MaskTool::Radial) {
        drawing_ = true;
        from_ = pointer_;
        draft_.reset(fitLongSide(size_, kDraftSide));
        update();
    }
}

void MaskSurface::strokeTo(QPointF window) {
    const QPointF at = toMask(window);
    const Rect touched = stroke_->to(at.x(), at.y());
    if (touched.width <= 0 || touched.height <= 0) return;
    tint_.put(touched, stroke_->part(touched));
    update(toWindow(touched));
}

void MaskSurface::mouseMoveEvent(QMouseEvent* e) {
    const QRect before = outlineRect();
    pointer_ = e->position();
    inside_ = true;
    if (stroke_) {
        // The button may have been let go where nobody saw it.
        if (e->buttons() & Qt::LeftButton)
            strokeTo(pointer_);
        else
            endStroke(true);
    } else if (drawing_) {
        previewGradient();
        return update();
    }
    if (brushes()) update(before.united(outlineRect()));
    if (e->buttons() & Qt::MiddleButton) e->ignore();
}

void MaskSurface::endStroke(bool keep) {
    const Mask done = stroke_->finished();
    stroke_.reset();
    if (!keep) {
        tint_.show(mask_);
        return update();
    }
    mask_ = done;  // the veil shows it already
    Q_EMIT stroked(done, erasing_);
}

void MaskSurface::mouseReleaseEvent(QMouseEvent* e) {
    if (e->button() != Qt::LeftButton) return e->ignore();
    if (stroke_) return endStroke(true);
    if (!drawing_) return;
    drawing_ = false;
    pointer_ = e->position();
    update();
    if (QLineF(from_, pointer_).length() >= kShortest) Q_EMIT gradientDrawn(gradient(size_), e->modifiers());
}

void MaskSurface::mouseDoubleClickEvent(QMouseEvent* e) {
    mousePressEvent(e);
}

void MaskSurface::leaveEvent(QEvent*) {
    inside_ = false;
    update();
}

void MaskSurface::keyPressEvent(QKeyEvent* e) {
    if (e->key() != Qt::Key_Escape) return e->ignore();
    if (stroke_) return endStroke(false);
    if (drawing_) {
        drawing_ = false;
        return update();
    }
    Q_EMIT leaveWanted();
}

Mask MaskSurface::gradient(ImageSize size) const {
    const double scale = static_cast<double>(size.width) / size_.width;
    const QPointF a = toMask(from_) * scale, b = toMask(pointer_) * scale;
    if (tool_.tool == MaskTool::Linear) return linearGradient(size, {a.x(), a.y()}, {b.x(), b.y()});
    return radialGradient(size, {a.x(), a.y()}, QLineF(a, b).length());
}

void MaskSurface::previewGradient() {
    draft_.show(gradient(draft_.size()));
}

QRect MaskSurface::outlineRect() const {
    if (size_.width < 1) return {};
    const double r = radius() * canvas_->view().rect().width() / size_.width + 3;
    return QRectF(pointer_.x() - r, pointer_.y() - r, 2 * r, 2 * r).toAlignedRect();
}

void MaskSurface::drawOutline(QPainter& p) const {
    const double r = radius() * canvas_->view().rect().width() / size_.width;
    p.setRenderHint(QPainter::Antialiasing);
    p.setBrush(Qt::NoBrush);
    // Seen on light and dark alike; the inner ring is where the brush is at its full.
    for (const auto& [width, color] : {std::pair(3.0, QColor(0, 0, 0, 110)), std::pair(1.25, QColor(255, 255, 255))}) {
        p.setPen(QPen(color, width));
        p.drawEllipse(pointer_, r, r);
    }
    if (tool_.hardness > 0.05 && tool_.hardness < 0.95 && r * tool_.hardness > 3) {
        p.setPen(QPen(QColor(255, 255, 255, 150), 1, Qt::DotLine));
        p.drawEllipse(pointer_, r * tool_.hardness, r * tool_.hardness);
    }
}

void MaskSurface::drawGradient(QPainter& p) const {
    p.setRenderHint(QPainter::Antialiasing);
    for (const auto& [width, color] : {std::pair(3.5, QColor(0, 0, 0, 110)), std::pair(1.5, QColor(255, 255, 255))}) {
        p.setPen(QPen(color, width));
        p.setBrush(Qt::NoBrush);
        p.drawLine(from_, pointer_);
        p.drawEllipse(from_, 5, 5);
        p.drawEllipse(pointer_, 3, 3);
    }
}

void MaskSurface::paintEvent(QPaintEvent* e) {
    if (!fits()) return;
    QPainter p(this);
    const QRectF whole = canvas_->view().rect();
    p.setClipRect(QRectF(e->rect()).intersected(whole));
    if (!canvas_->peeking() && !picking_) (drawing_ ? draft_ : tint_).draw(p, whole);
    p.setClipRect(e->rect());
    if (!hint_.isEmpty() && !stroke_ && !drawing_)
        drawPictureTag(p, hint_, whole.intersected(rect()).topLeft() + QPointF(8, 8), false);
    if (drawing_)
        drawGradient(p);
    else if (brushes() && inside_)
        drawOutline(p);
}

}  // namespace velatura
