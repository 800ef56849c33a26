#include "ui/models/weights_drop.h"

#include <QtGui/QDropEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

#include "ui/common/theme.h"
#include "ui/models/model_shelf.h"
#include "ui/trays/dropped.h"

namespace velatura {

WeightsDrop::WeightsDrop(QWidget* window) : QWidget(window) {
    setAcceptDrops(true);
    hide();
    qApp->installEventFilter(this);
}

WeightsDrop::~WeightsDrop() {
    qApp->removeEventFilter(this);
}

QStringList WeightsDrop::weightsIn(const QMimeData* data) {
    return ModelShelf::weightsIn(Dropped::from(data).files);
}

/// Ahead of the widget under the pointer, which may take any file for a picture.
bool WeightsDrop::eventFilter(QObject* watched, QEvent* event) {
    const auto type = event->type();
    if (type != QEvent::DragEnter && type != QEvent::DragMove && type != QEvent::DragLeave && type != QEvent::Drop)
        return false;
    auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget || widget->window() != window()) return false;
    if (type == QEvent::DragLeave) {
        if (isVisible() && widget == this) hide();
        return false;
    }
    auto* drag = static_cast<QDropEvent*>(event);
    const QStringList files = weightsIn(drag->mimeData());
    if (files.isEmpty()) return false;
    drag->acceptProposedAction();
    if (type == QEvent::Drop) {
        hide();
        Q_EMIT dropped(files);
    } else if (!isVisible()) {
        setGeometry(parentWidget()->rect());
        show();
        raise();
    }
    return true;
}

void WeightsDrop::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    QColor veil = t.window();
    veil.setAlphaF(0.93f);
    p.fillRect(rect(), veil);
    const QRectF box = QRectF(rect()).adjusted(48, 48, -48, -48);
    p.setPen(QPen(t.accent(), 2));
    p.setBrush(t.hover());
    p.drawRoundedRect(box, 12, 12);
    QFont big = t.heading();
    big.setPixelSize(28);
    p.setFont(big);
    p.setPen(t.text());
    p.drawPixmap(box.center() - QPointF(16, 66), t.pixmap("library", 32, p.pen().color(), devicePixelRatioF()));
    p.drawText(box.translated(0, -2), Qt::AlignCenter, tr("Import model"));
    p.setFont(t.base());
    p.setPen(t.mutedText());
    p.drawText(box.translated(0, 34), Qt::AlignCenter, tr("A network for the optimiser to look through"));
}

}  // namespace velatura
