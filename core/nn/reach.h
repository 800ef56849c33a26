// What features were seen to reach in the networks that rounds go through, by which bytes are made of them. Measured when a
// decoder is exported, kept in its file.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace velatura {

/// The least and the most that each channel was seen to be over pictures and styles, float32 [2,C]: of what comes into a
/// decoder's block ("relu3_1"), of what its layers give ("block3.conv1", the last one's after a ReLU), and of the encoder's
/// convolutions ("conv1_1"). What is not known is computed in float32 alone.
using Reach = std::map<std::string, at::Tensor>;

inline constexpr std::string_view kReachEnding = ".reach";  ///< of such tensors' names in a file

/// What this convolution of the encoder's takes, after blur pooling.
inline std::string pooledReach(const std::string& convolution) { return convolution + " pooled"; }

/// Whether it is known, of so many channels, and bytes can be made by it.
bool knows(const Reach& reach, const std::string& name, std::int64_t channels);

}  // namespace velatura
