#include "ui/canvas/view_transform.h"

#include <algorithm>
#include <cmath>

namespace velatura {

namespace {
/// Of the picture that stays in sight however far it is dragged.
constexpr double kKeptInSight = 48;
/// Rounding to whole pixels makes the proportions of two sizes of one picture differ by this much at most.
constexpr double kSameProportions = 0.02;
}  // namespace

void ViewTransform::setViewport(QSizeF size, double ratio) {
    const QPointF middle = toDocument({viewport_.width() / 2, viewport_.height() / 2});
    scale_ *= ratio_ / ratio;
    ratio_ = ratio;
    viewport_ = size;
    if (fitted_) return fit();
    origin_ = QPointF(size.width() / 2, size.height() / 2) - middle * scale_;
    clamp();
}

void ViewTransform::setDocument(QSizeF size) {
    if (size.isEmpty()) size = {1, 1};
    const double before = document_.width() / document_.height(), now = size.width() / size.height();
    const bool same = std::abs(before / now - 1) < kSameProportions;
    const double shrink = document_.width() / size.width();
    document_ = size;
    if (fitted_ || !same) return fit();
    scale_ *= shrink;
    clamp();
}

double ViewTransform::fitScale() const {
    const double w = std::max(1.0, viewport_.width() - 2 * kMargin), h = std::max(1.0, viewport_.height() - 2 * kMargin);
    return std::min({w / document_.width(), h / document_.height(), kMaxFit / ratio_});
}

void ViewTransform::fit() {
    fitted_ = true;
    scale_ = fitScale();
    clamp();
}

void ViewTransform::setZoom(double zoom, QPointF anchor) {
    const QPointF held = toDocument(anchor);
    const double smallest = std::min(fitScale() * 0.5, 1 / ratio_);
    scale_ = std::clamp(zoom / ratio_, smallest, kMaxZoom / ratio_);
    origin_ = anchor - held * scale_;
    fitted_ = false;
    clamp();
}

void ViewTransform::panBy(QPointF delta) {
    origin_ += delta;
    fitted_ = false;
    clamp();
}

void ViewTransform::clamp() {
    const auto axis = [](double origin, double length, double view) {
        // Smaller than the window: in the middle. Larger: never dragged out of sight.
        if (length <= view) return (view - length) / 2;
        return std::clamp(origin, kKeptInSight - length, view - kKeptInSight);
    };
    origin_ = {axis(origin_.x(), document_.width() * scale_, viewport_.width()),
               axis(origin_.y(), document_.height() * scale_, viewport_.height())};
}

}  // namespace velatura
