#include "core/matched_pictures.h"

namespace velatura {

Status MatchedPictures::match(RenderRequest& request) {
    if (auto s = masks_.settle(request, *files_); !s) return s;
    if (auto s = matchColors(request, *files_); !s) return s;
    const std::lock_guard lock(mutex_);
    for (auto& style : request.styles)
        if (auto s = match(style.image, request.content); !s) return s;
    return match(request.start, request.content);
}

Status MatchedPictures::matchColors(RenderRequest& request, const PictureFiles& files) {
    if (request.keptColors.empty() || request.content.empty() || request.content.info().icc.empty()) return {};
    PixelBuffer row({static_cast<int>(request.keptColors.size()), 1}, 3, Depth::U8);
    std::uint8_t* p = row.row(0);
    for (const KeptColor& c : request.keptColors)
        for (const std::uint8_t v : {c.red, c.green, c.blue}) *p++ = v;
    const auto there = files.inSpaceOf(Image(std::move(row)), request.content);
    if (!there) return fail(there.error());
    if (there->channels() < 3 || there->depth() != Depth::U8) return {};  // a grey photo: as they are
    const std::uint8_t* q = there->row(0);
    for (KeptColor& c : request.keptColors) {
        c.red = q[0];
        c.green = q[1];
        c.blue = q[2];
        q += there->channels();
    }
    return {};
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
