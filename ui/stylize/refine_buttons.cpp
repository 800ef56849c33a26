#include "ui/stylize/refine_buttons.h"

#include <QtCore/QEvent>

#include "ui/canvas/canvas_bar.h"
#include "ui/common/bar_button.h"
#include "ui/common/theme.h"

namespace velatura {

RefineButtons::RefineButtons(CanvasBar* bar) : QObject(bar) {
    const auto button = [&](bool checkable) {
        auto* b = barButton(bar, checkable);
        bar->addButton(b);
        return b;
    };
    vary_ = button(false);
    refine_ = button(false);
    refine_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    keep_ = button(true);
    goOn_ = button(false);
    compare_ = button(true);
    connect(keep_, &QToolButton::clicked, this, &RefineButtons::keepWanted);
    connect(goOn_, &QToolButton::clicked, this, &RefineButtons::goOnWanted);
    connect(compare_, &QToolButton::clicked, this, &RefineButtons::compareWanted);
    connect(refine_, &QToolButton::clicked, this, &RefineButtons::refineWanted);
    connect(vary_, &QToolButton::clicked, this, &RefineButtons::variationsWanted);
    connect(&Theme::instance(), &Theme::changed, this, &RefineButtons::retranslate);
    bar->installEventFilter(this);
    retranslate();
    setState({});
}

void RefineButtons::setState(const State& state) {
    state_ = state;
    keep_->setEnabled(state.canKeep);
    keep_->setChecked(state.kept);
    goOn_->setEnabled(state.canGoOn);
    goOn_->setVisible(!state.live);
    refine_->setVisible(state.live);
    refine_->setEnabled(state.canRefine);
    vary_->setVisible(state.live);
    vary_->setEnabled(state.canVary);
    compare_->setEnabled(state.canCompare || state.comparing);
    compare_->setChecked(state.comparing);
    sayGoOn();
}

void RefineButtons::sayGoOn() {
    goOn_->setToolTip(state_.engineGoesOn ? tr("Go on from this result with the settings as they are now (G)")
                                          : tr("This engine paints in one pass; choose the optimiser to go on from this result"));
}

void RefineButtons::retranslate() {
    const Theme& t = Theme::instance();
    keep_->setIcon(t.icon("star", 16));
    keep_->setToolTip(tr("Keep this: the picture as it is now, running or finished (K)"));
    keep_->setAccessibleName(tr("Keep this"));
    goOn_->setIcon(t.icon("go-on", 16));
    sayGoOn();
    goOn_->setAccessibleName(tr("Go on from here"));
    refine_->setIcon(t.icon("go-on", 16));
    refine_->setText(tr("Refine"));
    refine_->setToolTip(tr("The optimiser carries on from this picture, with its own settings (G)"));
    vary_->setIcon(t.icon("variations", 16));
    vary_->setToolTip(tr("Four other variations or strengths to choose from (V)"));
    vary_->setAccessibleName(tr("Variations"));
    compare_->setIcon(t.icon("side-by-side", 16));
    compare_->setToolTip(tr("Compare with another result (C); Ctrl+click in the strip adds more"));
    compare_->setAccessibleName(tr("Compare results"));
}

bool RefineButtons::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    return QObject::eventFilter(watched, event);
}

}  // namespace velatura
