#include "core/train/trainers/start_squares.h"

#include <torch/torch.h>

#include "core/data/loader.h"
#include "core/nn/image_tensor.h"

namespace velatura {

namespace {

at::Tensor joined(const std::vector<Image>& squares, const c10::Device& device) {
    std::vector<at::Tensor> parts;
    for (const auto& s : squares) parts.push_back(toTensor(s).to(device));
    return at::cat(parts, 0).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace

Result<at::Tensor> startSquares(const WorkHost& host, const TrainRequest& request, const TrainParams& params, int count,
                                const c10::Device& device) {
    auto set = openPictureSet(request.data, host.pictures);
    if (!set) return fail(set.error());
    Loader loader(*set, {.seed = static_cast<std::uint64_t>(params.seed), .size = params.size, .batch = count, .threads = 0}, 0);
    auto squares = loader.next();
    if (!squares) return fail(squares.error());
    return joined(*squares, device);
}

Result<at::Tensor> sampleSquares(const WorkHost& host, const std::filesystem::path& folder, std::size_t count, int side,
                                 const c10::Device& device) {
    auto set = openPictureSet(folder, host.pictures);
    if (!set) return fail(set.error());
    std::vector<Image> squares;
    const std::size_t pictures = (*set)->count();
    const std::size_t some = std::min(pictures, count);
    for (std::size_t i = 0; i < some; ++i) {
        auto picture = (*set)->read(i * pictures / some, {.minShortSide = side});
        if (!picture) return fail(picture.error());
        squares.push_back(trainingSquare(*picture, 0, 0, side, 1.0));
    }
    return joined(squares, device);
}

}  // namespace velatura
