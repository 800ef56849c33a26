// CommandPalette: Ctrl+K lists every command of the window with its shortcut; typing filters, Enter runs. Made once by
// the main window; finds the actions when it opens. Window thread.
#pragma once

#include <QtCore/QList>
#include <QtCore/QPointer>
#include <QtWidgets/QFrame>

class QAction;
class QLineEdit;
class QListWidget;
class QMainWindow;

namespace velatura {

/// How well `pattern` fits `text`: its letters in order, word starts and runs count more. 0: not at all.
int fuzzyScore(const QString& pattern, const QString& text);

class CommandPalette : public QFrame {
    Q_OBJECT
public:
    explicit CommandPalette(QMainWindow* window);
    /// Opens over the upper middle of the window with everything listed.
    void open();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent*) override;

private:
    void filter(const QString& text);
    void run();

    QMainWindow* window_;
    QLineEdit* field_;
    QListWidget* list_;
    QList<QPointer<QAction>> actions_;
};

}  // namespace velatura
