#include "ui/layers/layer_lab.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSlider>
#include <QtWidgets/QStyle>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "core/catalog.h"
#include "core/engines/layered_params.h"
#include "ui/common/bar_button.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"
#include "ui/params/param_form.h"
#include "ui/params/value_slider.h"

namespace velatura {

LayerLab::LayerLab(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, grid::kRelated);
    column->setSpacing(grid::kTight);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(grid::kRelated, 0, grid::kRelated, 0);
    head->setSpacing(grid::kTight);
    back_ = barButton(this);
    title_ = new QLabel(this);
    title_->setFont(Theme::instance().heading());
    reset_ = barButton(this);
    head->addWidget(back_);
    head->addWidget(title_, 1);
    head->addWidget(reset_);
    column->addLayout(head);
    status_ = new QLabel(this);
    status_->setWordWrap(true);
    status_->setFont(Theme::instance().small());
    status_->setContentsMargins(grid::kGroup, 0, grid::kGroup, grid::kTight);
    column->addWidget(status_);
    none_ = new QWidget(this);
    auto* instead = new QVBoxLayout(none_);
    instead->setContentsMargins(grid::kGroup, 0, grid::kGroup, 0);
    instead->setSpacing(grid::kRelated);
    noneWords_ = new QLabel(none_);
    noneWords_->setWordWrap(true);
    switch_ = new QPushButton(none_);
    switch_->setVisible(!firstLayeredEngine().empty());
    instead->addWidget(noneWords_);
    instead->addWidget(switch_, 0, Qt::AlignLeft);
    instead->addStretch();
    column->addWidget(none_, 1);

    area_ = new QScrollArea(this);
    area_->setFrameShape(QFrame::NoFrame);
    area_->setWidgetResizable(true);
    area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);  // painted only where there is something to scroll
    area_->setFocusPolicy(Qt::NoFocus);
    list_ = new QWidget(area_);
    auto* rows = new QVBoxLayout(list_);
    rows->setContentsMargins(grid::kGroup, 0, grid::kGroup - style()->pixelMetric(QStyle::PM_ScrollBarExtent), grid::kRelated);
    rows->setSpacing(10);
    rows->addStretch();
    area_->setWidget(list_);
    column->addWidget(area_, 1);

    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(grid::kGroup, 0, grid::kGroup, 0);
    foot->setSpacing(grid::kRelated);
    opacityName_ = new QLabel(this);
    opacity_ = new QSlider(Qt::Horizontal, this);
    opacity_->setRange(20, 100);
    opacity_->setValue(70);
    foot->addWidget(opacityName_);
    foot->addWidget(opacity_, 1);
    column->addLayout(foot);

    connect(back_, &QToolButton::clicked, this, &LayerLab::closeWanted);
    connect(switch_, &QPushButton::clicked, this, &LayerLab::engineWanted);
    connect(reset_, &QToolButton::clicked, this, [this] { edit(std::get<std::vector<double>>(info_->defaultValue), newGesture()); });
    connect(opacity_, &QSlider::valueChanged, this, [this](int percent) { Q_EMIT opacityChanged(percent / 100.0); });
    connect(&Theme::instance(), &Theme::changed, this, &LayerLab::retranslate);
    retranslate();
}

void LayerLab::setForm(ParamForm* form) {
    if (form == form_) return;
    if (form_) form_->disconnect(this);
    form_ = form;
    const ParamInfo* info = form_ ? form_->schema().find(kLayerWeights) : nullptr;
    if (info != info_) {
        info_ = info;
        makeRows();
    }
    if (form_) connect(form_, &ParamForm::valuesChanged, this, &LayerLab::refresh);
    none_->setVisible(!info_);
    for (QWidget* w : {static_cast<QWidget*>(area_), static_cast<QWidget*>(status_), static_cast<QWidget*>(reset_),
                       static_cast<QWidget*>(opacityName_), static_cast<QWidget*>(opacity_)})
        w->setVisible(info_ != nullptr);
    refresh();
}

void LayerLab::makeRows() {
    qDeleteAll(rows_);
    rows_.clear();
    beforeSolo_.clear();
    beforeMute_.clear();
    pointed_ = -1;
    if (!info_) return;
    auto* column = static_cast<QVBoxLayout*>(list_->layout());
    for (size_t i = 0; i < info_->listLabels.size(); ++i) {
        auto* row = new LayerRow(*info_, static_cast<int>(i), list_);
        column->insertWidget(column->count() - 1, row);
        rows_.push_back(row);
        connect(row, &LayerRow::weightEdited, this, [this, i](double weight, int gesture) {
            auto all = weights();
            all[i] = weight;
            edit(std::move(all), gesture);
        });
        connect(row, &LayerRow::soloWanted, this, [this, i](bool on) { solo(i, on); });
        connect(row, &LayerRow::muteWanted, this, [this, i](bool on) { mute(i, on); });
        connect(row->loss(), &LossBar::pointed, this, [this, i](bool on) {
            pointed_ = on ? static_cast<int>(i) : -1;
            Q_EMIT shownLayerChanged();
        });
        connect(row->loss(), &QAbstractButton::clicked, this, [this, row](bool on) {
            for (LayerRow* other : rows_)
                if (other != row) other->loss()->setChecked(false);
            if (!on) pointed_ = -1;  // who lets go of a map wants it away, wherever the pointer is
            Q_EMIT shownLayerChanged();
        });
    }
}

std::vector<double> LayerLab::weights() const { return std::get<std::vector<double>>(form_->values().at(info_->key)); }

void LayerLab::edit(std::vector<double> weights, int gesture) { form_->edit(info_->key, std::move(weights), gesture); }

/// A weight to go back to, where there is one.
double LayerLab::backFrom(const std::vector<double>& kept, size_t layer) const {
    if (layer < kept.size() && kept[layer] > 0) return kept[layer];
    const double usual = std::get<std::vector<double>>(info_->defaultValue)[layer];
    return usual > 0 ? usual : 1;
}

void LayerLab::solo(size_t layer, bool on) {
    const auto now = weights();
    const auto counting = std::count_if(now.begin(), now.end(), [](double w) { return w > 0; });
    if (!on) {
        std::vector<double> back = beforeSolo_.empty() ? std::get<std::vector<double>>(info_->defaultValue) : beforeSolo_;
        back[layer] = now[layer];  // it may have been moved meanwhile
        return edit(std::move(back), newGesture());
    }
    // From one solo to the next the desk is remembered as it was before the first.
    if (counting != 1 || beforeSolo_.empty()) beforeSolo_ = now;
    std::vector<double> alone(now.size(), 0.0);
    alone[layer] = now[layer] > 0 ? now[layer] : backFrom(beforeSolo_, layer);
    edit(std::move(alone), newGesture());
}

void LayerLab::mute(size_t layer, bool on) {
    auto all = weights();
    if (on) {
        beforeMute_.resize(all.size(), 0.0);
        beforeMute_[layer] = all[layer];
        all[layer] = 0;
    } else {
        all[layer] = backFrom(beforeMute_, layer);
    }
    edit(std::move(all), newGesture());
}

void LayerLab::refresh() {
    if (!info_) return;
    const auto all = weights();
    const auto counting = std::count_if(all.begin(), all.end(), [](double w) { return w > 0; });
    for (size_t i = 0; i < rows_.size(); ++i) rows_[i]->show(all[i], all[i] > 0 && counting == 1);
    reset_->setEnabled(ParamValue(all) != info_->defaultValue);
}

int LayerLab::shownLayer() const {
    if (pointed_ >= 0) return pointed_;
    for (size_t i = 0; i < rows_.size(); ++i)
        if (rows_[i]->loss()->isChecked()) return static_cast<int>(i);
    return -1;
}

bool LayerLab::unchoose() {
    const bool any = shownLayer() >= 0;
    pointed_ = -1;
    for (LayerRow* row : rows_) row->loss()->setChecked(false);
    if (any) Q_EMIT shownLayerChanged();
    return any;
}

void LayerLab::setStatus(const QString& line, bool alarm) {
    alarm_ = alarm;
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, alarm ? Theme::instance().error() : Theme::instance().mutedText());
    status_->setPalette(ink);
    status_->setText(line);
}

QString LayerLab::status() const { return status_->text(); }

void LayerLab::setOpacity(double opacity) { opacity_->setValue(qRound(opacity * 100)); }

void LayerLab::retranslate() {
    const Theme& t = Theme::instance();
    back_->setIcon(t.icon("chevron-left", 16));
    back_->setToolTip(tr("Back to all settings (Esc)"));
    back_->setAccessibleName(tr("Back to all settings"));
    reset_->setIcon(t.icon("reset", 16));
    reset_->setToolTip(tr("All weights as they were at first"));
    reset_->setAccessibleName(tr("Reset weights"));
    title_->setText(tr("Layers"));
    noneWords_->setText(tr("This engine has no layers to weigh."));
    if (const auto engine = findEngine(firstLayeredEngine())) switch_->setText(tr("Switch to %1").arg(trParam((*engine)->label)));
    opacityName_->setText(tr("Map opacity"));
    opacity_->setAccessibleName(tr("Map opacity"));
    for (LayerRow* row : rows_) row->retranslate();
    setStatus(status_->text(), alarm_);
}

void LayerLab::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void LayerLab::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    Q_EMIT seen(true);
}

void LayerLab::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    Q_EMIT seen(false);
}

}  // namespace velatura
