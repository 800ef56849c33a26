#include "core/ops/resize.h"

#include <torch/torch.h>

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
    return fromLinear(resizePlain(toLinear(x), size).clamp(0, 1)).clamp(0, 1).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace velatura
