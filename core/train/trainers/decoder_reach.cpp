#include "core/train/trainers/decoder_reach.h"

#include <torch/torch.h>

#include <algorithm>

#include "core/losses/gram.h"
#include "core/ops/transport.h"

namespace velatura {

namespace {

/// How many other pictures' statistics each picture gets, and how many go through at a time.
constexpr std::int64_t kStyles = 3, kAtOnce = 8;

void note(Reach& reach, const std::string& name, const at::Tensor& features) {
    const at::Tensor least = features.amin({0, 2, 3}), most = features.amax({0, 2, 3});
    at::Tensor& known = reach[name];
    known = known.defined() ? at::stack({at::min(known[0], least), at::max(known[1], most)}) : at::stack({least, most});
}

template <class F>
void forSome(const at::Tensor& pictures, F&& work) {
    for (std::int64_t i = 0; i < pictures.size(0); i += kAtOnce) work(i, pictures.narrow(0, i, std::min(kAtOnce, pictures.size(0) - i)));
}

}  // namespace

Reach reachOf(const PerceptualNet& encoder, const FeatureDecoder& decoder, int deepest, const at::Tensor& pictures) {
    at::NoGradGuard noGrad;
    Reach out;
    std::vector<std::vector<at::Tensor>> grams(static_cast<size_t>(deepest) + 1);  // of each tap, some pictures each
    forSome(pictures, [&](std::int64_t, const at::Tensor& some) {
        at::Tensor before;
        encoder.look(some, deepest, [&](const PerceptualNet::Conv& conv, const at::Tensor& y) {
            if (conv.pool) note(out, pooledReach(conv.name), blurPool(before));
            note(out, conv.name, y);
            if (conv.tap > 0) grams[static_cast<size_t>(conv.tap)].push_back(augmentedGram(y));
            before = y;
        });
    });
    const auto gramOf = [&](int tap, std::int64_t picture) {
        const std::int64_t i = picture % pictures.size(0);
        return grams[static_cast<size_t>(tap)][static_cast<size_t>(i / kAtOnce)][i % kAtOnce];
    };
    const std::int64_t styles = std::min(kStyles, pictures.size(0) - 1);
    forSome(pictures, [&](std::int64_t first, const at::Tensor& some) {
        const at::Tensor coded = encoder.forward(some, deepest).back();
        for (std::int64_t next = 0; next <= styles; ++next) {  // the first: as they are
            at::Tensor y = coded;
            for (int t = deepest; t > 0; --t) {
                if (next > 0) {
                    const at::Tensor own = augmentedGram(y);
                    std::vector<at::Tensor> moved;
                    for (std::int64_t i = 0; i < y.size(0); ++i) moved.push_back(applyMap(transportMap(momentsOf(own[i]), momentsOf(gramOf(t, first + i + next)), y), y.narrow(0, i, 1), 1));
                    y = at::cat(moved, 0).relu_();
                }
                note(out, kTapNames[static_cast<size_t>(t)], y);
                y = decoder.standardised(y, t);
                for (const auto& layer : decoder.layers(t)) {
                    y = FeatureDecoder::apply(layer, y);
                    if (layer.last) y = decoder.unstandardised(y, t - 1).relu_();
                    note(out, layer.name, y);
                }
            }
        }
    });
    return out;
}

}  // namespace velatura
