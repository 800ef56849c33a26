// Parameters that several engines and trainers share, under one name each. An engine's struct derives from the parts
// that it obeys and lists them with inherit(): see gatys_params.cpp.
#pragma once

#include "core/base/param_schema.h"

namespace velatura {

struct RunParams {
    std::int64_t seed = 1;
    int threads = 0;
    std::string device = "auto";
};

struct CommonParams : RunParams {
    int longSide = 512;
    double time = 0;
};

namespace common {
ParamField<RunParams> seed();
ParamField<RunParams> threads();
ParamField<RunParams> device();
ParamField<CommonParams> longSide();
ParamField<CommonParams> time();
}  // namespace common

}  // namespace velatura
