#include "ui/layers/heat_overlay.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <algorithm>

#include "ui/canvas/canvas.h"
#include "ui/common/theme.h"
#include "ui/layers/heat_colors.h"

namespace velatura {

namespace {
constexpr int kRampHeight = 8, kLeastRamp = 120;
}

HeatOverlay::HeatOverlay(Canvas* canvas) : QWidget(canvas), canvas_(canvas) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    setGeometry(canvas->rect());
    lower();  // words over the canvas stay on top
    hide();
    canvas->installEventFilter(this);
    connect(canvas, &Canvas::viewChanged, this, qOverload<>(&QWidget::update));
}

void HeatOverlay::setMap(const QImage& map, const QString& title) {
    map_ = map;
    title_ = title;
    setVisible(!map_.isNull());
    update();
}

void HeatOverlay::setOpacity(double opacity) {
    opacity_ = opacity;
    update();
}

bool HeatOverlay::eventFilter(QObject* watched, QEvent* event) {
    if (watched == canvas_ && event->type() == QEvent::Resize) setGeometry(canvas_->rect());
    return QWidget::eventFilter(watched, event);
}

void HeatOverlay::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) update();
    QWidget::changeEvent(event);
}

void HeatOverlay::paintEvent(QPaintEvent*) {
    if (map_.isNull() || !canvas_->picture() || canvas_->hasPreview() || canvas_->peeking()) return;
    QPainter p(this);
    const QRectF whole = canvas_->view().rect();
    p.setRenderHint(QPainter::SmoothPixmapTransform);
    p.setOpacity(opacity_);
    p.setClipRect(whole.intersected(rect()));
    p.drawImage(whole, map_);
    p.setOpacity(1);
    p.setClipping(false);
    paintLegend(p);
}

void HeatOverlay::paintLegend(QPainter& p) const {
    p.setFont(Theme::instance().small());
    const QFontMetrics metrics(p.font(), p.device());
    const QString least = tr("matches"), most = tr("most left");
    const int ends = metrics.horizontalAdvance(least) + metrics.horizontalAdvance(most) + grid::kGroup;
    const int ramp = std::max({kLeastRamp, ends, metrics.horizontalAdvance(title_)});
    const int line = metrics.height();
    const QRect seen = canvas_->view().rect().toAlignedRect().intersected(rect());
    const QSize size(ramp + 2 * grid::kRelated, 2 * line + kRampHeight + 2 * grid::kTight + 2 * grid::kRelated - 4);
    const QRect box(seen.left() + grid::kRelated, seen.bottom() - grid::kRelated - size.height(), size.width(), size.height());
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    p.setBrush(QColor(0, 0, 0, 180));
    p.drawRoundedRect(box, grid::kTight, grid::kTight);
    p.setPen(QColor(0xf2, 0xf2, 0xf2));
    const QRect inner = box.adjusted(grid::kRelated, grid::kRelated - 2, -grid::kRelated, -(grid::kRelated - 2));
    p.drawText(inner, Qt::AlignLeft | Qt::AlignTop, title_);
    const QRect bar(inner.left(), inner.top() + line + grid::kTight, inner.width(), kRampHeight);
    QLinearGradient colours(bar.topLeft(), bar.topRight());
    for (int i = 0; i <= 12; ++i) colours.setColorAt(i / 12.0, QColor(heatColor(i / 12.0)));
    p.fillRect(bar, colours);
    const QRect words(inner.left(), bar.bottom() + grid::kTight, inner.width(), line);
    p.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, least);
    p.drawText(words, Qt::AlignRight | Qt::AlignVCenter, most);
}

}  // namespace velatura
