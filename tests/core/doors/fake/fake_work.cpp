// The smallest library that the border accepts: work_library_test loads it in the place of libvelatura_work.
#include "core/work.h"

namespace {

class FakeWork : public velatura::Work {
public:
    velatura::DeviceReport device(const std::string&) override {
        return {.device = "fake", .libTorch = "none", .noGpu = "This is a test.", .threads = 1};
    }
    velatura::Result<std::unique_ptr<velatura::EngineSession>> engine(const std::string& key) override {
        return velatura::fail(velatura::ErrorCode::Usage, "There is no engine \"%1\".", {key});
    }
    velatura::Result<std::unique_ptr<velatura::Job>> trainJob(const velatura::TrainRequest& request) override {
        return velatura::fail(velatura::ErrorCode::Usage, "There is no trainer \"%1\".", {request.trainer});
    }
    velatura::Result<velatura::NetworkReport> inspectNetwork(const std::filesystem::path&) override { return velatura::NetworkReport{}; }
    velatura::Result<velatura::StyleCode> styleCode(const velatura::Image&) override { return velatura::StyleCode{}; }
    velatura::Result<std::map<std::string, double>> metrics(const velatura::MetricRequest&, velatura::JobContext&) override {
        return std::map<std::string, double>{};
    }
    velatura::Result<velatura::BenchResult> bench(const std::string&, int, const velatura::ParamValues&,
                                                  velatura::JobContext&) override {
        return velatura::BenchResult{};
    }
    std::vector<std::string> benchNames() const override { return {}; }
};

}  // namespace

extern "C" __attribute__((visibility("default"))) velatura::Work* velatura_create_work(int abiVersion,
                                                                                       const velatura::WorkHost*) {
    return abiVersion == VELATURA_FAKE_ABI ? new FakeWork : nullptr;
}
