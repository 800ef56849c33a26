// TopBar: the workspaces' tabs, the list of jobs and the menu button, over everything. Made by MainWindow. Window
// thread.
#pragma once

#include <QtWidgets/QWidget>
#include <vector>

class QMenu;
class QToolButton;

namespace velatura {

class JobBridge;

class TopBar : public QWidget {
    Q_OBJECT
public:
    TopBar(JobBridge& bridge, QMenu* menu, QWidget* parent);
    void setWorkspace(int index);
    void retranslate();

Q_SIGNALS:
    void workspaceChosen(int index);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    std::vector<QToolButton*> tabs_;
    QToolButton* menu_;
};

}  // namespace velatura
