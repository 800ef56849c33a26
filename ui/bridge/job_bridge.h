// JobBridge: the only place where threads meet the window. It owns the job queue, reads the mailboxes of the running job
// at most 30 times a second while something runs, and turns what it finds into signals. Previews are converted for the
// screen on a thread of its own; nothing of a job is reported after ended(), and nothing is lost before it.
// Window thread only.
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtGui/QImage>
#include <memory>
#include <set>
#include <vector>

#include "core/jobs/job_queue.h"
#include "core/work_library.h"
#include "ui/bridge/time_left.h"

namespace velatura {

class JobBridge : public QObject {
    Q_OBJECT
public:
    explicit JobBridge(WorkLibrary& library, QObject* parent = nullptr);
    ~JobBridge() override;

    JobId start(std::unique_ptr<Job> job);
    void cancel(JobId id);
    void pause(JobId id, bool on);
    /// Moves a waiting job to place `index` among the waiting ones.
    bool reorder(JobId id, size_t index);
    std::vector<JobEntry> entries() const;
    /// New values for fields with ParamSpec::live; recorded by the job.
    void change(JobId id, const ParamValues& values);
    void clearEnded();
    bool idle() const;
    void stopAll();
    WorkLibrary& library() { return library_; }

Q_SIGNALS:
    void listChanged();
    /// Whenever the job reports, and twice a second in between, so that the time left counts down.
    void progressChanged(quint64 id, const velatura::Progress& progress);
    void previewArrived(quint64 id, const QImage& picture);
    void scalarsArrived(quint64 id, const std::vector<velatura::Scalar>& scalars);
    void noteArrived(quint64 id, const QString& sentence);
    void ended(quint64 id, const velatura::JobOutcome& outcome);

private:
    void onQueueChanged();
    void poll();
    void drain(const JobEntry& entry);
    void tellProgress(const JobEntry& entry);
    void showPreview(JobId id, Image picture);
    void finish(const JobEntry& entry);

    WorkLibrary& library_;
    QTimer timer_;
    std::set<JobId> live_;          ///< started here and not yet reported as ended
    struct {
        JobId job = 0;
        TimeLeft left;
        Progress last;
        QElapsedTimer since;        ///< since `last` was heard
        double told = 0;            ///< seconds of the job when it was last told
    } pace_;
    bool converting_ = false;       ///< a preview is on its way through the converter
    std::unique_ptr<Worker> converter_;
    std::unique_ptr<JobQueue> queue_;  // last: its thread ends first
};

}  // namespace velatura
