#include "ui/trays/style_row.h"

#include <QtCore/QEvent>
#include <QtCore/QSignalBlocker>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QSlider>
#include <QtWidgets/QToolButton>

#include "ui/common/mask_badge.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {

constexpr int kBadge = 20;
constexpr int kThumb = 40, kSteps = 200;  // a weight of 0 to 2

QPixmap roundedThumb(const PicturePtr& picture, const Mask& mask, qreal ratio) {
    QPixmap out(QSize(kThumb, kThumb) * ratio);
    out.setDevicePixelRatio(ratio);
    out.fill(Qt::transparent);
    QPainter p(&out);
    p.setRenderHint(QPainter::Antialiasing);
    p.setRenderHint(QPainter::SmoothPixmapTransform);
    QPainterPath shape;
    shape.addRoundedRect(QRectF(0, 0, kThumb, kThumb), grid::kTight, grid::kTight);
    p.setClipPath(shape);
    const QImage& image = picture->level(2 * kThumb);
    p.drawImage(QRectF(0, 0, kThumb, kThumb), image, coverSource(image.size(), QSizeF(kThumb, kThumb)));
    p.setClipping(false);
    drawMaskBadge(p, mask, QRectF(0, 0, kThumb, kThumb), kBadge);
    return out;
}

}  // namespace

StyleRow::StyleRow(const StyleChoice& style, QWidget* parent)
    : QWidget(parent), picture_(style.picture), name_(style.picture->name) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::kRelated);
    thumb_ = new QLabel(this);
    thumb_->setPixmap(roundedThumb(picture_, mask_, devicePixelRatioF()));
    row->addWidget(thumb_);
    setMask(style.mask);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    row->addLayout(column, 1);
    auto* head = new QHBoxLayout;
    auto* name = new QLabel(fontMetrics().elidedText(name_, Qt::ElideMiddle, 110), this);
    name->setToolTip(name_);
    value_ = new QLabel(this);
    value_->setFont(Theme::instance().tabular());
    head->addWidget(name, 1);
    head->addWidget(value_);
    column->addLayout(head);
    slider_ = new QSlider(Qt::Horizontal, this);
    slider_->setRange(0, kSteps);
    slider_->setSingleStep(5);
    slider_->setPageStep(20);
    slider_->setValue(qRound(style.weight * 100));
    slider_->setFocusPolicy(Qt::StrongFocus);
    column->addWidget(slider_);
    levels_ = new QComboBox(this);
    levels_->setFocusPolicy(Qt::StrongFocus);
    for (const StyleLevels level : {StyleLevels::All, StyleLevels::Coarse, StyleLevels::Fine}) levels_->addItem({}, static_cast<int>(level));
    column->addWidget(levels_);
    setLevels(style.levels);
    levels_->hide();
    connect(levels_, &QComboBox::activated, this, [this] { Q_EMIT levelsChosen(levels()); });
    remove_ = new QToolButton(this);
    remove_->setAutoRaise(true);
    remove_->setIcon(Theme::instance().icon("close", 16));
    row->addWidget(remove_);
    connect(&Theme::instance(), &Theme::changed, remove_, [this] { remove_->setIcon(Theme::instance().icon("close", 16)); });
    connect(remove_, &QToolButton::clicked, this, &StyleRow::removeWanted);
    connect(slider_, &QSlider::valueChanged, this, [this] {
        value_->setText(QString::number(weight(), 'f', 2));
        Q_EMIT weightChanged(weight(), !slider_->isSliderDown());
    });
    connect(slider_, &QSlider::sliderReleased, this, [this] { Q_EMIT weightChanged(weight(), true); });
    value_->setText(QString::number(weight(), 'f', 2));
    retranslate();
}

void StyleRow::setMask(const Mask& mask) {
    if (mask == mask_) return;
    mask_ = mask;
    thumb_->setPixmap(roundedThumb(picture_, mask_, devicePixelRatioF()));
    thumb_->setToolTip(mask.empty() ? QString() : tr("Applies where its mask is white"));
}

double StyleRow::weight() const { return slider_->value() / 100.0; }

void StyleRow::setLevels(StyleLevels levels) { levels_->setCurrentIndex(levels_->findData(static_cast<int>(levels))); }
void StyleRow::setLevelsShown(bool shown) { levels_->setVisible(shown); }
StyleLevels StyleRow::levels() const { return static_cast<StyleLevels>(levels_->currentData().toInt()); }
void StyleRow::setWeight(double weight) {
    const QSignalBlocker quiet(slider_);
    slider_->setValue(qRound(weight * 100));
    value_->setText(QString::number(this->weight(), 'f', 2));
}

void StyleRow::retranslate() {
    levels_->setItemText(0, tr("All of it"));
    levels_->setItemText(1, tr("Large forms"));
    levels_->setItemText(2, tr("Fine texture"));
    levels_->setAccessibleName(tr("What %1 gives").arg(name_));
    levels_->setToolTip(tr("All of the style, only its large forms and strokes, or only its fine texture and colours"));
    slider_->setAccessibleName(tr("Weight of %1").arg(name_));
    slider_->setToolTip(tr("How much of this style goes into the mix"));
    remove_->setAccessibleName(tr("Remove %1").arg(name_));
    remove_->setToolTip(tr("Take this style out of the mix"));
}

void StyleRow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void StyleRow::mouseDoubleClickEvent(QMouseEvent*) { Q_EMIT viewWanted(); }

void StyleRow::contextMenuEvent(QContextMenuEvent* e) {
    QMenu menu(this);
    menu.addAction(tr("Show on the canvas"), this, &StyleRow::viewWanted);
    menu.addAction(tr("Add to library"), this, &StyleRow::keepWanted);
    menu.addSeparator();
    menu.addAction(tr("Take out of the mix"), this, &StyleRow::removeWanted);
    menu.exec(e->globalPos());
}

}  // namespace velatura
