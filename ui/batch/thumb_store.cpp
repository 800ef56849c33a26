#include "ui/batch/thumb_store.h"

#include <algorithm>

#include "ui/common/picture.h"

namespace velatura {

namespace {

constexpr int kSide = 120;               ///< short side
constexpr qsizetype kBudget = 64 << 20;  ///< bytes
constexpr size_t kMostWanted = 300;      ///< what was scrolled past long ago is not worth reading

}  // namespace

ThumbStore::ThumbStore(QObject* parent) : QObject(parent), kept_(kBudget) {}

QImage ThumbStore::want(const QString& path) {
    if (const QImage* known = kept_.object(path)) return *known;
    if (path == reading_) return {};
    std::erase(wanted_, path);
    wanted_.push_back(path);
    if (wanted_.size() > kMostWanted) wanted_.erase(wanted_.begin());
    readNext();
    return {};
}

bool ThumbStore::broken(const QString& path) const {
    const QImage* known = kept_.object(path);
    return known && known->isNull();
}

void ThumbStore::forget(const QString& path) {
    kept_.remove(path);
    if (path == reading_) stale_ = true;
}

void ThumbStore::readNext() {
    if (!reading_.isEmpty() || wanted_.empty()) return;
    reading_ = wanted_.back();
    wanted_.pop_back();
    stale_ = false;
    lane_.run(
        this,
        [path = reading_] {
            try {
                return openThumbnail(path, kSide).value_or(QImage());
            } catch (const std::bad_alloc&) {
                return QImage();
            }
        },
        [this](const QImage& thumb) {
            const QString path = std::exchange(reading_, {});
            if (!stale_) kept_.insert(path, new QImage(thumb), std::max<qsizetype>(64, thumb.sizeInBytes()));
            Q_EMIT ready(path);
            readNext();
        });
}

}  // namespace velatura
