// EngineForms: the switch between engines, and of the chosen one its presets and parameters. Kept in the settings by
// workspace; presets are shared. Used by Stylize and Batch. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <string>
#include <vector>

#include "core/base/param_values.h"

class QComboBox;
class QLabel;
class QUndoStack;

namespace velatura {

class ParamForm;
class Settings;

class EngineForms : public QWidget {
    Q_OBJECT
public:
    /// `name` of the workspace in the settings ("batch"); `prefix` of its engines among all parameters there ("batch-").
    EngineForms(const QString& name, const QString& prefix, Settings& settings, QUndoStack* undo, QWidget* parent = nullptr);

    std::string engine() const;
    ParamValues params() const;
    /// What stands in the form of another engine.
    ParamValues params(const std::string& engine) const;
    /// Of the engine that is chosen, and all of them in the catalog's order.
    ParamForm* form() const { return pages_[static_cast<size_t>(current_)].form; }
    std::vector<ParamForm*> forms() const;
    /// Switch and help, at the top; may be laid out elsewhere, to stand still while the forms scroll.
    QWidget* head() const { return head_; }
    /// One undo step is the caller's business.
    void setParams(const std::string& engine, const ParamValues& values);
    /// As one undo step, as if it were chosen in the switch.
    void chooseEngine(const std::string& engine);
    void setRunning(bool running);
    void saveState();

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Page {
        QWidget* page = nullptr;
        ParamForm* form = nullptr;
        QWidget* presets = nullptr;
    };
    void makePage(size_t engine);
    void choose(int index);
    void pushChoice(int index);
    void retranslate();
    QString scope(size_t engine) const;

    QString name_, prefix_;
    Settings& settings_;
    QUndoStack* undo_;
    int current_ = 0;
    QWidget* head_;
    QComboBox* box_;
    QLabel *title_, *help_;
    std::vector<Page> pages_;
};

}  // namespace velatura
