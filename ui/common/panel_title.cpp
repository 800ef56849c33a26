#include "ui/common/panel_title.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMainWindow>
#include <QtWidgets/QToolButton>

#include "ui/common/theme.h"

namespace velatura {

namespace {
constexpr int kHeight = 30, kButton = 24, kAside = 24;
}

void floatOrDock(QDockWidget* panel) {
    const auto* frame = qobject_cast<QMainWindow*>(panel->parentWidget());
    const bool right = frame && frame->dockWidgetArea(panel) == Qt::RightDockWidgetArea;
    panel->setFloating(!panel->isFloating());
    if (panel->isFloating()) panel->move(panel->pos() + QPoint(right ? -kAside : kAside, kAside));
}

PanelTitle::PanelTitle(QDockWidget* panel) : QWidget(panel), panel_(panel) {
    setFixedHeight(kHeight);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(grid::kGroup, 0, grid::kTight, 0);
    row->setSpacing(0);
    name_ = new QLabel(this);
    name_->setFont(Theme::instance().small());
    row->addWidget(name_, 1);
    const auto button = [&] {
        auto* b = new QToolButton(this);
        b->setAutoRaise(true);
        b->setFixedSize(kButton, kButton);
        b->setFocusPolicy(Qt::TabFocus);
        row->addWidget(b);
        return b;
    };
    float_ = button();
    fold_ = button();
    connect(float_, &QToolButton::clicked, panel, [panel] { floatOrDock(panel); });
    connect(fold_, &QToolButton::clicked, panel, &QWidget::hide);
    connect(panel, &QDockWidget::topLevelChanged, this, &PanelTitle::refresh);
    connect(panel, &QDockWidget::dockLocationChanged, this, &PanelTitle::refresh);
    connect(panel, &QWidget::windowTitleChanged, this, &PanelTitle::refresh);
    connect(&Theme::instance(), &Theme::changed, this, &PanelTitle::refresh);
    refresh();
}

void PanelTitle::refresh() {
    const Theme& t = Theme::instance();
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, t.mutedText());
    name_->setPalette(muted);
    name_->setText(panel_->windowTitle());
    const bool floats = panel_->isFloating();
    const auto* frame = qobject_cast<QMainWindow*>(panel_->parentWidget());
    const auto area = frame ? frame->dockWidgetArea(panel_) : Qt::LeftDockWidgetArea;
    const char* away = area == Qt::RightDockWidgetArea ? "chevron-right" : area == Qt::BottomDockWidgetArea ? "chevron-down" : "chevron-left";
    float_->setIcon(t.icon(floats ? "dock" : "float", 16, t.mutedText()));
    float_->setToolTip(floats ? tr("Put back beside the picture") : tr("Float as a window of its own"));
    fold_->setIcon(t.icon(floats ? "close" : away, 16, t.mutedText()));
    fold_->setToolTip(area == Qt::BottomDockWidgetArea ? tr("Fold away") : tr("Fold away; Tab on the picture folds both panels"));
    float_->setAccessibleName(floats ? tr("Dock panel %1").arg(name_->text())
                                     : tr("Float panel %1").arg(name_->text()));
    fold_->setAccessibleName(tr("Fold panel %1").arg(name_->text()));
    update();
}

void PanelTitle::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) refresh();
    QWidget::changeEvent(event);
}

void PanelTitle::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.fillRect(rect(), panel_->isFloating() ? t.window() : t.panel());
}

}  // namespace velatura
