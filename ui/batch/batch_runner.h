// BatchRunner: one batch from the press of the button to its end, between the workspace and the JobBridge: what the job
// says of single pictures arrives here in order. Keeps the engine sessions. Window thread.
#pragma once

#include <QtCore/QObject>
#include <QtGui/QImage>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/series.h"
#include "core/batch/batch_job.h"
#include "core/image_io/image_io.h"
#include "ui/bridge/job_bridge.h"

namespace velatura {

class BatchRunner : public QObject {
    Q_OBJECT
public:
    explicit BatchRunner(JobBridge& bridge, QObject* parent = nullptr);

    void start(BatchPlan plan, const SaveOptions& save, const QString& title);
    void stop();
    void pause(bool on);
    bool active() const { return id_ != 0; }
    bool begun() const;  ///< not waiting for its turn any more
    bool stopping() const { return stopping_; }
    bool paused() const;

Q_SIGNALS:
    void stateChanged();
    /// What became of these; always before the progress that follows it.
    void itemsReported(const std::vector<velatura::BatchItemResult>& results);
    void progressChanged(const velatura::Progress& progress);
    void previewArrived(const QImage& picture);
    void noteArrived(const QString& sentence);
    void finished(const velatura::JobOutcome& outcome);

private:
    void takeItems();
    std::optional<JobEntry> entry() const;

    JobBridge& bridge_;
    std::shared_ptr<EngineSessions> sessions_;
    std::shared_ptr<Series<BatchItemResult>> items_;
    JobId id_ = 0;
    bool stopping_ = false;
};

}  // namespace velatura
