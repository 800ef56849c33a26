// What bench cases are made of: each file of cases fills a table, core/work/bench.cpp runs them.
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <vector>

#include "core/base/param_schema.h"
#include "core/work.h"

namespace velatura {

struct BenchOptions {
    int size = 512, threads = 0;
};

/// What is timed; all that is made once is made before.
using Body = std::function<Result<void>()>;

struct BenchCase {
    const char* name;
    Result<Body> (*make)(const BenchOptions&, const WorkHost&);
};

/// A picture that costs what a photo costs: smooth areas and noise, 4:3. @return float32 [1,3,H,W]
at::Tensor benchPicture(int longSide, std::uint64_t seed);
/// One photo and one painting of that size, the engine's defaults else.
RenderRequest benchRequest(const BenchOptions& options, const Schema& schema);
Result<void> rendered(EngineSession& session, const RenderRequest& request);

/// Of the instant engine, with the rival that its speed is compared with.
std::vector<BenchCase> instantBenchCases();

}  // namespace velatura
