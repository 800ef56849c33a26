#include "ui/params/preset_bar.h"

#include <QtCore/QEvent>
#include <QtCore/QTimer>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "core/base/paths.h"
#include "ui/bridge/undo.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"
#include "ui/params/param_form.h"
#include "ui/params/preset_button.h"

namespace velatura {

PresetBar::PresetBar(const QString& scope, const Schema& schema, ParamForm* form, QWidget* parent)
    : QWidget(parent), store_(configFolder() / "presets" / scope.toStdString(), schema), schema_(schema), form_(form),
      undo_(form->undoStack()) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, grid::kTight);
    column->setSpacing(0);
    button_ = new PresetButton(this);
    menu_ = new QMenu(this);
    button_->setMenu(menu_);
    button_->setPopupMode(QToolButton::InstantPopup);
    column->addWidget(button_);
    name_ = new QLineEdit(this);
    name_->setMaxLength(60);
    name_->hide();
    name_->installEventFilter(this);
    column->addWidget(name_);
    notice_ = new QLabel(this);
    notice_->setWordWrap(true);
    notice_->setFont(Theme::instance().small());
    notice_->hide();
    column->addWidget(notice_);

    connect(menu_, &QMenu::aboutToShow, this, &PresetBar::fillMenu);
    connect(name_, &QLineEdit::returnPressed, this, [this] { finishAsking(true); });
    connect(form_, &ParamForm::valuesChanged, this, &PresetBar::refresh);
    connect(&Theme::instance(), &Theme::changed, this, &PresetBar::refresh);
    refresh();
}

bool PresetBar::modified() const {
    return !active_.isEmpty() && form_->changedValues() != schema_.changed(activeValues_);
}

QStringList PresetBar::names() const {
    QStringList out;
    for (const auto& [name, values] : store_.load()) out << QString::fromStdString(name);
    return out;
}

void PresetBar::fillMenu() {
    menu_->clear();
    const auto presets = store_.load();
    for (const auto& [key, values] : presets) {
        const QString name = QString::fromStdString(key);
        QAction* action = menu_->addAction(name, this, [this, name] { apply(name); });
        action->setCheckable(true);
        action->setChecked(name == active_);
    }
    if (presets.empty()) menu_->addAction(tr("No presets yet"))->setEnabled(false);
    menu_->addSeparator();
    menu_->addAction(tr("Save as new preset…"), this, [this] { askSoon(Asking::NewName); });
    if (!active_.isEmpty() && presets.contains(active_.toStdString())) {
        QAction* update = menu_->addAction(tr("Update \"%1\"").arg(active_), this, [this] { save(active_); });
        update->setEnabled(modified());
        menu_->addAction(tr("Rename \"%1\"…").arg(active_), this, [this] { askSoon(Asking::Rename); });
        menu_->addAction(tr("Delete \"%1\"").arg(active_), this, [this] { remove(active_); });
    }
    menu_->addSeparator();
    QAction* reset = menu_->addAction(tr("Reset all to defaults"), this, [this] {
        form_->applyValues(schema_.defaults(), tr("Reset all parameters"));
        setActive({});
    });
    reset->setEnabled(!form_->changedValues().empty());
}

void PresetBar::apply(const QString& name) {
    const auto presets = store_.load();
    const auto found = presets.find(name.toStdString());
    if (found == presets.end()) return;
    form_->applyValues(found->second, tr("Apply preset %1").arg(name));
    setActive(name);
}

void PresetBar::setActive(const QString& name) {
    active_ = name;
    const auto presets = store_.load();
    const auto found = presets.find(name.toStdString());
    activeValues_ = found == presets.end() ? schema_.defaults() : found->second;
    if (found == presets.end()) active_.clear();
    refresh();
    Q_EMIT activeChanged();
}

void PresetBar::askSoon(Asking what) {
    // The menu gives the focus back to the button as it closes; the name comes after that.
    QTimer::singleShot(0, this, [this, what] { ask(what); });
}

void PresetBar::ask(Asking what) {
    asking_ = what;
    name_->setText(what == Asking::Rename ? active_ : QString());
    name_->setPlaceholderText(tr("Name of the preset, then Enter"));
    name_->setAccessibleName(tr("Name of the preset"));
    button_->hide();
    name_->show();
    name_->setFocus();
    name_->selectAll();
}

void PresetBar::finishAsking(bool accept) {
    if (!name_->isVisibleTo(this)) return;
    const QString name = name_->text().trimmed();
    name_->hide();
    button_->show();
    button_->setFocus();
    if (!accept || name.isEmpty()) return;
    asking_ == Asking::Rename ? rename(active_, name) : save(name);
}

bool PresetBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == name_) {
        if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
            finishAsking(false);
            return true;
        }
        if (event->type() == QEvent::FocusOut) finishAsking(false);
    }
    return QWidget::eventFilter(watched, event);
}

void PresetBar::save(const QString& name) { replace({}, name, form_->values(), tr("Save preset %1").arg(name)); }

void PresetBar::rename(const QString& from, const QString& to) {
    const auto presets = store_.load();
    const auto found = presets.find(from.toStdString());
    if (found == presets.end() || from == to) return;
    replace(from, to, found->second, tr("Rename preset %1").arg(from));
}

void PresetBar::remove(const QString& name) { replace(name, {}, {}, tr("Delete preset %1").arg(name)); }

void PresetBar::replace(const QString& from, const QString& to, const ParamValues& values, const QString& what) {
    const auto presets = store_.load();
    const auto kept = [&presets](const QString& name) {
        const auto found = presets.find(name.toStdString());
        return found == presets.end() ? std::optional<ParamValues>() : std::optional(found->second);
    };
    const auto oldFrom = kept(from), oldTo = kept(to);
    const QString oldActive = active_;
    const auto redo = [this, from, to, values] {
        if (!to.isEmpty()) store(to, values);
        if (!from.isEmpty()) store(from, std::nullopt);
        setActive(to);
    };
    const auto undo = [this, from, to, oldFrom, oldTo, oldActive] {
        if (!from.isEmpty()) store(from, oldFrom);
        if (!to.isEmpty()) store(to, oldTo);
        setActive(oldActive);
    };
    if (!undo_) return redo();
    // The stack may outlive this bar.
    undo_->push(new UndoStep(
        what, [bar = QPointer<PresetBar>(this), redo] { if (bar) redo(); },
        [bar = QPointer<PresetBar>(this), undo] { if (bar) undo(); }));
}

void PresetBar::store(const QString& name, const std::optional<ParamValues>& values) {
    const Status done = values ? store_.save(name.toStdString(), *values) : store_.remove(name.toStdString());
    notice_->setVisible(!done);
    if (done) return;
    QPalette red = notice_->palette();
    red.setColor(QPalette::WindowText, Theme::instance().error());
    notice_->setPalette(red);
    notice_->setText((trError(done.error()) + ' ' + trHint(done.error())).trimmed());
}

void PresetBar::refresh() {
    button_->show(active_, modified());
    button_->setAccessibleName(active_.isEmpty() ? tr("Presets")
                               : modified()      ? tr("Preset %1, changed").arg(active_)
                                                 : tr("Preset %1").arg(active_));
    button_->setToolTip(tr("Named sets of values: choose one, or keep the present ones under a name"));
}

void PresetBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) refresh();
    QWidget::changeEvent(event);
}

}  // namespace velatura
