#include "ui/compare/compare_bar.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <algorithm>

#include "ui/common/bar_button.h"
#include "ui/common/theme.h"
#include "ui/params/value_slider.h"

namespace velatura {

namespace {

constexpr ParamRange kGain{1, 64};
constexpr double kGainStep = 0.5;
constexpr int kGainWidth = 120;

}  // namespace

CompareBar::CompareBar(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(grid::kGroup, 5, grid::kRelated, 4);
    row->setSpacing(grid::kTight);
    const auto button = [&](bool checkable) {
        auto* b = barButton(this, checkable);
        row->addWidget(b);
        return b;
    };
    modes_ = new QButtonGroup(this);
    for (int i = 0; i < 4; ++i) {
        modeButtons_.push_back(button(true));
        modes_->addButton(modeButtons_.back(), i);
    }
    row->addSpacing(grid::kRelated);
    swap_ = button(false);
    swap_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    gain_ = new ValueSlider(SliderScale(kGain, kGainStep, true, false), kGain, this);
    gain_->setFixedWidth(kGainWidth);
    gainText_ = new QLabel(this);
    gainText_->setMinimumWidth(36);
    row->addWidget(gain_);
    row->addWidget(gainText_);
    row->addStretch();
    pictures_ = button(false);
    pictures_->setPopupMode(QToolButton::InstantPopup);
    pictures_->setMenu(new QMenu(pictures_));
    done_ = button(false);

    connect(modes_, &QButtonGroup::idClicked, this, [this](int id) { Q_EMIT modeWanted(static_cast<CompareMode>(id)); });
    connect(swap_, &QToolButton::clicked, this, &CompareBar::swapWanted);
    connect(gain_, &ValueSlider::moved, this, [this](double value, int) {
        gain_->setNumber(value);
        refreshGain();
        Q_EMIT gainWanted(value);
    });
    connect(pictures_->menu(), &QMenu::aboutToShow, this, &CompareBar::fillMenu);
    connect(done_, &QToolButton::clicked, this, &CompareBar::doneWanted);
    connect(&Theme::instance(), &Theme::changed, this, &CompareBar::retranslate);
    retranslate();
}

void CompareBar::show(const CompareLayer& layer) {
    const CompareMode mode = layer.mode();
    modeButtons_[static_cast<size_t>(mode)]->setChecked(true);
    const bool difference = mode == CompareMode::Difference || mode == CompareMode::Heat;
    // Of two there is nothing to choose in a difference; in place a key turns the page.
    swap_->setVisible(mode == CompareMode::Swap || (difference && layer.pictures().size() > 2));
    for (QWidget* w : std::initializer_list<QWidget*>{gain_, gainText_}) w->setVisible(difference);
    gain_->setNumber(layer.gain());
    refreshGain();
}

void CompareBar::setChoices(const std::vector<Choice>& choices) { choices_ = choices; }

void CompareBar::fillMenu() {
    QMenu* menu = pictures_->menu();
    menu->clear();
    const auto chosen = std::count_if(choices_.begin(), choices_.end(), [](const Choice& c) { return c.on; });
    for (size_t i = 0; i < choices_.size(); ++i) {
        auto* action = menu->addAction(choices_[i].name, this, [this, i] { Q_EMIT toggleWanted(static_cast<int>(i)); });
        action->setCheckable(true);
        action->setChecked(choices_[i].on);
        // Two are the fewest that can be compared.
        action->setEnabled(choices_[i].on ? chosen > 2 : chosen < static_cast<std::ptrdiff_t>(CompareLayer::kMost));
    }
}

void CompareBar::refreshGain() { gainText_->setText(QStringLiteral("× %1").arg(gain_->number(), 0, 'f', gain_->number() < 10 ? 1 : 0)); }

void CompareBar::retranslate() {
    const Theme& t = Theme::instance();
    const QString words[] = {tr("Side by side"), tr("In place"), tr("Difference"), tr("Heat map")};
    const QString tips[] = {tr("All of them, moved and zoomed together"), tr("One at a time in the same place; X turns to the next"),
                            tr("How far each colour is from the first picture's, amplified, on grey"),
                            tr("How far they are apart, from dark (equal) to bright")};
    for (size_t i = 0; i < modeButtons_.size(); ++i) {
        modeButtons_[i]->setText(words[i]);
        modeButtons_[i]->setToolTip(tips[i]);
    }
    swap_->setIcon(t.icon("swap", 16));
    swap_->setText(tr("Next"));
    swap_->setToolTip(tr("Turn to the next picture (X; held, it comes back when let go)"));
    gain_->setAccessibleName(tr("How much the difference is amplified"));
    gain_->setToolTip(tr("How much the difference is amplified"));
    gainText_->setFont(t.tabular());
    pictures_->setText(tr("Pictures"));
    pictures_->setToolTip(tr("Which pictures are compared: up to four"));
    done_->setText(tr("Done"));
    done_->setToolTip(tr("Back to one picture (Esc)"));
}

void CompareBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void CompareBar::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.fillRect(0, 0, width(), 1, Theme::instance().separator());
}

}  // namespace velatura
