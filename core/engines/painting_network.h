// The style network that a session paints with, by its name, loaded once and kept on the session's device; and a
// picture painted by it, whole or in tiles. One thread.
#pragma once

#include <c10/core/Device.h>

#include <functional>
#include <memory>
#include <string>

#include "core/nn/transformer_net.h"

namespace velatura {

struct Painter {
    std::shared_ptr<const TransformerNet> net;
    std::string key;  ///< tells its pictures from another's in a cache
};

class PaintingNetwork {
public:
    /// By the names of core/style_networks. Error: there is none, or it is not what was imported.
    Result<Painter> get(const std::string& name, const c10::Device& device);

private:
    std::string stamp_;
    c10::Device device_ = c10::kCPU;
    Painter painter_;
};

/// Asked before each tile, with tiles done and all; false gives up.
using PaintProgress = std::function<bool(std::int64_t done, std::int64_t total)>;

/// In tiles the norms go by the statistics of squares spread over the picture, since those of the whole would need it
/// whole at every layer: each tile then fits its neighbours without a seam, and the picture differs a little from one
/// that is painted whole.
/// @param picture float32 [1,3,H,W], 0..1  @param style float32 [styles]  @param tile side in px, a multiple of 4; 0:
/// whole
/// @return float32 [1,3,H,W], 0..1; undefined when given up
at::Tensor paintedBy(const TransformerNet& net, const at::Tensor& picture, const at::Tensor& style, int tile,
                     const PaintProgress& proceed);

}  // namespace velatura
