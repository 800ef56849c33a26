// BatchPlanner: plans what an order would do, on a lane of its own, as often as the order changes; only the newest
// counts. Folders may lie at the far end of a network. Window thread.
#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <atomic>
#include <memory>

#include "ui/batch/batch_order.h"
#include "ui/bridge/background.h"

namespace velatura {

struct PlannedBatch {
    BatchOrder order;
    BatchPlan plan;
    QHash<QString, int> photosIn;  ///< of each folder among the photos
    int photos = 0;
    /// Pictures that belong together in the grid: the results of one photo.
    int across() const { return photos > 0 ? static_cast<int>(plan.items.size()) / photos : 1; }
};

using PlannedPtr = std::shared_ptr<const PlannedBatch>;

class BatchPlanner : public QObject {
    Q_OBJECT
public:
    explicit BatchPlanner(QObject* parent = nullptr);
    /// Soon; a change that follows at once takes its place.
    void plan(const BatchOrder& order);
    /// Nothing is to be planned any more.
    void cancel();
    bool busy() const { return busy_; }

Q_SIGNALS:
    void planned(const velatura::PlannedPtr& batch);
    void failed(const velatura::Error& error);

private:
    void begin();

    QTimer settle_;
    BatchOrder order_;
    bool busy_ = false;
    std::shared_ptr<std::atomic<int>> newest_ = std::make_shared<std::atomic<int>>(0);
    Background lane_;
};

}  // namespace velatura
