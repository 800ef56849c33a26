// The style texture of one layer alone: what the engine paints from noise, without a photo, when only that layer has a
// weight. Kept as small pictures below the cache folder, since each takes seconds. Everything here blocks: on a worker.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/matched_pictures.h"
#include "core/work_jobs.h"

namespace velatura {

/// Side of a texture, px.
inline constexpr int kTextureSide = 160;

/// What an engine needs to compute outside of a job.
struct LayerTools {
    std::shared_ptr<EngineSessions> sessions;
    std::shared_ptr<MatchedPictures> matched;
};

struct TextureOrder {
    std::string engine;
    std::vector<StyleInput> styles;
    ParamValues params;  ///< of the form; only what the look of a style depends on counts
    int layer = 0;
    bool operator==(const TextureOrder& other) const;
};

/// The request that paints it: strokes as large as in a picture of the usual working size.
RenderRequest textureRequest(const TextureOrder& order);
/// Where it is kept.
std::filesystem::path texturePath(const TextureOrder& order);
/// From the cache, or painted and then kept. An empty picture when `context` said stop.
Result<Image> makeTexture(const LayerTools& tools, const TextureOrder& order, JobContext& context);

}  // namespace velatura
