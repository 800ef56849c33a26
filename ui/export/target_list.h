// TargetList: the sizes of a set, ticked or not, in their order, with a menu of the usual ones to add. Says what a
// person wants; the set's panel does it. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/export/export_set.h"

class QLabel;
class QListWidget;
class QMenu;
class QToolButton;

namespace velatura {

class TargetList : public QWidget {
    Q_OBJECT
public:
    explicit TargetList(QWidget* parent = nullptr);
    /// @param sizes     what stands beside each name
    /// @param problems  what is wrong with each; empty: nothing
    void setSet(const ExportSet& set, const QStringList& sizes, const QStringList& problems, int current);
    int current() const;

Q_SIGNALS:
    void currentChanged(int id);
    void toggled(int id, bool on);
    void addWanted(const std::vector<velatura::ExportTarget>& targets);
    void removeWanted(int id);
    void moveWanted(int id, int by);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fillMenu();
    void retranslate();
    void refreshButtons();

    bool quiet_ = false;
    QListWidget* list_;
    QLabel* empty_;
    QMenu* menu_;
    QToolButton *add_, *remove_, *up_, *down_;
};

}  // namespace velatura
