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

std::array<Border, 2> bordersOf(const at::Tensor& padded, int dim, std::int64_t pad) {
    const std::int64_t length = padded.size(dim);
    return {Border{padded.narrow(dim, 0, pad), padded.narrow(dim, pad + 1, pad)},
            Border{padded.narrow(dim, length - pad, pad), padded.narrow(dim, length - 2 * pad - 1, pad)}};
}

at::Tensor centre(const at::Tensor& padded, std::int64_t pad) {
    return padded.narrow(2, pad, padded.size(2) - 2 * pad).narrow(3, pad, padded.size(3) - 2 * pad);
}

at::Tensor padded(const at::Tensor& x, std::int64_t pad) {
    at::Tensor out = at::empty({x.size(0), x.size(1), x.size(2) + 2 * pad, x.size(3) + 2 * pad}, x.options(),
                               x.suggest_memory_format());
    centre(out, pad).copy_(x);
    // Rows within the picture's columns first, then all columns over the whole height: corners come of themselves.
    const at::Tensor columns = out.narrow(3, pad, x.size(3));
    for (auto& b : bordersOf(columns, 2, pad)) b.outside.copy_(b.inside.flip(2));
    for (auto& b : bordersOf(out, 3, pad)) b.outside.copy_(b.inside.flip(3));
    return out;
}

class ReflectPad : public torch::autograd::Function<ReflectPad> {
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, std::int64_t pad) {
        context->saved_data["pad"] = pad;
        return padded(x, pad);
    }
    /// The same way back: what was copied out is added up.
    static torch::autograd::tensor_list backward(AutogradContext* context, torch::autograd::tensor_list gradients) {
        const std::int64_t pad = context->saved_data["pad"].toInt();
        const at::Tensor sum = gradients[0].clone();
        for (auto& b : bordersOf(sum, 3, pad)) b.inside.add_(b.outside.flip(3));
        const at::Tensor columns = sum.narrow(3, pad, sum.size(3) - 2 * pad);
        for (auto& b : bordersOf(columns, 2, pad)) b.inside.add_(b.outside.flip(2));
        return {centre(sum, pad).contiguous(sum.suggest_memory_format()), at::Tensor()};
    }
};

/// 0 1 2 1 0 1 2 … for a length of 3.
at::Tensor mirrored(std::int64_t length, std::int64_t pad, const at::TensorOptions& options) {
    const std::int64_t period = std::max<std::int64_t>(1, 2 * (length - 1));
    const at::Tensor at = at::arange(-pad, length + pad, options.dtype(at::kLong)).remainder(period);
    return at::minimum(at, period - at).clamp_max(length - 1);
}

}  // namespace

at::Tensor reflectPad(const at::Tensor& x, std::int64_t pad) {
    if (pad == 0) return x;
    if (x.size(2) > pad && x.size(3) > pad)
        return at::GradMode::is_enabled() && x.requires_grad() ? ReflectPad::apply(x, pad) : padded(x, pad);
    return x.index_select(2, mirrored(x.size(2), pad, x.options()))
        .index_select(3, mirrored(x.size(3), pad, x.options()));
}

}  // namespace velatura
