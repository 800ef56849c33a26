#include "core/train/start_hash.h"

#include <torch/torch.h>

namespace velatura {

void startHashState(StateVisitor& visitor, std::string& hash) {
    constexpr std::int64_t kLetters = 64;
    if (!visitor.has("started from")) return;
    at::Tensor letters = at::zeros({kLetters}, at::kLong);
    for (size_t i = 0; i < hash.size(); ++i) letters[static_cast<std::int64_t>(i)] = static_cast<std::int64_t>(hash[i]);
    visitor.tensor("started from", letters);
    hash.clear();
    for (std::int64_t i = 0; i < kLetters; ++i)
        if (const auto letter = letters[i].item<std::int64_t>(); letter > 0) hash += static_cast<char>(letter);
}

}  // namespace velatura
