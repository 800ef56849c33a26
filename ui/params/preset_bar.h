// PresetBar: the named presets of one engine or trainer, above its form. Presets are JSON files in
// configFolder()/presets/<scope>/ (preset_store.h). Saving, renaming and deleting are steps on the undo stack, the form's
// unless another is set. Window thread.
#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>
#include <optional>

#include "ui/params/preset_store.h"

class QLabel;
class QLineEdit;
class QMenu;
class QUndoStack;

namespace velatura {

class ParamForm;
class PresetButton;

class PresetBar : public QWidget {
    Q_OBJECT
public:
    /// `scope` names the folder ("gatys", "train-perceptual"). `form` must outlive the bar.
    PresetBar(const QString& scope, const Schema& schema, ParamForm* form, QWidget* parent = nullptr);

    /// Name of the preset that the form was last set to; empty: none.
    QString active() const { return active_; }
    /// The form differs from the active preset.
    bool modified() const;
    /// What the menu lists, for tests.
    QStringList names() const;
    void save(const QString& name);
    void rename(const QString& from, const QString& to);
    void remove(const QString& name);

    void apply(const QString& name);
    void setUndoStack(QUndoStack* undo) { undo_ = undo; }

Q_SIGNALS:
    void activeChanged();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Asking { NewName, Rename };
    void fillMenu();
    void askSoon(Asking what);
    void ask(Asking what);
    void finishAsking(bool accept);
    /// Takes `from` away and puts `to` there, either may be empty; one undo step that can be taken back.
    void replace(const QString& from, const QString& to, const ParamValues& values, const QString& what);
    void store(const QString& name, const std::optional<ParamValues>& values);
    void setActive(const QString& name);
    void refresh();

    PresetStore store_;
    const Schema& schema_;
    ParamForm* form_;
    QUndoStack* undo_;
    QString active_;
    Asking asking_ = Asking::NewName;
    ParamValues activeValues_;
    PresetButton* button_;
    QMenu* menu_;
    QLineEdit* name_;
    QLabel* notice_;  ///< why something could not be kept
};

}  // namespace velatura
