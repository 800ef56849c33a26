// TrainWorkspace: data on the left; in the middle the newest preview over the strip of earlier ones and the curves, on
// one time axis; parameters and the big button on the right. Runs TrainingJob through the JobBridge. Window thread.
#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>
#include <memory>
#include <optional>

#include "core/catalog.h"
#include "core/jobs/job_queue.h"
#include "core/work.h"

class QUndoStack;

namespace velatura {

class JobBridge;
class Settings;

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
    /// The side panels; Tab hides both.
    QWidget* leftPanel() const;
    QWidget* rightPanel() const;
    void saveState();

public Q_SLOTS:
    void start();
    void stop();

Q_SIGNALS:
    /// running() or ready() changed.
    void stateChanged();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace velatura
