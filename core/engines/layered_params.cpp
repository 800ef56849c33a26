#include "core/engines/layered_params.h"

#include "core/catalog.h"

namespace velatura {

const Schema* layeredSchema(const std::string& engine) {
    const auto info = findEngine(engine);
    return info && (*info)->schema().find(kLayerWeights) ? &(*info)->schema() : nullptr;
}

std::string firstLayeredEngine() {
    for (const EngineInfo& info : engines())
        if (layeredSchema(info.key)) return info.key;
    return {};
}

}  // namespace velatura
