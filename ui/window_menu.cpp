#include "ui/window_menu.h"

#include <QtGui/QActionGroup>

#include "ui/bridge/settings.h"
#include "ui/common/language.h"
#include "ui/common/theme.h"

namespace velatura {

WindowMenu::WindowMenu(Settings& settings, QWidget* parent) : QMenu(parent), settings_(settings) {}

void WindowMenu::addSettings(const QList<QAction*>& panels) {
    panels_ = addMenu(QString());
    panels_->addActions(panels);
    language_ = addMenu(QString());
    auto* languages = new QActionGroup(this);
    for (const LanguageInfo& l : Language::instance().all()) {
        QAction* a = language_->addAction(l.name, this, [this, code = l.code] {
            settings_.setLanguage(code);
            Language::instance().use(code);
        });
        a->setCheckable(true);
        a->setData(l.code);
        languages->addAction(a);
    }
    theme_ = addMenu(QString());
    auto* themes = new QActionGroup(this);
    addTheme(themes, QT_TR_NOOP("Like the system"), static_cast<int>(Theme::Mode::System));
    addTheme(themes, QT_TR_NOOP("Light"), static_cast<int>(Theme::Mode::Light));
    addTheme(themes, QT_TR_NOOP("Dark"), static_cast<int>(Theme::Mode::Dark));
}

void WindowMenu::addTheme(QActionGroup* group, const char* text, int mode) {
    const auto wanted = static_cast<Theme::Mode>(mode);
    QAction* a = theme_->addAction(QString(), this, [this, wanted] {
        settings_.setTheme(wanted);
        Theme::instance().setMode(wanted);
    });
    a->setCheckable(true);
    a->setChecked(Theme::instance().mode() == wanted);
    group->addAction(a);
    words_.append({a, text});
}

void WindowMenu::retranslate() {
    panels_->setTitle(tr("Panels"));
    language_->setTitle(tr("Language"));
    theme_->setTitle(tr("Theme"));
    for (const auto& [action, text] : words_) action->setText(tr(text));
    for (QAction* a : language_->actions()) a->setChecked(a->data().toString() == Language::instance().current());
}

}  // namespace velatura
