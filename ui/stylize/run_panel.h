// RunPanel: how: engine, presets and parameters; what is going on: loss chart, progress; and the one big button. Knows
// nothing of jobs: the workspace tells it what to show. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <vector>

#include "ui/common/job_foot.h"
#include "ui/common/theme.h"

class QPushButton;
class QScrollArea;
class QToolButton;
class QUndoStack;

namespace velatura {

class EngineForms;
class LayerLab;
class LossChart;
class ParamForm;
class Settings;

class RunPanel : public QWidget {
    Q_OBJECT
public:
    using State = RunState;

    RunPanel(Settings& settings, QUndoStack* undo, QWidget* parent = nullptr);

    std::string engine() const;
    ParamValues params() const;
    /// What stands in the form of another engine.
    ParamValues params(const std::string& engine) const;
    /// Brings back a result's engine and values; one undo step is the caller's business.
    void setParams(const std::string& engine, const ParamValues& values);

    /// The imported network that the optimiser looks through, whichever engine is chosen; empty: the shipped one.
    std::string network() const;
    /// Chooses it as one undo step.
    void useNetwork(const std::string& name);

    /// Every value as it is but one, as one undo step.
    void applyParam(const std::string& key, const ParamValue& value, const QString& what);

    /// Whether the picture follows every change at once, where the engine is quick enough. Remembered.
    bool live() const;
    void setLive(bool on);
    QToolButton* liveButton() const { return live_; }

    void setState(State state);
    State state() const { return foot_->state(); }
    void setProgress(const Progress& progress);
    /// One line over the button after the end: "100 steps in 0:34".
    void setSummary(JobFoot::Summary summary) { foot_->setSummary(std::move(summary)); }
    /// What the next run will take: "about 0:21, 0.6 GB".
    void setForecast(JobFoot::Summary forecast) { foot_->setForecast(std::move(forecast)); }
    LossChart* chart() const { return chart_; }
    QPushButton* button() const { return foot_->button(); }
    void saveState();

    /// The layer lab stands in the form's place.
    void openLab(bool on);
    bool labOpen() const;
    LayerLab* lab() const { return lab_; }

Q_SIGNALS:
    void runWanted();
    void stopWanted();
    void paramsChanged();
    void liveToggled(bool on);
    /// The lab is wanted, from the group of its weights, or is not any more.
    void labWanted(bool on);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showChart();
    void showLive();
    void addLabButton(ParamForm* form);
    ParamForm* networkForm() const;

    Settings& settings_;
    QWidget* head_;
    QScrollArea* area_;
    EngineForms* engines_;
    QToolButton* chartHead_;
    LossChart* chart_;
    JobFoot* foot_;
    QToolButton* live_;
    LayerLab* lab_;
    std::vector<QPushButton*> labButtons_;
    bool curves_ = false;  ///< what has run last has losses to draw
};

}  // namespace velatura
