// TrainPanel: how to train: presets and parameters of the trainer; progress; the big button with Pause beside it. Knows
// nothing of jobs: the workspace tells it what to show. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <map>
#include <string>

#include "ui/common/job_foot.h"
#include "ui/train/data_panel.h"

class QPushButton;
class QStackedWidget;
class QUndoStack;

namespace velatura {

class ParamForm;
class Settings;

class TrainPanel : public QWidget {
    Q_OBJECT
public:
    using State = RunState;

    TrainPanel(Settings& settings, QUndoStack* undo, QWidget* parent = nullptr);
    void setTrainer(const std::string& key);
    void setMode(RunChoice::Mode mode);
    ParamForm* form() const;
    void setState(State state, bool paused = false);
    State state() const { return foot_->state(); }
    void setProgress(const Progress& progress);
    /// One line over the button while nothing runs.
    void setSummary(JobFoot::Summary summary) { foot_->setSummary(std::move(summary)); }
    QPushButton* button() const { return foot_->button(); }
    QPushButton* pauseButton() const { return pause_; }
    void saveState();

Q_SIGNALS:
    void startWanted();
    void stopWanted();
    void pauseWanted(bool on);
    void paramsChanged();
    void liveChanged(const QString& key);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    QWidget* makeForm(const TrainerInfo& info);

    Settings& settings_;
    QUndoStack* undo_;
    RunChoice::Mode mode_ = RunChoice::Mode::New;
    bool paused_ = false;
    std::string trainer_;
    QStackedWidget* forms_;
    std::map<std::string, std::pair<QWidget*, ParamForm*>> pages_;
    JobFoot* foot_;
    QPushButton* pause_;
};

}  // namespace velatura
