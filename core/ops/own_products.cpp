#include "core/ops/own_products.h"

#include <torch/torch.h>

#ifdef VELATURA_ONEDNN
#include "core/ops/onednn.h"
#endif

namespace velatura {

at::Tensor ownProducts(const at::Tensor& f) {
#ifdef VELATURA_ONEDNN
    if (f.is_cpu() && f.scalar_type() == at::kFloat && f.stride(2) == 1 && f.numel() > 0) {
        using dnnl::memory;
        const dnnl::engine& processor = oneDnnProcessor();
        dnnl::stream& stream = oneDnnStream();
        const std::int64_t batch = f.size(0), rows = f.size(1), columns = f.size(2);
        constexpr auto kFloats = memory::data_type::f32;
        const memory::desc turned({batch, columns, rows}, kFloats, memory::dims{f.stride(0), 1, f.stride(1)});
        const memory::desc own({batch, rows, columns}, kFloats, memory::dims{f.stride(0), f.stride(1), 1});
        const memory::desc product({batch, columns, columns}, kFloats, memory::format_tag::abc);
        const at::Tensor out = at::empty({batch, columns, columns}, f.options());
        const dnnl::matmul::primitive_desc desc({turned, own, product}, processor);
        dnnl::matmul(desc).execute(stream, {{DNNL_ARG_SRC, {turned, processor, f.data_ptr()}},
                                            {DNNL_ARG_WEIGHTS, {own, processor, f.data_ptr()}},
                                            {DNNL_ARG_DST, {product, processor, out.data_ptr()}}});
        stream.wait();
        return out;
    }
#endif
    return at::matmul(f.transpose(1, 2), f);
}

}  // namespace velatura
