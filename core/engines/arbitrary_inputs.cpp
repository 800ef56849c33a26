#include "core/engines/arbitrary_inputs.h"

#include <fmt/format.h>
#include <torch/torch.h>

#include <cmath>

#include "core/base/random.h"
#include "core/engines/painting_cut.h"
#include "core/nn/device.h"
#include "core/nn/image_tensor.h"

namespace velatura {

namespace {

/// How much of the painting a variation sees.
constexpr double kLeastPart = 0.55, kMostPart = 0.85;
/// Root mean square of two styles' difference from which they are different styles: of their codes, in deviations over
/// pictures, and of what rounds see, in the two's own deviations. By either, paintings and photos are 0.45 and more apart.
constexpr double kOtherStyle = 0.2;
/// A channel's variance counts as no less than this, in shares of the mean over channels, where styles are compared.
constexpr double kLeastVariance = 1e-3;
/// Share of the energy of the photo's strokes that matching the painting's leaves in any case: forms stay, strokes are the painting's.
constexpr double kKeptStrokes = 0.1;

at::Tensor deviationsOf(const FeatureMoments& m) { return m.covariance.diagonal().clamp_min(0).sqrt(); }

/// Adds a share of a map to a mean of maps.
void addShare(AffineMap& sum, const AffineMap& map, double share) {
    if (share > 0) sum = sum.matrix.defined() ? AffineMap{sum.matrix + map.matrix * share, sum.bias + map.bias * share} : AffineMap{map.matrix * share, map.bias * share};
}

std::vector<at::Tensor> packed(const StyleMoments& moments) {
    std::vector<at::Tensor> out;
    for (const auto& m : moments) out.insert(out.end(), {m.mean, m.covariance});
    return out;
}

StyleMoments unpacked(const std::vector<at::Tensor>& tensors, size_t from = 0) {
    StyleMoments out;
    for (size_t l = 0; l < kStyleLevels; ++l) out[l] = {tensors[from + 2 * l], tensors[from + 2 * l + 1]};
    return out;
}

}  // namespace

double strangeness(const at::Tensor& style, const at::Tensor& own) {
    return std::min(1.0, (style - own).square().mean().sqrt().item<double>() / kOtherStyle);
}

void ArbitraryScene::setStrange(size_t share, double value) {
    strange.resize(shares.size(), 0);
    strange[share] = value;
    if (stays(share) > 0) willGiveBack();
}

void ArbitraryScene::willGiveBack() {
    if (!givesBack) ++passes;
    givesBack = true;
}

PassProgress ArbitraryScene::progress() {
    const std::int64_t at = pass++;
    return [this, at](std::int64_t done, std::int64_t total) {
        context.progress(at * total + done, passes * total, at == 0 && params.paintedBy == PaintedBy::Network ? "Looking" : "Painting");
        return context.proceed();
    };
}

std::string ArbitraryScene::placeKey() const { return fmt::format("{} {}x{}", request.content.id(), size.width, size.height); }

std::string ArbitraryScene::areasKey() const {
    std::string out = fmt::format("{} {}", placeKey(), tile);
    for (const auto& g : groups) out += fmt::format(" {}", g.mask.empty() ? 0 : g.mask.id());
    return out;
}

void ArbitraryInputs::useDevice(const c10::Device& device) {
    if (net_ && device_ == device) return;
    device_ = device;
    net_ = source_->copyTo(device_);
    rounds_.reset();
    quickRounds_.reset();
    previewRounds_.reset();
    cache_.clear();
}

at::Tensor ArbitraryInputs::pictureAt(const Image& image, ImageSize size) {
    return cache_.get(fmt::format("picture {} {}x{}", image.id(), size.width, size.height),
                      [&] { return std::vector<at::Tensor>{toTensor(image, size).to(device_)}; })[0];
}

bool ArbitraryInputs::lookAtContent(ArbitraryScene& scene) {
    const auto wide = cache_.get("wide " + scene.placeKey(), [&] { return std::vector<at::Tensor>{passPicture(pictureAt(scene.request.content, scene.size), 0).wide}; });
    const auto noise = cache_.get(fmt::format("noise {} {}x{}", scene.params.variation, wide[0].size(3), wide[0].size(2)), [&] {
        return StyleTransferNet::noiseFor(1, wide[0].size(2), wide[0].size(3), mix(static_cast<std::uint64_t>(scene.params.variation), 2), device_);
    });
    scene.picture = {wide[0], scene.size, passTile(scene.tile), noise};
    const auto progress = scene.progress();
    bool going = true;
    if (scene.tile == 0) scene.features = cache_.get("features " + scene.placeKey(), [&] { return net_->encode(scene.picture.wide); });
    const auto kept = cache_.get("content " + scene.areasKey(), [&] {
        std::vector<at::Tensor> all, areas = scene.shares;
        areas.emplace_back();  // the whole picture, for areas that are too small to have statistics
        for (const auto& m : momentsPass(*net_, scene.picture, areas, &scene.features, progress)) {
            const auto tensors = packed(m);
            all.insert(all.end(), tensors.begin(), tensors.end());
        }
        going = !all.empty();
        return all;
    });
    for (size_t i = 0; i < kept.size(); i += 2 * kStyleLevels) scene.content.push_back(unpacked(kept, i));
    for (auto& moments : scene.content)
        for (size_t l = 0; l < kStyleLevels; ++l)
            if (!moments[l].mean.defined()) moments[l] = scene.content.back()[l];
    return going;
}

ArbitraryInputs::Painting ArbitraryInputs::paintingAt(const ArbitraryScene& scene, const Image& style) {
    const auto& p = scene.params;
    const int longSide = std::max(16, static_cast<int>(std::lround(std::max(scene.size.width, scene.size.height) * p.styleScale)));
    const ImageSize size = fitLongSide(style.size(), longSide);
    const double recolor = p.colorsBy == PhotoColors::Hues ? 0 : p.photoColors;
    std::string key = fmt::format("{} {}x{} {}", style.id(), size.width, size.height, p.variation);
    if (p.cropFrame) key += " without frame";
    if (recolor > 0) key += fmt::format(" {} in the colours of {}", recolor, scene.placeKey());
    const auto kept = cache_.get("painting " + key, [&] {
        at::Tensor whole = pictureAt(style, size);
        if (recolor > 0) whole = at::lerp(whole, matchColors(whole, pictureAt(scene.request.content, scene.size)), recolor);
        at::Tensor inner = p.cropFrame ? withoutFrame(whole, style) : whole;
        if (p.variation > 0) {
            Random random(mix(static_cast<std::uint64_t>(p.variation), 0));
            const double share = kLeastPart + (kMostPart - kLeastPart) * random.unit();
            const auto cut = [&](std::int64_t length) {
                const std::int64_t part = std::max<std::int64_t>(std::min<std::int64_t>(length, 16), std::llround(share * static_cast<double>(length)));
                return std::pair{static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(length - part) + 1)), part};
            };
            const auto [y, height] = cut(inner.size(2));
            const auto [x, width] = cut(inner.size(3));
            whole = inner = inner.narrow(2, y, height).narrow(3, x, width);
        }
        return std::vector<at::Tensor>{inner, whole};
    });
    return {kept[0], kept[1], key};
}

StyleMoments ArbitraryInputs::momentsAt(const ArbitraryScene& scene, const Image& style) {
    const Painting painting = paintingAt(scene, style);
    return unpacked(cache_.get("style " + painting.key, [&] {
        const auto momentsIn = [&](const at::Tensor& picture) {
            return momentsPass(*net_, passPicture(picture, scene.tile), {at::Tensor()}, nullptr, [&](std::int64_t, std::int64_t) { return true; }).front();
        };
        StyleMoments moments = momentsIn(painting.inner);
        if (!painting.inner.is_same(painting.whole)) {  // a frame's colour and grain are the painting's too, only its forms are not
            const StyleMoments framed = momentsIn(painting.whole);
            std::copy_n(framed.begin(), kFirstCoarse, moments.begin());
        }
        return packed(moments);
    }));
}

ArbitraryInputs::Surface ArbitraryInputs::surfaceAt(const ArbitraryScene& scene, const Image& style) {
    const Painting painting = paintingAt(scene, style);
    const auto kept = cache_.get("surface " + painting.key, [&] {
        const FeatureMoments colours = colorMoments(painting.whole, {}, kPaletteFloor);
        const Relief relief = velatura::reliefOf(painting.inner);
        return std::vector<at::Tensor>{colours.mean, colours.covariance, relief.lightness, relief.colour};
    });
    return {{kept[0], kept[1]}, {kept[2], kept[3]}};
}

/// What rounds take of a painting.
std::vector<at::Tensor> ArbitraryInputs::gramsAt(const ArbitraryScene& scene, const Image& style) {
    const Painting painting = paintingAt(scene, style);
    return cache_.get("grams " + painting.key, [&] {
        const at::Tensor framed = painting.inner.is_same(painting.whole) ? at::Tensor() : painting.whole;
        auto grams = styleTargets(*rounds_->encoder, {{painting.inner, 1.0, framed}}, {.tile = scene.tile, .deepest = kFirstRound}).grams;
        grams.resize(kFirstRound + 1);
        return grams;
    });
}

/// Share of a style in what an area gets at a level; 0 where it does not give the level, or nothing does.
double ArbitraryInputs::shareOf(const ArbitraryScene& scene, size_t area, size_t style, size_t level) const {
    const auto& styles = scene.request.styles;
    const auto weight = [&](size_t s) {
        const StyleLevels levels = styles[s].levels;
        return levels == StyleLevels::All || (levels == StyleLevels::Coarse) == (level >= kFirstCoarse) ? styles[s].weight : 0.0;
    };
    double all = 0;
    for (const size_t s : scene.groups[area].styles) all += weight(s);
    return all > 0 ? weight(style) / all : 0;
}

/// Neither weights nor strengths have a part in them: what a slider moves does not solve for them again.
std::array<AffineMap, kStyleLevels> ArbitraryInputs::mapsBetween(const ArbitraryScene& scene, size_t area, const Image& style) {
    const auto kept = cache_.get(fmt::format("maps {} area {} to {}", scene.areasKey(), area, paintingAt(scene, style).key), [&] {
        const StyleMoments moments = momentsAt(scene, style);
        std::vector<at::Tensor> all;
        for (int l = 0; l < kStyleLevels; ++l) {
            const auto i = static_cast<size_t>(l);
            const AffineMap map = transportMap(net_->shrunk(scene.content[area][i], l), net_->shrunk(moments[i], l), scene.picture.wide);
            all.insert(all.end(), {map.matrix, map.bias});
        }
        return all;
    });
    std::array<AffineMap, kStyleLevels> out;
    for (size_t l = 0; l < kStyleLevels; ++l) out[l] = {kept[2 * l], kept[2 * l + 1]};
    return out;
}

at::Tensor ArbitraryInputs::codeOf(const ArbitraryScene& scene, size_t area) {
    const at::Tensor own = net_->code(scene.content[area]);
    at::Tensor out = own;
    if (area >= scene.groups.size()) return out;  // what no style takes
    for (const size_t s : scene.groups[area].styles)
        if (const double share = shareOf(scene, area, s, kFirstCoarse); share > 0)
            out = out + (net_->code(momentsAt(scene, scene.request.styles[s].image)) - own) * (share * scene.strength[kFirstCoarse]);
    return out;
}

AreaTransfer ArbitraryInputs::transferOf(const ArbitraryScene& scene, size_t area) {
    const StyleMoments& content = scene.content[area];
    AreaTransfer out{stillMaps(*net_, device_), codeOf(scene, area), scene.shares[area], net_->code(content), scene.params.texture};
    if (area >= scene.groups.size()) return out;
    std::array<AffineMap, kStyleLevels> sum;
    for (const size_t s : scene.groups[area].styles) {
        const auto maps = mapsBetween(scene, area, scene.request.styles[s].image);
        for (size_t l = 0; l < kStyleLevels; ++l) addShare(sum[l], maps[l], shareOf(scene, area, s, l));
    }
    for (size_t l = 0; l < kStyleLevels; ++l)
        if (sum[l].matrix.defined()) out.maps[l] = atStrength(sum[l], content[l].mean, scene.strength[l]);
    return out;
}

/// Rounds are levels as the network's are: the first two fine texture, the third large forms.
RoundWay ArbitraryInputs::roundWay(const ArbitraryScene& scene, size_t area, int round, const FeatureMoments& own) {
    const auto r = static_cast<size_t>(round);
    RoundWay out;
    if (area >= scene.groups.size()) return out;
    AffineMap sum;
    at::Tensor spread = at::zeros_like(own.mean);
    for (const size_t s : scene.groups[area].styles) {
        const double share = shareOf(scene, area, s, r);
        if (share <= 0) continue;
        const FeatureMoments style = momentsOf(gramsAt(scene, scene.request.styles[s].image)[r]);
        addShare(sum, roundMap(own, style, at::empty({0}, device_)), share);
        spread = spread + deviationsOf(style) * share;
    }
    if (!sum.matrix.defined()) return out;
    // What a decoder lost on the way is no style: in its own style a picture stays as it is.
    const double strength = std::max(0.0, scene.strength[r]) * (round < kFirstRound ? scene.otherStyle[area] : 1);
    out.map = atStrength(sum, own.mean, strength);
    // Calm places have nothing that strokes could be made of: noise, as much as the painting has more of.
    if (const double texture = scene.params.texture; texture > 0 && round > 0)
        out.noise = ((spread - deviationsOf(own)).clamp_min(0) * (texture * strength)).to(out.map.bias.options());
    return out;
}

/// By the means and deviations of the first round's features, whichever levels the styles give.
void ArbitraryInputs::noteStrangeness(ArbitraryScene& scene, size_t area, const FeatureMoments& own) {
    scene.otherStyle.resize(scene.shares.size(), 0);
    if (area >= scene.groups.size()) return scene.setStrange(area, 0);
    const at::Tensor ownSpread = deviationsOf(own);
    at::Tensor mean = at::zeros_like(own.mean), spread = at::zeros_like(own.mean);
    double all = 0, coarse = 0;
    for (const size_t s : scene.groups[area].styles) {
        const FeatureMoments style = momentsOf(gramsAt(scene, scene.request.styles[s].image)[kFirstRound]);
        const double weight = scene.request.styles[s].weight;
        mean = mean + style.mean * weight;
        spread = spread + deviationsOf(style) * weight;
        all += weight;
        coarse += shareOf(scene, area, s, kFirstCoarse);
    }
    if (all <= 0) return scene.setStrange(area, 0);
    mean = mean / all;
    spread = spread / all;
    const at::Tensor between = (ownSpread.square() + spread.square()) / 2;
    const at::Tensor apart = ((mean - own.mean).square() + (spread - ownSpread).square()) / (2 * (between + between.mean() * kLeastVariance));
    scene.otherStyle[area] = std::min(1.0, apart.mean().sqrt().item<double>() / kOtherStyle);
    // Large forms at half their strength are another picture's; below, the photo comes back slowly enough for a slider.
    const double share = coarse * std::max(0.0, scene.strength[kFirstCoarse]) / scene.params.strength;
    scene.setStrange(area, scene.otherStyle[area] * std::min(1.0, 2 * share));
}

Status ArbitraryInputs::needRounds() {
    if (rounds_) return {};
    auto read = RoundsNetworks::load(device_);
    if (!read) return fail(read.error());
    quickRounds_ = read->in(at::kByte);
    const bool bytes = quickRounds_->inBytes();
    if (!bytes) quickRounds_ = *read;
    // What is shown while a slider moves is looked at for a moment: what bfloat16 rounds off is not seen.
    previewRounds_ = !bytes && device_.is_cpu() && quickInBfloat16() ? read->in(at::kBFloat16) : *quickRounds_;
    rounds_ = std::move(*read);
    return {};
}

std::pair<const RoundsNetworks&, const char*> ArbitraryInputs::roundsOf(const ArbitraryScene& scene) const {
    if (scene.request.purpose == Purpose::Preview) return {*previewRounds_, "preview"};
    if (scene.params.precision == RoundsPrecision::Float32) return {*rounds_, "float32"};
    return {*quickRounds_, "quick"};
}

/// Whether any style gives a round's features: a round that none has is left out. One of no strength is not, or a slider would
/// jump where it begins.
bool ArbitraryInputs::hasRound(const ArbitraryScene& scene, int round) const {
    const auto t = static_cast<size_t>(round);
    for (size_t a = 0; a < scene.groups.size(); ++a)
        for (const size_t s : scene.groups[a].styles)
            if (shareOf(scene, a, s, t) > 0) return true;
    return false;
}

/// The photo through the rounds. Its features in the first are kept.
at::Tensor ArbitraryInputs::throughRounds(ArbitraryScene& scene, const std::vector<RoundArea>& areas, double calm) {
    const bool preview = scene.request.purpose == Purpose::Preview;
    const auto [networks, word] = roundsOf(scene);
    const std::string key = fmt::format("first round {} {}", scene.placeKey(), word);
    at::Tensor first;
    if (const auto* kept = cache_.find(key)) first = kept->front();
    const StrokeEnergies energies = calm > 0 ? energiesAt(scene) : StrokeEnergies{};
    const at::Tensor out = transportPicture(networks, pictureAt(scene.request.content, scene.size), areas,
                                            {.pixelsAtOnce = scene.roundPixels, .seed = static_cast<std::uint64_t>(scene.params.variation), .calm = calm, .energies = &energies, .roughEdges = preview, .first = &first, .proceed = scene.progress()});
    if (first.defined()) cache_.get(key, [&] { return std::vector<at::Tensor>{first}; });
    return out;
}

Result<at::Tensor> ArbitraryInputs::inRounds(ArbitraryScene& scene) {
    if (auto s = needRounds(); !s) return fail(s.error());
    std::vector<RoundArea> areas;
    for (size_t a = 0; a < scene.shares.size(); ++a)
        areas.push_back({scene.shares[a], [this, &scene, a](int round, const FeatureMoments& own) {
                             if (round == kFirstRound) noteStrangeness(scene, a, own);
                             return roundWay(scene, a, round, own);
                         }});
    return throughRounds(scene, areas, std::max(0.0, 1 - scene.params.texture));
}

Result<at::Tensor> ArbitraryInputs::missedInRounds(ArbitraryScene& scene) {
    if (auto s = needRounds(); !s) return fail(s.error());
    const auto still = [&](int round, const FeatureMoments& own) -> RoundWay {
        if (!hasRound(scene, round)) return {};
        const auto options = at::TensorOptions(device_).dtype(at::kFloat);
        return {{at::eye(own.mean.size(0), options), at::zeros({own.mean.size(0)}, options)}, {}};
    };
    std::string key = fmt::format("missed in rounds {} {}", scene.placeKey(), roundsOf(scene).second);
    for (int round = kFirstRound; round >= 0; --round) key += hasRound(scene, round) ? " 1" : " 0";
    return keptMissed(scene, key, [&] { return throughRounds(scene, {{{}, still}}, 0); });
}

FeatureMoments ArbitraryInputs::paletteOf(const ArbitraryScene& scene, size_t area) {
    const auto kept = cache_.get(fmt::format("colours {} area {}", scene.areasKey(), area), [&] {
        const FeatureMoments m = colorMoments(pictureAt(scene.request.content, scene.size), scene.shares[area], kPaletteFloor);
        return std::vector<at::Tensor>{m.mean, m.covariance};
    });
    const FeatureMoments own{kept[0], kept[1]};
    const auto& styles = scene.request.styles;
    double all = 0;
    for (const size_t s : scene.groups[area].styles) all += styles[s].levels == StyleLevels::Coarse ? 0 : styles[s].weight;
    if (all <= 0) return own;
    AffineMap way{at::zeros({3, 3}), at::zeros({3})};
    for (const size_t s : scene.groups[area].styles) {
        if (styles[s].levels == StyleLevels::Coarse) continue;
        const AffineMap map = transportMap(own, surfaceAt(scene, styles[s].image).colours, way.matrix);
        way = {way.matrix + map.matrix * (styles[s].weight / all), way.bias + map.bias * (styles[s].weight / all)};
    }
    const AffineMap part = atStrength(way, own.mean, scene.strength[0]);
    const at::Tensor m = part.matrix.to(at::kDouble);
    return {at::mv(m, own.mean) + part.bias.to(at::kDouble), at::matmul(m, at::matmul(own.covariance, m.t()))};
}

StrokeEnergies ArbitraryInputs::energiesAt(const ArbitraryScene& scene) {
    const auto kept = cache_.get("energies " + scene.placeKey(), [&] {
        StrokeEnergies seen = energiesOf(pictureAt(scene.request.content, scene.size));
        seen.lightness.insert(seen.lightness.end(), seen.colour.begin(), seen.colour.end());
        return seen.lightness;
    });
    const auto middle = kept.begin() + static_cast<std::ptrdiff_t>(kept.size() / 2);
    return {{kept.begin(), middle}, {middle, kept.end()}};
}

ReliefArea ArbitraryInputs::reliefOf(const ArbitraryScene& scene, size_t area, double stays) {
    ReliefArea out{.share = scene.shares[area], .relief = {}, .amount = 0, .edges = 0, .kept = stays + (1 - stays) * kKeptStrokes};
    if (area >= scene.groups.size()) return out;
    const auto& styles = scene.request.styles;
    std::vector<std::pair<Relief, double>> parts;
    for (const size_t s : scene.groups[area].styles)
        if (styles[s].levels != StyleLevels::Coarse) parts.emplace_back(surfaceAt(scene, styles[s].image).relief, styles[s].weight);
    if (parts.empty()) return out;
    out.relief = mixedRelief(parts);
    out.amount = scene.params.relief * (1 - stays);
    return out;
}

/// What `same` lacks of the photo, kept where the picture is seen whole. Undefined when given up.
at::Tensor ArbitraryInputs::keptMissed(const ArbitraryScene& scene, const std::string& key, const std::function<at::Tensor()>& same) {
    const auto make = [&]() -> std::vector<at::Tensor> {
        const at::Tensor through = same();
        if (!through.defined()) return {};
        return {pictureAt(scene.request.content, scene.size) - through};
    };
    const auto kept = scene.tile > 0 ? make() : cache_.get(key, make);
    return kept.empty() ? at::Tensor() : kept[0];
}

Result<at::Tensor> ArbitraryInputs::missed(ArbitraryScene& scene) {
    return keptMissed(scene, "missed " + scene.areasKey(), [&] {
        std::vector<AreaTransfer> still;
        for (size_t a = 0; a < scene.shares.size(); ++a) still.push_back({stillMaps(*net_, device_), net_->code(scene.content[a]), scene.shares[a], {}});
        return decodePass(*net_, scene.picture, still, &scene.features, scene.progress());
    });
}

}  // namespace velatura
