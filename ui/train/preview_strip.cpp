#include "ui/train/preview_strip.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/common/picture.h"
#include "ui/common/style.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {

constexpr double kCard = 52, kGap = 4, kTop = 6, kWidest = 96;

}  // namespace

PreviewStrip::PreviewStrip(const PreviewHistory& history, std::function<double(qint64)> place, QWidget* parent)
    : QWidget(parent), history_(history), place_(std::move(place)) {
    setFixedHeight(sizeHint().height());
    setFocusPolicy(Qt::TabFocus);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PreviewStrip::setCurrent(qint64 step) {
    current_ = step;
    update();
}

QRectF PreviewStrip::card(int index) const {
    const PreviewEntry& e = history_.entries()[static_cast<size_t>(index)];
    double width = kCard;
    if (!e.thumb.isNull() && e.thumb.height() > 0)
        width = std::clamp(kCard * e.thumb.width() / e.thumb.height(), kCard * 0.6, kWidest);
    const double x = std::clamp(place_(e.step) - width / 2, 2.0, std::max(2.0, this->width() - width - 2));
    return {std::round(x), kTop, std::round(width), kCard};
}

std::vector<int> PreviewStrip::shown() const {
    const int count = static_cast<int>(history_.entries().size());
    const int current = current_ < 0 ? -1 : history_.at(current_);
    std::vector<int> order;
    // The chosen one has its place, then the newest; the rest where room is left.
    if (current >= 0) order.push_back(current);
    for (int i = count - 1; i >= 0; --i) order.push_back(i);
    std::vector<int> out;
    std::vector<QRectF> taken;
    for (const int i : order) {
        const QRectF box = card(i);
        const bool free = std::none_of(taken.begin(), taken.end(), [&](const QRectF& t) {
            return box.adjusted(-kGap, 0, kGap, 0).intersects(t);
        });
        if (!free) continue;
        taken.push_back(box);
        out.push_back(i);
    }
    std::sort(out.begin(), out.end());
    return out;
}

int PreviewStrip::hit(QPointF p) const {
    int best = -1;
    double distance = 1e9;
    for (const int i : shown()) {
        const double d = std::abs(card(i).center().x() - p.x());
        if (d < distance) {
            distance = d;
            best = i;
        }
    }
    return best;
}

void PreviewStrip::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.fillRect(rect(), t.panel());
    p.setRenderHint(QPainter::Antialiasing);
    p.setRenderHint(QPainter::SmoothPixmapTransform);
    const int current = current_ < 0 ? -1 : history_.at(current_);
    for (size_t i = 0; i < history_.entries().size(); ++i) {
        const double x = place_(history_.entries()[i].step);
        p.setPen(static_cast<int>(i) == current ? t.accent() : t.outline());
        p.drawLine(QPointF(x, kTop + kCard + 5), QPointF(x, kTop + kCard + 9));
    }
    for (const int i : shown()) {
        const QRectF box = card(i);
        const QImage& thumb = history_.entries()[static_cast<size_t>(i)].thumb;
        QPainterPath round;
        round.addRoundedRect(box, grid::kTight, grid::kTight);
        p.save();
        p.setClipPath(round);
        p.fillRect(box, t.surround());
        if (!thumb.isNull()) p.drawImage(box, thumb, coverSource(thumb.size(), box.size()));
        p.restore();
        if (i != current) continue;
        p.setBrush(Qt::NoBrush);
        p.setPen(QPen(t.accent(), 2));
        p.drawRoundedRect(box.adjusted(-1, -1, 1, 1), grid::kTight + 1, grid::kTight + 1);
    }
    if (hasFocus()) drawFocusRing(p, rect(), grid::kTight);
}

void PreviewStrip::mousePressEvent(QMouseEvent* e) {
    if (e->button() != Qt::LeftButton) return;
    if (const int i = hit(e->position()); i >= 0) Q_EMIT chosen(history_.entries()[static_cast<size_t>(i)].step);
}

void PreviewStrip::mouseMoveEvent(QMouseEvent* e) {
    if (e->buttons() & Qt::LeftButton)
        if (const int i = hit(e->position()); i >= 0) Q_EMIT chosen(history_.entries()[static_cast<size_t>(i)].step);
}

void PreviewStrip::keyPressEvent(QKeyEvent* e) {
    const int by = e->key() == Qt::Key_Left ? -1 : e->key() == Qt::Key_Right ? 1 : 0;
    if (by == 0 || history_.empty()) return QWidget::keyPressEvent(e);
    const int last = static_cast<int>(history_.entries().size()) - 1;
    const int to = std::clamp((current_ < 0 ? last : history_.at(current_)) + by, 0, last);
    Q_EMIT chosen(history_.entries()[static_cast<size_t>(to)].step);
}

bool PreviewStrip::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const int i = hit(help->pos());
        if (i >= 0)
            QToolTip::showText(help->globalPos(), tr("Step %1").arg(history_.entries()[static_cast<size_t>(i)].step), this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace velatura
