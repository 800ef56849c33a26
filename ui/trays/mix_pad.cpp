#include "ui/trays/mix_pad.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QToolTip>
#include <algorithm>

#include "ui/common/style.h"
#include "ui/common/theme.h"
#include "ui/trays/mix_shape.h"

namespace velatura {

namespace {

constexpr int kThumb = 40, kHandle = 7, kTriangleHeight = 150, kLineHeight = 48;
constexpr double kStep = 5, kFineStep = 1.5;  ///< pixels an arrow key moves the handle

}  // namespace

MixPad::MixPad(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    hide();
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
    retranslate();
}

QSize MixPad::sizeHint() const { return {200, pictures_.size() == 3 ? kTriangleHeight : kLineHeight}; }

void MixPad::setStyles(const std::vector<PicturePtr>& pictures, const std::vector<double>& weights) {
    const bool fits = pictures.size() == 2 || pictures.size() == 3;
    const bool others = pictures != pictures_;
    if (others) dragging_ = false;
    pictures_ = fits ? pictures : std::vector<PicturePtr>();
    shares_ = fits ? sharesOf(weights) : std::vector<double>();
    if (others) updateGeometry();
    setVisible(fits);
    describe();
    update();
}

/// Thumbnails lie outside of what the handle may reach, so that it never hides them.
QRectF MixPad::thumbRect(size_t corner) const {
    const double w = width(), h = height();
    if (pictures_.size() == 2) return {corner == 0 ? 0 : w - kThumb, (h - kThumb) / 2, kThumb, kThumb};
    if (corner == 0) return {(w - kThumb) / 2, 0, kThumb, kThumb};
    return {corner == 1 ? 0 : w - kThumb, h - kThumb, kThumb, kThumb};
}

std::vector<QPointF> MixPad::corners() const {
    const double inset = kHandle + grid::kTight;
    if (pictures_.size() == 2)
        return {{thumbRect(0).right() + inset, height() / 2.0}, {thumbRect(1).left() - inset, height() / 2.0}};
    if (pictures_.size() != 3) return {};
    return {{width() / 2.0, thumbRect(0).bottom() + inset},
            {thumbRect(1).right() + inset, height() - inset},
            {thumbRect(2).left() - inset, height() - inset}};
}

QPointF MixPad::handle() const { return pointOfShares(shares_, corners()); }

void MixPad::choose(const std::vector<double>& shares, bool done) {
    const auto rounded = inHundredths(shares);
    // The handle follows the pointer itself; what is told is what the fields can show.
    shares_ = done ? rounded : shares;
    describe();
    update();
    Q_EMIT sharesChosen(rounded, done);
}

void MixPad::paintEvent(QPaintEvent*) {
    if (pictures_.empty()) return;
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setRenderHint(QPainter::SmoothPixmapTransform);
    const auto at = corners();
    p.setPen(QPen(t.outline(), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    p.setBrush(t.field());
    if (at.size() == 3)
        p.drawPolygon(at.data(), 3);
    else
        p.drawLine(at[0], at[1]);
    const QPointF point = handle();
    for (size_t i = 0; i < at.size(); ++i) {
        const QRectF box = thumbRect(i);
        QPainterPath shape;
        shape.addRoundedRect(box, grid::kTight, grid::kTight);
        p.save();
        p.setClipPath(shape);
        const QImage& image = pictures_[i]->level(2 * kThumb);
        p.drawImage(box, image, coverSource(image.size(), box.size()));
        p.restore();
        QColor line = t.mutedText();
        line.setAlphaF(static_cast<float>(0.15 + 0.85 * shares_[i]));
        p.setPen(QPen(line, 1.5));
        p.drawLine(point, at[i]);
    }
    p.setPen(Qt::NoPen);
    p.setBrush(t.accent());
    p.drawEllipse(point, kHandle, kHandle);
    if (keyFocus_) drawFocusRing(p, QRectF(point.x() - kHandle - 4, point.y() - kHandle - 4, 2 * kHandle + 8, 2 * kHandle + 8), kHandle + 4);
}

void MixPad::mousePressEvent(QMouseEvent* e) {
    if (e->button() != Qt::LeftButton || pictures_.empty()) return;
    for (size_t i = 0; i < pictures_.size(); ++i)
        if (thumbRect(i).contains(e->position())) {
            std::vector<double> all(pictures_.size(), 0);
            all[i] = 1;
            return choose(all, true);
        }
    dragging_ = true;
    choose(sharesAtPoint(e->position(), corners()), false);
}

void MixPad::mouseMoveEvent(QMouseEvent* e) {
    if (dragging_) choose(sharesAtPoint(e->position(), corners()), false);
}

void MixPad::mouseReleaseEvent(QMouseEvent* e) {
    if (e->button() == Qt::LeftButton && std::exchange(dragging_, false)) choose(shares_, true);
}

void MixPad::keyPressEvent(QKeyEvent* e) {
    if (pictures_.empty()) return QWidget::keyPressEvent(e);
    const double step = e->modifiers() & Qt::ShiftModifier ? kFineStep : kStep;
    const int corner = e->key() - Qt::Key_1;
    QPointF by;
    switch (e->key()) {
        case Qt::Key_Left: by = {-step, 0}; break;
        case Qt::Key_Right: by = {step, 0}; break;
        case Qt::Key_Up: by = {0, -step}; break;
        case Qt::Key_Down: by = {0, step}; break;
        case Qt::Key_Home: return choose(sharesOf(std::vector<double>(pictures_.size(), 1)), true);
        default:
            if (corner < 0 || corner >= std::ssize(pictures_)) return QWidget::keyPressEvent(e);
            std::vector<double> all(pictures_.size(), 0);
            all[static_cast<size_t>(corner)] = 1;
            return choose(all, true);
    }
    const auto next = inHundredths(sharesAtPoint(handle() + by, corners()));
    if (next != shares_) choose(next, true);
}

void MixPad::describe() {
    QStringList parts;
    for (size_t i = 0; i < pictures_.size(); ++i)
        parts << tr("%1: %2 %").arg(pictures_[i]->name).arg(qRound(shares_[i] * 100));
    setAccessibleDescription(parts.join(QStringLiteral(", ")));
}

bool MixPad::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
                           accessibleDescription() + '\n' + tr("Drag the handle; a click on a picture gives that style all."), this);
        return true;
    }
    return QWidget::event(event);
}

void MixPad::retranslate() { setAccessibleName(tr("Shares of the styles")); }

void MixPad::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate(), describe();
    QWidget::changeEvent(event);
}

void MixPad::focusInEvent(QFocusEvent* e) {
    keyFocus_ = e->reason() == Qt::TabFocusReason || e->reason() == Qt::BacktabFocusReason;
    update();
}

void MixPad::focusOutEvent(QFocusEvent*) {
    keyFocus_ = false;
    update();
}

}  // namespace velatura
