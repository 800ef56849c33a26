#include "core/nn/vgg.h"

#include <torch/torch.h>

#include "core/base/check.h"

namespace velatura {

namespace {

/// [reflect pad 1, conv 3x3, ReLU], as these networks were trained or normalised.
at::Tensor layer(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
    return at::conv2d(at::reflection_pad2d(x, {1, 1, 1, 1}), weight, bias).relu_();
}

Status merge(StateDict& into, const std::filesystem::path& path, const std::string& keep) {
    auto file = readSafetensors(path);
    if (!file) return fail(file.error());
    for (auto& [name, tensor] : tensorsOf(*file))
        if (name.starts_with(keep)) into[name] = tensor;
    return {};
}

}  // namespace

Result<std::shared_ptr<VggTeacher>> VggTeacher::load(const std::filesystem::path& folder, const c10::Device& device) {
    at::NoGradGuard noGrad;
    auto out = std::make_shared<VggTeacher>();
    if (auto s = merge(out->dict_, folder / "vgg19_conv1_1-conv3_4_normalised.safetensors", "conv"); !s)
        return fail(s.error());
    if (auto s = merge(out->dict_, folder / "cd16x_encoders.safetensors", "e5."); !s) return fail(s.error());
    for (const char* name : {"conv1_1", "conv1_2", "conv2_1", "conv2_2", "conv3_1", "e5.conv0", "e5.conv5_1",
                             "e5.conv4_1_aux", "e5.conv5_1_aux"})
        for (const char* part : {".weight", ".bias"})
            if (!out->dict_.contains(std::string(name) + part))
                return fail(ErrorCode::Model, "The teacher weights in %1 lack \"%2\".", {folder.string(), std::string(name) + part},
                            "Choose the folder with vgg19_conv1_1-conv3_4_normalised and cd16x_encoders.");
    for (auto& [name, tensor] : out->dict_) {
        tensor = tensor.to(device);
        if (tensor.dim() == 4) tensor = tensor.contiguous(at::MemoryFormat::ChannelsLast);
    }
    return out;
}

VggTeacher::Conv VggTeacher::get(const std::string& name) const {
    return {dict_.at(name + ".weight"), dict_.at(name + ".bias")};
}

std::vector<at::Tensor> VggTeacher::forward(const at::Tensor& x) const {
    at::NoGradGuard noGrad;
    std::vector<at::Tensor> out;
    const auto run = [&](const at::Tensor& in, const std::string& name) {
        const Conv c = get(name);
        return layer(in, c.weight, c.bias);
    };
    at::Tensor y = run(x.contiguous(at::MemoryFormat::ChannelsLast), "conv1_1");
    out.push_back(y);
    y = run(at::max_pool2d(run(y, "conv1_2"), {2, 2}), "conv2_1");
    out.push_back(y);
    y = run(at::max_pool2d(run(y, "conv2_2"), {2, 2}), "conv3_1");
    out.push_back(y);

    const Conv first = get("e5.conv0");
    y = at::conv2d(x, first.weight, first.bias);
    for (const char* name : {"conv1_1", "conv1_2", "pool", "conv2_1", "conv2_2", "pool", "conv3_1", "conv3_2", "conv3_3",
                             "conv3_4", "pool", "conv4_1", "conv4_2", "conv4_3", "conv4_4", "pool", "conv5_1"}) {
        const std::string layerName = name;
        if (layerName == "pool") {
            y = at::max_pool2d(y, {2, 2});
            continue;
        }
        y = run(y, "e5." + layerName);
        if (layerName == "conv4_1" || layerName == "conv5_1") {
            const Conv aux = get("e5." + layerName + "_aux");
            out.push_back(at::conv2d(y, aux.weight, aux.bias).relu_());
        }
    }
    return out;
}

}  // namespace velatura
