// Engines that weigh the layers of a network one by one: the layer lab and `evaluate --layers` are for those. Any thread.
#pragma once

#include <string>

#include "core/base/param_schema.h"

namespace velatura {

/// The parameter whose entries are the layers' weights; engines without it have no layers to show.
inline constexpr const char* kLayerWeights = "tap-weights";

/// The engine's schema; null where it has no layers, or there is no such engine.
const Schema* layeredSchema(const std::string& engine);
/// Key of the catalog's first engine that has layers; empty: none has.
std::string firstLayeredEngine();

}  // namespace velatura
