// Parameters that every trainer obeys through TrainLoop, under one name each. Torch-free.
#pragma once

#include <vector>

#include "core/engines/common_params.h"

namespace velatura {

struct TrainParams : RunParams {
    int size = 192;
    int batch = 6;
    std::int64_t steps = 20000;
    double learningRate = 1e-3;
    int warmup = 200;
    double finalRate = 0.01;
    int checkpointEvery = 500;
    int previewEvery = 250;
    int loaders = 1;
};

/// The fields above for a struct T that derives from TrainParams: put them first in its schema. Defaults are T's own.
template <class T>
std::vector<ParamField<T>> trainFields();

namespace detail {
std::vector<ParamField<TrainParams>> trainFieldsOfBase();
}

template <class T>
std::vector<ParamField<T>> trainFields() {
    std::vector<ParamField<T>> out;
    for (const auto& f : detail::trainFieldsOfBase()) out.push_back(inherit<T>(f));
    return out;
}

}  // namespace velatura
