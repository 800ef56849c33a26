#include "core/engines/painting_cut.h"

#include <torch/torch.h>

#include "core/image/painting_frame.h"

namespace velatura {

at::Tensor withoutFrame(const at::Tensor& picture, const Image& painting) {
    const CropRect inner = paintingWithin(painting);
    if (inner == CropRect{}) return picture;
    const Rect r = cropPixels(inner, {static_cast<int>(picture.size(3)), static_cast<int>(picture.size(2))});
    return picture.narrow(2, r.y, r.height).narrow(3, r.x, r.width).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace velatura
