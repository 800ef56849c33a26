#include "core/engines/style_critic.h"

#include <torch/torch.h>

#include <algorithm>

#include "core/ops/resize.h"
#include "core/ops/sums.h"

namespace velatura {

namespace {

/// Side of the squares, px; less in pictures that are smaller.
constexpr std::int64_t kSide = 128;
/// Squares of each kind in a lesson, and squares that are looked at in one go.
constexpr std::int64_t kSquares = 4;
/// Of so many drawn squares the one that lies most in the style's region is taken.
constexpr int kDraws = 6;
constexpr double kRate = 1e-3;
constexpr PatchDiscriminator::Shape kShape = {.scales = 2, .width = 16, .layers = 3};

std::int64_t sideFor(const at::Tensor& picture) { return std::min({kSide, picture.size(2) / 16 * 16, picture.size(3) / 16 * 16}); }

at::Tensor square(const at::Tensor& picture, std::int64_t y, std::int64_t x, std::int64_t side) { return picture.narrow(2, y, side).narrow(3, x, side); }

/// What the critic sees. Its strides would leave their grid in the picture: of that a binomial filter lets nothing through.
at::Tensor softened(const at::Tensor& squares) {
    const at::Tensor row = at::tensor({0.25f, 0.5f, 0.25f}, squares.options());
    return at::conv2d(at::reflection_pad2d(squares, {1, 1, 1, 1}), at::outer(row, row).expand({3, 1, 3, 3}).contiguous(), at::Tensor(), at::IntArrayRef{1}, at::IntArrayRef{0}, at::IntArrayRef{1}, 3);
}

/// Where squares begin so that they cover the length, the first of them `shift` before it.
std::vector<std::int64_t> starts(std::int64_t length, std::int64_t side, std::int64_t shift) {
    std::vector<std::int64_t> out;
    for (std::int64_t at = -shift; at < length; at += side) {
        const std::int64_t start = std::clamp<std::int64_t>(at, 0, length - side);
        if (out.empty() || out.back() != start) out.push_back(start);
    }
    return out;
}

WeightedStyle largeEnough(const WeightedStyle& style) {
    const std::int64_t shorter = std::min(style.picture.size(2), style.picture.size(3)), least = StyleCritic::smallestSide();
    if (shorter >= least) return style;
    const ImageSize size = sizeOf(style.picture);
    const auto enlarged = [&](int length) { return static_cast<int>((length * least + shorter - 1) / shorter); };
    return {resizePicture(style.picture, {enlarged(size.width), enlarged(size.height)}), style.weight};
}

}  // namespace

StyleCritic::StyleCritic(std::vector<WeightedStyle> paintings, std::uint64_t seed)
    : random_(mix(seed, 1)), adversary_({.kind = AdversarialKind::LeastSquares, .shape = kShape}, mix(seed, 2), paintings.front().picture.device()) {
    for (const auto& p : paintings) paintings_.push_back(largeEnough(p));
}

int StyleCritic::smallestSide() {
    static const int least = PatchDiscriminator(kShape).smallestSide();
    return least;
}

StyleCritic::Place StyleCritic::drawPlace(const at::Tensor& picture, std::int64_t side) {
    const auto draw = [&](std::int64_t length) { return static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(length - side) + 1)); };
    const std::int64_t y = draw(picture.size(2));
    return {y, draw(picture.size(3))};
}

at::Tensor StyleCritic::paintedSquares() {
    double all = 0;
    std::int64_t side = kSide;
    for (const auto& p : paintings_) {
        all += p.weight;
        side = std::min(side, sideFor(p.picture));
    }
    std::vector<at::Tensor> out;
    for (std::int64_t i = 0; i < kSquares; ++i) {
        double left = random_.unit() * all;
        size_t chosen = 0;
        while (chosen + 1 < paintings_.size() && left >= paintings_[chosen].weight) left -= paintings_[chosen++].weight;
        const at::Tensor& p = paintings_[chosen].picture;
        const auto [y, x] = drawPlace(p, side);
        out.push_back(square(p, y, x, side));
    }
    return at::cat(out);
}

at::Tensor StyleCritic::ownSquares(const at::Tensor& picture, const at::Tensor& share) {
    const std::int64_t side = sideFor(picture);
    std::vector<at::Tensor> out;
    for (std::int64_t i = 0; i < kSquares; ++i) {
        Place best = drawPlace(picture, side);
        const auto part = [&](const Place& p) { return share.defined() ? square(share, p.y, p.x, side).mean().item<double>() : 1; };
        double most = part(best);
        for (int d = 1; d < kDraws && most < 1; ++d) {
            const Place other = drawPlace(picture, side);
            if (const double there = part(other); there > most) {
                best = other;
                most = there;
            }
        }
        out.push_back(square(picture, best.y, best.x, side));
    }
    return at::cat(out);
}

double StyleCritic::learn(const at::Tensor& picture, const at::Tensor& share, int lessons) {
    if (std::min(picture.size(2), picture.size(3)) < smallestSide()) return 0;
    at::AutoGradMode grad(true);
    double loss = 0;
    for (int i = 0; i < lessons; ++i) {
        const at::Tensor real = softened(paintedSquares()), own = softened(ownSquares(picture, share));
        loss = adversary_.learn(real, own, kRate, lessons_++);
    }
    return loss;
}

double StyleCritic::pull(const at::Tensor& picture, const at::Tensor& share, GridPhase phase, double weight, at::Tensor& byPicture) const {
    const std::int64_t side = sideFor(picture);
    if (side < smallestSide()) return 0;
    // A phase of the network's grid is 0..15; the squares move by as large a share of theirs.
    const auto rows = starts(picture.size(2), side, phase.y * side / 16), columns = starts(picture.size(3), side, phase.x * side / 16);
    std::vector<Place> places;
    for (const auto y : rows)
        for (const auto x : columns) places.push_back({y, x});
    double loss = 0;
    for (size_t first = 0; first < places.size(); first += kSquares) {
        const size_t last = std::min(places.size(), first + kSquares);
        std::vector<at::Tensor> pictures, shares;
        for (size_t i = first; i < last; ++i) {
            const auto [y, x] = places[i];
            pictures.push_back(square(picture, y, x, side));
            if (share.defined()) shares.push_back(square(share, y, x, side));
        }
        at::AutoGradMode grad(true);
        const at::Tensor seen = at::cat(pictures).detach().requires_grad_(true);
        const at::Tensor part = adversary_.lossOf(softened(seen), shares.empty() ? at::Tensor() : at::cat(shares)) * (static_cast<double>(last - first) / static_cast<double>(places.size()));
        loss += valueOf(part);
        const at::Tensor by = torch::autograd::grad({part}, {seen})[0];
        at::NoGradGuard noGrad;
        for (size_t i = first; i < last; ++i) square(byPicture, places[i].y, places[i].x, side).add_(by.narrow(0, static_cast<std::int64_t>(i - first), 1), weight);
    }
    return loss;
}

}  // namespace velatura
