// A picture in the style without optimising: on its features' way back to pixels, from broad strokes to fine ones, those of
// each level are given the style's mean and covariance (closed-form optimal transport); blockwise as in PhotoWCT2 (Chiu and
// Gurari 2022). What the photo keeps is sharp, and no ripple comes, for a decoder does not know any. What the instant engine
// paints by when it is not in a hurry, and where the optimiser starts.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <array>
#include <functional>
#include <vector>

#include "core/engines/style_targets.h"
#include "core/nn/perceptual.h"
#include "core/nn/prepared_decoder.h"
#include "core/nn/prepared_encoder.h"
#include "core/ops/relief.h"
#include "core/ops/transport.h"

namespace velatura {

/// Tap of the first round: deeper ones than relu3_1 move tones in patches that no form of the photo explains.
inline constexpr int kFirstRound = 2;

/// The networks that rounds go through: the shipped perceptual network and its decoder.
struct RoundsNetworks {
    std::shared_ptr<PerceptualNet> net;
    std::shared_ptr<PreparedEncoder> encoder;  ///< the same, in the type that rounds are computed in
    std::shared_ptr<FeatureDecoder> plainDecoder;
    std::shared_ptr<PreparedDecoder> decoder;

    /// In float32. Error: a file is missing or belongs to another.
    static Result<RoundsNetworks> load(const c10::Device& device);
    /// The same, whose convolutions are computed in another type: float32, bfloat16 or bytes, where there are any. Statistics and
    /// maps stay in float32 and float64.
    RoundsNetworks in(at::ScalarType type) const;
    /// Whether rounds go through them in bytes, from the first to the picture.
    bool inBytes() const;
};

/// What a round, which is one of these levels, does to an area's features.
struct RoundWay {
    AffineMap map;     ///< undefined: they stay as they are
    at::Tensor noise;  ///< float32 [C]: so much of it comes to each channel; undefined: none
};

/// A part of the picture.
struct RoundArea {
    at::Tensor share;  ///< float32 [1,1,H,W], 0..1; undefined: everywhere
    /// (tap, moments of the area's features at this tap, now). A round that no area has a way in is left out.
    std::function<RoundWay(int tap, const FeatureMoments& own)> way;
};

struct RoundsOptions {
    int deepest = kFirstRound;  ///< tap of the first round, 0..4
    /// So many pixels go through the networks at a time, some rows and what is seen around them: less takes less memory,
    /// and gives the same down from relu3_1 (what is around them is too little for deeper taps).
    std::int64_t pixelsAtOnce = 5 << 18;
    /// Features of the first level are kept between two looks while they take no more; beyond, they are made again.
    std::int64_t mostKept = std::int64_t{256} << 20;
    std::uint64_t seed = 0;  ///< of the noise
    /// 0..1: how far what the broader rounds draw is taken back where the picture was calm. They draw a weave there, for
    /// the painting's mean features are those of strokes.
    double calm = 0;
    const StrokeEnergies* energies = nullptr;  ///< of the picture, for this, where they are known
    /// A narrower border around the picture, whose padding may be seen near its edges: a third of the time of a small
    /// preview goes into it.
    bool roughEdges = false;
    /// Features of the first round, where the picture is seen whole: filled, or taken when filled before by a picture that
    /// was the same. May be null.
    at::Tensor* first = nullptr;
    /// Asked before each part, with parts done and all; false gives up.
    std::function<bool(std::int64_t done, std::int64_t total)> proceed = [](std::int64_t, std::int64_t) { return true; };
};

/// @param picture  float32 [1,3,H,W], 0..1: the photo, or what was made of it
/// @return         float32 [1,3,H,W], 0..1; undefined when given up
at::Tensor transportPicture(const RoundsNetworks& networks, const at::Tensor& picture, const std::vector<RoundArea>& areas, const RoundsOptions& options = {});

/// From features to a style's, as rounds move them: both have a little variance more in every direction. What a picture hardly
/// has, as the rest of a weave in a plain one, is not amplified without bound, and equal features stay equal.
/// @return on the device of `like`
AffineMap roundMap(const FeatureMoments& own, const FeatureMoments& style, const at::Tensor& like);

/// Areas that take after these regions' targets, of which only the Gram matrices count.
/// @param strength  0..1, at each tap
std::vector<RoundArea> areasTowards(const std::vector<StyleRegion>& regions, const std::array<double, kTapCount>& strength);

}  // namespace velatura
