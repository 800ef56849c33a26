#include "ui/trays/picture_slot.h"

#include <QtGui/QDragEnterEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QApplication>

#include "ui/common/mask_badge.h"
#include "ui/common/style.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {
constexpr int kBadge = 40;
}

PictureSlot::PictureSlot(QWidget* parent) : QWidget(parent) {
    setAcceptDrops(true);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    click_.setSingleShot(true);
    connect(&click_, &QTimer::timeout, this, &PictureSlot::openWanted);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PictureSlot::setPicture(PicturePtr picture) {
    picture_ = std::move(picture);
    busy_ = false;
    update();
}

void PictureSlot::setMask(const Mask& mask, const QString& meaning) {
    setToolTip(mask.empty() ? QString() : meaning);
    if (mask == mask_) return;
    mask_ = mask;
    update();
}

void PictureSlot::setBusy(bool busy) {
    busy_ = busy;
    update();
}

void PictureSlot::setPrompt(const QString& text) {
    prompt_ = text;
    update();
}

QRectF PictureSlot::closeBox() const { return {width() - 30.0, 6, 24, 24}; }

void PictureSlot::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath shape;
    shape.addRoundedRect(box, grid::kRadius, grid::kRadius);
    if (picture_) {
        p.fillPath(shape, t.field());
        const QImage& image = picture_->level(qRound(std::max(width(), height()) * devicePixelRatioF()));
        p.save();
        p.setClipPath(shape);
        p.setRenderHint(QPainter::SmoothPixmapTransform);
        p.drawImage(QRectF(rect()), image, coverSource(image.size(), size()));
        if (busy_) p.fillRect(rect(), QColor(0, 0, 0, 120));
        drawMaskBadge(p, mask_, QRectF(rect()).adjusted(0, 0, -grid::kTight, -grid::kTight), kBadge);
        p.restore();
    } else {
        p.fillPath(shape, hovered_ || dragOver_ ? t.hover() : t.field());
        p.setPen(QPen(hovered_ || dragOver_ ? t.mutedText() : t.outline(), 1, Qt::CustomDashLine));
        QPen dashes = p.pen();
        dashes.setDashPattern({4, 4});
        p.setPen(dashes);
        p.drawPath(shape);
        const QPixmap icon = t.pixmap("image", 20, t.mutedText(), devicePixelRatioF());
        if (!busy_) p.drawPixmap(QPointF(width() / 2.0 - 10, height() / 2.0 - 26), icon);
        p.setPen(t.mutedText());
        p.setFont(t.base());
        if (!busy_) p.drawText(QRectF(12, height() / 2.0, width() - 24, 40), Qt::AlignHCenter | Qt::TextWordWrap, prompt_);
    }
    if (busy_) {
        p.setPen(picture_ ? QColor(0xff, 0xff, 0xff) : t.mutedText());
        p.drawText(rect(), Qt::AlignCenter, tr("Opening…"));
    }
    if (picture_ && (hovered_ || keyFocus_) && !busy_) {
        const QRectF close = closeBox();
        p.setPen(Qt::NoPen);
        p.setBrush(QColor(0, 0, 0, overClose_ ? 220 : 150));
        p.drawEllipse(close);
        p.setPen(QPen(QColor(0xff, 0xff, 0xff), 1.5, Qt::SolidLine, Qt::RoundCap));
        const QPointF c = close.center();
        p.drawLine(c + QPointF(-4, -4), c + QPointF(4, 4));
        p.drawLine(c + QPointF(-4, 4), c + QPointF(4, -4));
    }
    if (dragOver_) {
        p.setPen(QPen(t.accent(), 2));
        p.setBrush(Qt::NoBrush);
        p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), grid::kRadius, grid::kRadius);
    }
    if (keyFocus_) drawFocusRing(p, rect(), grid::kRadius);
}

void PictureSlot::enterEvent(QEnterEvent*) {
    hovered_ = true;
    update();
}

void PictureSlot::leaveEvent(QEvent*) {
    hovered_ = overClose_ = false;
    update();
}

void PictureSlot::mouseMoveEvent(QMouseEvent* e) {
    const bool over = picture_ && closeBox().contains(e->position());
    if (over == overClose_) return;
    overClose_ = over;
    setToolTip(over ? tr("Remove (Delete)") : QString());
    update();
}

void PictureSlot::mousePressEvent(QMouseEvent* e) { pressed_ = e->button() == Qt::LeftButton; }

void PictureSlot::mouseReleaseEvent(QMouseEvent* e) {
    if (!pressed_ || e->button() != Qt::LeftButton || !rect().contains(e->position().toPoint())) return;
    pressed_ = false;
    if (picture_ && closeBox().contains(e->position())) {
        Q_EMIT clearWanted();
    } else if (picture_) {
        click_.start(QApplication::doubleClickInterval());
    } else {
        Q_EMIT openWanted();
    }
}

void PictureSlot::mouseDoubleClickEvent(QMouseEvent* e) {
    click_.stop();
    pressed_ = false;
    if (picture_ && !closeBox().contains(e->position())) Q_EMIT viewWanted();
}

void PictureSlot::keyPressEvent(QKeyEvent* e) {
    switch (e->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space: Q_EMIT openWanted(); return;
        case Qt::Key_Delete:
        case Qt::Key_Backspace:
            if (picture_) Q_EMIT clearWanted();
            return;
        default: QWidget::keyPressEvent(e);
    }
}

void PictureSlot::dragEnterEvent(QDragEnterEvent* e) {
    if (!Dropped::accepts(e->mimeData())) return;
    e->acceptProposedAction();
    dragOver_ = true;
    update();
}

void PictureSlot::dragLeaveEvent(QDragLeaveEvent*) {
    dragOver_ = false;
    update();
}

void PictureSlot::dropEvent(QDropEvent* e) {
    dragOver_ = false;
    update();
    e->acceptProposedAction();
    Q_EMIT dropped(Dropped::from(e->mimeData()));
}

void PictureSlot::focusInEvent(QFocusEvent* e) {
    keyFocus_ = e->reason() == Qt::TabFocusReason || e->reason() == Qt::BacktabFocusReason;
    update();
}

void PictureSlot::focusOutEvent(QFocusEvent*) {
    keyFocus_ = false;
    update();
}

}  // namespace velatura
