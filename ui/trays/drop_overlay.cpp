#include "ui/trays/drop_overlay.h"

#include <algorithm>

#include <QtGui/QDragEnterEvent>
#include <QtGui/QPainter>

#include "ui/common/theme.h"

namespace velatura {

DropOverlay::DropOverlay(QWidget* window) : QWidget(window) {
    setAcceptDrops(true);
    hide();
}

void DropOverlay::open(bool folder, bool many, const QRect& hole) {
    hole_ = hole;
    folder_ = folder;
    many_ = many;
    setGeometry(parentWidget()->rect());
    if (hole_.isEmpty())
        clearMask();
    else
        setMask(QRegion(rect()) - hole_);
    show();
    raise();
}

QRectF DropOverlay::target(bool photo) const {
    QRectF area = QRectF(rect()).adjusted(48, 48, -48, -48);
    // A panel along the lower edge leaves the upper part to the targets.
    if (!hole_.isEmpty() && hole_.width() > hole_.height()) area.setBottom(std::max(area.top() + 120, hole_.top() - 24.0));
    const double w = (area.width() - grid::kSection) / 2;
    return {photo ? area.left() : area.right() - w, area.top(), w, area.height()};
}

void DropOverlay::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    QColor veil = t.window();
    veil.setAlphaF(0.93f);
    p.fillRect(rect(), veil);
    for (const bool photo : {true, false}) {
        const QRectF box = target(photo);
        const bool active = photo == overPhoto_;
        p.setPen(QPen(active ? t.accent() : t.outline(), active ? 2 : 1));
        p.setBrush(active ? t.hover() : t.panel());
        p.drawRoundedRect(box, 12, 12);
        QFont big = t.heading();
        big.setPixelSize(28);
        p.setFont(big);
        p.setPen(active ? t.text() : t.mutedText());
        p.drawPixmap(box.center() - QPointF(16, 66), t.pixmap(photo ? "image" : "brush", 32, p.pen().color(), devicePixelRatioF()));
        p.drawText(box.translated(0, -2), Qt::AlignCenter, many_ ? (photo ? tr("Photos") : tr("Styles")) : photo ? tr("Photo") : tr("Style"));
        p.setFont(t.base());
        p.setPen(t.mutedText());
        QString word = photo ? tr("The picture to be painted") : tr("The painting whose manner it takes");
        if (many_) word = photo ? tr("All of them are painted, folders with what is below them") : tr("The paintings whose manner they take");
        else if (folder_) word = tr("Takes the first picture and lists the folder's others");
        p.drawText(box.translated(0, 34), Qt::AlignCenter, word);
    }
}

void DropOverlay::dragEnterEvent(QDragEnterEvent* e) {
    e->acceptProposedAction();
    overPhoto_ = e->position().x() < width() / 2.0;
    update();
}

void DropOverlay::dragMoveEvent(QDragMoveEvent* e) {
    e->acceptProposedAction();
    const bool photo = e->position().x() < width() / 2.0;
    if (photo != overPhoto_) {
        overPhoto_ = photo;
        update();
    }
}

void DropOverlay::dragLeaveEvent(QDragLeaveEvent*) { hide(); }

void DropOverlay::dropEvent(QDropEvent* e) {
    e->acceptProposedAction();
    hide();
    Q_EMIT dropped(e->position().x() < width() / 2.0 ? SlotKind::Photo : SlotKind::Style, Dropped::from(e->mimeData()));
}

}  // namespace velatura
