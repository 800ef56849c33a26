#include "ui/charts/chip_bar.h"

#include <QtGui/QPainter>
#include <algorithm>

#include "ui/common/style.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {

constexpr int kHeight = 20, kGap = 4, kDot = 8;

}  // namespace

Chip::Chip(QWidget* parent) : QAbstractButton(parent) {
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setFont(Theme::instance().small());
}

void Chip::setInk(const QColor& colour) {
    ink_ = colour;
    update();
}

QSize Chip::sizeHint() const { return {fontMetrics().horizontalAdvance(text()) + kDot + 5 + 14, kHeight}; }

void Chip::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || isDown()) {
        p.setPen(Qt::NoPen);
        p.setBrush(isDown() ? t.pressed() : t.hover());
        p.drawRoundedRect(rect(), kHeight / 2.0, kHeight / 2.0);
    }
    const QRectF dot(7, (height() - kDot) / 2.0, kDot, kDot);
    p.setPen(QPen(isChecked() ? ink_ : t.mutedText(), 1.5));
    p.setBrush(isChecked() ? QBrush(ink_) : QBrush(Qt::NoBrush));
    p.drawEllipse(dot.adjusted(0.75, 0.75, -0.75, -0.75));
    p.setPen(isChecked() ? t.text() : t.mutedText());
    p.drawText(QRectF(dot.right() + 5, 0, width(), height()), Qt::AlignVCenter, text());
    if (hasFocus()) drawFocusRing(p, rect(), kHeight / 2.0);
}

ChipBar::ChipBar(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChipBar::setItems(const std::vector<Item>& items) {
    const bool same = items.size() == chips_.size();
    if (!same) {
        for (Chip* chip : chips_) chip->deleteLater();
        chips_.clear();
        for (size_t i = 0; i < items.size(); ++i) {
            auto* chip = new Chip(this);
            chips_.push_back(chip);
            const QString key = items[i].key;
            connect(chip, &Chip::toggled, this, [this, key](bool on) { Q_EMIT toggled(key, on); });
            chip->show();
        }
    }
    for (size_t i = 0; i < items.size(); ++i) {
        Chip* chip = chips_[i];
        const QSignalBlocker quiet(chip);
        chip->setText(items[i].label);
        chip->setAccessibleName(items[i].label);
        chip->setToolTip(tr("Show or hide %1").arg(items[i].label));
        chip->setInk(items[i].ink);
        chip->setChecked(items[i].on);
    }
    arrange(width(), true);
    updateGeometry();
}

int ChipBar::arrange(int width, bool move) const {
    int x = 0, y = 0;
    for (Chip* chip : chips_) {
        const int w = std::min(chip->sizeHint().width(), std::max(width, 1));
        if (x > 0 && x + w > width) {
            x = 0;
            y += kHeight + kGap / 2;
        }
        if (move) chip->setGeometry(x, y, w, kHeight);
        x += w + kGap;
    }
    return chips_.empty() ? 0 : y + kHeight;
}

int ChipBar::heightForWidth(int width) const { return arrange(width, false); }
QSize ChipBar::sizeHint() const { return {160, arrange(std::max(width(), 160), false)}; }
QSize ChipBar::minimumSizeHint() const { return {80, chips_.empty() ? 0 : kHeight}; }
void ChipBar::resizeEvent(QResizeEvent*) { arrange(width(), true); }

}  // namespace velatura
