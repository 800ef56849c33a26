#include "ui/train/preview_history.h"

#include <algorithm>

namespace velatura {

namespace {

bool before(const PreviewEntry& e, qint64 step) { return e.step < step; }

QImage small(const QImage& picture) {
    return picture.height() <= PreviewHistory::kThumbHeight
               ? picture
               : picture.scaledToHeight(PreviewHistory::kThumbHeight, Qt::SmoothTransformation);
}

}  // namespace

void PreviewHistory::add(qint64 step, const QImage& picture, const QString& file) {
    entries_.erase(std::lower_bound(entries_.begin(), entries_.end(), step, before), entries_.end());
    entries_.push_back({step, small(picture), picture, file});
    const auto fulls = std::count_if(entries_.begin(), entries_.end(), [](const auto& e) { return !e.full.isNull(); });
    if (fulls > kFullKept)
        std::find_if(entries_.begin(), entries_.end(), [](const auto& e) { return !e.full.isNull(); })->full = {};
    if (entries_.size() <= kEntriesKept) return;
    // Every other one goes: the strip shows the whole run, never only its end.
    std::vector<PreviewEntry> kept;
    for (size_t i = 0; i < entries_.size(); ++i)
        if (i % 2 == 0 || i + 1 == entries_.size()) kept.push_back(std::move(entries_[i]));
    entries_ = std::move(kept);
}

void PreviewHistory::addFile(qint64 step, const QString& file) {
    const auto place = std::lower_bound(entries_.begin(), entries_.end(), step, before);
    if (place != entries_.end() && place->step == step)
        place->file = file;
    else
        entries_.insert(place, {step, {}, {}, file});
}

void PreviewHistory::setThumb(qint64 step, const QImage& picture) {
    const auto place = std::lower_bound(entries_.begin(), entries_.end(), step, before);
    if (place != entries_.end() && place->step == step) place->thumb = small(picture);
}

int PreviewHistory::at(qint64 step) const {
    if (entries_.empty()) return -1;
    const auto after = std::upper_bound(entries_.begin(), entries_.end(), step,
                                        [](qint64 s, const PreviewEntry& e) { return s < e.step; });
    return std::max(0, static_cast<int>(after - entries_.begin()) - 1);
}

}  // namespace velatura
