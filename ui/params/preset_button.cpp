#include "ui/params/preset_button.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStyleOptionToolButton>

#include "ui/common/style.h"
#include "ui/common/theme.h"

namespace velatura {

PresetButton::PresetButton(QWidget* parent) : QToolButton(parent) {
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PresetButton::show(const QString& name, bool modified) {
    name_ = name;
    modified_ = modified;
    update();
}

QSize PresetButton::sizeHint() const { return {200, grid::kControl}; }

void PresetButton::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setOpacity(isEnabled() ? 1 : 0.5);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    p.setPen(QPen(underMouse() || isDown() ? t.mutedText() : t.outline(), 1));
    p.setBrush(isDown() ? t.hover() : t.field());
    p.drawRoundedRect(box, grid::kRadius, grid::kRadius);
    const int right = width() - 26;
    QString words = tr("Presets");
    p.setPen(name_.isEmpty() ? t.mutedText() : t.text());
    if (!name_.isEmpty()) words = fontMetrics().elidedText(name_, Qt::ElideRight, right - 24);
    p.drawText(QRect(9, 0, right - 9, height()), Qt::AlignVCenter, words);
    if (modified_ && !name_.isEmpty()) {
        p.setPen(Qt::NoPen);
        p.setBrush(t.text());
        p.drawEllipse(QPointF(9 + fontMetrics().horizontalAdvance(words) + 8, height() / 2.0 + 0.5), 2.5, 2.5);
    }
    drawChevron(p, QRectF(width() - 26, 0, 22, height()), Qt::DownArrow, t.mutedText());
    if (hasFocus()) {
        QStyleOptionToolButton option;
        initStyleOption(&option);
        if (option.state & QStyle::State_KeyboardFocusChange) drawFocusRing(p, rect(), grid::kRadius);
    }
}

}  // namespace velatura
