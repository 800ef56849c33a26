#include "core/engines/chosen_network.h"

#include <fmt/format.h>

#include "core/base/hash.h"
#include "core/engines/loss_units.h"
#include "core/losses/nearest.h"
#include "core/model_store.h"
#include "core/nn/network_file.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

/// Changes when the file does: the hash is taken only then.
std::string stampOf(const fs::path& file) {
    std::error_code ec;
    const auto time = fs::last_write_time(file, ec).time_since_epoch().count();
    return fmt::format("{} {} {}", file.string(), time, fs::file_size(file, ec));
}

}  // namespace

Result<Eyes> ChosenNetwork::get(const std::string& name, const c10::Device& device) {
    const auto model = findStoredModel(name);
    if (!model) return fail(model.error());
    const std::string stamp = stampOf(model->file);
    if (eyes_.net && name == name_ && stamp == stamp_ && device == device_) return eyes_;
    const auto hash = sha256OfFile(model->file);
    if (!hash) return fail(hash.error());
    if (*hash != model->sha256) return fail(changedModel(name));
    const auto network = readNetwork(model->file);
    if (!network) return fail(network.error());
    eyes_ = {network->net->onDevice(device), *hash};
    name_ = name;
    stamp_ = stamp;
    device_ = device;
    return eyes_;
}

Status fitsNetwork(const GatysParams& params, const FeatureNet& net, JobContext& context) {
    const int contentTap = tapOf(params.contentTap);
    if (params.contentWeight > 0 && contentTap >= net.tapCount())
        return fail(ErrorCode::Usage, "The chosen network ends at %1, so the photo cannot be compared at %2.",
                    {kTapNames[static_cast<size_t>(net.tapCount() - 1)], kTapNames[static_cast<size_t>(contentTap)]},
                    "Choose an earlier content layer or another network.");
    std::string missing;
    for (int t = net.tapCount(); t < kTapCount; ++t)
        if (params.styleWeight > 0 && params.tapWeights[static_cast<size_t>(t)] > 0)
            missing += (missing.empty() ? "" : ", ") + std::string(kTapNames[static_cast<size_t>(t)]);
    if (!missing.empty())
        context.note({ErrorCode::Usage,
                      "The chosen network ends at %1: the style is not compared at %2.",
                      {kTapNames[static_cast<size_t>(net.tapCount() - 1)], missing},
                      {}});
    if (params.nearestWeight > 0 && net.tapCount() <= kPatchTap)
        context.note({ErrorCode::Usage, "The chosen network ends at %1: patches are not matched.", {kTapNames[static_cast<size_t>(net.tapCount() - 1)]}, {}});
    return {};
}

}  // namespace velatura
