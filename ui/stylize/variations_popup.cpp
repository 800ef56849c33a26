#include "ui/stylize/variations_popup.h"

#include <QtCore/QLocale>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>
#include <array>

#include "core/batch/batch_plan.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {

constexpr const char* kVariation = "variation";
constexpr int kTiles = 4, kColumns = 2;
constexpr QSize kPicture{208, 156};
constexpr std::array<double, kTiles> kStrengths{0.5, 0.8, 1.0, 1.3};

}  // namespace

bool VariationsPopup::suits(const Schema& schema) {
    return schema.find(kVariation) || strengthParam(schema);
}

VariationsPopup::VariationsPopup(const Schema& schema, const ParamValues& now, QWidget* parent)
    : PopupFrame("variations", parent), schema_(schema) {
    if (const auto* variation = valueIf<std::int64_t>(now, kVariation)) from_ = *variation;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::kGroup, grid::kRelated, grid::kGroup, grid::kGroup);
    column->setSpacing(grid::kRelated);
    auto* head = new QHBoxLayout;
    const auto button = [&](const QString& text, const QString& tip) {
        auto* b = new QToolButton(this);
        b->setAutoRaise(true);
        b->setText(text);
        b->setToolTip(tip);
        head->addWidget(b);
        return b;
    };
    variations_ = button(tr("Variations"), tr("Takes after other parts of the painting"));
    strengths_ = button(tr("Strengths"), tr("From a touch of the style to more than the painting has"));
    auto* group = new QButtonGroup(this);
    for (QToolButton* b : {variations_, strengths_}) {
        b->setCheckable(true);
        group->addButton(b);
    }
    head->addStretch();
    others_ = button(tr("Others"), tr("Four other variations"));
    column->addLayout(head);
    auto* tiles = new QGridLayout;
    tiles->setSpacing(grid::kRelated);
    for (int i = 0; i < kTiles; ++i) {
        auto* tile = new QToolButton(this);
        tile->setAutoRaise(true);
        tile->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        tile->setIconSize(kPicture);
        tile->setMinimumSize(kPicture + QSize(16, 36));
        tiles->addWidget(tile, i / kColumns, i % kColumns);
        tiles_.push_back(tile);
        connect(tile, &QToolButton::clicked, this, [this, i] {
            const Choice choice = choices_[static_cast<size_t>(i)];
            taken_ = true;
            close();
            Q_EMIT chosen(choice.key, choice.value);
        });
    }
    column->addLayout(tiles);
    connect(variations_, &QToolButton::clicked, this, &VariationsPopup::offerVariations);
    connect(strengths_, &QToolButton::clicked, this, &VariationsPopup::offerStrengths);
    connect(others_, &QToolButton::clicked, this, [this] {
        from_ = std::get<std::int64_t>(choices_.back().value);
        offerVariations();
    });
    variations_->setVisible(schema.find(kVariation));
    strengths_->setVisible(strengthParam(schema));
    schema.find(kVariation) ? offerVariations() : offerStrengths();
}

void VariationsPopup::offerVariations() {
    // Past the last number it goes on with the first; 0 is the whole painting.
    const auto most = static_cast<std::int64_t>(schema_.find(kVariation)->range.max);
    std::vector<Choice> choices;
    for (int i = 0; i < kTiles; ++i) choices.push_back({kVariation, (from_ + i) % most + 1});
    variations_->setChecked(true);
    others_->setVisible(true);
    offer(std::move(choices));
}

void VariationsPopup::offerStrengths() {
    const ParamInfo& strength = *strengthParam(schema_);
    std::vector<Choice> choices;
    for (const double value : kStrengths)
        choices.push_back({strength.key, std::clamp(value, strength.range.min, strength.range.max)});
    strengths_->setChecked(true);
    others_->setVisible(false);
    offer(std::move(choices));
}

void VariationsPopup::offer(std::vector<Choice> choices) {
    choices_ = std::move(choices);
    painted_ = 0;
    for (size_t i = 0; i < tiles_.size(); ++i) {
        const auto* number = std::get_if<double>(&choices_[i].value);
        const QString words = number ? tr("Strength %1").arg(QLocale().toString(*number, 'f', 1))
                                     : tr("Variation %1").arg(std::get<std::int64_t>(choices_[i].value));
        tiles_[i]->setText(words);
        tiles_[i]->setAccessibleName(words);
        tiles_[i]->setIcon({});
    }
    Q_EMIT choicesChanged();
}

const VariationsPopup::Choice* VariationsPopup::missing() const {
    return painted_ < choices_.size() ? &choices_[painted_] : nullptr;
}

void VariationsPopup::setPicture(const QImage& picture) {
    if (!missing()) return;
    const QSize size = kPicture * devicePixelRatioF();
    QPixmap pixmap = QPixmap::fromImage(picture.scaled(size, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    tiles_[painted_]->setIcon(pixmap);
    ++painted_;
}

void VariationsPopup::hideEvent(QHideEvent* event) {
    QFrame::hideEvent(event);
    if (!taken_) Q_EMIT dismissed();
}

void VariationsPopup::takeFocus() {
    tiles_.front()->setFocus();
}

}  // namespace velatura
