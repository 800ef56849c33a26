#include "core/train/trainers/rounds_teacher.h"

#include <torch/torch.h>

#include "core/ops/palette.h"

namespace velatura {

Result<RoundsTeacher> RoundsTeacher::load(const c10::Device& device) {
    auto networks = RoundsNetworks::load(device);
    if (!networks) return fail(networks.error());
    return RoundsTeacher(std::move(*networks));
}

at::Tensor RoundsTeacher::paint(const at::Tensor& photos, const at::Tensor& paintings) const {
    at::NoGradGuard noGrad;
    std::array<double, kTapCount> strength;
    strength.fill(1);
    std::vector<at::Tensor> out;
    for (std::int64_t i = 0; i < photos.size(0); ++i) {
        const at::Tensor painting = paintings.narrow(0, i, 1).contiguous(at::MemoryFormat::ChannelsLast);
        const at::Tensor painted = transportPicture(networks_, photos.narrow(0, i, 1).contiguous(at::MemoryFormat::ChannelsLast), areasTowards({{{}, styleTargets(*networks_.net, {{painting, 1.0}})}}, strength));
        out.push_back(matchPalette(painted, {{{}, colorMoments(painting, {}, kPaletteFloor), 1}}).clamp_(0, 1));
    }
    return at::cat(out, 0).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace velatura
