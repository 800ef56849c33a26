#include "ui/stylize/go_on_popup.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/common/theme.h"
#include "ui/params/value_slider.h"

namespace velatura {

namespace {

/// Going on for no steps is no going on.
ParamInfo atLeastOne(ParamInfo info) {
    info.range.min = std::max(1.0, info.range.min);
    return info;
}

}  // namespace

GoOnPopup::GoOnPopup(const QString& name, const ParamInfo& steps, int wish, std::function<void(int)> go, QWidget* parent)
    : PopupFrame("go-on", parent), count_(wish), go_(std::move(go)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::kGroup, grid::kGroup, grid::kGroup, grid::kGroup);
    column->setSpacing(grid::kRelated);
    auto* title = new QLabel(tr("Go on from %1").arg(name), this);
    title->setFont(Theme::instance().heading());
    auto* help = new QLabel(tr("With the settings and styles as they are now."), this);
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, Theme::instance().mutedText());
    help->setPalette(muted);
    column->addWidget(title);
    column->addWidget(help);
    auto* row = new QHBoxLayout;
    row->setSpacing(grid::kRelated);
    auto* label = new QLabel(tr("More steps"), this);
    field_ = new NumberField(atLeastOne(steps), this);
    field_->setNumber(wish);
    field_->setAccessibleName(tr("More steps"));
    auto* button = new QPushButton(tr("Go on"), this);
    button->setProperty("primary", true);
    row->addWidget(label);
    row->addWidget(field_);
    row->addStretch();
    row->addWidget(button);
    column->addLayout(row);
    connect(field_, &NumberField::typed, this, [this](double value, int) {
        count_ = static_cast<int>(std::lround(value));
        field_->setNumber(value);
    });
    // The field itself takes what was typed only after it has told of the key.
    connect(field_, &QLineEdit::returnPressed, this, &GoOnPopup::accept, Qt::QueuedConnection);
    connect(button, &QPushButton::clicked, this, &GoOnPopup::accept);
    setMinimumWidth(280);
}

void GoOnPopup::accept() {
    const auto go = go_;
    const int count = count_;
    close();
    go(count);
}

void GoOnPopup::takeFocus() {
    field_->setFocus();
    field_->selectAll();
}

}  // namespace velatura
