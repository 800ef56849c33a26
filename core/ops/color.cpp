#include "core/ops/color.h"

#include <torch/torch.h>

namespace velatura {

namespace {

at::Tensor matrix(std::initializer_list<double> values, const at::Tensor& like) {
    return at::tensor(at::ArrayRef<double>(values.begin(), values.size()), at::kFloat).reshape({3, 3}).to(like.device());
}

/// y_i = sum_j m_ij x_j over channels.
at::Tensor mixChannels(const at::Tensor& x, const at::Tensor& m) {
    return at::conv2d(x, m.unsqueeze(-1).unsqueeze(-1));
}

at::Tensor oklabToLinear(const at::Tensor& lab) {
    const at::Tensor lms = mixChannels(lab, matrix({1, 0.3963377774, 0.2158037573, 1, -0.1055613458, -0.0638541728, 1, -0.0894841775, -1.2914855480}, lab));
    return mixChannels(lms * lms * lms, matrix({4.0767416621, -3.3077115913, 0.2309699292, -1.2684380046, 2.6097574011, -0.3413193965, -0.0041960863, -0.7034186147, 1.7076147010}, lab));
}

}  // namespace

at::Tensor toLinear(const at::Tensor& x) {
    const at::Tensor a = x.abs();
    return at::where(a <= 0.04045, a / 12.92, ((a + 0.055) / 1.055).pow(2.4)) * x.sign();
}

at::Tensor fromLinear(const at::Tensor& x) {
    const at::Tensor a = x.abs();
    return at::where(a <= 0.0031308, a * 12.92, a.clamp_min(1e-8).pow(1 / 2.4) * 1.055 - 0.055) * x.sign();
}

at::Tensor toOklab(const at::Tensor& x) {
    const at::Tensor lms = mixChannels(toLinear(x), matrix({0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619, 0.2817188376, 0.6299787005}, x));
    const at::Tensor root = lms.abs().clamp_min(1e-12).pow(1.0 / 3) * lms.sign();
    return mixChannels(root, matrix({0.2104542553, 0.7936177850, -0.0040720468, 1.9779984951, -2.4285922050, 0.4505937099, 0.0259040371, 0.7827717662, -0.8086757660}, x));
}

at::Tensor fromOklab(const at::Tensor& lab) {
    const at::Tensor lightness = lab.narrow(1, 0, 1).clamp(0, 1), chroma = lab.narrow(1, 1, 2);
    const auto linearAt = [&](const at::Tensor& share) { return oklabToLinear(at::cat({lightness, chroma * share}, 1)); };
    const auto fits = [](const at::Tensor& rgb) { return (rgb >= -1e-4).logical_and(rgb <= 1.0001).all(1, true); };
    // Bisection a pixel on the share of chroma that is kept.
    at::Tensor low = at::zeros_like(lightness), high = at::ones_like(lightness);
    const at::Tensor whole = fits(linearAt(high));
    for (int i = 0; i < 10; ++i) {
        const at::Tensor middle = (low + high) * 0.5;
        const at::Tensor inside = fits(linearAt(middle));
        low = at::where(inside, middle, low);
        high = at::where(inside, high, middle);
    }
    return fromLinear(linearAt(at::where(whole, at::ones_like(low), low)).clamp(0, 1)).clamp(0, 1);
}

at::Tensor withColorsOf(const at::Tensor& painted, const at::Tensor& photo) {
    return fromOklab(at::cat({toOklab(painted).narrow(1, 0, 1), toOklab(photo).narrow(1, 1, 2)}, 1));
}

}  // namespace velatura
