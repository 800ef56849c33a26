// StylizeRun: one rendering from the press of the button to its end, between the workspace and the JobBridge. Keeps the
// engine sessions, and what was asked for, so that the result can be told with it. Window thread.
#pragma once

#include <QtCore/QObject>
#include <memory>
#include <optional>

#include "core/work_jobs.h"
#include "ui/bridge/job_bridge.h"
#include "ui/trays/inputs.h"

namespace velatura {

class ResultOrigin;
class SessionCache;

class StylizeRun : public QObject {
    Q_OBJECT
public:
    /// Frames for time-lapses lie in the session's folder.
    StylizeRun(JobBridge& bridge, SessionCache& cache, QObject* parent = nullptr);

    /// What a run is made from: a value.
    struct Order {
        std::string engine;
        Inputs inputs;
        ParamValues params;
        Image start;  ///< of the result that it goes on from, for parameters that say so
        std::shared_ptr<ResultOrigin> origin = {};  ///< the same for the recipe
        int wentOnFrom = 0;                         ///< its number
    };

    void start(const Order& order, const QString& title);
    void stop();
    bool active() const { return id_ != 0; }
    bool stopping() const { return stopping_; }
    const Order& order() const { return order_; }
    /// On which the last run was computed; to be read when it has finished.
    const DeviceReport& device() const { return *device_; }
    const RenderTraces& traces() const { return *traces_; }

Q_SIGNALS:
    void stateChanged();
    void progressChanged(const velatura::Progress& progress);
    void previewArrived(const QImage& picture);
    void scalarsArrived(const std::vector<velatura::Scalar>& scalars);
    void noteArrived(const QString& sentence);
    void finished(const velatura::JobOutcome& outcome);

private:
    JobBridge& bridge_;
    SessionCache& cache_;
    std::shared_ptr<EngineSessions> sessions_;
    std::shared_ptr<MatchedPictures> matched_;
    Order order_;
    std::shared_ptr<DeviceReport> device_ = std::make_shared<DeviceReport>();  ///< written by the job
    std::shared_ptr<RenderTraces> traces_ = std::make_shared<RenderTraces>();    ///< the same
    int frameFolders_ = 0;
    JobId id_ = 0;
    bool stopping_ = false;
};

}  // namespace velatura
