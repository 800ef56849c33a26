#include "core/nn/network_file.h"

#include <torch/torch.h>

#include <cmath>

#include "core/nn/perceptual.h"
#include "core/nn/transformer_net.h"

namespace velatura {

namespace {

/// The first biases of the networks that Oxford published (Simonyan and Zisserman 2014), VGG-19 and VGG-16: whoever
/// copied them copied the input that they want as well.
constexpr float kOxford[2][4] = {{0.73018f, 0.06494f, 0.03429f, 0.82604f}, {0.73430f, 0.09340f, 0.06776f, 0.88630f}};
constexpr double kSameBias = 5e-4;
/// Normalised networks answer with about 1 in every channel; in others channels differ by orders of magnitude. On the test
/// picture the figure is 0.62 for a normalised VGG-19 and 1.93 for Oxford's; this lies halfway by logarithm.
constexpr double kNormalisedSpread = 1.1;
/// Deviation of all samples below which a painted picture shows nothing.
constexpr double kFlat = 1e-4;

/// How differently strong a layer's channels answer: deviation of the logarithm of their means, median over layers.
double channelSpread(const VggNet& net) {
    std::vector<double> spreads;
    for (const auto& features : net.everyLayer(networkTestPicture()))
        spreads.push_back(features.mean({0, 2, 3}).clamp_min(1e-3).log().std().item<double>());
    std::nth_element(spreads.begin(), spreads.begin() + static_cast<std::ptrdiff_t>(spreads.size() / 2), spreads.end());
    return spreads[spreads.size() / 2];
}

std::string guessConvention(NetworkLayout layout, const StateDict& parameters) {
    const at::Tensor bias = parameters.at(layout.layers[0].name + ".bias");
    for (const auto& oxford : kOxford) {
        if (bias.numel() < 4) break;  // a thin network of somebody's own
        double apart = 0;
        for (int i = 0; i < 4; ++i)
            apart = std::max(apart, std::abs(bias[i].item<double>() - static_cast<double>(oxford[i])));
        if (apart < kSameBias) return convention::kCaffe;
    }
    layout.convention = convention::kNormalised;
    if (channelSpread(VggNet(layout, parameters, Pooling::Max)) < kNormalisedSpread) return convention::kNormalised;
    // Numbered layers are torchvision's way, names the way of those who came from Caffe.
    return layout.layers[0].source.find("conv") == std::string::npos ? convention::kTorchvision : convention::kCaffe;
}

Status addTensor(StateDict& into, const WeightsFile& file, const std::string& path, const std::string& here,
                 const std::string& there) {
    auto array = file.read(there);
    if (!array) return fail(array.error());
    SafetensorsFile one;
    one.arrays.emplace(here, std::move(*array));
    at::Tensor tensor = tensorsOf(one).at(here);
    if (!tensor.is_floating_point())
        return fail(ErrorCode::Model, "In %1, \"%2\" holds whole numbers, which are no weights.", {path, there},
                    "Import a network whose weights are real numbers.");
    if (!tensor.isfinite().all().item<bool>())
        return fail(ErrorCode::Model, "In %1, \"%2\" holds values that are not numbers.", {path, there},
                    "Export it again from an earlier checkpoint.");
    into[here] = std::move(tensor);
    return {};
}

void describe(const FeatureNet& net, NetworkReport& report) {
    for (int t = 0; t < net.tapCount(); ++t) {
        report.layers.emplace_back(kTapNames[static_cast<size_t>(t)]);
        report.channels.push_back(net.channels(t));
    }
}

Result<LoadedNetwork> readOwn(const std::filesystem::path& path) {
    auto net = PerceptualNet::load(path);
    if (!net) return fail(net.error());
    LoadedNetwork out{*net, {.kind = "perceptual", .convention = convention::kOwn}};
    describe(**net, out.report);
    for (const auto& [name, tensor] : (*net)->namedParameters()) out.report.weights += tensor.numel();
    return out;
}

/// Its answer to the test picture, layer by layer.
Status lookThrough(const FeatureNet& net, const std::string& path) {
    const auto* vgg = dynamic_cast<const VggNet*>(&net);
    at::NoGradGuard noGrad;
    const at::Tensor picture = networkTestPicture();
    const auto answers = vgg ? vgg->everyLayer(picture) : net.forward(picture, net.tapCount() - 1);
    for (size_t i = 0; i < answers.size(); ++i) {
        const char* what = !answers[i].isfinite().all().item<bool>()
                               ? "%1 answers a picture with values that are not numbers, from layer %2 of its %3 on."
                           : answers[i].max().item<double>() <= 0
                               ? "%1 is dead from layer %2 of its %3 on: it answers a picture with nothing."
                               : nullptr;
        if (what)
            return fail(ErrorCode::Model, what, {path, std::to_string(i + 1), std::to_string(answers.size())},
                        "Import it again from where it came.");
    }
    return {};
}

}  // namespace

at::Tensor networkTestPicture() {
    constexpr int kSide = 256;
    auto generator = at::detail::createCPUGenerator(5);
    at::Tensor sum = at::zeros({1, 3, kSide, kSide});
    for (int cells = 2; cells <= kSide; cells *= 2) {
        // Grey grain stronger than coloured grain, large stronger than small: as in photos.
        const at::Tensor grain = at::randn({1, 1, cells, cells}, generator, at::kFloat) +
                                 at::randn({1, 3, cells, cells}, generator, at::kFloat) * 0.3;
        sum = sum + at::upsample_bilinear2d(grain, {kSide, kSide}, false) / std::sqrt(static_cast<double>(cells));
    }
    for (int i = 0; i < 12; ++i) {  // fields with sharp edges
        const int x = i * 83 % 200, y = i * 47 % 200, size = 16 + i * 29 % 56;
        sum.narrow(2, y, std::min(size, kSide - y))
            .narrow(3, x, std::min(size, kSide - x))
            .add_(at::randn({1, 3, 1, 1}, generator, at::kFloat) * 0.7);
    }
    sum = (sum - sum.mean()) / sum.std();
    return (sum * 0.22 + 0.44).clamp(0, 1).contiguous(at::MemoryFormat::ChannelsLast);
}

Result<LoadedNetwork> readNetwork(const std::filesystem::path& path, Pooling pooling) {
    at::NoGradGuard noGrad;
    const auto file = WeightsFile::open(path);
    if (!file) return fail(file.error());
    auto layout = recogniseNetwork(path.string(), file->tensors(), file->metadata());
    if (!layout) return fail(layout.error());
    if (layout->kind == kind::kFastStyle) return fail(paintsItself(path.string()));
    if (layout->layers.empty()) return readOwn(path);
    StateDict parameters;
    const auto add = [&](const std::string& here, const std::string& there) -> Status {
        for (const char* part : {".weight", ".bias"})
            if (auto s = addTensor(parameters, *file, path.string(), here + part, there + part); !s) return s;
        return {};
    };
    if (!layout->first.empty())
        if (auto s = add("conv0", layout->first); !s) return fail(s.error());
    for (const auto& layer : layout->layers)
        if (auto s = add(layer.name, layer.source); !s) return fail(s.error());
    if (layout->convention.empty()) layout->convention = guessConvention(*layout, parameters);
    auto net = std::make_shared<VggNet>(*layout, parameters, pooling);
    LoadedNetwork out{net, {.kind = layout->kind, .convention = layout->convention}};
    describe(*net, out.report);
    for (const auto& [name, tensor] : parameters) out.report.weights += tensor.numel();
    return out;
}

namespace {

/// A style network paints the test picture in each of its styles.
Result<NetworkReport> inspectStyleNetwork(const std::filesystem::path& path) {
    const auto net = TransformerNet::load(path);
    if (!net) return fail(net.error());
    at::NoGradGuard noGrad;
    const at::Tensor picture = networkTestPicture();
    NetworkReport report{.kind = kind::kFastStyle, .convention = (*net)->convention(), .styles = (*net)->styleNames()};
    for (int s = 0; s < (*net)->styles(); ++s) {
        const at::Tensor painted = (*net)->forward(picture, at::eye((*net)->styles())[s]);
        const char* what = !painted.isfinite().all().item<bool>() ? "%1 paints a picture with values that are not numbers, in style %2 of its %3."
                           : painted.clamp(0, 1).std().item<double>() < kFlat ? "%1 paints nothing: its picture is one flat colour, in style %2 of its %3."
                                                                              : nullptr;
        if (what)
            return fail(ErrorCode::Model, what, {path.string(), std::to_string(s + 1), std::to_string((*net)->styles())}, "Import it again from where it came.");
    }
    for (const auto& list : {(*net)->convolutions(), (*net)->norms()})
        for (const auto& [name, tensor] : list) report.weights += tensor.numel();
    return report;
}

}  // namespace

Result<NetworkReport> inspectNetworkFile(const std::filesystem::path& path) {
    const auto file = WeightsFile::open(path);
    if (!file) return fail(file.error());
    const auto layout = recogniseNetwork(path.string(), file->tensors(), file->metadata());
    if (!layout) return fail(layout.error());
    if (layout->kind == kind::kFastStyle) return inspectStyleNetwork(path);
    const auto network = readNetwork(path);
    if (!network) return fail(network.error());
    if (auto s = lookThrough(*network->net, path.string()); !s) return fail(s.error());
    return network->report;
}

}  // namespace velatura
