// Parameters of the instant engine: any photo in the style of any painting. Torch-free: window and terminal
// include it.
#pragma once

#include "core/base/param_schema.h"
#include "core/engines/common_params.h"

namespace velatura {

enum class PaintedBy { Rounds, Network };
/// Quick: in bytes where the processor has products of them.
enum class RoundsPrecision { Quick, Float32 };

struct ArbitraryParams : PaintParams {
    double strength = 1.0;
    double detail = 0;
    double texture = 0;
    double evenTones = 0.6;
    double coarse = 1.0;
    double fine = 1.0;
    std::int64_t variation = 0;
    PaintedBy paintedBy = PaintedBy::Rounds;
    RoundsPrecision precision = RoundsPrecision::Quick;
};

const ParamSchema<ArbitraryParams>& arbitrarySchema();

}  // namespace velatura
