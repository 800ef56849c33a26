// JobFoot: what stands at the bottom of a workspace's right panel: time left, stage, progress, and the one big button
// that starts and stops. The panel over it says the words. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <functional>

#include "core/jobs/job_channel.h"

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace velatura {

enum class RunState { Missing, Ready, Waiting, Running, Stopping };

class JobFoot : public QWidget {
    Q_OBJECT
public:
    struct Words {
        QString run;  ///< on the button ("Stylize")
        QString runTip, missingTip, stopTip;
    };

    explicit JobFoot(QWidget* parent = nullptr);
    void setWords(const Words& words);
    void setState(RunState state, bool paused = false);
    RunState state() const { return state_; }
    bool busy() const { return state_ != RunState::Missing && state_ != RunState::Ready; }
    /// `stage` stands on the right, the time left on the left.
    void setProgress(const Progress& progress, const QString& stage);
    /// One line while nothing runs: "100 steps in 0:34". Asked again when the language changes.
    using Summary = std::function<QString()>;
    void setSummary(Summary summary);
    /// On the right while nothing runs: what the next run will take.
    void setForecast(Summary forecast);
    /// A second button, e.g. Pause.
    void addBeside(QWidget* widget);
    QPushButton* button() const { return button_; }

Q_SIGNALS:
    void runWanted();
    void stopWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    RunState state_ = RunState::Missing;
    bool paused_ = false;
    Words words_;
    Summary summary_, forecast_;
    QLabel *time_, *stage_;
    QProgressBar* bar_;
    QHBoxLayout* buttons_;
    QPushButton* button_;
};

/// The place at the bottom of a panel's column, under a line: the JobFoot stands last in it.
QVBoxLayout* addFoot(QVBoxLayout* column, QWidget* panel);

}  // namespace velatura
