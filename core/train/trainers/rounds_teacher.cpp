#include "core/train/trainers/rounds_teacher.h"

#include <torch/torch.h>

#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/engines/transport_start.h"
#include "core/ops/palette.h"

namespace velatura {

Result<RoundsTeacher> RoundsTeacher::load(const c10::Device& device) {
    const auto net = findData("models/perceptual.safetensors"), decoder = findData("models/decoder.safetensors");
    for (const auto* path : {&net, &decoder})
        if (!*path) return fail(path->error());
    const auto hash = sha256OfFile(*net);
    if (!hash) return fail(hash.error());
    const auto readNet = PerceptualNet::load(*net);
    if (!readNet) return fail(readNet.error());
    const auto readDecoder = FeatureDecoder::load(*decoder, *hash);
    if (!readDecoder) return fail(readDecoder.error());
    RoundsTeacher out;
    out.net_ = (*readNet)->copyTo(device);
    out.decoder_ = (*readDecoder)->copyTo(device);
    return out;
}

at::Tensor RoundsTeacher::paint(const at::Tensor& photos, const at::Tensor& paintings) const {
    at::NoGradGuard noGrad;
    std::vector<at::Tensor> out;
    for (std::int64_t i = 0; i < photos.size(0); ++i) {
        const at::Tensor painting = paintings.narrow(0, i, 1).contiguous(at::MemoryFormat::ChannelsLast);
        const at::Tensor painted = transportPicture(*net_, *decoder_, photos.narrow(0, i, 1).contiguous(at::MemoryFormat::ChannelsLast), {{{}, styleTargets(*net_, {{painting, 1.0}})}});
        out.push_back(matchPalette(painted, {{{}, colorMoments(painting, {}, kPaletteFloor), 1}}).clamp_(0, 1));
    }
    return at::cat(out, 0).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace velatura
