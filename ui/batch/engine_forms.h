// EngineForms: the switch between engines, and of the chosen one its presets and parameters. Kept in the settings under
// its own name, apart from other workspaces; presets are shared with them. Window thread.
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
    /// `name` of the workspace in the settings ("batch").
    EngineForms(const QString& name, Settings& settings, QUndoStack* undo, QWidget* parent = nullptr);

    std::string engine() const;
    ParamValues params() const;
    /// One undo step is the caller's business.
    void setParams(const std::string& engine, const ParamValues& values);
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
    void retranslate();
    QString scope(size_t engine) const;

    QString name_;
    Settings& settings_;
    QUndoStack* undo_;
    int current_ = 0;
    QComboBox* box_;
    QLabel *title_, *help_;
    std::vector<Page> pages_;
};

}  // namespace velatura
