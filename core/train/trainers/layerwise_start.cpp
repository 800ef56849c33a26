#include "core/train/trainers/layerwise_start.h"

#include <torch/torch.h>

#include <map>

namespace velatura {

namespace {

constexpr double kRidge = 1e-4;  ///< of the mean diagonal

/// [positions,C] in double, without the border on which zero padding has a say.
at::Tensor positions(const at::Tensor& x, std::int64_t margin) {
    const at::Tensor inner = x.narrow(2, margin, x.size(2) - 2 * margin).narrow(3, margin, x.size(3) - 2 * margin);
    return inner.permute({0, 2, 3, 1}).reshape({-1, x.size(1)}).to(at::kDouble);
}

at::Tensor fit(const at::Tensor& x, const at::Tensor& y, std::int64_t margin) {
    at::Tensor f = positions(x, margin);
    f = at::cat({f, at::ones({f.size(0), 1}, f.options())}, 1);
    at::Tensor square = at::matmul(f.t(), f);
    const double scale = square.diagonal().mean().item<double>();
    square = square + at::eye(square.size(0), square.options()) * (kRidge * scale);
    return at::linalg_solve(square, at::matmul(f.t(), positions(y, margin))).t().to(at::kFloat).contiguous();
}

/// What a layer of the student imitates.
struct Imitated {
    const char* student;
    const char* teacher;
    bool deep, pool;
    int tap;
};

constexpr Imitated kLayers[] = {
    {"conv1_1", "conv1_1", false, false, 0},   {"conv1_2", "conv1_2", false, false, -1},
    {"conv2_1", "conv2_1", false, true, 1},    {"conv2_2", "conv2_2", false, false, -1},
    {"conv3_1", "conv3_1", false, true, 2},    {"conv3_2", "conv3_2", false, false, -1},
    {"conv3_3", "conv3_3", false, false, -1},  {"conv3_4", "conv3_4", false, false, -1},
    {"conv4_1", "e5.conv4_1", true, true, 3},  {"conv4_2", "e5.conv4_2", true, false, -1},
    {"conv4_3", "e5.conv4_3", true, false, -1}, {"conv4_4", "e5.conv4_4", true, false, -1},
    {"conv5_1", "e5.conv5_1", true, true, 4},
};

/// e5's relu3_4: what its conv4_1 is fed with, before pooling.
at::Tensor deepTrunk(const VggTeacher& teacher, const at::Tensor& pictures) {
    const auto first = teacher.conv("e5.conv0");
    at::Tensor y = at::conv2d(pictures, first.weight, first.bias);
    for (const char* name : {"conv1_1", "conv1_2", "", "conv2_1", "conv2_2", "", "conv3_1", "conv3_2", "conv3_3", "conv3_4"})
        y = *name ? teacher.run(y, std::string("e5.") + name) : at::max_pool2d(y, {2, 2});
    return y;
}

}  // namespace

at::Tensor fitAffine(const at::Tensor& x, const at::Tensor& y) { return fit(x, y, 0); }

std::vector<std::int64_t> explainingChannels(const at::Tensor& features, std::int64_t count) {
    const at::Tensor f = positions(features, 0);
    const at::Tensor centred = f - f.mean(0, true);
    at::Tensor rest = at::matmul(centred.t(), centred) / static_cast<double>(f.size(0));
    std::vector<std::int64_t> out;
    for (std::int64_t i = 0; i < count; ++i) {
        // The channel whose removal leaves least: largest sum of squared covariances over its own variance.
        const at::Tensor variance = rest.diagonal().clamp_min(1e-12);
        at::Tensor gain = rest.square().sum(0) / variance;
        for (const auto chosen : out) gain[chosen] = -1;
        const std::int64_t best = gain.argmax().item<std::int64_t>();
        out.push_back(best);
        const at::Tensor column = rest.select(1, best).clone();
        rest = rest - at::outer(column, column) / std::max(column[best].item<double>(), 1e-12);
    }
    std::sort(out.begin(), out.end());
    return out;
}

void layerwiseStart(PerceptualNet& net, const VggTeacher& teacher, const at::Tensor& pictures) {
    at::NoGradGuard noGrad;
    std::map<std::string, at::Tensor> parameters;
    for (const auto& [name, tensor] : net.namedParameters()) parameters[name] = tensor;
    const at::Tensor x = pictures.contiguous(at::MemoryFormat::ChannelsLast);
    at::Tensor student = x.sub(0.5f).mul(4.0f), taught = x;
    std::int64_t margin = kMargin;
    bool inDeep = false;
    for (const auto& layer : kLayers) {
        if (layer.deep && !inDeep) {
            taught = deepTrunk(teacher, x);
            inDeep = true;
        }
        if (layer.pool) {
            student = blurPool(student);
            taught = at::max_pool2d(taught, {2, 2});
            margin /= 2;
        }
        // What the teacher's layer is fed with, as an affine function of what the student's is fed with, goes into its weights.
        const auto source = teacher.conv(layer.teacher);
        const at::Tensor map = fit(student, taught, margin);
        const std::int64_t in = student.size(1);
        const at::Tensor folded = at::einsum("ochw,ci->oihw", {source.weight, map.narrow(1, 0, in)});
        const at::Tensor shift = at::einsum("oc,c->o", {source.weight.sum({2, 3}), map.select(1, in)}) + source.bias;
        taught = teacher.run(taught, layer.teacher);

        at::Tensor weight = parameters.at(std::string(layer.student) + ".weight");
        const std::int64_t wanted = weight.size(0);
        const auto chosen = at::tensor(wanted < taught.size(1) ? explainingChannels(taught, wanted) : [&] {
            std::vector<std::int64_t> all(static_cast<size_t>(taught.size(1)));
            for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::int64_t>(i);
            return all;
        }(), at::kLong).to(x.device());
        // A student wider than its teacher's layer keeps its random filters beyond it.
        const std::int64_t filled = chosen.size(0);
        weight.narrow(0, 0, filled).copy_(folded.index_select(0, chosen));
        at::Tensor bias = parameters.at(std::string(layer.student) + ".bias");
        bias.narrow(0, 0, filled).copy_(shift.index_select(0, chosen));
        student = at::conv2d(student, weight, bias, 1, 1).relu_();

        if (layer.tap >= 0) {
            const at::Tensor target = layer.deep ? teacher.deepTap(taught, layer.student) : taught;
            const at::Tensor head = fit(student, target, margin);
            const std::string name = "adapt" + std::to_string(layer.tap + 1) + "_1";
            parameters.at(name + ".weight").copy_(head.narrow(1, 0, head.size(1) - 1));
            parameters.at(name + ".bias").copy_(head.select(1, head.size(1) - 1));
        }
    }
}

}  // namespace velatura
