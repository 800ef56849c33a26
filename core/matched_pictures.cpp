#include "core/matched_pictures.h"

namespace velatura {

Status MatchedPictures::match(RenderRequest& request) {
    if (auto s = masks_.settle(request, *files_); !s) return s;
    const std::lock_guard lock(mutex_);
    for (auto& style : request.styles)
        if (auto s = match(style.image, request.content); !s) return s;
    return match(request.start, request.content);
}

Status MatchedPictures::match(Image& image, const Image& photo) {
    if (image.empty() || photo.empty() || image.info().icc == photo.info().icc) return {};
    for (const Entry& e : entries_)
        if (e.id == image.id() && e.image.info().icc == photo.info().icc) {
            image = e.image;
            return {};
        }
    auto made = files_->inSpaceOf(image, photo);
    if (!made) return fail(made.error());
    if (entries_.size() >= kMost) entries_.erase(entries_.begin());
    entries_.push_back({image.id(), *made});
    image = std::move(*made);
    return {};
}

}  // namespace velatura
