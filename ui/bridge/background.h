// Background: a lane for work that may not block the window (decoding, encoding, thumbnails, loading the work library).
// `work` runs on the lane's thread in the order of the calls; `done` gets what it returned, on the window's thread, and
// is dropped when `context` is gone by then. Window thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <memory>
#include <utility>

#include "core/jobs/worker.h"

namespace velatura {

class Background : public QObject {
    Q_OBJECT
public:
    explicit Background(QObject* parent = nullptr) : QObject(parent), worker_(std::make_unique<Worker>()) {}

    template <class Work, class Done>
    void run(QObject* context, Work work, Done done) {
        ++pending_;
        worker_->post([this, who = QPointer<QObject>(context), work = std::move(work), done = std::move(done)]() mutable {
            auto made = std::make_shared<decltype(work())>(work());
            // Back through this object, which outlives its own thread; the context is looked at on its own thread only.
            QMetaObject::invokeMethod(
                this,
                [this, who, made, done]() mutable {
                    --pending_;
                    if (who) done(std::move(*made));
                },
                Qt::QueuedConnection);
        });
    }

    /// Calls whose `done` has not run yet.
    int pending() const { return pending_; }

private:
    int pending_ = 0;
    std::unique_ptr<Worker> worker_;  // last: its thread ends first
};

}  // namespace velatura
