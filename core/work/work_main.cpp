// The work library's one exported function and the Work behind it.
#include <torch/version.h>

#include "core/engines/factory.h"
#include "core/engines/style_code.h"
#include "core/metrics/measure.h"
#include "core/nn/device.h"
#include "core/nn/network_file.h"
#include "core/nn/tile_memory.h"
#include "core/train/network_figures.h"
#include "core/train/network_figures_params.h"
#include "core/work.h"
#include "core/work/bench.h"
#include "core/work/border.h"

namespace velatura {

namespace {

class TorchWork : public Work {
public:
    explicit TorchWork(const WorkHost& host) : host_(host) { prepareTileMemory(); }

    DeviceReport device(const std::string& wanted) override {
        DeviceReport out;
        out.libTorch = TORCH_VERSION;
        const auto picked = pickDevice(wanted);
        out.device = picked ? deviceName(*picked) : "cpu";
        out.noGpu = whyNoGpu();
        out.threads = useThreads(0);
        return out;
    }
    Result<std::unique_ptr<EngineSession>> engine(const std::string& key) override {
        return guarded([&] { return makeEngineSession(key, host_); });
    }
    Result<std::unique_ptr<Job>> trainJob(const TrainRequest& request) override {
        return guarded([&]() -> Result<std::unique_ptr<Job>> {
            if (request.trainer == kNetworkFigures) return makeNetworkFiguresJob(request, host_);
            auto door = findTrainerDoor(request.trainer);
            if (!door) return fail(door.error());
            return makeTrainJob(request, *door, host_);
        });
    }
    Result<NetworkReport> inspectNetwork(const std::filesystem::path& file) override {
        return guarded([&] { return inspectNetworkFile(file); });
    }
    Result<StyleCode> styleCode(const Image& picture) override {
        return guarded([&] { return codeOfStyle(picture); });
    }
    Result<std::map<std::string, double>> metrics(const MetricRequest& request, JobContext& context) override {
        return guarded([&] { return measure(request, context); });
    }
    Result<BenchResult> bench(const std::string& name, int repeats, const ParamValues& options, JobContext& context) override {
        return guarded([&] { return runBench(name, repeats, options, host_, context); });
    }
    std::vector<std::string> benchNames() const override { return benchCaseNames(); }

private:
    WorkHost host_;
};

}  // namespace

}  // namespace velatura

/// Null when the caller was built against another border.
extern "C" velatura::Work* velatura_create_work(int abiVersion, const velatura::WorkHost* host) {
    if (abiVersion != velatura::kWorkAbiVersion || !host) return nullptr;
    try {
        return new velatura::TorchWork(*host);
    } catch (...) {
        return nullptr;
    }
}
