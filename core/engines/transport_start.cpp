#include "core/engines/transport_start.h"

#include <torch/torch.h>

#include "core/losses/gram.h"
#include "core/ops/transport.h"

namespace velatura {

namespace {

/// Encoder and decoder pad with zeros at every level; with this much around the picture none of it is seen inside: as far
/// as they see from each tap.
constexpr std::array<int, kTapCount> kMargins = {8, 16, 48, 48, 48};

/// A region with fewer positions leaves its covariance to chance.
constexpr double kFewestPositions = 16;

/// Mean over what each position of a tap covers, with the margin around it.
at::Tensor pooled(const at::Tensor& share, int around, std::int64_t stride) {
    return at::avg_pool2d(widen(share, around), {stride, stride});
}

/// One round: to a tap and back. @param picture [1,3,H,W]
at::Tensor round(const PerceptualNet& net, const FeatureDecoder& decoder, const at::Tensor& picture, const std::vector<StyleRegion>& regions, int tap, double strength) {
    const auto t = static_cast<size_t>(tap);
    const int around = kMargins[t];
    const at::Tensor seen = net.forward(widen(picture, around), tap)[t];
    const std::int64_t stride = kTapStride[t], margin = around / stride;
    // Statistics of the picture alone: what lies around it is its reflection.
    const auto inside = [&](const at::Tensor& x) { return x.narrow(2, margin, (picture.size(2) + stride - 1) / stride).narrow(3, margin, (picture.size(3) + stride - 1) / stride); };
    at::Tensor moved = seen;
    for (const auto& r : regions) {
        const at::Tensor share = r.share.defined() ? pooled(r.share, around, stride) : at::Tensor();
        const at::Tensor sum = augmentedSum(inside(seen), share.defined() ? inside(share) : share).squeeze(0);
        const double positions = sum[-1][-1].item<double>();
        if (share.defined() && positions < kFewestPositions) continue;
        const at::Tensor there = applyMap(transportMap(momentsOf(sum / positions), momentsOf(r.targets.grams[t]), seen), seen, strength);
        moved = share.defined() ? moved + (there - seen) * share : there;
    }
    return decoder.decode(moved.relu(), tap).narrow(2, around, picture.size(2)).narrow(3, around, picture.size(3)).clamp(0, 1).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace

at::Tensor transportPicture(const PerceptualNet& net, const FeatureDecoder& decoder, const at::Tensor& picture,
                            const std::vector<StyleRegion>& regions, const TransportOptions& options) {
    at::NoGradGuard noGrad;
    at::Tensor out = picture;
    for (int tap = options.deepest; tap >= 0; --tap)
        if (const double strength = options.strength[static_cast<size_t>(tap)]; strength > 0) out = round(net, decoder, out, regions, tap, strength);
    return out;
}

}  // namespace velatura
