#include "core/engines/feature_cache.h"

#include <algorithm>

namespace velatura {

std::vector<at::Tensor> FeatureCache::get(const std::string& key, const std::function<std::vector<at::Tensor>()>& make) {
    if (const auto* kept = find(key)) return *kept;
    ++clock_;
    Entry entry{make(), 0, clock_};
    for (const auto& t : entry.tensors)
        if (t.defined()) entry.bytes += t.nbytes();
    if (entry.tensors.empty() || entry.bytes > budget_) return entry.tensors;  // given up, or too large to be kept at all
    while (bytes_ + entry.bytes > budget_) {
        const auto oldest = std::min_element(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) { return a.second.lastUse < b.second.lastUse; });
        bytes_ -= oldest->second.bytes;
        entries_.erase(oldest);
    }
    bytes_ += entry.bytes;
    return entries_.emplace(key, std::move(entry)).first->second.tensors;
}

const std::vector<at::Tensor>* FeatureCache::find(const std::string& key) {
    const auto it = entries_.find(key);
    if (it == entries_.end()) return nullptr;
    it->second.lastUse = ++clock_;
    ++hits_;
    return &it->second.tensors;
}

void FeatureCache::clear() {
    entries_.clear();
    bytes_ = 0;
}

}  // namespace velatura
