// What a file of weights is that paints by itself: a style network as PyTorch's examples name it (Johnson, Alahi and
// Fei-Fei 2016), at any width, for one style or several. A part of core/network_layout; pure, any thread.
#pragma once

#include "core/network_layout.h"

namespace velatura {

bool isStyleNetwork(const std::vector<TensorShape>& tensors);

/// @param file     its name, for sentences
/// @param tensors  by their names without what only says how the file was saved, which is `wrapped`
/// Error names the first thing that does not fit.
Result<NetworkLayout> recogniseStyleNetwork(const std::string& file, const std::vector<TensorShape>& tensors,
                                            const std::string& wrapped,
                                            const std::map<std::string, std::string>& metadata);

}  // namespace velatura
