#include "ui/top_bar.h"

#include <QtGui/QPainter>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QToolButton>

#include "ui/common/job_list_popup.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {
constexpr int kTabs = 4;
}

TopBar::TopBar(JobBridge& bridge, QMenu* menu, QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(grid::kRelated, 6, grid::kRelated, 7);
    row->setSpacing(grid::kTight);
    auto* group = new QButtonGroup(this);
    for (int i = 0; i < kTabs; ++i) {
        auto* tab = new QToolButton(this);
        tab->setAutoRaise(true);
        tab->setCheckable(true);
        tab->setFocusPolicy(Qt::TabFocus);
        group->addButton(tab, i);
        row->addWidget(tab);
        tabs_.push_back(tab);
    }
    connect(group, &QButtonGroup::idClicked, this, &TopBar::workspaceChosen);
    row->addStretch();
    row->addWidget(new JobListButton(bridge, this));
    menu_ = new QToolButton(this);
    menu_->setAutoRaise(true);
    menu_->setPopupMode(QToolButton::InstantPopup);
    menu_->setFocusPolicy(Qt::TabFocus);
    menu_->setIconSize({20, 20});
    menu_->setMenu(menu);
    row->addWidget(menu_);
}

void TopBar::setWorkspace(int index) {
    tabs_[static_cast<size_t>(index)]->setChecked(true);
}

void TopBar::retranslate() {
    tabs_[0]->setText(tr("Stylize"));
    tabs_[1]->setText(tr("Train"));
    tabs_[2]->setText(tr("Batch"));
    tabs_[3]->setText(tr("Models"));
    tabs_[0]->setToolTip(tr("Paint a photo in the manner of a painting (Ctrl+1)"));
    tabs_[1]->setToolTip(tr("Train a network on your own pictures (Ctrl+2)"));
    tabs_[2]->setToolTip(tr("Paint many photos in one go (Ctrl+3)"));
    tabs_[3]->setToolTip(tr("Networks to look through: what there is, and import (Ctrl+4)"));
    menu_->setIcon(Theme::instance().icon("settings", 20));
    menu_->setToolTip(tr("Menu and settings"));
    menu_->setAccessibleName(tr("Menu and settings"));
}

/// The frame's own background, and the line under it.
void TopBar::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.fillRect(rect(), Theme::instance().window());
    p.fillRect(0, height() - 1, width(), 1, Theme::instance().separator());
}

}  // namespace velatura
