#include "ui/export/export_meter.h"

#include "ui/bridge/background.h"

namespace velatura {

namespace {
constexpr int kSettleMs = 250;
}

ExportMeter::ExportMeter(Background& lane, QObject* parent) : QObject(parent), lane_(lane) {
    settle_.setSingleShot(true);
    settle_.setInterval(kSettleMs);
    connect(&settle_, &QTimer::timeout, this, &ExportMeter::askNow);
}

void ExportMeter::askSoon() {
    settle_.start();
}

void ExportMeter::askNow() {
    settle_.stop();
    const Question question = question_();
    const int mine = ++*newest_;
    if (const auto known = encoded(question.key)) {
        Q_EMIT measured(static_cast<qint64>(known->size()));
        return;
    }
    using Bytes = std::shared_ptr<const std::string>;
    lane_.run(
        this,
        [question, newest = newest_, mine]() -> Result<Bytes> {
            const auto wantedStill = [&](double) { return *newest == mine; };
            if (!wantedStill(0)) return Bytes();  // something was changed while this waited
            auto image = question.make(wantedStill);
            if (!image) return fail(image.error());
            if (image->empty()) return Bytes();
            auto bytes = question.encode(*image);
            if (!bytes) return fail(bytes.error());
            return std::make_shared<const std::string>(std::move(*bytes));
        },
        [this, key = question.key, mine](const Result<Bytes>& bytes) {
            if (mine != *newest_) return;
            if (!bytes) {
                Q_EMIT failed(bytes.error());
                return;
            }
            bytes_ = *bytes;
            key_ = key;
            Q_EMIT measured(static_cast<qint64>(bytes_->size()));
        });
}

void ExportMeter::stop() {
    settle_.stop();
    ++*newest_;
}

void ExportMeter::forget() {
    stop();
    bytes_.reset();
    key_.clear();
}

}  // namespace velatura
