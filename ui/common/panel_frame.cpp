#include "ui/common/panel_frame.h"

#include <QtCore/QEvent>
#include <QtGui/QAction>
#include <QtGui/QPainter>
#include <QtGui/QShowEvent>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QToolButton>

#include "ui/bridge/settings.h"
#include "ui/common/panel_title.h"
#include "ui/common/style.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {

constexpr int kVersion = 1;  ///< of what is remembered: raised when panels are added or change their meaning
constexpr int kEdge = 14;
constexpr Qt::DockWidgetArea kAreas[] = {Qt::LeftDockWidgetArea, Qt::RightDockWidgetArea};

/// A narrow strip at the window's edge where a panel was folded away.
class EdgeButton : public QToolButton {
public:
    EdgeButton(bool left, QWidget* parent) : QToolButton(parent), left_(left) {
        setFixedWidth(kEdge);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
        setFocusPolicy(Qt::TabFocus);
        hide();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& t = Theme::instance();
        QPainter p(this);
        p.fillRect(rect(), underMouse() ? t.hover() : t.panel());
        p.fillRect(left_ ? width() - 1 : 0, 0, 1, height(), t.separator());
        drawChevron(p, rect(), left_ ? Qt::RightArrow : Qt::LeftArrow, underMouse() ? t.text() : t.mutedText());
        if (hasFocus()) drawFocusRing(p, rect(), 3);
    }

private:
    bool left_;
};

}  // namespace

PanelFrame::PanelFrame(Settings& settings, const QString& key, QWidget* parent)
    : QMainWindow(parent), settings_(settings), key_(key) {
    setWindowFlags(Qt::Widget);  // a part of the program's window, not one of its own
    setDockOptions(QMainWindow::DockOptions());  // no tabs: a panel hidden behind another would be looked for
    setContextMenuPolicy(Qt::NoContextMenu);
    // The side panels keep their height, whatever lies below the centre.
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    middle_ = new QWidget(this);
    auto* row = new QHBoxLayout(middle_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (const Side side : {Left, Right}) {
        panels_[side].edge = new EdgeButton(side == Left, middle_);
        row->addWidget(panels_[side].edge);
        connect(panels_[side].edge, &QToolButton::clicked, this, [this, side] { togglePanel(side); });
    }
    setCentralWidget(middle_);
}

void PanelFrame::setCentre(QWidget* centre) {
    static_cast<QHBoxLayout*>(middle_->layout())->insertWidget(1, centre, 1);
}

void PanelFrame::setPanel(Side side, QWidget* content, int width) {
    auto* dock = new QDockWidget(this);
    dock->setObjectName(side == Left ? "left" : "right");
    dock->setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea);
    dock->setWidget(content);
    dock->toggleViewAction()->setProperty("palette", false);  // the window has its own commands for it
    panels_[side].dock = dock;
    panels_[side].width = width;
    addDockWidget(kAreas[side], dock);
    dock->setTitleBarWidget(new PanelTitle(dock));
    connect(dock, &QDockWidget::visibilityChanged, this, &PanelFrame::refreshEdges);
    connect(dock, &QDockWidget::topLevelChanged, this, &PanelFrame::refreshEdges);
}

QDockWidget* PanelFrame::addExtra(const QString& key, QWidget* content, Qt::DockWidgetArea area, int extent) {
    auto* dock = new QDockWidget(this);
    dock->setObjectName(key);
    dock->setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea | Qt::BottomDockWidgetArea);
    dock->setWidget(content);
    dock->toggleViewAction()->setProperty("palette", false);
    extras_.push_back({dock, area, extent});
    addDockWidget(area, dock);
    dock->setTitleBarWidget(new PanelTitle(dock));
    dock->hide();
    return dock;
}

std::vector<QDockWidget*> PanelFrame::docks() const {
    std::vector<QDockWidget*> out;
    for (const Panel& p : panels_)
        if (p.dock) out.push_back(p.dock);
    for (const Extra& e : extras_) out.push_back(e.dock);
    return out;
}

void PanelFrame::setPanelName(Side side, const QString& name) {
    panels_[side].dock->setWindowTitle(name);
    retranslate();
}

void PanelFrame::togglePanels() {
    const bool show = panels_[Left].dock->isHidden() && panels_[Right].dock->isHidden();
    for (const Panel& p : panels_) p.dock->setVisible(show);
}

void PanelFrame::togglePanel(Side side) {
    panels_[side].dock->setVisible(panels_[side].dock->isHidden());
}

void PanelFrame::toggleFloating(Side side) {
    QDockWidget* dock = panels_[side].dock;
    floatOrDock(dock);
    dock->show();
}

void PanelFrame::reset() {
    QList<QDockWidget*> docks;
    QList<int> widths;
    for (const Side side : {Left, Right}) {
        QDockWidget* dock = panels_[side].dock;
        dock->setFloating(false);
        addDockWidget(kAreas[side], dock);
        dock->show();
        docks << dock;
        widths << panels_[side].width;
    }
    resizeDocks(docks, widths, Qt::Horizontal);
    for (const Extra& e : extras_) {
        e.dock->setFloating(false);
        addDockWidget(e.area, e.dock);
        resizeDocks({e.dock}, {e.extent}, e.area == Qt::BottomDockWidgetArea ? Qt::Vertical : Qt::Horizontal);
        e.dock->hide();
    }
    refreshEdges();
}

void PanelFrame::restore() {
    restored_ = true;
    if (!restoreState(settings_.value(key_ + "/panels").toByteArray(), kVersion)) reset();
    refreshEdges();
}

void PanelFrame::save() {
    if (restored_) settings_.setValue(key_ + "/panels", parked_.empty() ? saveState(kVersion) : parkedState_);
}

void PanelFrame::refreshEdges() {
    for (const Panel& p : panels_)
        if (p.dock) p.edge->setVisible(p.dock->isHidden());
}

void PanelFrame::retranslate() {
    for (const Panel& p : panels_) {
        if (!p.dock) continue;
        p.edge->setToolTip(tr("Show the panel %1").arg(p.dock->windowTitle()));
        p.edge->setAccessibleName(p.edge->toolTip());
    }
}

void PanelFrame::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QMainWindow::changeEvent(event);
}

void PanelFrame::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    // Only now the frame has its size, which the panels' widths depend on; and a window of its own that is shown before
    // the program's would come up alone.
    if (!restored_) return restore();
    if (event->spontaneous()) return;
    for (const auto& dock : std::exchange(parked_, {}))
        if (dock) dock->show();
}

void PanelFrame::hideEvent(QHideEvent* event) {
    // A floating panel is a window: it does not go away by itself with the workspace that it belongs to.
    if (!event->spontaneous()) {
        const QByteArray state = saveState(kVersion);
        for (QDockWidget* dock : docks())
            if (dock->isFloating() && !dock->isHidden()) parked_.emplace_back(dock);
        if (!parked_.empty()) parkedState_ = state;
        for (const auto& dock : parked_) dock->hide();
    }
    QMainWindow::hideEvent(event);
}

}  // namespace velatura
