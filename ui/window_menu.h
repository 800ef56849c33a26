// WindowMenu: the menu behind the gear: MainWindow's commands, and in submenus the panels, the language and the theme.
// Window thread.
#pragma once

#include <QtWidgets/QMenu>

namespace velatura {

class Settings;

class WindowMenu : public QMenu {
    Q_OBJECT
public:
    WindowMenu(Settings& settings, QWidget* parent);
    /// The submenus; `panels` are the commands of the first.
    void addSettings(const QList<QAction*>& panels);
    void retranslate();

private:
    void addTheme(QActionGroup* group, const char* text, int mode);

    Settings& settings_;
    QMenu *panels_ = nullptr, *language_ = nullptr, *theme_ = nullptr;
    QList<std::pair<QAction*, const char*>> words_;
};

}  // namespace velatura
