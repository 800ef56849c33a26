#include "ui/masks/kept_color_list.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>
#include <algorithm>

#include "core/image/kept_color_text.h"
#include "ui/common/theme.h"
#include "ui/params/value_slider.h"

namespace velatura {

namespace {

constexpr int kChipWidth = 132, kSwatch = 20;

ParamInfo deltaInfo() {
    ParamInfo info;
    info.key = "delta-e";
    info.label = "Delta E";
    info.range = {0, kMaxKeptDeltaE};
    info.soft = {0, 20};
    info.step = 0.5;
    return info;
}

QPixmap swatch(const KeptColor& color, qreal ratio) {
    QPixmap out(QSize(kSwatch, kSwatch) * ratio);
    out.setDevicePixelRatio(ratio);
    out.fill(Qt::transparent);
    QPainter p(&out);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(Theme::instance().outline(), 1));
    p.setBrush(QColor(color.red, color.green, color.blue));
    p.drawRoundedRect(QRectF(0.5, 0.5, kSwatch - 1, kSwatch - 1), 4, 4);
    return out;
}

}  // namespace

KeptColorList::KeptColorList(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::instance(), &Theme::changed, this, &KeptColorList::rebuild);
}

void KeptColorList::setColors(const std::vector<KeptColor>& colors) {
    if (colors == colors_) return;
    // Only a number has changed: its field keeps the focus.
    bool same = colors.size() == colors_.size();
    for (size_t i = 0; same && i < colors.size(); ++i) same = colorText(colors[i]) == colorText(colors_[i]);
    colors_ = colors;
    if (!same) return rebuild();
    for (size_t i = 0; i < colors.size(); ++i) chips_[i]->findChild<NumberField*>()->setNumber(colors[i].deltaE);
}

void KeptColorList::rebuild() {
    for (QWidget* chip : chips_) {
        chip->hide();
        chip->deleteLater();
    }
    chips_.clear();
    for (size_t i = 0; i < colors_.size(); ++i) {
        const int index = static_cast<int>(i);
        const QString name = QString::fromStdString(colorText(colors_[i]));
        auto* chip = new QWidget(this);
        auto* row = new QHBoxLayout(chip);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(grid::kTight);
        auto* color = new QLabel(chip);
        color->setPixmap(swatch(colors_[i], devicePixelRatioF()));
        color->setToolTip(name);
        color->setAccessibleName(name);
        auto* sign = new QLabel(QStringLiteral("ΔE"), chip);
        auto* field = new NumberField(deltaInfo(), chip);
        field->setFixedWidth(44);
        field->setNumber(colors_[i].deltaE);
        field->setAccessibleName(tr("Delta E of %1").arg(name));
        field->setToolTip(tr("How far this colour may move: 1 is hardly seen, 5 is another shade"));
        auto* gone = new QToolButton(chip);
        gone->setAutoRaise(true);
        gone->setIcon(Theme::instance().icon("close", 16));
        gone->setAccessibleName(tr("Keep %1 no longer").arg(name));
        gone->setToolTip(gone->accessibleName());
        for (QWidget* w : std::initializer_list<QWidget*>{color, sign, field, gone}) row->addWidget(w);
        // The chip lives on under the pointer while it is removed.
        connect(
            gone, &QToolButton::clicked, this, [this, index] { Q_EMIT removeWanted(index); }, Qt::QueuedConnection);
        connect(field, &NumberField::typed, this,
                [this, index](double value, int gesture) { Q_EMIT deltaChosen(index, value, gesture); });
        chips_.push_back(chip);
        chip->show();
    }
    place();
    updateGeometry();
}

int KeptColorList::across(int width) const {
    return std::max(1, (width + grid::kRelated) / (kChipWidth + grid::kRelated));
}

int KeptColorList::heightForWidth(int width) const {
    const int rows = (static_cast<int>(colors_.size()) + across(width) - 1) / across(width);
    return rows * grid::kControl + std::max(0, rows - 1) * grid::kTight;
}

QSize KeptColorList::sizeHint() const {
    return {2 * kChipWidth, heightForWidth(std::max(width(), kChipWidth))};
}

void KeptColorList::place() {
    const int columns = across(width());
    for (int i = 0; i < static_cast<int>(chips_.size()); ++i)
        chips_[static_cast<size_t>(i)]->setGeometry(i % columns * (kChipWidth + grid::kRelated),
                                                    i / columns * (grid::kControl + grid::kTight), kChipWidth,
                                                    grid::kControl);
}

void KeptColorList::resizeEvent(QResizeEvent*) {
    place();
    updateGeometry();
}

void KeptColorList::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) rebuild();
    QWidget::changeEvent(event);
}

}  // namespace velatura
