#include "core/nn/state_dict.h"

#include <fmt/ranges.h>
#include <torch/torch.h>

#include <cstring>

#include "core/base/check.h"

namespace velatura {

namespace {

at::ScalarType scalarType(NumberType type) {
    switch (type) {
        case NumberType::F32: return at::kFloat;
        case NumberType::F16: return at::kHalf;
        case NumberType::F64: return at::kDouble;
        case NumberType::BF16: return at::kBFloat16;
        case NumberType::I64: return at::kLong;
        case NumberType::I32: return at::kInt;
        case NumberType::U8: return at::kByte;
    }
    return at::kFloat;
}

}  // namespace

StateDict tensorsOf(const SafetensorsFile& file) {
    StateDict out;
    for (const auto& [name, array] : file.arrays) {
        at::Tensor t = at::empty(array.shape, scalarType(array.type));
        if (!array.bytes.empty()) std::memcpy(t.data_ptr(), array.bytes.data(), array.bytes.size());
        out[name] = t.is_floating_point() ? t.to(at::kFloat) : t.to(at::kLong);
    }
    return out;
}

NumberArray arrayOf(const at::Tensor& tensor, NumberType type) {
    at::NoGradGuard noGrad;
    const at::Tensor t = tensor.detach().to(at::kCPU, scalarType(type)).contiguous();
    NumberArray out;
    out.type = type;
    out.shape = t.sizes().vec();
    out.bytes.resize(t.nbytes());
    if (t.nbytes() > 0) std::memcpy(out.bytes.data(), t.data_ptr(), t.nbytes());
    return out;
}

Status loadInto(const StateDict& dict, const std::string& name, at::Tensor target, const std::string& file) {
    at::NoGradGuard noGrad;
    const auto it = dict.find(name);
    if (it == dict.end())
        return fail(ErrorCode::Model, "%1 does not hold the weights \"%2\".", {file, name},
                    "Choose a file that was made for this network.");
    if (it->second.sizes() != target.sizes())
        return fail(ErrorCode::Model, "In %1, \"%2\" has the shape [%3] where [%4] is needed.",
                    {file, name, fmt::format("{}", fmt::join(it->second.sizes(), ", ")),
                     fmt::format("{}", fmt::join(target.sizes(), ", "))},
                    "Choose a file that was made for this network.");
    target.copy_(it->second);
    return {};
}

}  // namespace velatura
