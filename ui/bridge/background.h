// Background: a lane for work that may not block the window (decoding, encoding, thumbnails, loading the work library).
// `work` runs on the lane's thread in the order of the calls; `done` gets what it returned, on the window's thread, and
// is dropped when `context` is gone by then. Window thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <atomic>
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
        worker_->post([this, who = QPointer<QObject>(context), work = std::move(work), done = std::move(done)]() mutable {
            busy_ = true;
            auto made = std::make_shared<decltype(work())>(work());
            busy_ = false;
            // Back through this object, which outlives its own thread; the context is looked at on its own thread only.
            QMetaObject::invokeMethod(
                this,
                [who, made, done]() mutable {
                    if (who) done(std::move(*made));
                },
                Qt::QueuedConnection);
        });
    }

    /// Something is being worked on right now; what still waits is dropped when the lane goes.
    bool busy() const { return busy_; }

private:
    std::atomic<bool> busy_ = false;
    std::unique_ptr<Worker> worker_;  // last: its thread ends first
};

}  // namespace velatura
