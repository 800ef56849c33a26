#include "core/engines/style_objective.h"

#include <torch/torch.h>

#include "core/engines/loss_units.h"
#include "core/losses/total_variation.h"
#include "core/ops/bands.h"
#include "core/ops/sums.h"

namespace velatura {

namespace {

/// Colour differences below this are ripple, above it strokes.
constexpr double kRippleSize = 0.02;
/// Lessons of a critic before the first step of a size, and at each further phase.
constexpr int kFirstLessons = 40, kLessons = 6;

}  // namespace

StyleObjective::StyleObjective(std::shared_ptr<const FeatureNet> net, const GatysParams& params, const at::Tensor& content,
                               std::vector<StyleRegion> regions, int tile, const at::Tensor& held)
    : net_(std::move(net)), params_(params), critics_(criticsOf(params, regions)), terms_(*net_, params, std::move(regions)), variable_(params.variable, content, held),
      content_(content), height_(content.size(2)), width_(content.size(3)), tile_(tile) {
    at::NoGradGuard noGrad;
    if (tapOf(params.contentTap) < 0) pixelSpread_ = spreadOf(content);
    lay();
}

std::vector<StyleObjective::Critic> StyleObjective::criticsOf(const GatysParams& params, const std::vector<StyleRegion>& regions) {
    std::vector<Critic> out;
    if (params.adversarialWeight <= 0 || params.styleWeight <= 0) return out;
    for (size_t i = 0; i < regions.size(); ++i)
        if (!regions[i].targets.paintings.empty())
            out.push_back({regions[i].share, StyleCritic(regions[i].targets.paintings, mix(static_cast<std::uint64_t>(params.seed), i))});
    return out;
}

FeatureTiles StyleObjective::tiles() const {
    return FeatureTiles(*net_, {static_cast<int>(width_), static_cast<int>(height_)}, phase_, terms_.deepest(), tile_);
}

at::Tensor StyleObjective::wideOf(const at::Tensor& picture) const {
    return widen(picture, kMargin, phase_).contiguous(at::MemoryFormat::ChannelsLast);
}

void StyleObjective::lay() {
    at::NoGradGuard noGrad;
    terms_.lay(tiles(), wideOf(content_));
}

void StyleObjective::aimFrom(const at::Tensor& z) {
    aimPatches(z);
    teachCritics(z, kFirstLessons);
}

void StyleObjective::teachCritics(const at::Tensor& z, int lessons) {
    if (critics_.empty()) return;
    at::NoGradGuard noGrad;
    const at::Tensor own = picture(z).clamp(0, 1);
    criticLoss_ = 0;
    for (auto& c : critics_) criticLoss_ += c.critic.learn(own, c.share, lessons) / static_cast<double>(critics_.size());
}

void StyleObjective::aimPatches(const at::Tensor& z) {
    if (params_.nearestWeight <= 0) return;
    at::NoGradGuard noGrad;
    terms_.aimPatches(tiles(), wideOf(picture(z).clamp(0, 1)), wideOf(content_));
}

void StyleObjective::shiftGrid(int turn, const at::Tensor& z) {
    // Steps of 7 and 11 visit every phase of each stride before one comes again.
    phase_ = {7 * turn % 16, 11 * turn % 16};
    lay();
    aimPatches(z);
    teachCritics(z, kLessons);
}

double StyleObjective::evaluate(const at::Tensor& z, at::Tensor& gradient) {
    at::NoGradGuard noGrad;
    gradient.zero_();
    const at::Tensor axes = variable_.axes(z);
    at::Tensor byAxes = variable_.plain() ? gradient.reshape(axes.sizes()) : at::zeros_like(axes);
    parts_ = {};
    {
        const at::Tensor own = variable_.picture(axes);
        at::Tensor byPicture;
        parts_.total = networkTerms(own, byPicture);
        parts_.total += adversarialTerm(own, byPicture);
        if (byPicture.defined()) byAxes.add_(variable_.pullColours(byPicture));
    }
    parts_.total += pixelTerms(axes, byAxes);
    variable_.pull(byAxes, gradient);
    return parts_.total;
}

/// Style and content as the network sees the picture. One tile is looked at once; more of them twice (as in
/// style-transfer programs that tile with global statistics), since the sums over all come before the gradient of each.
double StyleObjective::networkTerms(const at::Tensor& picture, at::Tensor& byPicture) {
    const FeatureTiles all = tiles();
    const at::Tensor wide = wideOf(picture);
    const bool single = all.tiles().size() == 1;
    terms_.begin();
    if (!single)
        for (const auto& tile : all.tiles()) terms_.gather(all.features(FeatureTiles::cut(wide, tile.seen)), all, tile);
    if (!single) terms_.settle();
    at::Tensor byWide = single ? at::Tensor() : at::zeros_like(wide);
    for (const auto& tile : all.tiles()) {
        at::AutoGradMode grad(true);
        const at::Tensor seen = single ? wide.detach().requires_grad_(true)
                                       : FeatureTiles::cut(wide, tile.seen).contiguous(at::MemoryFormat::ChannelsLast).requires_grad_(true);
        const auto features = all.features(seen);
        if (single) {
            terms_.gather(features, all, tile);
            terms_.settle();
        }
        const auto pull = terms_.pull(features, all, tile);
        if (pull.of.empty()) continue;
        const at::Tensor by = torch::autograd::grad(pull.of, {seen}, pull.by)[0];
        if (single)
            byWide = by;
        else
            FeatureTiles::cut(byWide, tile.seen).add_(by);
    }
    // What was reflected around the picture pulls at the pixels that it mirrors.
    if (byWide.defined()) byPicture = narrowed(byWide, {static_cast<int>(width_), static_cast<int>(height_)}, kMargin, phase_);
    parts_.style = terms_.style();
    parts_.histogram = terms_.histogram();
    parts_.nearest = terms_.nearest();
    parts_.content = terms_.content();
    return terms_.total();
}

double StyleObjective::adversarialTerm(const at::Tensor& picture, at::Tensor& byPicture) {
    if (critics_.empty()) return 0;
    if (!byPicture.defined()) byPicture = at::zeros_like(picture);
    const double unit = kAdversarialUnit * params_.adversarialWeight * params_.styleWeight;
    for (const auto& c : critics_) parts_.adversarial += c.critic.pull(picture, c.share, phase_, unit, byPicture);
    return parts_.adversarial * unit;
}

/// What needs no network: smoothness, colours in range, and content when it is compared by pixels. Band by band.
double StyleObjective::pixelTerms(const at::Tensor& axes, at::Tensor& byAxes) {
    at::AutoGradMode grad(true);
    const std::int64_t band = tile_ > 0 ? std::max<std::int64_t>(1, kBandPixels / width_) : height_;
    const double values = static_cast<double>(height_ * width_ * 3);
    const VariationCounts counts{height_, width_};
    const bool byPixels = params_.contentWeight > 0 && tapOf(params_.contentTap) < 0;
    double total = 0;
    for (std::int64_t y = 0; y < height_; y += band) {
        const std::int64_t rows = std::min(band, height_ - y), below = y + rows < height_ ? 1 : 0;
        const at::Tensor variable = axes.narrow(1, y, rows + below).detach().contiguous().requires_grad_(true);
        const at::Tensor own = variable_.picture(variable.narrow(1, 0, rows));
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
        if (byPixels) {
            const at::Tensor apart = (own - content_.narrow(2, y, rows)).square().sum() / (values * pixelSpread_);
            parts_.content += valueOf(apart);
            sum = sum + apart * (kContentUnit * params_.contentWeight);
        }
        byAxes.narrow(1, y, rows + below).add_(torch::autograd::grad({sum}, {variable})[0]);
        total += valueOf(sum);
    }
    return total;
}

}  // namespace velatura
