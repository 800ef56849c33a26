// Networks that somebody else trained, from .safetensors or .pth: recognised (core/network_layout), read, given the input
// that they were made for, and looked through with a picture made here. Also reads this program's own.
#pragma once

#include <filesystem>
#include <memory>

#include "core/nn/vgg_net.h"
#include "core/work.h"

namespace velatura {

struct LoadedNetwork {
    std::shared_ptr<const FeatureNet> net;
    NetworkReport report;
};

/// Error names the first thing that is not understood: tensor, shape found, shape needed; or the values that are no
/// numbers. Where neither metadata nor names tell the input, the weights themselves do.
Result<LoadedNetwork> readNetwork(const std::filesystem::path& path, Pooling pooling = Pooling::Blur);

/// The same, and the network is shown a picture: layers that answer nothing, or not with numbers, are refused by name.
/// Style networks, through which nobody looks, paint it.
Result<NetworkReport> inspectNetworkFile(const std::filesystem::path& path);

/// float32 [1,3,256,256]: grain of all sizes and flat coloured fields, always the same. Close enough to a photo for a
/// network's answers to have their usual size.
at::Tensor networkTestPicture();

}  // namespace velatura
