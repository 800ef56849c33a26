#include "core/nn/vgg.h"

#include <torch/torch.h>

#include "core/base/check.h"

namespace velatura {

namespace {

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

VggTeacher::Conv VggTeacher::conv(const std::string& name) const {
    return {dict_.at(name + ".weight"), dict_.at(name + ".bias")};
}

at::Tensor VggTeacher::run(const at::Tensor& x, const std::string& name) const {
    const Conv c = conv(name);
    return at::conv2d(at::reflection_pad2d(x, {1, 1, 1, 1}), c.weight, c.bias).relu_();
}

at::Tensor VggTeacher::deepTap(const at::Tensor& features, const std::string& name) const {
    const Conv aux = conv("e5." + name + "_aux");
    return at::conv2d(features, aux.weight, aux.bias).relu_();
}

std::vector<at::Tensor> VggTeacher::shallow(const at::Tensor& x) const {
    const auto layer = [this](const at::Tensor& y, const char* name) {
        const Conv c = conv(name);
        return at::conv2d(y, c.weight, c.bias, 1, 1).relu_();
    };
    std::vector<at::Tensor> out = {layer(x, "conv1_1")};
    out.push_back(layer(at::max_pool2d(layer(out[0], "conv1_2"), {2, 2}), "conv2_1"));
    out.push_back(layer(at::max_pool2d(layer(out[1], "conv2_2"), {2, 2}), "conv3_1"));
    return out;
}

std::shared_ptr<VggTeacher> VggTeacher::copyIn(at::ScalarType type) const {
    auto out = std::make_shared<VggTeacher>(*this);
    for (auto& [name, tensor] : out->dict_) tensor = tensor.to(type);
    return out;
}

std::vector<at::Tensor> VggTeacher::forward(const at::Tensor& x) const {
    at::NoGradGuard noGrad;
    std::vector<at::Tensor> out;
    at::Tensor y = run(x.contiguous(at::MemoryFormat::ChannelsLast), "conv1_1");
    out.push_back(y);
    y = run(at::max_pool2d(run(y, "conv1_2"), {2, 2}), "conv2_1");
    out.push_back(y);
    y = run(at::max_pool2d(run(y, "conv2_2"), {2, 2}), "conv3_1");
    out.push_back(y);

    const Conv first = conv("e5.conv0");
    y = at::conv2d(x, first.weight, first.bias);
    for (const char* name : {"conv1_1", "conv1_2", "pool", "conv2_1", "conv2_2", "pool", "conv3_1", "conv3_2", "conv3_3",
                             "conv3_4", "pool", "conv4_1", "conv4_2", "conv4_3", "conv4_4", "pool", "conv5_1"}) {
        const std::string layer = name;
        y = layer == "pool" ? at::max_pool2d(y, {2, 2}) : run(y, "e5." + layer);
        if (layer == "conv4_1" || layer == "conv5_1") out.push_back(deepTap(y, layer));
    }
    return out;
}

}  // namespace velatura
