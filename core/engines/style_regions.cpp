#include "core/engines/style_regions.h"

#include <torch/torch.h>

#include "core/image/resample.h"
#include "core/image/same_samples.h"
#include "core/nn/image_tensor.h"

namespace velatura {

std::vector<StyleGroup> groupStyles(const std::vector<StyleInput>& styles) {
    std::vector<StyleGroup> out;
    for (size_t i = 0; i < styles.size(); ++i) {
        const StyleInput& s = styles[i];
        if (s.weight <= 0) continue;
        auto group = std::find_if(out.begin(), out.end(), [&](const StyleGroup& g) {
            return s.mask.empty() ? g.mask.empty() : !g.mask.empty() && sameSamples(g.mask, s.mask);
        });
        if (group == out.end()) group = out.insert(out.end(), {{}, s.mask, 0});
        group->styles.push_back(i);
        group->weight += s.weight;
    }
    return out;
}

at::Tensor maskAt(const Image& mask, ImageSize size) {
    return maskTensor(mask.size() == size ? mask : resized(mask, size, Kernel::Area)).clamp_(0, 1).contiguous();
}

std::vector<at::Tensor> sharesOf(const std::vector<StyleGroup>& groups, ImageSize size) {
    std::vector<at::Tensor> out(groups.size());
    if (groups.size() == 1 && groups.front().mask.empty()) return out;
    double heaviest = 0;  // of masked groups: only how they compare counts
    for (const auto& g : groups) heaviest = std::max(heaviest, g.mask.empty() ? 0.0 : g.weight);
    at::Tensor covered = at::zeros({1, 1, size.height, size.width}), weighted = at::zeros_like(covered);
    for (size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].mask.empty()) continue;
        const at::Tensor mask = maskAt(groups[i].mask, size);
        covered.add_(mask);
        out[i] = mask * (groups[i].weight / heaviest);
        weighted.add_(out[i]);
    }
    covered.clamp_(0, 1);
    for (size_t i = 0; i < groups.size(); ++i) out[i] = groups[i].mask.empty() ? 1 - covered : out[i] / weighted.clamp_min(1e-6) * covered;
    return out;
}

}  // namespace velatura
