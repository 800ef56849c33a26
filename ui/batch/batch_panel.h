// BatchPanel: how a batch is painted and what becomes of the results: engine and parameters, folder, names, size and
// format; progress; the big button with Pause beside it. Knows nothing of jobs. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/batch/batch_order.h"
#include "ui/common/job_foot.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QUndoStack;

namespace velatura {

class EngineForms;
class FolderSlot;
class NameField;
class ParamForm;
class Settings;

class BatchPanel : public QWidget {
    Q_OBJECT
public:
    BatchPanel(Settings& settings, QUndoStack* undo, QWidget* parent = nullptr);

    EngineForms* engines() const { return engines_; }
    ParamForm* output() const { return output_; }
    FolderSlot* folder() const { return folder_; }
    NameField* names() const { return names_; }
    QPushButton* button() const { return foot_->button(); }
    QPushButton* pauseButton() const { return pause_; }

    /// Where the results go and how they are called; `chosen`: the folder is the person's own choice.
    void showPlace(const QString& folder, bool chosen);
    /// How many pictures the button paints; below 0: not known.
    void setPlanned(int pictures);
    void setState(RunState state, bool paused = false);
    RunState state() const { return foot_->state(); }
    void setProgress(const Progress& progress, const QString& stage) { foot_->setProgress(progress, stage); }
    void setSummary(JobFoot::Summary summary) { foot_->setSummary(std::move(summary)); }
    void saveState();

Q_SIGNALS:
    void runWanted();
    void stopWanted();
    void pauseWanted(bool on);
    void folderChosen(const QString& folder);  ///< empty: the usual one again
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeForms();
    void askFolder();
    void retranslate();

    Settings& settings_;
    QUndoStack* undo_;
    int planned_ = -1;
    bool paused_ = false, ownFolder_ = false;
    EngineForms* engines_;
    QLabel* title_;
    FolderSlot* folder_;
    NameField* names_;
    ParamForm* output_;
    JobFoot* foot_;
    QPushButton* pause_;
};

}  // namespace velatura
