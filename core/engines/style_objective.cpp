#include "core/engines/style_objective.h"

#include <torch/torch.h>

#include "core/losses/gram.h"
#include "core/losses/total_variation.h"

namespace velatura {

namespace {

// What "1" means for each weight; found by looking at results at 1:1 (ARCHITECTURE.md, "The optimiser's defaults").
constexpr double kStyleUnit = 8.0;
constexpr double kContentUnit = 0.35;
constexpr double kSmoothUnit = 1.8;
constexpr double kColourSmoothUnit = 1.5;
constexpr double kRangeWeight = 20.0;
/// Colour axes are this much shorter than lightness in the optimiser's variables.
constexpr double kColourScale = 0.4;
/// Colour differences below this are ripple, above it strokes.
constexpr double kRippleSize = 0.02;
/// Rows at a time of what is done pixel by pixel, in pixels.
constexpr std::int64_t kBandPixels = 1 << 18;

int tapOf(ContentTap tap) { return tap == ContentTap::Pixels ? -1 : static_cast<int>(tap) + 1; }

double valueOf(const at::Tensor& scalar) { return scalar.detach().to(at::kCPU, at::kDouble).item<double>(); }

}  // namespace

StyleObjective::StyleObjective(std::shared_ptr<const FeatureNet> net, const GatysParams& params, const at::Tensor& content,
                               StyleTargets targets, int tile)
    : net_(std::move(net)), params_(params), style_(*net_, params, std::move(targets)), content_(content), contentTap_(tapOf(params.contentTap)),
      height_(content.size(2)), width_(content.size(3)), tile_(tile) {
    at::NoGradGuard noGrad;
    // Orthonormal lightness, red-green and blue-yellow axes; one row a variable.
    const at::Tensor axes = at::tensor({0.57735f, 0.57735f, 0.57735f, 0.70711f, -0.70711f, 0.0f, 0.40825f, 0.40825f, -0.81650f}).reshape({3, 3});
    const at::Tensor scale = at::tensor({1.0f, static_cast<float>(kColourScale), static_cast<float>(kColourScale)}).unsqueeze(1);
    toPicture_ = (axes * scale).to(content.device());
    toVariables_ = (axes / scale).t().contiguous().to(content.device());
    deepest_ = std::max({0, style_.deepest(), comparesFeatures() ? contentTap_ : 0});
    aimAtContent();
}

FeatureTiles StyleObjective::tiles() const {
    return FeatureTiles(*net_, {static_cast<int>(width_), static_cast<int>(height_)}, phase_, deepest_, tile_);
}

void StyleObjective::aimAtContent() {
    if (params_.contentWeight <= 0) return;
    at::NoGradGuard noGrad;
    at::Tensor target = content_;
    if (comparesFeatures()) {
        const FeatureTiles all = tiles();
        const at::Tensor wide = widen(content_, kMargin, phase_);
        const at::Tensor& root = style_.root(contentTap_);
        const ImageSize n = all.positions(contentTap_);
        contentTarget_ = at::empty({1, root.size(0), n.height, n.width}, root.options(), at::MemoryFormat::ChannelsLast);
        for (const auto& tile : all.tiles()) {
            const Rect r = all.place(contentTap_, tile);
            if (r.width == 0 || r.height == 0) continue;
            const auto features = net_->forward(FeatureTiles::cut(wide, tile.seen), contentTap_);
            FeatureTiles::cut(contentTarget_, r).copy_(inMetric(all.owned(features.back(), contentTap_, tile), root));
        }
        target = contentTarget_;
    }
    // A photo of one colour has no spread to compare with.
    contentSpread_ = std::max((target - target.mean({2, 3}, true)).square().mean().item<double>(), 1e-4);
}

void StyleObjective::shiftGrid(int turn) {
    // Steps of 7 and 11 visit every phase of each stride before one comes again.
    phase_ = {7 * turn % 16, 11 * turn % 16};
    if (contentTap_ >= 0) aimAtContent();
}

at::Tensor StyleObjective::pictureOf(const at::Tensor& nhwc) const { return at::matmul(nhwc, toPicture_).add(0.5).permute({0, 3, 1, 2}); }

at::Tensor StyleObjective::picture(const at::Tensor& z) const { return pictureOf(z.reshape({1, height_, width_, 3})); }

at::Tensor StyleObjective::variables(const at::Tensor& picture) const {
    return at::matmul(picture.permute({0, 2, 3, 1}).sub(0.5), toVariables_).contiguous().flatten();
}

double StyleObjective::evaluate(const at::Tensor& z, at::Tensor& gradient) {
    gradient.zero_();
    const double seen = tiles().tiles().size() == 1 ? networkTerms(z, gradient) : networkTermsInTiles(z, gradient);
    parts_.total = seen + pixelTerms(z, gradient);
    return parts_.total;
}

/// Style and content as the network sees the whole picture. @return their weighted sum
double StyleObjective::networkTerms(const at::Tensor& z, at::Tensor& gradient) {
    at::AutoGradMode grad(true);
    const at::Tensor variable = z.detach().reshape({1, height_, width_, 3}).requires_grad_(true);
    const auto taps = net_->taps(pictureOf(variable), deepest_, phase_);
    std::vector<at::Tensor> grams(kTapCount);
    for (int t = 0; t <= deepest_; ++t)
        if (style_.counts(t)) grams[static_cast<size_t>(t)] = augmentedGram(taps[static_cast<size_t>(t)]).squeeze(0);
    const at::Tensor style = style_.of(grams);
    at::Tensor content = at::zeros({}, variable.options());
    if (comparesFeatures())
        content = (inMetric(taps[static_cast<size_t>(contentTap_)], style_.root(contentTap_)) - contentTarget_).square().mean() / contentSpread_;
    const at::Tensor total = style * (kStyleUnit * params_.styleWeight) + content * (kContentUnit * params_.contentWeight);
    if (total.requires_grad()) gradient.add_(torch::autograd::grad({total}, {variable})[0].flatten());
    parts_.style = valueOf(style);
    parts_.content = valueOf(content);
    return valueOf(total);
}

/// The same in two looks (as in style-transfer programs that tile with global statistics): the first sums up the second
/// moments over all tiles, whose small matrices then have a gradient; the second takes that gradient back through each
/// tile, halo and all.
double StyleObjective::networkTermsInTiles(const at::Tensor& z, at::Tensor& gradient) {
    const FeatureTiles all = tiles();
    const at::Tensor wide = [&] {
        at::NoGradGuard noGrad;
        return widen(picture(z), kMargin, phase_).contiguous(at::MemoryFormat::ChannelsLast);
    }();
    std::vector<at::Tensor> pull(kTapCount);  // gradient of the style's share by each Gram matrix
    double total = 0;
    parts_.style = parts_.content = 0;
    if (style_.deepest() >= 0) {
        std::vector<at::Tensor> grams = all.grams(wide), leaves;
        at::AutoGradMode grad(true);
        grams.resize(kTapCount);
        for (int t = 0; t <= deepest_; ++t)
            if (style_.counts(t)) leaves.push_back(grams[static_cast<size_t>(t)].requires_grad_(true));
        const at::Tensor style = style_.of(grams) * (kStyleUnit * params_.styleWeight);
        const auto grads = torch::autograd::grad({style}, leaves);
        for (int t = 0, i = 0; t <= deepest_; ++t)
            if (style_.counts(t)) pull[static_cast<size_t>(t)] = grads[static_cast<size_t>(i++)];
        total = valueOf(style);
        parts_.style = params_.styleWeight > 0 ? total / (kStyleUnit * params_.styleWeight) : 0;
    }
    at::Tensor wideGradient = at::zeros_like(wide);
    for (const auto& tile : all.tiles()) {
        at::AutoGradMode grad(true);
        const at::Tensor seen = FeatureTiles::cut(wide, tile.seen).contiguous(at::MemoryFormat::ChannelsLast).requires_grad_(true);
        const auto features = all.features(seen);
        at::Tensor sum = at::zeros({}, seen.options());
        for (int t = 0; t <= deepest_; ++t) {
            const at::Tensor own = all.owned(features[static_cast<size_t>(t)], t, tile);
            if (own.numel() == 0) continue;
            const double share = static_cast<double>(own.size(2) * own.size(3)) / static_cast<double>(all.positions(t).pixels());
            if (pull[static_cast<size_t>(t)].defined()) sum = sum + (augmentedGram(own).squeeze(0) * pull[static_cast<size_t>(t)]).sum() * share;
            if (t != contentTap_ || !comparesFeatures()) continue;
            const at::Tensor target = FeatureTiles::cut(contentTarget_, all.place(t, tile));
            const at::Tensor content = (inMetric(own, style_.root(t)) - target).square().mean() * (share / contentSpread_);
            parts_.content += valueOf(content);
            sum = sum + content * (kContentUnit * params_.contentWeight);
        }
        if (sum.requires_grad()) FeatureTiles::cut(wideGradient, tile.seen).add_(torch::autograd::grad({sum}, {seen})[0]);
    }
    // What was reflected around the picture pulls at the pixels that it mirrors.
    at::AutoGradMode grad(true);
    const at::Tensor variable = z.detach().reshape({1, height_, width_, 3}).requires_grad_(true);
    const at::Tensor widened = widen(pictureOf(variable), kMargin, phase_);
    gradient.add_(torch::autograd::grad({widened}, {variable}, {wideGradient})[0].flatten());
    return total + parts_.content * kContentUnit * params_.contentWeight;
}

/// What needs no network: smoothness, colours in range, and content when it is compared by pixels. Band by band.
double StyleObjective::pixelTerms(const at::Tensor& z, at::Tensor& gradient) {
    at::AutoGradMode grad(true);
    const at::Tensor all = z.detach().reshape({1, height_, width_, 3});
    const at::Tensor into = gradient.reshape({1, height_, width_, 3});
    const std::int64_t band = tile_ > 0 ? std::max<std::int64_t>(1, kBandPixels / width_) : height_;
    const double values = static_cast<double>(height_ * width_ * 3);
    const VariationCounts counts{height_, width_};
    double total = 0, content = 0;
    parts_.smoothness = parts_.colourSmoothness = 0;
    for (std::int64_t y = 0; y < height_; y += band) {
        const std::int64_t rows = std::min(band, height_ - y), below = y + rows < height_ ? 1 : 0;
        const at::Tensor variable = all.narrow(1, y, rows + below).contiguous().requires_grad_(true);
        const at::Tensor own = at::matmul(variable.narrow(1, 0, rows), toPicture_).add(0.5);
        // L-BFGS must not clamp; leaving 0..1 costs instead.
        at::Tensor sum = (own - own.clamp(0, 1)).square().sum() * (kRangeWeight / values);
        if (params_.tvWeight > 0) {
            const at::Tensor smooth = totalVariation(variable.narrow(3, 0, 1), rows, counts);
            parts_.smoothness += valueOf(smooth);
            sum = sum + smooth * (kSmoothUnit * params_.tvWeight);
        }
        if (params_.chromaTvWeight > 0) {
            const at::Tensor colour = softTotalVariation(variable.narrow(3, 1, 2) * kColourScale, kRippleSize, rows, counts);
            parts_.colourSmoothness += valueOf(colour);
            sum = sum + colour * (kColourSmoothUnit * params_.chromaTvWeight);
        }
        if (params_.contentWeight > 0 && contentTap_ < 0) {
            const at::Tensor target = content_.narrow(2, y, rows).permute({0, 2, 3, 1});
            const at::Tensor apart = (own - target).square().sum() / (values * contentSpread_);
            content += valueOf(apart);
            sum = sum + apart * (kContentUnit * params_.contentWeight);
        }
        into.narrow(1, y, rows + below).add_(torch::autograd::grad({sum}, {variable})[0]);
        total += valueOf(sum);
    }
    if (contentTap_ < 0) parts_.content = content;
    return total;
}

}  // namespace velatura
