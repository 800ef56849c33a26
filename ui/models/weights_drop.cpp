#include "ui/models/weights_drop.h"

#include <QtGui/QDropEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

#include "ui/models/model_shelf.h"
#include "ui/trays/drop_target.h"
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
    QPainter p(this);
    drawDropVeil(p, *this);
    drawDropTarget(p, dropArea(*this), {"library", tr("Import model"), tr("A network for the optimiser to look through")});
}

}  // namespace velatura
