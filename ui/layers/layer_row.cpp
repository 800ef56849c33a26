#include "ui/layers/layer_row.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/common/style.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"
#include "ui/params/slider_scale.h"
#include "ui/params/value_slider.h"

namespace velatura {

namespace {

constexpr int kTexture = 88, kNumberWidth = 48, kDeskButton = 24;
/// The bar spans these losses, by orders of magnitude as the chart does.
constexpr double kLeastLoss = 1e-3, kMostLoss = 1;

QToolButton* deskButton(QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setFont(Theme::instance().small());
    button->setFixedSize(kDeskButton, kDeskButton);
    return button;
}

}  // namespace

LossBar::LossBar(QWidget* parent) : QAbstractButton(parent) {
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
    setLoss(-1);
}

void LossBar::setLoss(double loss) {
    loss_ = loss;
    setEnabled(loss_ >= 0);
    update();
}

void LossBar::enterEvent(QEnterEvent*) { Q_EMIT pointed(true); }
void LossBar::leaveEvent(QEvent*) { Q_EMIT pointed(false); }

void LossBar::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const bool lit = isChecked() || (isEnabled() && underMouse());
    if (isChecked() || lit) {
        p.setPen(Qt::NoPen);
        p.setBrush(isChecked() ? t.selection() : t.hover());
        p.drawRoundedRect(rect(), grid::kTight, grid::kTight);
    }
    const QColor ink = lit ? t.text() : t.mutedText();
    p.drawPixmap(QPointF(2, (height() - 16) / 2.0), t.pixmap("eye", 16, isEnabled() ? ink : t.separator(), devicePixelRatioF()));
    const QRectF bar(24, height() / 2.0 - 2, width() - 24 - kNumberWidth - 4, 4);
    p.setPen(Qt::NoPen);
    p.setBrush(t.separator());
    p.drawRoundedRect(bar, 2, 2);
    QString words = QStringLiteral("–");
    if (loss_ >= 0) {
        words = numberText(loss_, 2);
        const double share = std::clamp(std::log(std::max(loss_, 1e-12) / kLeastLoss) / std::log(kMostLoss / kLeastLoss), 0.0, 1.0);
        p.setBrush(ink);
        p.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(std::max(4.0, bar.width() * share), bar.height())), 2, 2);
    }
    p.setFont(t.tabular());
    p.setPen(ink);
    p.drawText(rect().adjusted(0, 0, -4, 0), Qt::AlignRight | Qt::AlignVCenter, words);
    if (hasFocus()) drawFocusRing(p, QRectF(rect()), grid::kTight);
}

TextureView::TextureView(QWidget* parent) : QWidget(parent) {
    setFixedSize(kTexture, kTexture);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TextureView::setTexture(const QImage& texture) {
    texture_ = texture;
    update();
}

void TextureView::setWord(const QString& word) {
    word_ = word;
    update();
}

void TextureView::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(rect(), grid::kTight, grid::kTight);
    p.fillPath(shape, t.field());
    if (texture_.isNull()) {
        p.setFont(t.small());
        p.setPen(t.mutedText());
        p.drawText(rect().adjusted(4, 4, -4, -4), Qt::AlignCenter | Qt::TextWordWrap, word_);
        return;
    }
    p.setClipPath(shape);
    p.setRenderHint(QPainter::SmoothPixmapTransform);
    // Unweighted layers fade: their texture is not in the picture.
    p.setOpacity(isEnabled() ? 1 : 0.35);
    p.drawImage(rect(), texture_);
}

LayerRow::LayerRow(const ParamInfo& info, int layer, QWidget* parent) : QWidget(parent), info_(info), layer_(layer) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::kRelated);
    texture_ = new TextureView(this);
    row->addWidget(texture_, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    row->addLayout(column, 1);
    word_ = new QLabel(this);
    word_->setFont(Theme::instance().heading());
    word_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* head = new QHBoxLayout;
    head->setSpacing(2);
    name_ = new QLabel(this);
    name_->setFont(Theme::instance().small());
    name_->setForegroundRole(QPalette::PlaceholderText);
    solo_ = deskButton(this);
    mute_ = deskButton(this);
    head->addWidget(word_, 1);
    head->addWidget(solo_);
    head->addWidget(mute_);
    auto* weight = new QHBoxLayout;
    weight->setSpacing(grid::kTight);
    slider_ = new ValueSlider(SliderScale(info), info.range, this);
    number_ = new NumberField(info, this);
    number_->setFixedWidth(kNumberWidth);
    weight->addWidget(slider_, 1);
    weight->addWidget(number_);
    loss_ = new LossBar(this);
    column->addLayout(head);
    column->addWidget(name_);
    column->addLayout(weight);
    column->addWidget(loss_);
    connect(slider_, &ValueSlider::moved, this, &LayerRow::weightEdited);
    connect(number_, &NumberField::typed, this, &LayerRow::weightEdited);
    connect(solo_, &QToolButton::clicked, this, &LayerRow::soloWanted);
    connect(mute_, &QToolButton::clicked, this, &LayerRow::muteWanted);
    retranslate();
}

void LayerRow::show(double weight, bool solo) {
    slider_->setNumber(weight);
    number_->setNumber(weight);
    solo_->setChecked(solo);
    mute_->setChecked(weight <= 0);
    texture_->setEnabled(weight > 0);
    texture_->update();
}

QString LayerRow::word() const {
    // From fine to coarse; an engine with other layers has only their names.
    static constexpr const char* kWords[] = {QT_TR_NOOP("Grain and colour"), QT_TR_NOOP("Fine strokes"), QT_TR_NOOP("Strokes, small forms"),
                                             QT_TR_NOOP("Large forms"), QT_TR_NOOP("Composition")};
    return layer_ < 5 ? tr(kWords[layer_]) : trParam(info_.listLabels[static_cast<size_t>(layer_)]);
}

void LayerRow::retranslate() {
    const QString word = this->word();
    word_->setText(word);
    name_->setText(trParam(info_.listLabels[static_cast<size_t>(layer_)]));
    //: Short for solo, on a button of a mixing desk
    solo_->setText(tr("S"));
    solo_->setToolTip(tr("Solo: only this layer counts; press again for all as before"));
    solo_->setAccessibleName(tr("Solo %1").arg(word));
    //: Short for mute, on a button of a mixing desk
    mute_->setText(tr("M"));
    mute_->setToolTip(tr("Mute: this layer does not count; press again for its weight as before"));
    mute_->setAccessibleName(tr("Mute %1").arg(word));
    const QString weight = trParam(info_.label) + ' ' + word;
    slider_->setAccessibleName(weight);
    number_->setAccessibleName(weight);
    loss_->setAccessibleName(tr("Where %1 is left").arg(word));
    // Rich text is broken into lines: one long one would lie over the map that it tells of.
    loss_->setToolTip(QStringLiteral("<qt>%1</qt>").arg(tr("How far this layer still is from the painting: 0 where both agree. Point to see where in the picture, click to keep it shown.")));
    texture_->setToolTip(tr("What this layer alone makes of the painting"));
}

}  // namespace velatura
