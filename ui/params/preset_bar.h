// PresetBar: the named presets of one engine or trainer, above its form. Presets are JSON files in
// configFolder()/presets/<scope>/ (preset_store.h). Saving, renaming and deleting are undoable. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/params/preset_store.h"

class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;
class QUndoStack;

namespace velatura {

class ParamForm;

class PresetBar : public QWidget {
    Q_OBJECT
public:
    /// `scope` names the folder ("gatys", "train-perceptual"). `form` must outlive the bar.
    PresetBar(const QString& scope, const Schema& schema, ParamForm* form, QWidget* parent = nullptr);

    /// Name of the preset that the form was last set to; empty: none.
    QString active() const { return active_; }
    /// The form differs from the active preset.
    bool modified() const;

    void apply(const QString& name);
    void setUndoStack(QUndoStack* undo) { undo_ = undo; }

Q_SIGNALS:
    void activeChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class Asking { Nothing, NewName, Rename };
    void fillMenu();
    void ask(Asking what);
    void finishAsking(bool accept);
    void remove();
    void replace(const QString& name, const std::optional<ParamValues>& values, const QString& undoText);
    void refresh();
    void setActive(const QString& name);

    PresetStore store_;
    const Schema& schema_;
    ParamForm* form_;
    QUndoStack* undo_ = nullptr;
    QString active_;
    ParamValues activeValues_;
    Asking asking_ = Asking::Nothing;
    QToolButton* button_;
    QMenu* menu_;
    QLineEdit* name_;
    QLabel* notice_;
};

}  // namespace velatura
