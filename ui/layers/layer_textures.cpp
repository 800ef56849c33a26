#include "ui/layers/layer_textures.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/hash.h"
#include "core/base/log.h"
#include "core/base/paths.h"
#include "core/catalog.h"
#include "core/engines/layered_params.h"
#include "core/image_io/image_io.h"
#include "core/recipe.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

/// Long side of the picture whose strokes the textures show, px.
constexpr double kShownAt = 512;
constexpr std::int64_t kSteps = 60;
/// Textures of the last few dozen paintings; the oldest go first.
constexpr std::size_t kMostFiles = 400;
/// Counts up when textures are painted another way.
constexpr int kManner = 1;

Image blank(int side) {
    PixelBuffer out({side, side}, 3, Depth::U8);
    for (int y = 0; y < side; ++y) std::fill_n(out.row(y), out.rowBytes(), std::uint8_t{128});
    return Image(std::move(out));
}

fs::path textureFolder() { return cacheFolder() / "layers"; }

/// Only as many files stay as are worth their room.
void keepFew() {
    std::error_code ec;
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    for (fs::directory_iterator it(textureFolder(), ec), end; !ec && it != end; it.increment(ec))
        if (it->path().extension() == ".png") files.emplace_back(it->last_write_time(ec), it->path());
    if (files.size() <= kMostFiles) return;
    std::sort(files.begin(), files.end());
    for (size_t i = 0; i + kMostFiles < files.size(); ++i) fs::remove(files[i].second, ec);
}

}  // namespace

bool TextureOrder::operator==(const TextureOrder& other) const {
    const auto same = [](const StyleInput& a, const StyleInput& b) { return a.image.id() == b.image.id() && a.weight == b.weight; };
    return engine == other.engine && layer == other.layer && params == other.params &&
           std::equal(styles.begin(), styles.end(), other.styles.begin(), other.styles.end(), same);
}

RenderRequest textureRequest(const TextureOrder& order) {
    RenderRequest request;
    const auto engine = findEngine(order.engine);
    if (!engine) return request;
    const Schema& schema = (*engine)->schema();
    const auto put = [&](const char* key, const ParamValue& value) {
        if (const ParamInfo* info = schema.find(key)) request.params[info->key] = value;
    };
    for (const ParamInfo& info : schema.fields())
        if (const auto it = order.params.find(info.key); it != order.params.end() && (info.stages & Stage::StyleFeatures))
            request.params[info.key] = it->second;
    // The style is seen as large as in a picture of the usual size; what the brush size may not say, the side does.
    const double brush = numberOr(order.params, "style-scale", 1);
    const ParamInfo* scale = schema.find("style-scale");
    const double most = scale ? scale->range.max : 1;
    const int side = std::max(kTextureSide, static_cast<int>(std::ceil(kShownAt * brush / most)));
    put("style-scale", std::min(most, kShownAt * brush / side));
    std::vector<double> alone(std::get<std::vector<double>>(schema.find(kLayerWeights)->defaultValue).size(), 0.0);
    alone.at(static_cast<size_t>(order.layer)) = 1;
    put(kLayerWeights, alone);
    put("long-side", std::int64_t{side});
    put("content-weight", 0.0);
    put("photo-colors", 0.0);
    put("start", std::string("noise"));
    put("steps", kSteps);
    put("scales", std::int64_t{2});  // noise needs a small size first
    put("calm", 0.0);
    put("threads", std::int64_t{1});  // the window and what it is asked for come first
    if (const auto it = order.params.find("device"); it != order.params.end()) put("device", it->second);
    request.content = blank(side);
    request.styles = order.styles;
    request.purpose = Purpose::Preview;
    return request;
}

fs::path texturePath(const TextureOrder& order) {
    nlohmann::json key = {{"manner", kManner}, {"engine", order.engine}, {"params", toJson(textureRequest(order).params)}};
    key["params"].erase("device");
    for (const StyleInput& s : order.styles) key["styles"].push_back({sampleHash(s.image), s.weight});
    if (const auto weights = findData("models/perceptual.safetensors"))
        if (const auto hash = xxh3OfFile(*weights)) key["network"] = *hash;
    return textureFolder() / (xxh3(key.dump()) + ".png");
}

Result<Image> makeTexture(const LayerTools& tools, const TextureOrder& order, JobContext& context) {
    const fs::path path = texturePath(order);
    std::error_code ec;
    if (fs::exists(path, ec))
        if (auto kept = loadPicture(path)) return kept;  // one that cannot be read is painted anew
    RenderRequest request = textureRequest(order);
    if (auto s = tools.matched->match(request); !s) return fail(s.error());
    auto session = tools.sessions->session(order.engine);
    if (!session) return fail(session.error());
    auto painted = (*session)->render(request, context);
    if (!painted) return fail(painted.error());
    if (painted->stopped || painted->picture.empty()) return Image();
    const ImageSize size = painted->picture.size();
    const int side = std::min({kTextureSide, size.width, size.height});
    const Image texture = crop(painted->picture, {(size.width - side) / 2, (size.height - side) / 2, side, side});
    fs::create_directories(path.parent_path(), ec);
    if (const auto saved = savePicture(texture, path); !saved)
        logWarning("a layer's texture is not kept: " + saved.error().message());
    else
        keepFew();
    return texture;
}

}  // namespace velatura
