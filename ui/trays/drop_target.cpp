#include "ui/trays/drop_target.h"

#include <QtGui/QPainter>
#include <QtWidgets/QWidget>

#include "ui/common/theme.h"

namespace velatura {

namespace {
constexpr int kEdge = 48, kCorner = 12, kIcon = 32, kWordHeight = 28;
}  // namespace

QRectF dropArea(const QWidget& overlay) { return QRectF(overlay.rect()).adjusted(kEdge, kEdge, -kEdge, -kEdge); }

void drawDropVeil(QPainter& p, const QWidget& overlay) {
    p.setRenderHint(QPainter::Antialiasing);
    QColor veil = Theme::instance().window();
    veil.setAlphaF(0.93f);
    p.fillRect(overlay.rect(), veil);
}

void drawDropTarget(QPainter& p, const QRectF& box, const DropTarget& target) {
    const Theme& t = Theme::instance();
    p.setPen(QPen(target.active ? t.accent() : t.outline(), target.active ? 2 : 1));
    p.setBrush(target.active ? t.hover() : t.panel());
    p.drawRoundedRect(box, kCorner, kCorner);
    QFont big = t.heading();
    big.setPixelSize(kWordHeight);
    p.setFont(big);
    p.setPen(target.active ? t.text() : t.mutedText());
    p.drawPixmap(box.center() - QPointF(kIcon / 2, 66), t.pixmap(target.icon, kIcon, p.pen().color(), p.device()->devicePixelRatioF()));
    p.drawText(box.translated(0, -2), Qt::AlignCenter, target.word);
    p.setFont(t.base());
    p.setPen(t.mutedText());
    p.drawText(box.translated(0, 34), Qt::AlignCenter, target.sentence);
}

}  // namespace velatura
