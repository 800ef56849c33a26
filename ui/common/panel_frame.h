// PanelFrame: a workspace's centre with a panel on either side. Panels fold, change sides, float as windows and are
// remembered; reset() puts them where they were first. Made by each workspace. Window thread.
#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QMainWindow>
#include <array>
#include <vector>

class QDockWidget;
class QToolButton;

namespace velatura {

class Settings;

class PanelFrame : public QMainWindow {
    Q_OBJECT
public:
    enum Side { Left, Right };

    /// `key` names this frame in the settings ("stylize").
    PanelFrame(Settings& settings, const QString& key, QWidget* parent = nullptr);

    void setCentre(QWidget* centre);
    /// `width` is the one that it has at first and after reset().
    void setPanel(Side side, QWidget* content, int width);
    void setPanelName(Side side, const QString& name);
    /// One more panel, away at first: `key` remembers it, `extent` is its first height below the centre or width beside it.
    QDockWidget* addExtra(const QString& key, QWidget* content, Qt::DockWidgetArea area, int extent);
    /// The panel that was made for this side, wherever it is now.
    QDockWidget* panel(Side side) const { return panels_[side].dock; }

    /// Both away when one is there, else both back.
    void togglePanels();
    void togglePanel(Side side);
    void toggleFloating(Side side);
    void reset();
    void save();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Panel {
        QDockWidget* dock = nullptr;
        QToolButton* edge = nullptr;  ///< brings the folded panel back
        int width = 0;
    };
    struct Extra {
        QDockWidget* dock = nullptr;
        Qt::DockWidgetArea area = Qt::BottomDockWidgetArea;
        int extent = 0;
    };
    void restore();
    void refreshEdges();
    std::vector<QDockWidget*> docks() const;
    void retranslate();

    Settings& settings_;
    QString key_;
    std::array<Panel, 2> panels_;
    std::vector<Extra> extras_;
    QWidget* middle_;
    std::vector<QPointer<QDockWidget>> parked_;  ///< floating ones of a workspace that is not shown
    QByteArray parkedState_;
    bool restored_ = false;
};

}  // namespace velatura
