// The network that a session's optimiser looks through: the shipped one, or an imported one by its name, loaded once and
// kept on the session's device. One thread.
#pragma once

#include <c10/core/Device.h>

#include <memory>
#include <string>

#include "core/engines/gatys_params.h"
#include "core/jobs/job_context.h"
#include "core/nn/feature_net.h"

namespace velatura {

/// A network with what tells its features from another's in a cache.
struct Eyes {
    std::shared_ptr<const FeatureNet> net;
    std::string key;  ///< "shipped", or the SHA-256 of an imported one
};

class ChosenNetwork {
public:
    /// The imported network `name`, on `device`. Error: there is none, or it is not what was imported.
    Result<Eyes> get(const std::string& name, const c10::Device& device);

private:
    std::string name_, stamp_;  ///< of the file as it was read
    c10::Device device_ = c10::kCPU;
    Eyes eyes_;
};

/// Refuses a content layer that the network lacks, and tells of style layers that are left out for it.
Status fitsNetwork(const GatysParams& params, const FeatureNet& net, JobContext& context);

}  // namespace velatura
