#include "ui/common/popup_frame.h"

#include <QtGui/QPainter>
#include <QtGui/QScreen>
#include <algorithm>

#include "ui/common/theme.h"

namespace velatura {

PopupFrame::PopupFrame(const char* name, QWidget* parent) : QFrame(parent, Qt::Popup) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(name);
}

void PopupFrame::openAt(const QPoint& global) {
    adjustSize();
    const QRect all = screen()->availableGeometry();
    move(std::clamp(global.x() - width() / 2, all.left(), std::max(all.left(), all.right() - width())),
         std::clamp(global.y() - height() - grid::kRelated, all.top(), std::max(all.top(), all.bottom() - height())));
    show();
    takeFocus();
}

void PopupFrame::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.fillRect(rect(), t.panel());
    p.setPen(t.outline());
    p.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace velatura
