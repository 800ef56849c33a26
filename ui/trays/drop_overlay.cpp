#include "ui/trays/drop_overlay.h"

#include <algorithm>

#include <QtGui/QDragEnterEvent>
#include <QtGui/QPainter>

#include "ui/common/theme.h"
#include "ui/trays/drop_target.h"

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
    QRectF area = dropArea(*this);
    // A panel along the lower edge leaves the upper part to the targets.
    if (!hole_.isEmpty() && hole_.width() > hole_.height()) area.setBottom(std::max(area.top() + 120, hole_.top() - 24.0));
    const double w = (area.width() - grid::kSection) / 2;
    return {photo ? area.left() : area.right() - w, area.top(), w, area.height()};
}

void DropOverlay::paintEvent(QPaintEvent*) {
    QPainter p(this);
    drawDropVeil(p, *this);
    for (const bool photo : {true, false}) {
        QString word = photo ? tr("The picture to be painted") : tr("The painting whose manner it takes");
        if (many_) word = photo ? tr("All of them are painted, folders with what is below them") : tr("The paintings whose manner they take");
        else if (folder_) word = tr("Takes the first picture and lists the folder's others");
        const QString name = many_ ? (photo ? tr("Photos") : tr("Styles")) : photo ? tr("Photo") : tr("Style");
        drawDropTarget(p, target(photo), {photo ? "image" : "brush", name, word, photo == overPhoto_});
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
