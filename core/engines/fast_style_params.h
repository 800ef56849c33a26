// Parameters of the engine for trained styles. Torch-free: window and terminal include it.
#pragma once

#include "core/base/param_schema.h"
#include "core/engines/common_params.h"

namespace velatura {

struct FastStyleParams : PaintParams {
    std::string model;  ///< empty: the first that comes with the program
    std::string blend;  ///< of the styles that it holds; empty: the first
    double strength = 1.0;
};

const ParamSchema<FastStyleParams>& fastStyleSchema();

/// What `blend` says: shares of a network's styles, which add up to 1. Empty is the first; names or numbers from 1 on,
/// each perhaps with ":" and a weight, with commas between them.
/// @param names  of the network's styles, "" where one has none
/// Error names what there is not, and what there is.
Result<std::vector<double>> styleShares(const std::string& style, const std::vector<std::string>& names);

}  // namespace velatura
