#include "core/metrics/measure.h"

#include <torch/torch.h>

#include <functional>

#include "core/base/paths.h"
#include "core/catalog.h"
#include "core/metrics/perceptual_distance.h"
#include "core/metrics/psnr_ssim.h"
#include "core/nn/device.h"
#include "core/nn/image_tensor.h"
#include "core/ops/resize.h"

namespace velatura {

namespace {

/// Network metrics look at pictures of this long side at most: the size at which the network was trained to see.
constexpr int kNetworkSide = 512;

Result<std::shared_ptr<PerceptualNet>> sharedNet() {
    static std::shared_ptr<PerceptualNet> net;
    if (net) return net;
    auto path = findData("models/perceptual.safetensors");
    if (!path) return fail(path.error());
    auto loaded = PerceptualNet::load(*path);
    if (!loaded) return loaded;
    net = *loaded;
    return net;
}

at::Tensor forNetwork(const Image& image) {
    return resizePicture(toTensor(image), fitLongSide(image.size(), kNetworkSide));
}

}  // namespace

Result<std::map<std::string, double>> measure(const MetricRequest& request, JobContext& context) {
    if (request.a.empty() || request.b.empty())
        return fail(ErrorCode::Usage, "Two pictures are needed to compare.", {}, "Choose both.");
    useThreads(0);
    std::vector<std::string> wanted = request.metrics;
    if (wanted.empty())
        for (const auto& m : metricInfos()) wanted.push_back(m.key);
    const at::Tensor a = toTensor(request.a), b = resizePicture(toTensor(request.b), request.a.size());
    const std::map<std::string, std::function<double()>> pixel = {
        {"psnr", [&] { return psnr(a, b); }}, {"ssim", [&] { return ssim(a, b); }}, {"l1", [&] { return meanAbsolute(a, b); }}};
    std::map<std::string, double> out;
    for (size_t i = 0; i < wanted.size(); ++i) {
        const std::string& key = wanted[i];
        context.progress(static_cast<std::int64_t>(i), static_cast<std::int64_t>(wanted.size()), "Measuring");
        if (const auto it = pixel.find(key); it != pixel.end()) {
            out[key] = it->second();
            continue;
        }
        auto net = sharedNet();
        if (!net) return fail(net.error());
        const at::Tensor na = forNetwork(request.a);
        if (key == "perceptual") {
            out[key] = perceptualDistance(**net, na, resizePicture(b, sizeOf(na)));
        } else if (key == "content") {
            out[key] = contentDistance(**net, na, resizePicture(b, sizeOf(na)));
        } else if (key == "style") {
            out[key] = styleDistance(**net, na, forNetwork(request.b));
        } else {
            std::string known;
            for (const auto& m : metricInfos()) known += (known.empty() ? "" : ", ") + m.key;
            return fail(ErrorCode::Usage, "There is no metric \"%1\"; there are: %2.", {key, known});
        }
    }
    return out;
}

}  // namespace velatura
