#include "core/ops/reflect_pad.h"

#include <torch/torch.h>

namespace velatura {

namespace {

using torch::autograd::AutogradContext;

/// What lies beyond each end of a dimension, mirrored: `outside` are the padding's own positions, `inside` those that
/// they repeat, in reversed order.
struct Border {
    at::Tensor outside, inside;
};

std::array<Border, 2> bordersOf(const at::Tensor& padded, int dim, std::int64_t before, std::int64_t after) {
    const std::int64_t length = padded.size(dim);
    return {Border{padded.narrow(dim, 0, before), padded.narrow(dim, before + 1, before)},
            Border{padded.narrow(dim, length - after, after), padded.narrow(dim, length - 2 * after - 1, after)}};
}

at::Tensor withinColumns(const at::Tensor& padded, const PadSides& s) { return padded.narrow(3, s.left, padded.size(3) - s.left - s.right); }
at::Tensor centre(const at::Tensor& padded, const PadSides& s) { return withinColumns(padded, s).narrow(2, s.top, padded.size(2) - s.top - s.bottom); }

at::Tensor padded(const at::Tensor& x, const PadSides& s) {
    at::Tensor out = at::empty({x.size(0), x.size(1), x.size(2) + s.top + s.bottom, x.size(3) + s.left + s.right}, x.options(),
                               x.suggest_memory_format());
    centre(out, s).copy_(x);
    // Rows within the picture's columns first, then all columns over the whole height: corners come of themselves.
    for (auto& b : bordersOf(withinColumns(out, s), 2, s.top, s.bottom)) b.outside.copy_(b.inside.flip(2));
    for (auto& b : bordersOf(out, 3, s.left, s.right)) b.outside.copy_(b.inside.flip(3));
    return out;
}

class ReflectPad : public torch::autograd::Function<ReflectPad> {
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const PadSides& s) {
        context->saved_data["sides"] = std::vector<std::int64_t>{s.left, s.right, s.top, s.bottom};
        return padded(x, s);
    }
    /// The same way back: what was copied out is added up.
    static torch::autograd::tensor_list backward(AutogradContext* context, torch::autograd::tensor_list gradients) {
        const auto sides = context->saved_data["sides"].toIntVector();
        const PadSides s{sides[0], sides[1], sides[2], sides[3]};
        const at::Tensor sum = gradients[0].clone();
        for (auto& b : bordersOf(sum, 3, s.left, s.right)) b.inside.add_(b.outside.flip(3));
        for (auto& b : bordersOf(withinColumns(sum, s), 2, s.top, s.bottom)) b.inside.add_(b.outside.flip(2));
        return {centre(sum, s).contiguous(sum.suggest_memory_format()), at::Tensor()};
    }
};

/// 0 1 2 1 0 1 2 … for a length of 3.
at::Tensor mirrored(std::int64_t length, std::int64_t pad, const at::TensorOptions& options) {
    const std::int64_t period = std::max<std::int64_t>(1, 2 * (length - 1));
    const at::Tensor at = at::arange(-pad, length + pad, options.dtype(at::kLong)).remainder(period);
    return at::minimum(at, period - at).clamp_max(length - 1);
}

}  // namespace

at::Tensor reflectPad(const at::Tensor& x, const PadSides& sides) {
    return at::GradMode::is_enabled() && x.requires_grad() ? ReflectPad::apply(x, sides) : padded(x, sides);
}

at::Tensor reflectPad(const at::Tensor& x, std::int64_t pad) {
    if (pad == 0) return x;
    if (x.size(2) > pad && x.size(3) > pad) return reflectPad(x, PadSides{pad, pad, pad, pad});
    return x.index_select(2, mirrored(x.size(2), pad, x.options()))
        .index_select(3, mirrored(x.size(3), pad, x.options()));
}

}  // namespace velatura
