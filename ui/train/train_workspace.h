// TrainWorkspace: data on the left; in the middle the newest preview over the strip of earlier ones and the curves, on
// one time axis; parameters and the big button on the right. Runs TrainingJob through the JobBridge. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <memory>

class QUndoStack;

namespace velatura {

class BannerStack;
class DataPanel;
class JobBridge;
class LossChart;
class PanelFrame;
class PreviewHistory;
class Settings;
class TrainPanel;

class TrainWorkspace : public QWidget {
    Q_OBJECT
public:
    TrainWorkspace(JobBridge& bridge, Settings& settings, QUndoStack* undo, QWidget* parent = nullptr);
    ~TrainWorkspace() override;

    /// A run of this workspace is waiting or running.
    bool running() const;
    /// Everything is there that the chosen trainer needs.
    bool ready() const;
    /// Shows an old run folder: its curves, samples and parameters.
    void openRun(const QString& folder);
    PanelFrame* frame() const;
    void saveState();

    DataPanel* dataPanel() const;
    TrainPanel* trainPanel() const;
    LossChart* chart() const;
    const PreviewHistory& history() const;
    BannerStack* banners() const;

public Q_SLOTS:
    void start();
    void stop();

Q_SIGNALS:
    /// running() or ready() changed.
    void stateChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace velatura
