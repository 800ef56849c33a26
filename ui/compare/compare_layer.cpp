#include "ui/compare/compare_layer.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QPainter>
#include <algorithm>
#include <cmath>

#include "ui/canvas/canvas_paint.h"
#include "ui/canvas/view_transform.h"
#include "ui/common/theme.h"
#include "ui/compare/picture_difference.h"

namespace velatura {

namespace {

constexpr double kGap = 2;  ///< between panes
constexpr double kCaptionMargin = 8, kCaptionPad = 8;

struct CompareText {
    Q_DECLARE_TR_FUNCTIONS(CompareLayer)
};

}  // namespace

void CompareLayer::setPictures(std::vector<ComparedPicture> pictures) {
    pictures_ = std::move(pictures);
    shown_ = std::min(shown_, pictures_.empty() ? size_t{0} : pictures_.size() - 1);
    difference_.reset();
}

QSizeF CompareLayer::document() const {
    QSizeF out(1, 1);
    for (const auto& c : pictures_) {
        const QSizeF size = c.picture->levels.front().size();
        if (size.width() * size.height() > out.width() * out.height()) out = size;
    }
    return out;
}

std::vector<QRectF> CompareLayer::panes(QSizeF canvas) const {
    const size_t count = std::max<size_t>(1, paneCount());
    // Four stand in a square, which leaves each the canvas's own shape; so do two below each other in a tall canvas.
    const size_t columns = count == 4 ? 2 : canvas.width() >= canvas.height() ? count : 1;
    const size_t rows = (count + columns - 1) / columns;
    const double w = std::floor((canvas.width() - kGap * static_cast<double>(columns - 1)) / static_cast<double>(columns));
    const double h = std::floor((canvas.height() - kGap * static_cast<double>(rows - 1)) / static_cast<double>(rows));
    std::vector<QRectF> out;
    for (size_t i = 0; i < count; ++i)
        out.emplace_back((w + kGap) * static_cast<double>(i % columns), (h + kGap) * static_cast<double>(i / columns), std::max(1.0, w), std::max(1.0, h));
    return out;
}

QPointF CompareLayer::toPane(QPointF at, QSizeF canvas) const {
    const auto all = panes(canvas);
    for (const QRectF& pane : all)
        if (pane.contains(at)) return at - pane.topLeft();
    return at - all.front().topLeft();
}

void CompareLayer::paint(QPainter& p, const ViewTransform& view, QSizeF canvas) const {
    const auto all = panes(canvas);
    if (mode_ == CompareMode::Side) {
        for (size_t i = 0; i < pictures_.size(); ++i) {
            paintPicture(p, *pictures_[i].picture, view, all[i]);
            paintCaption(p, letter(i) + QStringLiteral("  ") + pictures_[i].name, pictures_[i].differs, all[i]);
        }
        p.setPen(Qt::NoPen);
        for (size_t i = 1; i < all.size(); ++i) {
            if (all[i].x() > 0) p.fillRect(QRectF(all[i].x() - kGap, all[i].y(), kGap, all[i].height()), Theme::instance().window());
            if (all[i].y() > 0) p.fillRect(QRectF(all[i].x(), all[i].y() - kGap, all[i].width(), kGap), Theme::instance().window());
        }
        return;
    }
    const ComparedPicture& shown = pictures_[shown_];
    if (mode_ == CompareMode::Swap) {
        paintPicture(p, *shown.picture, view, all.front());
        paintCaption(p, letter(shown_) + QStringLiteral("  ") + shown.name, shown.differs, all.front());
        return;
    }
    paintDifference(p, view, all.front());
    paintCaption(p, CompareText::tr("%1 against %2").arg(letter(0) + QStringLiteral("  ") + pictures_.front().name, letter(shown_) + QStringLiteral("  ") + shown.name),
                 difference_ ? shown.differs : CompareText::tr("Comparing…"), all.front());
}

void CompareLayer::paintPicture(QPainter& p, const Picture& picture, const ViewTransform& view, const QRectF& pane) const {
    // One of other proportions stands whole in the place of the others.
    const QRectF whole = containRect(picture.levels.front().size(), view.rect().translated(pane.topLeft()));
    p.save();
    drawPicture(p, picture.levels, whole, whole.intersected(pane), view.zoom());
    p.restore();
}

void CompareLayer::paintDifference(QPainter& p, const ViewTransform& view, const QRectF& pane) const {
    if (!difference_) return;
    const QRectF seen = view.rect().translated(pane.topLeft()).intersected(pane);
    if (seen.isEmpty()) return;
    // Drawn apart at the screen's own resolution, so that only what is seen is mapped, at every turn of the slider.
    const qreal ratio = p.device()->devicePixelRatioF();
    const QRect around = seen.toAlignedRect();
    QImage part(around.size() * ratio, QImage::Format_RGB32);
    part.setDevicePixelRatio(ratio);
    part.fill(Qt::black);
    {
        QPainter inside(&part);
        inside.translate(-around.topLeft());
        drawPicture(inside, difference_->levels, view.rect().translated(pane.topLeft()), seen, view.zoom());
    }
    p.save();
    p.setClipRect(seen);
    p.drawImage(around.topLeft(), mode_ == CompareMode::Heat ? heatMap(part, gain_) : amplified(part, gain_));
    p.restore();
}

void CompareLayer::paintCaption(QPainter& p, const QString& head, const QString& line, const QRectF& pane) const {
    const Theme& t = Theme::instance();
    QFont bold = t.small();
    bold.setWeight(QFont::DemiBold);
    const QFontMetricsF first(bold), second(t.small());
    const double room = pane.width() - 2 * (kCaptionMargin + kCaptionPad);
    if (room < 24) return;
    const QString upper = first.elidedText(head, Qt::ElideRight, room);
    const QString lower = second.elidedText(line, Qt::ElideRight, room);
    const double w = std::max(first.horizontalAdvance(upper), second.horizontalAdvance(lower)) + 2 * kCaptionPad;
    const double h = first.height() + (lower.isEmpty() ? 0 : second.height()) + kCaptionPad;
    const QRectF box(pane.topLeft() + QPointF(kCaptionMargin, kCaptionMargin), QSizeF(w, h));
    p.save();
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    p.setBrush(QColor(0, 0, 0, 165));
    p.drawRoundedRect(box, grid::kTight, grid::kTight);
    p.setPen(QColor(0xf2, 0xf2, 0xf2));
    p.setFont(bold);
    QRectF text = box.adjusted(kCaptionPad, kCaptionPad / 2, -kCaptionPad, 0);
    p.drawText(text, Qt::AlignLeft | Qt::AlignTop, upper);
    p.setFont(t.small());
    p.setPen(QColor(0xd0, 0xd0, 0xd0));
    text.setTop(text.top() + first.height());
    p.drawText(text, Qt::AlignLeft | Qt::AlignTop, lower);
    p.restore();
}

}  // namespace velatura
