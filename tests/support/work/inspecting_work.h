// A Work that looks through networks as the real one does and can nothing else: for tests of the import.
#pragma once

#include "core/nn/network_file.h"

namespace velatura::test {

class InspectingWork : public Work {
public:
    DeviceReport device(const std::string&) override { return {}; }
    Result<std::unique_ptr<EngineSession>> engine(const std::string&) override { return no(); }
    Result<std::unique_ptr<Job>> trainJob(const TrainRequest&) override { return no(); }
    Result<NetworkReport> inspectNetwork(const std::filesystem::path& file) override { return inspectNetworkFile(file); }
    Result<StyleCode> styleCode(const Image&) override { return StyleCode{}; }
    Result<std::map<std::string, double>> metrics(const MetricRequest&, JobContext&) override { return no(); }
    Result<BenchResult> bench(const std::string&, int, const ParamValues&, JobContext&) override { return no(); }
    std::vector<std::string> benchNames() const override { return {}; }

private:
    static tl::unexpected<Error> no() { return fail(ErrorCode::Unsupported, "This only inspects."); }
};

}  // namespace velatura::test
