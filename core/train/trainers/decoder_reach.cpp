#include "core/train/trainers/decoder_reach.h"

#include <torch/torch.h>

#include "core/losses/gram.h"
#include "core/ops/transport.h"

namespace velatura {

namespace {

/// How many other pictures' statistics each picture gets.
constexpr std::int64_t kStyles = 3;

void note(FeatureDecoder::Reach& reach, const std::string& name, const at::Tensor& features) {
    const at::Tensor least = features.amin({0, 2, 3}), most = features.amax({0, 2, 3});
    at::Tensor& known = reach[name];
    known = known.defined() ? at::stack({at::min(known[0], least), at::max(known[1], most)}) : at::stack({least, most});
}

}  // namespace

FeatureDecoder::Reach reachOf(const PerceptualNet& encoder, const FeatureDecoder& decoder, int deepest, const at::Tensor& pictures) {
    at::NoGradGuard noGrad;
    FeatureDecoder::Reach out;
    std::vector<at::Tensor> taps;
    at::Tensor before;
    encoder.look(pictures, deepest, [&](const PerceptualNet::Conv& conv, const at::Tensor& y) {
        if (conv.pool) note(out, FeatureDecoder::pooledReach(conv.name), blurPool(before));
        note(out, conv.name, y);
        if (conv.tap >= 0) taps.push_back(y);
        before = y;
    });
    for (std::int64_t next = 0; next <= std::min(kStyles, pictures.size(0) - 1); ++next) {  // the first: as they are
        at::Tensor y = taps.back();
        for (int t = deepest; t > 0; --t) {
            if (next > 0) {
                const at::Tensor own = augmentedGram(y), others = at::roll(augmentedGram(taps[static_cast<size_t>(t)]), -next, 0);
                std::vector<at::Tensor> moved;
                for (std::int64_t i = 0; i < y.size(0); ++i) moved.push_back(applyMap(transportMap(momentsOf(own[i]), momentsOf(others[i]), y), y.narrow(0, i, 1), 1));
                y = at::cat(moved, 0).relu_();
            }
            note(out, kTapNames[static_cast<size_t>(t)], y);
            y = decoder.standardised(y, t);
            for (const auto& layer : decoder.layers(t)) {
                y = FeatureDecoder::apply(layer, y);
                if (layer.last) y = decoder.unstandardised(y, t - 1).relu();
                note(out, layer.name, y);
            }
        }
    }
    return out;
}

}  // namespace velatura
