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

class StylizeRun : public QObject {
    Q_OBJECT
public:
    explicit StylizeRun(JobBridge& bridge, QObject* parent = nullptr);

    /// What a run is made from: a value.
    struct Order {
        std::string engine;
        Inputs inputs;
        ParamValues params;
        Image start;  ///< the last result, for parameters that go on from there
    };

    void start(const Order& order, const QString& title);
    void stop();
    bool active() const { return id_ != 0; }
    bool stopping() const { return stopping_; }
    const Order& order() const { return order_; }
    /// On which the last run was computed; to be read when it has finished.
    const DeviceReport& device() const { return *device_; }

Q_SIGNALS:
    void stateChanged();
    void progressChanged(const velatura::Progress& progress);
    void previewArrived(const QImage& picture);
    void scalarsArrived(const std::vector<velatura::Scalar>& scalars);
    void noteArrived(const QString& sentence);
    void finished(const velatura::JobOutcome& outcome);

private:
    JobBridge& bridge_;
    std::shared_ptr<EngineSessions> sessions_;
    std::shared_ptr<MatchedPictures> matched_;
    Order order_;
    std::shared_ptr<DeviceReport> device_ = std::make_shared<DeviceReport>();  ///< written by the job
    JobId id_ = 0;
    bool stopping_ = false;
};

}  // namespace velatura
