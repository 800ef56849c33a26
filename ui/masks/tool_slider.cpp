#include "ui/masks/tool_slider.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <algorithm>

#include "ui/common/theme.h"
#include "ui/params/value_slider.h"

namespace velatura {

ToolSlider::ToolSlider(const ParamInfo& info, double first, QWidget* parent)
    : QWidget(parent), info_(info), first_(first) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::kTight);
    name_ = new QLabel(this);
    name_->installEventFilter(this);
    slider_ = new ValueSlider(SliderScale(info), info.range, this);
    slider_->setMinimumWidth(56);
    field_ = new NumberField(info, this);
    field_->setFixedWidth(56);
    row->addWidget(name_);
    row->addWidget(slider_, 1);
    row->addWidget(field_);
    connect(slider_, &ValueSlider::moved, this, [this](double value) { take(value); });
    connect(field_, &NumberField::typed, this, [this](double value) { take(value); });
    setNumber(first);
}

void ToolSlider::setText(const QString& name, const QString& tip) {
    name_->setText(name);
    for (QWidget* w : std::initializer_list<QWidget*>{name_, slider_, field_}) w->setToolTip(tip);
    slider_->setAccessibleName(name);
    field_->setAccessibleName(name);
}

void ToolSlider::setNumber(double value) {
    number_ = std::clamp(value, info_.range.min, info_.range.max);
    slider_->setNumber(number_);
    field_->setNumber(number_);
}

void ToolSlider::step(int count) {
    take(SliderScale(info_).stepped(number_, count));
}

void ToolSlider::take(double value) {
    setNumber(value);
    Q_EMIT changed(number_);
}

bool ToolSlider::eventFilter(QObject* watched, QEvent* event) {
    if (watched == name_ && event->type() == QEvent::MouseButtonDblClick) take(first_);
    return QWidget::eventFilter(watched, event);
}

}  // namespace velatura
