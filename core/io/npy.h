// Arrays in NumPy's .npy files, versions 1 to 3, of either byte order and either order of axes. Sizes in the header are
// checked against the file before anything is allocated; arrays of Python objects, which are pickles, are refused.
// LibTorch-free; the import of models calls it.
#pragma once

#include "core/io/safetensors.h"

namespace velatura {

/// Row-major and little-endian whatever the file is. Types that NumberType lacks come as the next larger one that holds
/// them: i1, i2 and u2 as I32, u4 and u8 as I64 (refused where a number does not fit), truth values as U8.
Result<NumberArray> readNpy(const std::filesystem::path& path);

}  // namespace velatura
