#include "core/engines/style_code.h"

#include <torch/torch.h>

#include <mutex>

#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/losses/gram.h"
#include "core/nn/image_tensor.h"
#include "core/nn/feature_net.h"
#include "core/nn/style_transfer_net.h"

namespace velatura {

namespace {
/// Styles are compared at one size, so that the same painting in two sizes is the same style.
constexpr int kSide = 256;

struct Loaded {
    std::shared_ptr<StyleTransferNet> net;
    std::string hash;
};

/// A library asks for hundreds of codes: the file is read once, and again when it has changed. Any thread.
Result<Loaded> network(const std::filesystem::path& path) {
    static std::mutex mutex;
    static Loaded kept;
    static std::pair<std::filesystem::path, std::filesystem::file_time_type> of;
    const std::lock_guard lock(mutex);
    std::error_code ec;
    const std::pair now{path, std::filesystem::last_write_time(path, ec)};
    if (kept.net && now == of) return kept;
    auto hash = sha256OfFile(path);
    if (!hash) return fail(hash.error());
    auto net = StyleTransferNet::load(path);
    if (!net) return fail(net.error());
    kept = {*net, *hash};
    of = now;
    return kept;
}
}  // namespace

Result<StyleCode> codeOfStyle(const Image& picture) {
    if (picture.empty()) return fail(ErrorCode::Usage, "There is no picture to look at.", {}, "Choose one.");
    auto path = findData("models/arbitrary.safetensors");
    if (!path) return fail(path.error());
    const auto loaded = network(*path);
    if (!loaded) return fail(loaded.error());
    const auto& [net, hash] = *loaded;
    at::NoGradGuard noGrad;
    const auto features = net->encode(widen(toTensor(picture, fitLongSide(picture.size(), kSide)), kMargin));
    std::array<FeatureMoments, kStyleLevels> moments;
    for (size_t l = 0; l < kStyleLevels; ++l) moments[l] = momentsOf(augmentedGram(features[l]).squeeze(0));
    const at::Tensor code = net->code(moments).contiguous();
    return StyleCode{{code.data_ptr<float>(), code.data_ptr<float>() + code.numel()}, hash};
}

}  // namespace velatura
