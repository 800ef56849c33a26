#include "core/nn/reach.h"

#include <torch/torch.h>

namespace velatura {

bool knows(const Reach& reach, const std::string& name, std::int64_t channels) {
    const auto it = reach.find(name);
    if (it == reach.end() || it->second.dim() != 2 || it->second.size(0) != 2 || it->second.size(1) != channels) return false;
    return it->second.isfinite().all().item<bool>() && (it->second[0] <= it->second[1]).all().item<bool>() && (it->second[1] > 0).any().item<bool>();
}

}  // namespace velatura
