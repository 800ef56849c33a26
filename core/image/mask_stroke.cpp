#include "core/image/mask_stroke.h"

#include <algorithm>
#include <cmath>

namespace velatura {

namespace {

constexpr int kSteps = 2048;  ///< of the profile

}  // namespace

MaskStroke::MaskStroke(Mask base, const MaskBrush& brush) : base_(std::move(base)), brush_(brush) {
    brush_.radius = std::max(0.5, brush_.radius);
    coverage_.assign(static_cast<size_t>(base_.size().pixels()), 0);
    // Half a pixel beyond the edge, so that the sharpest brush is still smooth.
    const double r = brush_.radius, inner = std::min(std::clamp(brush_.hardness, 0.0, 1.0) * r, r - 0.5);
    const double outer = r + 0.5;
    for (int i = 0; i <= kSteps; ++i) {
        const double d = std::sqrt(static_cast<double>(i) / kSteps) * outer;
        const double t = std::clamp((outer - d) / (outer - std::max(0.0, inner)), 0.0, 1.0);
        profile_.push_back(static_cast<std::uint8_t>(std::lround(255 * t * t * (3 - 2 * t))));
    }
}

Rect MaskStroke::to(double x, double y) {
    Rect out;
    if (!begun_) {
        out = cover(x, y, x, y);
        begun_ = true;
    } else {
        // A long way in pieces: their rectangles together are far smaller than the one around all of it.
        const double way = std::hypot(x - lastX_, y - lastY_);
        const int pieces = std::clamp(static_cast<int>(std::ceil(way / (2 * brush_.radius + 16))), 1, 1000);
        const double fromX = lastX_, fromY = lastY_;
        for (int i = 0; i < pieces; ++i) {
            const double a = static_cast<double>(i) / pieces, b = static_cast<double>(i + 1) / pieces;
            out = united(out, cover(fromX + a * (x - fromX), fromY + a * (y - fromY), fromX + b * (x - fromX),
                                    fromY + b * (y - fromY)));
        }
    }
    lastX_ = x, lastY_ = y;
    touched_ = united(touched_, out);
    return out;
}

Rect MaskStroke::cover(double x0, double y0, double x1, double y1) {
    const double outer = brush_.radius + 0.5, limit = outer * outer;
    const int left = static_cast<int>(std::floor(std::min(x0, x1) - outer)),
              top = static_cast<int>(std::floor(std::min(y0, y1) - outer));
    const int right = static_cast<int>(std::ceil(std::max(x0, x1) + outer)),
              bottom = static_cast<int>(std::ceil(std::max(y0, y1) + outer));
    const Rect area = clipped({left, top, right - left, bottom - top}, base_.size());
    const float dx = static_cast<float>(x1 - x0), dy = static_cast<float>(y1 - y0);
    const float length = dx * dx + dy * dy, inverse = length > 0 ? 1 / length : 0;
    const float scale = static_cast<float>(kSteps / limit);
    for (int y = area.y; y < area.y + area.height; ++y) {
        std::uint8_t* row = coverage_.data() + static_cast<size_t>(y) * static_cast<size_t>(base_.size().width);
        const float py = static_cast<float>(y + 0.5 - y0);
        for (int x = area.x; x < area.x + area.width; ++x) {
            const float px = static_cast<float>(x + 0.5 - x0);
            const float t = std::clamp((px * dx + py * dy) * inverse, 0.0f, 1.0f);
            const float ex = px - t * dx, ey = py - t * dy;
            const int step = static_cast<int>((ex * ex + ey * ey) * scale);
            if (step <= kSteps) row[x] = std::max(row[x], profile_[static_cast<size_t>(step)]);
        }
    }
    return area;
}

std::vector<std::uint8_t> MaskStroke::part(Rect area) const {
    auto out = base_.part(area);
    const int strength = static_cast<int>(std::lround(std::clamp(brush_.opacity, 0.0, 1.0) * 255));
    for (int y = 0; y < area.height; ++y) {
        const std::uint8_t* cover =
            coverage_.data() + static_cast<size_t>(area.y + y) * static_cast<size_t>(base_.size().width) + area.x;
        std::uint8_t* row = out.data() + static_cast<size_t>(y) * static_cast<size_t>(area.width);
        for (int x = 0; x < area.width; ++x) {
            const int share = cover[x] * strength, whole = 255 * 255;
            const int target = brush_.erase ? 0 : 255;
            row[x] = static_cast<std::uint8_t>((row[x] * (whole - share) + target * share + whole / 2) / whole);
        }
    }
    return out;
}

Mask MaskStroke::finished() const {
    return touched_.width > 0 && touched_.height > 0 ? base_.with(touched_, part(touched_)) : base_;
}

}  // namespace velatura
