#include "core/work/bench.h"

#include <sys/resource.h>
#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <functional>

#include "core/base/paths.h"
#include "core/engines/factory.h"
#include "core/engines/gatys_params.h"
#include "core/engines/style_objective.h"
#include "core/nn/device.h"
#include "core/nn/image_tensor.h"
#include "core/nn/perceptual.h"

namespace velatura {

namespace {

struct BenchOptions {
    int size = 512, threads = 0;
};

/// A picture that costs what a photo costs: smooth areas and noise, 4:3.
at::Tensor testPicture(int longSide, std::uint64_t seed) {
    auto generator = at::detail::createCPUGenerator(seed);
    const at::Tensor coarse = at::rand({1, 3, 12, 16}, generator, at::kFloat);
    const at::Tensor smooth = at::upsample_bicubic2d(coarse, {longSide * 3 / 4, longSide}, false);
    return (smooth + at::randn(smooth.sizes(), generator, at::kFloat) * 0.03).clamp(0, 1).contiguous(at::MemoryFormat::ChannelsLast);
}

using Body = std::function<Result<void>()>;

Result<std::shared_ptr<PerceptualNet>> network() {
    auto path = findData("models/perceptual.safetensors");
    if (!path) return fail(path.error());
    return PerceptualNet::load(*path);
}

Result<Body> forwardCase(const BenchOptions& o, const WorkHost&) {
    auto net = network();
    if (!net) return fail(net.error());
    const at::Tensor x = testPicture(o.size, 1);
    return Body([net = *net, x]() -> Result<void> {
        at::NoGradGuard noGrad;
        net->taps(x);
        return {};
    });
}

Result<Body> stepCase(const BenchOptions& o, const WorkHost&) {
    auto net = network();
    if (!net) return fail(net.error());
    const at::Tensor x = testPicture(o.size, 1);
    auto objective = std::make_shared<StyleObjective>(*net, GatysParams{}, x, styleTargets(**net, {{testPicture(o.size, 2), 1.0}}));
    const at::Tensor z = objective->variables(x);
    return Body([objective, z, gradient = at::zeros_like(z)]() mutable -> Result<void> {
        objective->evaluate(z, gradient);
        return {};
    });
}

Result<Body> gatysCase(const BenchOptions& o, const WorkHost& host) {
    RenderRequest request;
    request.content = toImage(testPicture(o.size, 1));
    request.styles.push_back({toImage(testPicture(o.size, 2)), 1.0, {}});
    request.params = gatysSchema().defaults();
    request.params["long-side"] = std::int64_t{o.size};
    request.params["threads"] = std::int64_t{o.threads};
    return Body([request, host]() -> Result<void> {
        auto session = makeEngineSession("gatys", host);
        if (!session) return fail(session.error());
        SilentContext silent;
        auto done = (*session)->render(request, silent);
        if (!done) return fail(done.error());
        return {};
    });
}

struct BenchCase {
    const char* name;
    Result<Body> (*make)(const BenchOptions&, const WorkHost&);
};

const BenchCase kCases[] = {
    {"perceptual-forward", forwardCase},
    {"gatys-step", stepCase},
    {"gatys", gatysCase},
};

int option(const ParamValues& options, const char* key, int fallback) { return static_cast<int>(numberOr(options, key, fallback)); }

}  // namespace

std::vector<std::string> benchCaseNames() {
    std::vector<std::string> out;
    for (const auto& c : kCases) out.emplace_back(c.name);
    return out;
}

Result<BenchResult> runBench(const std::string& name, int repeats, const ParamValues& options, const WorkHost& host, JobContext& context) {
    const BenchOptions o{option(options, "size", 512), option(options, "threads", 0)};
    const auto* found = std::find_if(std::begin(kCases), std::end(kCases), [&](const BenchCase& c) { return name == c.name; });
    if (found == std::end(kCases)) {
        std::string known;
        for (const auto& c : kCases) known += (known.empty() ? "" : ", ") + std::string(c.name);
        return fail(ErrorCode::Usage, "There is no bench case \"%1\"; there are: %2.", {name, known});
    }
    useThreads(o.threads);
    auto body = found->make(o, host);
    if (!body) return fail(body.error());
    if (auto s = (*body)(); !s) return fail(s.error());  // warm-up
    BenchResult out;
    out.name = name;
    for (int i = 0; i < repeats && context.proceed(); ++i) {
        const auto from = std::chrono::steady_clock::now();
        if (auto s = (*body)(); !s) return fail(s.error());
        out.seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count());
        context.progress(i + 1, repeats, "Measuring");
    }
    auto sorted = out.seconds;
    std::sort(sorted.begin(), sorted.end());
    if (!sorted.empty()) out.median = (sorted[(sorted.size() - 1) / 2] + sorted[sorted.size() / 2]) / 2;
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    out.peakBytes = static_cast<std::int64_t>(usage.ru_maxrss) * 1024;
    return out;
}

}  // namespace velatura
