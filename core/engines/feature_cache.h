// FeatureCache: tensors that a session keeps between renders, by a key made of picture ids and what they depend on,
// within a byte budget; the longest unused go first. One thread.
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace velatura {

class FeatureCache {
public:
    explicit FeatureCache(std::size_t budgetBytes) : budget_(budgetBytes) {}

    /// What is kept under `key`, or what `make` gives; undefined tensors may be among it. Nothing at all was given up, and is not kept.
    std::vector<at::Tensor> get(const std::string& key, const std::function<std::vector<at::Tensor>()>& make);
    /// What is kept under `key`, else null; good until the next call.
    const std::vector<at::Tensor>* find(const std::string& key);
    void clear();
    std::size_t bytes() const { return bytes_; }
    std::size_t hits() const { return hits_; }

private:
    struct Entry {
        std::vector<at::Tensor> tensors;
        std::size_t bytes = 0;
        std::uint64_t lastUse = 0;
    };
    std::map<std::string, Entry> entries_;
    std::size_t budget_, bytes_ = 0, hits_ = 0;
    std::uint64_t clock_ = 0;
};

}  // namespace velatura
