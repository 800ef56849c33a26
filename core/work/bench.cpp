#include "core/work/bench.h"

#include <sys/resource.h>
#include <torch/torch.h>

#include <algorithm>
#include <chrono>

#include "core/base/paths.h"
#include "core/engines/factory.h"
#include "core/engines/gatys_params.h"
#include "core/engines/style_objective.h"
#include "core/nn/device.h"
#include "core/nn/image_tensor.h"
#include "core/nn/prepared_encoder.h"
#include "core/ops/finish.h"
#include "core/train/lbfgs.h"
#include "core/work/bench_cases.h"
#include "core/work/op_profile.h"

namespace velatura {

namespace {

Result<std::shared_ptr<PreparedEncoder>> network() {
    auto path = findData("models/perceptual.safetensors");
    if (!path) return fail(path.error());
    const auto net = PerceptualNet::load(*path);
    if (!net) return fail(net.error());
    return std::make_shared<PreparedEncoder>(*net);
}

Result<Body> forwardCase(const BenchOptions& o, const WorkHost&) {
    auto net = network();
    if (!net) return fail(net.error());
    const at::Tensor x = benchPicture(o.size, 1);
    return Body([net = *net, x]() -> Result<void> {
        at::NoGradGuard noGrad;
        net->taps(x);
        return {};
    });
}

Result<Body> stepCase(const BenchOptions& o, const WorkHost&) {
    auto net = network();
    if (!net) return fail(net.error());
    const at::Tensor x = benchPicture(o.size, 1);
    auto objective = std::make_shared<StyleObjective>(*net, GatysParams{}, x, styleTargets(**net, {{benchPicture(o.size, 2), 1.0}}));
    const at::Tensor z = objective->variables(x);
    return Body([objective, z, gradient = at::zeros_like(z)]() mutable -> Result<void> {
        objective->evaluate(z, gradient);
        return {};
    });
}

/// What L-BFGS itself costs with a full memory: the loss is as good as free.
Result<Body> lbfgsCase(const BenchOptions& o, const WorkHost&) {
    const at::Tensor wanted = benchPicture(o.size, 1).flatten().contiguous(), curvature = benchPicture(o.size, 2).flatten() + 0.1;
    const auto lbfgs = std::make_shared<Lbfgs>(GatysParams{}.history, 0.05);
    const auto loss = [=](const at::Tensor& x, at::Tensor& gradient) {
        const at::Tensor apart = x - wanted;
        at::mul_out(gradient, apart, curvature);
        return at::dot(gradient, apart).item<double>() / 2;
    };
    at::Tensor z = at::zeros_like(wanted);
    for (int i = 0; i < GatysParams{}.history; ++i) lbfgs->iterate(z, loss);
    return Body([=]() mutable -> Result<void> {
        // Back to where there is something left to do, with the memory that it has.
        z.zero_();
        lbfgs->objectiveChanged();
        lbfgs->iterate(z, loss);
        return {};
    });
}

Result<Body> targetsCase(const BenchOptions& o, const WorkHost&) {
    auto net = network();
    if (!net) return fail(net.error());
    return Body([net = *net, style = benchPicture(o.size, 2)]() -> Result<void> {
        styleTargets(*net, {{style, 1.0}});
        return {};
    });
}

Result<Body> finishCase(const BenchOptions& o, const WorkHost&) {
    return Body([x = benchPicture(o.size, 1)]() -> Result<void> {
        calmColours(calmGrain(x));
        return {};
    });
}

/// The start by statistics: no step of the optimiser.
Result<Body> startCase(const BenchOptions& o, const WorkHost& host) {
    auto session = makeEngineSession("gatys", host);
    if (!session) return fail(session.error());
    const std::shared_ptr<EngineSession> kept = std::move(*session);
    RenderRequest request = benchRequest(o, gatysSchema());
    request.params["steps"] = std::int64_t{0};
    return Body([kept, request] { return rendered(*kept, request); });
}

Result<Body> gatysCase(const BenchOptions& o, const WorkHost& host) {
    return Body([request = benchRequest(o, gatysSchema()), host]() -> Result<void> {
        auto session = makeEngineSession("gatys", host);
        if (!session) return fail(session.error());
        return rendered(**session, request);
    });
}

std::vector<BenchCase> allCases() {
    std::vector<BenchCase> out = {
        {"perceptual-forward", forwardCase}, {"gatys-targets", targetsCase}, {"gatys-start", startCase},
        {"gatys-step", stepCase},            {"gatys-lbfgs", lbfgsCase},     {"gatys-finish", finishCase},
        {"gatys", gatysCase},
    };
    const auto instant = instantBenchCases();
    out.insert(out.end(), instant.begin(), instant.end());
    return out;
}

int option(const ParamValues& options, const char* key, int fallback) { return static_cast<int>(numberOr(options, key, fallback)); }

}  // namespace

std::vector<std::string> benchCaseNames() {
    std::vector<std::string> out;
    for (const auto& c : allCases()) out.emplace_back(c.name);
    return out;
}

Result<BenchResult> runBench(const std::string& name, int repeats, const ParamValues& options, const WorkHost& host, JobContext& context) {
    const BenchOptions o{option(options, "size", 512), option(options, "threads", 0)};
    const auto cases = allCases();
    const auto found = std::find_if(cases.begin(), cases.end(), [&](const BenchCase& c) { return name == c.name; });
    if (found == cases.end()) {
        std::string known;
        for (const auto& c : cases) known += (known.empty() ? "" : ", ") + std::string(c.name);
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
    const auto profile = options.find("profile");
    if (profile != options.end() && std::get<bool>(profile->second) && context.proceed()) {
        Result<void> ran;
        for (const auto& op : profileOps([&] { ran = (*body)(); })) context.scalar(op.name, op.calls, op.seconds);
        if (!ran) return fail(ran.error());
    }
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    out.peakBytes = static_cast<std::int64_t>(usage.ru_maxrss) * 1024;
    return out;
}

}  // namespace velatura
