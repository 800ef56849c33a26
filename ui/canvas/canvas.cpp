#include "ui/canvas/canvas.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QApplication>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/canvas/canvas_paint.h"
#include "ui/common/style.h"
#include "ui/common/theme.h"
#include "ui/compare/compare_layer.h"

namespace velatura {

namespace {

constexpr double kGrip = 9;  ///< either side of the handle's line

}  // namespace

Canvas::Canvas(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(200, 160);
    setAccessibleName(tr("Canvas"));
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Canvas::setPicture(PicturePtr picture) {
    picture_ = std::move(picture);
    updateDocument();
}

void Canvas::setBefore(PicturePtr photo) {
    before_ = std::move(photo);
    update();
    Q_EMIT contentChanged();
}

void Canvas::setPreview(const QImage& preview, QSize finalSize) {
    preview_ = preview;
    previewLevels_ = preview.isNull() ? std::vector<QImage>{} : std::vector<QImage>{preview};
    previewSize_ = finalSize;
    updateDocument();
}

void Canvas::setEmptyText(const QString& sentence) {
    emptyText_ = sentence;
    update();
}

void Canvas::setLayer(const CompareLayer* layer) {
    layer_ = layer;
    drag_ = Drag::None;
    updateViewport();
    updateDocument();
}

void Canvas::updateViewport() { view_.setViewport(layer_ ? layer_->paneSize(size()) : QSizeF(size()), devicePixelRatioF()); }

QPointF Canvas::inView(QPointF p) const { return layer_ ? layer_->toPane(p, size()) : p; }

void Canvas::updateDocument() {
    if (layer_)
        view_.setDocument(layer_->document());
    else if (hasPreview())
        view_.setDocument(previewSize_);
    else if (picture_)
        view_.setDocument(picture_->size());
    update();
    Q_EMIT contentChanged();
    Q_EMIT viewChanged();
}

bool Canvas::canCompare() const { return !layer_ && before_ && (hasPreview() || (picture_ && picture_ != before_)); }

void Canvas::setComparing(bool on) {
    if (comparing_ == on) return;
    comparing_ = on;
    update();
    Q_EMIT comparingChanged(on);
}

void Canvas::setPeeking(bool on) {
    if (peeking_ == on) return;
    peeking_ = on;
    update();
}

void Canvas::setPhotoHeld(bool on) {
    if (photoHeld_ == on) return;
    photoHeld_ = on;
    update();
}

void Canvas::fit() {
    view_.fit();
    update();
    Q_EMIT viewChanged();
}

void Canvas::setZoom(double zoom) {
    QPointF anchor = mapFromGlobal(QCursor::pos());
    if (!rect().contains(anchor.toPoint())) anchor = QRectF(rect()).center();
    view_.setZoom(zoom, inView(anchor));
    update();
    Q_EMIT viewChanged();
}

void Canvas::zoomStep(int direction) {
    static constexpr std::array kSteps{0.0625, 0.125, 0.25, 0.333, 0.5, 0.667, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 16.0, 32.0};
    const double now = zoom();
    double next = now;
    if (direction > 0) {
        for (double s : kSteps)
            if (s > now * 1.01) {
                next = s;
                break;
            }
    } else {
        for (double s : kSteps)
            if (s < now * 0.99) next = s;
    }
    view_.setZoom(next, layer_ ? QRectF({}, layer_->paneSize(size())).center() : QRectF(rect()).center());
    update();
    Q_EMIT viewChanged();
}

void Canvas::resizeEvent(QResizeEvent*) {
    updateViewport();
    Q_EMIT viewChanged();
}

double Canvas::handleX() const { return view_.rect().left() + handle_ * view_.rect().width(); }

bool Canvas::overHandle(QPointF p) const {
    return comparing() && !peeking_ && !photoHeld() && std::abs(p.x() - handleX()) <= kGrip && view_.rect().top() <= p.y() &&
           p.y() <= view_.rect().bottom();
}

void Canvas::paintEvent(QPaintEvent*) {
    QPainter p(this);
    const Theme& theme = Theme::instance();
    p.fillRect(rect(), theme.surround());
    if (layer_) {
        layer_->paint(p, view_, size());
        if (hasFocus() && focusByTab_) drawFocusRing(p, rect(), 2);
        return;
    }
    if (empty()) {
        p.setPen(theme.mutedText());
        p.setFont(theme.base());
        p.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, emptyText_);
        return;
    }
    const auto& after = hasPreview() ? previewLevels_ : picture_->levels;
    const QRectF whole = view_.rect();
    if ((peeking_ && before_) || photoHeld()) {
        drawLevels(p, before_->levels, whole);
        p.setRenderHint(QPainter::Antialiasing);
        // While it is held something else has its word in the other corner.
        const QRectF seen = whole.intersected(rect());
        drawPictureTag(p, tr("Photo"), photoHeld() ? seen.topRight() + QPointF(-8, 8) : seen.topLeft() + QPointF(8, 8), photoHeld());
    } else if (comparing()) {
        QRectF left = whole, right = whole;
        // On whole screen pixels, so that no seam shimmers between the two halves.
        const double x = std::round(handleX() * devicePixelRatioF()) / devicePixelRatioF();
        left.setRight(x);
        right.setLeft(x);
        drawLevels(p, before_->levels, left);
        drawLevels(p, after, right);
        drawCompareHandle(p, handleX(), whole.intersected(rect()), drag_ == Drag::Handle || handleHot_);
    } else {
        drawLevels(p, after, whole);
    }
    if (hasFocus() && focusByTab_) drawFocusRing(p, rect(), 2);
}

void Canvas::drawLevels(QPainter& p, const std::vector<QImage>& levels, const QRectF& clip) const {
    drawPicture(p, levels, view_.rect(), clip.intersected(QRectF(rect())), view_.zoom());
}

void Canvas::wheelEvent(QWheelEvent* e) {
    if (empty()) return;
    if (const QPoint pixels = e->pixelDelta(); !pixels.isNull() && !(e->modifiers() & Qt::ControlModifier) &&
                                               e->source() != Qt::MouseEventNotSynthesized) {
        view_.panBy(pixels);  // two fingers on a touch pad
    } else {
        view_.zoomBy(std::pow(1.2, e->angleDelta().y() / 120.0), inView(e->position()));
    }
    update();
    Q_EMIT viewChanged();
    e->accept();
}

void Canvas::mousePressEvent(QMouseEvent* e) {
    focusByTab_ = false;
    clicked_ = true;
    if (empty()) {
        if (e->button() == Qt::LeftButton) Q_EMIT clickedEmpty();
        return;
    }
    if (drag_ != Drag::None && (e->buttons() & button_)) return;  // another button does not change what is going on
    last_ = e->position();
    button_ = e->button();
    drag_ = Drag::None;
    if (e->button() == Qt::LeftButton && overHandle(last_)) {
        drag_ = Drag::Handle;
    } else if (e->button() == Qt::LeftButton && view_.fitted() && !layer_) {
        // There is nothing to pan: the whole picture is seen, and can be taken.
        drag_ = Drag::Out;
        pressed_ = last_;
        Q_EMIT takePressed();
    } else if (e->button() == Qt::LeftButton || e->button() == Qt::MiddleButton) {
        drag_ = Drag::Pan;
    }
    updateCursor(last_);
    update();
}

void Canvas::mouseMoveEvent(QMouseEvent* e) {
    const QPointF p = e->position();
    if (!(e->buttons() & button_)) drag_ = Drag::None;  // it was let go where nobody saw it
    if (drag_ == Drag::Handle) {
        const QRectF whole = view_.rect(), seen = whole.intersected(rect());
        const double x = std::clamp(p.x(), seen.left(), seen.right());
        handle_ = std::clamp((x - whole.left()) / whole.width(), 0.0, 1.0);
        update();
    } else if (drag_ == Drag::Pan) {
        view_.panBy(p - last_);
        update();
        Q_EMIT viewChanged();
    } else if (drag_ == Drag::Out && (p - pressed_).manhattanLength() >= QApplication::startDragDistance()) {
        drag_ = Drag::None;
        Q_EMIT takeWanted();
    }
    last_ = p;
    updateCursor(p);
}

void Canvas::mouseReleaseEvent(QMouseEvent* e) {
    if (e->button() == button_) drag_ = Drag::None;
    updateCursor(e->position());
    update();
}

void Canvas::mouseDoubleClickEvent(QMouseEvent* e) {
    if (empty()) return;
    if (overHandle(e->position())) {
        handle_ = 0.5;
        update();
        return;
    }
    view_.fitted() ? view_.setZoom(1, inView(e->position())) : view_.fit();
    update();
    Q_EMIT viewChanged();
}

void Canvas::leaveEvent(QEvent*) {
    handleHot_ = false;
    update();
}

void Canvas::updateCursor(QPointF p) {
    const bool hot = overHandle(p);
    if (hot != handleHot_) {
        handleHot_ = hot;
        update();
    }
    if (drag_ == Drag::Handle || hot)
        setCursor(Qt::SplitHCursor);
    else if (drag_ == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
    else
        setCursor(!empty() ? Qt::OpenHandCursor : Qt::ArrowCursor);
}

void Canvas::focusInEvent(QFocusEvent* e) {
    focusByTab_ = e->reason() == Qt::TabFocusReason || e->reason() == Qt::BacktabFocusReason;
    clicked_ = e->reason() == Qt::MouseFocusReason;
    update();
}

bool Canvas::event(QEvent* event) {
    // Tab hides the panels for who works with the mouse; who walks by Tab walks on.
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Tab && clicked_) {
        Q_EMIT panelsToggled();
        return true;
    }
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Canvas"));
        update();
    }
    return QWidget::event(event);
}

void Canvas::keyPressEvent(QKeyEvent* e) {
    constexpr double kStep = 64;
    switch (e->key()) {
        case Qt::Key_Left: view_.panBy({kStep, 0}); break;
        case Qt::Key_Right: view_.panBy({-kStep, 0}); break;
        case Qt::Key_Up: view_.panBy({0, kStep}); break;
        case Qt::Key_Down: view_.panBy({0, -kStep}); break;
        case Qt::Key_Plus:
        case Qt::Key_Equal: return zoomStep(1);
        case Qt::Key_Minus: return zoomStep(-1);
        default: return QWidget::keyPressEvent(e);
    }
    update();
    Q_EMIT viewChanged();
}

}  // namespace velatura
