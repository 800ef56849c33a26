#include "ui/stylize/live_paint.h"

#include "core/base/log.h"
#include "core/image_io/file_pictures.h"
#include "ui/common/qt_image.h"
#include "ui/common/translate.h"

namespace velatura {

namespace {

/// The same photo in the same paintings: an older answer is still worth seeing while a newer one is painted.
bool samePictures(const Inputs& a, const Inputs& b) {
    return a.photo == b.photo && a.styles.size() == b.styles.size() &&
           std::equal(a.styles.begin(), a.styles.end(), b.styles.begin(),
                      [](const StyleChoice& x, const StyleChoice& y) { return x.picture == y.picture; });
}

}  // namespace

struct LivePaint::Made {
    JobOutcome outcome;
    QImage screen;
    Image unfinished;
    DeviceReport device;
};

LivePaint::LivePaint(WorkLibrary& library, QObject* parent)
    : QObject(parent),
      sessions_(std::make_shared<EngineSessions>(library)),
      matched_(std::make_shared<MatchedPictures>(filePictures())),
      worker_(std::make_unique<Worker>()) {
    rest_.setSingleShot(true);
    rest_.setInterval(kRestMs);
    connect(&rest_, &QTimer::timeout, this, [this] { put({wanted_, Purpose::Final}); });
}

LivePaint::~LivePaint() {
    if (channel_) channel_->stop();
}

void LivePaint::want(const Order& order) {
    wanted_ = order;
    rest_.start();
    put({order, Purpose::Preview});
}

void LivePaint::paintWhole(const Order& order) {
    rest_.stop();
    put({order, Purpose::Final});
}

void LivePaint::cancel() {
    rest_.stop();
    next_.reset();
    if (!channel_) return;
    channel_->stop();
    dropped_ = true;
}

void LivePaint::put(Task task) {
    const bool first = !channel_;
    // Just this is being painted, or more than this.
    if (!first && !dropped_ && !channel_->stopRequested() && current_.order == task.order &&
        (current_.purpose == Purpose::Final || task.purpose == Purpose::Preview))
        return next_.reset();
    if (!first) {
        const bool small = current_.purpose == Purpose::Preview && !dropped_;
        // The small one of the same order is nearly there; and of a slider that moves faster than pictures are painted
        // every second one is let through, or nothing would be seen until it rests.
        const bool letThrough = small && (current_.order == task.order ||
                                          (gaveUp_ && samePictures(current_.order.inputs, task.order.inputs)));
        if (!letThrough) channel_->stop();
    }
    next_ = std::move(task);
    if (first) begin();
}

void LivePaint::begin() {
    current_ = std::move(*next_);
    next_.reset();
    dropped_ = false;
    channel_ = std::make_shared<JobChannel>();
    RenderRequest request = requestOf(current_.order.inputs);
    request.params = current_.order.params;
    request.purpose = current_.purpose;
    worker_->post([this, request = std::move(request), engine = current_.order.engine, channel = channel_,
                   sessions = sessions_, matched = matched_] {
        working_ = true;
        auto made = std::make_shared<Made>();
        try {
            auto device = request.purpose == Purpose::Final ? std::make_shared<DeviceReport>() : nullptr;
            auto traces = std::make_shared<RenderTraces>();
            made->outcome = RenderJob(sessions, engine, request, {}, matched, device, traces).run(*channel);
            if (made->outcome.end == JobEnd::Done) made->screen = toQImage(made->outcome.picture);
            made->unfinished = traces->unfinished;
            if (device) made->device = *device;
        } catch (const std::bad_alloc&) {
            made->outcome = JobOutcome::failed({ErrorCode::OutOfMemory,
                                                "There is not enough memory to show the result.",
                                                {},
                                                "Close other pictures or choose a smaller working size."});
        } catch (const std::exception& e) {
            logError(e.what());
            made->outcome = JobOutcome::failed({ErrorCode::Internal,
                                                "\"%1\" ended because of a fault in the program.",
                                                {engine},
                                                "The log folder (Help) holds the details."});
        }
        working_ = false;
        QMetaObject::invokeMethod(
            this, [this, made] { finish(*made); }, Qt::QueuedConnection);
    });
}

void LivePaint::finish(const Made& made) {
    const auto channel = std::exchange(channel_, nullptr);
    const Task task = current_;
    const bool wanted = !dropped_ && (!next_ || samePictures(task.order.inputs, next_->order.inputs));
    gaveUp_ = made.outcome.end == JobEnd::Stopped;
    if (next_) begin();  // at once: nothing below has to be waited for
    if (!wanted || gaveUp_) return;
    for (const Error& note : channel->notes().takeAll()) {
        const QString hint = trHint(note);
        Q_EMIT noteArrived(hint.isEmpty() ? trError(note) : trError(note) + ' ' + hint);
    }
    if (made.outcome.error)
        Q_EMIT failed(*made.outcome.error);
    else if (!made.screen.isNull())
        Q_EMIT painted({task.order, task.purpose, made.outcome.picture, made.screen, made.unfinished,
                        made.outcome.facts, made.device});
}

}  // namespace velatura
