#include "core/ops/resize.h"

#include <torch/torch.h>

#include "core/ops/bands.h"
#include "core/ops/color.h"

namespace velatura {

ImageSize sizeOf(const at::Tensor& x) { return {static_cast<int>(x.size(3)), static_cast<int>(x.size(2))}; }

at::Tensor resizePlain(const at::Tensor& x, ImageSize size) {
    if (sizeOf(x) == size) return x;
    const bool enlarge = size.width >= x.size(3) && size.height >= x.size(2);
    const at::Tensor in = x.contiguous();
    if (enlarge) return at::upsample_bicubic2d(in, {size.height, size.width}, false);
    return at::_upsample_bilinear2d_aa(in, {size.height, size.width}, false);
}

at::Tensor resizePicture(const at::Tensor& x, ImageSize size) {
    if (sizeOf(x) == size) return x;
    at::Tensor light = at::empty(x.sizes(), x.options());
    inBands(x.size(2), x.size(3), [&](std::int64_t y, std::int64_t rows) { light.narrow(2, y, rows).copy_(toLinear(x.narrow(2, y, rows))); });
    const bool enlarge = size.width >= x.size(3) && size.height >= x.size(2);
    // As toTensor() shrinks (core/image/resample): means over areas would take a painting's fine strokes.
    at::Tensor out = enlarge ? resizePlain(light, size) : at::_upsample_bicubic2d_aa(light.contiguous(), {size.height, size.width}, false);
    light.reset();
    changeInBands(out, [](const at::Tensor& band) { return fromLinear(band.clamp(0, 1)).clamp_(0, 1); });
    return out.contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace velatura
