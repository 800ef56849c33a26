// What convolutions by oneDNN have in common: descriptions of features, and primitives that are kept ready for the sizes that come.
// Only for files that are compiled with VELATURA_ONEDNN.
#pragma once

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <vector>

#include "core/ops/onednn.h"

namespace velatura {

inline dnnl::memory::desc oneDnnFeatures(std::int64_t channels, std::int64_t height, std::int64_t width, dnnl::memory::format_tag tag,
                                         dnnl::memory::data_type type = dnnl::memory::data_type::f32) {
    return {{1, channels, height, width}, type, tag};
}

inline dnnl::memory oneDnnMemory(const dnnl::memory::desc& desc, const at::Tensor& x) { return {desc, oneDnnProcessor(), x.data_ptr()}; }

inline void oneDnnReorder(const dnnl::memory& from, dnnl::memory to, const dnnl::primitive_attr& attributes = {}) {
    dnnl::reorder(from, to, attributes).execute(oneDnnStream(), const_cast<dnnl::memory&>(from), to);
    oneDnnStream().wait();
}

/// [1,C,H,W] in channels_last.
inline at::Tensor oneDnnEmpty(std::int64_t channels, std::int64_t height, std::int64_t width, at::ScalarType type = at::kFloat) {
    return at::empty({1, channels, height, width}, at::TensorOptions(type), at::MemoryFormat::ChannelsLast);
}

/// Made ready for one size of what comes in.
struct ReadyConvolution {
    std::int64_t height, width;
    int threads;
    bool back;  ///< the gradient
    dnnl::primitive primitive;
    dnnl::memory weight;
    dnnl::memory::desc from, to, bias, room;
    bool leaksAfter;  ///< the ReLU's slope is none that it has
};

/// Any thread.
class ReadyConvolutions {
public:
    template <class Make>
    std::shared_ptr<const ReadyConvolution> get(std::int64_t height, std::int64_t width, bool back, Make&& make) {
        const int threads = at::get_num_threads();  // one that was made ready for others runs on as many as it was made for
        const std::lock_guard lock(mutex_);
        const auto known = std::find_if(ready_.begin(), ready_.end(), [&](const auto& r) { return r->height == height && r->width == width && r->threads == threads && r->back == back; });
        if (known != ready_.end()) {
            std::rotate(ready_.begin(), known, known + 1);
            return ready_.front();
        }
        ready_.insert(ready_.begin(), std::make_shared<const ReadyConvolution>(make()));
        if (ready_.size() > kMost) ready_.pop_back();
        return ready_.front();
    }

    /// The weights as a primitive takes them, which those of other sizes often share. Within `make` alone.
    dnnl::memory packed(const dnnl::memory& weight, const dnnl::memory::desc& as) const {
        for (const auto& r : ready_)
            if (r->weight.get_desc() == as) return r->weight;
        dnnl::memory out(as, oneDnnProcessor());
        oneDnnReorder(weight, out);
        return out;
    }

private:
    /// A preview's size, strips of a picture, the last strip, another picture's, and gradients apart. They share their weights.
    static constexpr size_t kMost = 8;

    std::mutex mutex_;
    std::vector<std::shared_ptr<const ReadyConvolution>> ready_;  ///< the last used first
};

}  // namespace velatura
