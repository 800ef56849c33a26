#include "core/image/crop_frame.h"

#include <algorithm>
#include <cmath>

namespace velatura {

namespace {

/// Width by height of the frame in shares.
double shareRatio(ImageSize picture, double aspect) {
    check(aspect > 0 && picture.width > 0 && picture.height > 0, "a frame of {} in a picture of {}x{}", aspect,
          picture.width, picture.height);
    return aspect * picture.height / picture.width;
}

CropRect around(double cx, double cy, double width, double height) {
    return {std::clamp(cx - width / 2, 0.0, 1 - width), std::clamp(cy - height / 2, 0.0, 1 - height), width, height};
}

/// `width` made possible: not under the least frame, not over what has room.
double allowed(double width, double ratio, double roomX, double roomY) {
    const double most = std::min({1.0, ratio, roomX, roomY * ratio});
    return std::clamp(width, std::min(most, std::max(kLeastCrop, kLeastCrop * ratio)), most);
}

}  // namespace

CropRect automaticCrop(ImageSize picture, double aspect, FocusPoint focus) {
    const double ratio = shareRatio(picture, aspect), width = std::min(1.0, ratio);
    return around(focus.x, focus.y, width, std::min(1.0, width / ratio));
}

CropRect fittedCrop(ImageSize picture, double aspect, const CropRect& wish) {
    const double ratio = shareRatio(picture, aspect);
    const double width = allowed(std::sqrt(wish.width * wish.height * ratio), ratio, 1, 1);
    return around(wish.x + wish.width / 2, wish.y + wish.height / 2, width, std::min(1.0, width / ratio));
}

CropRect movedCrop(const CropRect& crop, double dx, double dy) {
    return {std::clamp(crop.x + dx, 0.0, 1 - crop.width), std::clamp(crop.y + dy, 0.0, 1 - crop.height), crop.width,
            crop.height};
}

CropRect draggedCrop(ImageSize picture, double aspect, const CropRect& crop, CropHandle handle, double x, double y) {
    using H = CropHandle;
    const double ratio = shareRatio(picture, aspect);
    const bool left = handle == H::TopLeft || handle == H::Left || handle == H::BottomLeft;
    const bool top = handle == H::TopLeft || handle == H::Top || handle == H::TopRight;
    const bool alongX = handle == H::Left || handle == H::Right, alongY = handle == H::Top || handle == H::Bottom;
    // What stays: the opposite corner, or the middle where the handle is on an edge.
    const double right = crop.x + crop.width, bottom = crop.y + crop.height;
    const double cx = crop.x + crop.width / 2, cy = crop.y + crop.height / 2;
    const double ax = left ? right : crop.x, ay = top ? bottom : crop.y;
    const double roomX = alongY ? 2 * std::min(cx, 1 - cx) : left ? ax : 1 - ax;
    const double roomY = alongX ? 2 * std::min(cy, 1 - cy) : top ? ay : 1 - ay;
    const double wishX = left ? ax - x : x - ax, wishY = (top ? ay - y : y - ay) * ratio;
    const double wish = alongX ? wishX : alongY ? wishY : std::max(wishX, wishY);
    const double width = allowed(wish, ratio, roomX, roomY), height = std::min(1.0, width / ratio);
    const double outX = alongY ? cx - width / 2 : left ? ax - width : ax;
    const double outY = alongX ? cy - height / 2 : top ? ay - height : ay;
    return {std::clamp(outX, 0.0, 1 - width), std::clamp(outY, 0.0, 1 - height), width, height};
}

CropRect scaledCrop(ImageSize picture, double aspect, const CropRect& crop, double factor) {
    const double ratio = shareRatio(picture, aspect), width = allowed(crop.width * factor, ratio, 1, 1);
    return around(crop.x + crop.width / 2, crop.y + crop.height / 2, width, std::min(1.0, width / ratio));
}

Rect cropPixels(const CropRect& crop, ImageSize picture) {
    const auto side = [](double share, int whole) {
        return std::clamp(static_cast<int>(std::lround(share * whole)), 1, whole);
    };
    const int width = side(crop.width, picture.width), height = side(crop.height, picture.height);
    const auto start = [](double share, int whole, int length) {
        return std::clamp(static_cast<int>(std::lround(share * whole)), 0, whole - length);
    };
    return {start(crop.x, picture.width, width), start(crop.y, picture.height, height), width, height};
}

}  // namespace velatura
