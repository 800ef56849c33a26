#include "ui/batch/batch_planner.h"

#include "core/image_io/file_pictures.h"

namespace velatura {

namespace {

constexpr int kSettleMs = 120;  ///< a name that is being typed is not worth a walk through the folders

Result<PlannedPtr> planNow(const BatchOrder& order) {
    auto request = makeRequest(order);
    if (!request) return fail(request.error());
    auto plan = planBatch(std::move(*request), *filePictures());
    if (!plan) return fail(plan.error());
    auto out = std::make_shared<PlannedBatch>();
    out->order = order;
    out->plan = std::move(*plan);
    const std::filesystem::path* before = nullptr;
    for (const auto& item : out->plan.items) {
        if (before && *before == item.content) continue;  // the items of one photo follow each other
        before = &item.content;
        ++out->photos;
        const QString path = QString::fromStdString(item.content.string());
        for (const QString& photo : order.inputs.photos)
            if (path.size() > photo.size() && path.startsWith(photo) &&
                (photo.endsWith('/') || path[photo.size()] == '/'))
                ++out->photosIn[photo];
    }
    return PlannedPtr(out);
}

}  // namespace

BatchPlanner::BatchPlanner(QObject* parent) : QObject(parent) {
    settle_.setSingleShot(true);
    settle_.setInterval(kSettleMs);
    connect(&settle_, &QTimer::timeout, this, &BatchPlanner::begin);
}

void BatchPlanner::plan(const BatchOrder& order) {
    order_ = order;
    busy_ = true;
    ++*newest_;
    settle_.start();
}

void BatchPlanner::cancel() {
    ++*newest_;
    busy_ = false;
    settle_.stop();
}

void BatchPlanner::begin() {
    lane_.run(
        this,
        [order = order_, newest = newest_, mine = newest_->load()]() -> std::pair<int, Result<PlannedPtr>> {
            if (mine != *newest) return {mine, PlannedPtr()};  // nobody waits for it any more
            return {mine, planNow(order)};
        },
        [this](const std::pair<int, Result<PlannedPtr>>& made) {
            if (made.first != *newest_) return;
            busy_ = false;
            if (made.second)
                Q_EMIT planned(*made.second);
            else
                Q_EMIT failed(made.second.error());
        });
}

}  // namespace velatura
