// What a file of weights is, by the names and shapes of its tensors alone: a VGG that the optimiser can look through,
// under whatever names; a style network that paints by itself; or something else, which is said. Pure and without LibTorch: the store of imported models and
// the work library both ask it. Any thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/io/weights_file.h"

namespace velatura {

/// Whose input range a network was made for.
namespace convention {
inline constexpr const char* kOwn = "velatura";             ///< this program's perceptual networks
inline constexpr const char* kTorchvision = "torchvision";  ///< RGB, 0..1, mean and deviation of ImageNet
inline constexpr const char* kCaffe = "caffe";              ///< BGR, 0..255, mean of ImageNet
inline constexpr const char* kNormalised = "normalised";    ///< RGB, 0..1, every channel's mean activation about 1
inline constexpr const char* kExamples = "pytorch-examples";  ///< RGB, 0..255, in and out: style networks
}  // namespace convention

namespace kind {
inline constexpr const char* kFastStyle = "fast-style";  ///< paints the styles that it was trained for (core/nn/transformer_net)
}  // namespace kind

/// The three that a VGG may have, in the order in which they are offered.
const std::vector<std::string>& vggConventions();

struct NetworkLayer {
    std::string name;    ///< "conv1_1"
    std::string source;  ///< name in the file without ".weight"
    std::int64_t in = 0, out = 0;
    int tap = -1;       ///< 0..4 where its ReLU is relu1_1 … relu5_1
    bool pool = false;  ///< the picture is halved before it
};

struct NetworkLayout {
    std::string kind;        ///< "perceptual", "vgg19", "vgg16", "vgg" (too short to tell), "distilled", "fast-style"
    std::string convention;  ///< empty where neither names nor metadata tell
    std::string first;       ///< name of the 1x1 convolution ahead of the network, as in the file; empty: none
    std::vector<NetworkLayer> layers;  ///< to conv5_1 at most; none of a perceptual network, which reads itself;
                                       ///< convolutions and norms of a style network
    int styles = 0;          ///< of a style network: how many it paints
};

/// What is said where somebody would look through a style network.
Error paintsItself(const std::string& file);

/// @param file  its name, for sentences
/// Error names the first thing that does not fit: the tensor, its shape and the one that is needed.
Result<NetworkLayout> recogniseNetwork(const std::string& file, const std::vector<TensorShape>& tensors,
                                       const std::map<std::string, std::string>& metadata);

}  // namespace velatura
