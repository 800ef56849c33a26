#include "ui/params/switch_box.h"

#include <QtGui/QFocusEvent>
#include <QtGui/QPainter>

#include "ui/common/theme.h"

namespace velatura {

SwitchBox::SwitchBox(QWidget* parent) : QCheckBox(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void SwitchBox::focusInEvent(QFocusEvent* e) {
    keyFocus_ = e->reason() == Qt::TabFocusReason || e->reason() == Qt::BacktabFocusReason;
    QCheckBox::focusInEvent(e);
}

void SwitchBox::focusOutEvent(QFocusEvent* e) {
    keyFocus_ = false;
    QCheckBox::focusOutEvent(e);
}

void SwitchBox::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setOpacity(isEnabled() ? 1.0 : 0.4);
    const QRectF track(1.5, (height() - 16) / 2.0 + 0.5, 28, 15);
    p.setPen(QPen(isChecked() ? t.text() : underMouse() ? t.text() : t.mutedText(), 1));
    p.setBrush(isChecked() ? t.text() : t.field());
    p.drawRoundedRect(track, 7.5, 7.5);
    const double x = isChecked() ? track.right() - 7.5 : track.left() + 7.5;
    p.setPen(Qt::NoPen);
    p.setBrush(isChecked() ? t.panel() : t.mutedText());
    p.drawEllipse(QPointF(x, track.center().y()), 5, 5);
    if (keyFocus_) {
        p.setBrush(Qt::NoBrush);
        p.setPen(QPen(t.accent(), 1.5));
        p.drawRoundedRect(track.adjusted(-1.5, -2.5, 1.5, 2.5), 10, 10);
    }
}

}  // namespace velatura
