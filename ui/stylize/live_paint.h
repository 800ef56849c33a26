// LivePaint: paints with a quick engine as fast as the person changes things: small at once, whole when nothing has
// moved for a moment. Only the newest order counts; an older one is given up. Has a thread and engine sessions of its
// own, so that it stands in no queue, waits for no job and holds up none. Window thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtGui/QImage>
#include <atomic>
#include <memory>
#include <optional>

#include "core/jobs/job_channel.h"
#include "core/jobs/worker.h"
#include "core/work_jobs.h"
#include "ui/trays/inputs.h"

namespace velatura {

class LivePaint : public QObject {
    Q_OBJECT
public:
    explicit LivePaint(WorkLibrary& library, QObject* parent = nullptr);
    ~LivePaint() override;

    struct Order {
        std::string engine;
        Inputs inputs;
        ParamValues params;
        bool operator==(const Order&) const = default;
    };
    struct Painted {
        Order order;
        Purpose purpose = Purpose::Preview;
        Image image;
        QImage screen;
        Image unfinished;  ///< see PictureTaker
        ParamValues facts;
        DeviceReport device;  ///< of whole pictures
    };

    /// Small now, whole when nothing else is wanted for kRestMs.
    void want(const Order& order);
    /// Whole and now, without a small one before.
    void paintWhole(const Order& order);
    /// Nothing is wanted any more; what is under way is given up and not told of.
    void cancel();
    /// Something is painted, or will be.
    bool busy() const { return channel_ || next_ || rest_.isActive(); }
    /// The thread is at it right now, wanted or not.
    bool working() const { return working_; }

    static constexpr int kRestMs = 150;

Q_SIGNALS:
    void painted(const velatura::LivePaint::Painted& picture);
    void failed(const velatura::Error& error);
    void noteArrived(const QString& sentence);

private:
    struct Task {
        Order order;
        Purpose purpose = Purpose::Preview;
    };
    struct Made;
    void put(Task task);
    void begin();
    void finish(const Made& made);

    std::shared_ptr<EngineSessions> sessions_;  ///< used on the worker alone
    std::shared_ptr<MatchedPictures> matched_;
    QTimer rest_;
    Order wanted_;
    std::optional<Task> next_;
    Task current_;                         ///< while `channel_` is there
    std::shared_ptr<JobChannel> channel_;  ///< of what is painted now
    bool dropped_ = false;                 ///< nobody wants what is painted now
    std::atomic<bool> working_ = false;
    bool gaveUp_ = false;                  ///< the last one was given up, so nothing was shown for it
    std::unique_ptr<Worker> worker_;       // last: its thread ends first
};

}  // namespace velatura
