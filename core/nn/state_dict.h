// Named tensors in and out of safetensors files; names are those of the reference checkpoints.
#pragma once

#include <ATen/core/Tensor.h>

#include <map>
#include <string>

#include "core/base/result.h"
#include "core/io/safetensors.h"

namespace velatura {

using StateDict = std::map<std::string, at::Tensor>;

/// float32 (F32, F16, BF16, F64 converted) or int64 (I64, I32, U8) CPU tensors of a file's arrays.
StateDict tensorsOf(const SafetensorsFile& file);

/// @param tensor any device and layout; stored row-major. @param type F32, F16 or I64.
NumberArray arrayOf(const at::Tensor& tensor, NumberType type);

/// Copies `dict[name]` into `target`. Error names the file, the tensor and both shapes where they differ.
Status loadInto(const StateDict& dict, const std::string& name, at::Tensor target, const std::string& file);

}  // namespace velatura
