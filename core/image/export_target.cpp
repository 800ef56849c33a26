#include "core/image/export_target.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/image/resample.h"

namespace velatura {

namespace {

constexpr double kMostPercent = 400, kMostDpi = 10000;
constexpr const char* kSizes[] = {"exact", "long-side", "scale"};
constexpr const char* kFits[] = {"fill", "inside", "pad"};

template <class Enum, size_t N>
std::optional<Enum> named(const nlohmann::json& json, const char* key, const char* const (&names)[N]) {
    const std::string text = json.value(key, std::string(names[0]));
    for (size_t i = 0; i < N; ++i)
        if (text == names[i]) return static_cast<Enum>(i);
    return std::nullopt;
}

int rounded(double v) {
    return std::max(1, static_cast<int>(std::lround(v)));
}

/// The whole of `picture` in `room`, enlarged if need be.
ImageSize fitInside(ImageSize picture, ImageSize room) {
    const double scale = std::min(double(room.width) / picture.width, double(room.height) / picture.height);
    return {std::min(room.width, rounded(picture.width * scale)),
            std::min(room.height, rounded(picture.height * scale))};
}

/// `row` in `channels` from `from` channels: grey spread, alpha added as opaque.
void widen(const float* row, int from, int width, int channels, float* out) {
    const int colours = from >= 3 ? 3 : 1, wanted = channels >= 3 ? 3 : 1;
    for (int x = 0; x < width; ++x, row += from, out += channels) {
        for (int c = 0; c < wanted; ++c) out[c] = row[colours == 1 ? 0 : c];
        if (channels != wanted) out[wanted] = from != colours ? row[colours] : 1.0f;
    }
}

Image padded(const Image& picture, ImageSize size, Rect inner, const std::array<float, 4>& border) {
    const bool grey = picture.channels() <= 2 && border[0] == border[1] && border[1] == border[2];
    const bool alpha = picture.hasAlpha() || border[3] < 1;
    const int channels = (grey ? 1 : 3) + (alpha ? 1 : 0);
    PixelBuffer pixels(size, channels, picture.depth());
    const auto step = static_cast<size_t>(channels);
    std::vector<float> blank(static_cast<size_t>(size.width) * step), row(blank.size()),
        in(static_cast<size_t>(picture.width()) * static_cast<size_t>(picture.channels()));
    for (size_t i = 0; i < blank.size(); ++i) {
        const size_t c = i % step;
        blank[i] = alpha && c + 1 == step ? border[3] : border[grey ? 0 : c];
    }
    for (int y = 0; y < size.height; ++y) {
        row = blank;
        if (y >= inner.y && y < inner.y + inner.height) {
            readRow(picture, y - inner.y, in.data());
            widen(in.data(), picture.channels(), picture.width(), channels,
                  row.data() + static_cast<size_t>(inner.x) * step);
        }
        writeRow(pixels, y, row.data());
    }
    return Image(std::move(pixels), picture.sharedInfo());
}

tl::unexpected<Error> wrong(const std::string& name, const char* what) {
    return fail(ErrorCode::Usage, "The export size \"%1\" cannot be used: its %2 is missing or out of range.",
                {name, what}, "Remove it and add it again.");
}

}  // namespace

nlohmann::json toJson(const ExportTarget& t) {
    return {{"name", t.name},
            {"size", kSizes[static_cast<size_t>(t.size)]},
            {"width", t.width},
            {"height", t.height},
            {"long-side", t.longSide},
            {"percent", t.percent},
            {"fit", kFits[static_cast<size_t>(t.fit)]},
            {"border", t.border},
            {"dpi", t.dpi}};
}

Result<ExportTarget> targetFromJson(const nlohmann::json& json) {
    ExportTarget t;
    try {
        t.name = json.value("name", t.name);
        const auto size = named<TargetSize>(json, "size", kSizes);
        const auto fit = named<TargetFit>(json, "fit", kFits);
        if (!size) return wrong(t.name, "size");
        if (!fit) return wrong(t.name, "fit");
        t.size = *size;
        t.fit = *fit;
        t.width = json.value("width", t.width);
        t.height = json.value("height", t.height);
        t.longSide = json.value("long-side", t.longSide);
        t.percent = json.value("percent", t.percent);
        t.border = json.value("border", t.border);
        t.dpi = json.value("dpi", t.dpi);
    } catch (const nlohmann::json::exception&) {
        return wrong(t.name, "type");
    }
    if (auto s = checkTarget(t); !s) return fail(s.error());
    return t;
}

Status checkTarget(const ExportTarget& t) {
    const auto side = [](int v) { return v >= 1 && v <= kMostTargetSide; };
    if (t.name.empty() || t.name.size() > kMostTargetName) return wrong(t.name, "name");
    if (!side(t.width)) return wrong(t.name, "width");
    if (!side(t.height)) return wrong(t.name, "height");
    if (!side(t.longSide)) return wrong(t.name, "long side");
    if (!(t.percent >= 1 && t.percent <= kMostPercent)) return wrong(t.name, "percentage");
    if (!(t.dpi >= 0 && t.dpi <= kMostDpi)) return wrong(t.name, "resolution");
    if (!borderColour(t.border)) return wrong(t.name, "border");
    return {};
}

std::optional<std::array<float, 4>> borderColour(const std::string& text) {
    if (text == "transparent") return std::array<float, 4>{1, 1, 1, 0};
    if (text.size() != 7 || text[0] != '#') return std::nullopt;
    std::array<float, 4> out{0, 0, 0, 1};
    for (size_t c = 0; c < 3; ++c) {
        int value = 0;
        const char* at = text.data() + 1 + 2 * c;
        const auto [end, error] = std::from_chars(at, at + 2, value, 16);
        if (error != std::errc() || end != at + 2 || *at == '-') return std::nullopt;
        out[c] = static_cast<float>(value) / 255.0f;
    }
    return out;
}

bool canCrop(const ExportTarget& target) {
    return target.size != TargetSize::Exact || target.fit == TargetFit::Fill;
}

double targetAspect(const ExportTarget& target, ImageSize picture) {
    return target.size == TargetSize::Exact && target.fit == TargetFit::Fill ? double(target.width) / target.height
                                                                             : double(picture.width) / picture.height;
}

TargetPlan planTarget(const ExportTarget& target, ImageSize picture, FocusPoint focus,
                      const std::optional<CropRect>& own) {
    TargetPlan plan;
    const double aspect = targetAspect(target, picture);
    if (canCrop(target)) plan.crop = own ? fittedCrop(picture, aspect, *own) : automaticCrop(picture, aspect, focus);
    const ImageSize seen{rounded(plan.crop.width * picture.width), rounded(plan.crop.height * picture.height)};
    const ImageSize exact{target.width, target.height};
    if (target.size == TargetSize::LongSide)
        plan.file = fitLongSide(seen, target.longSide);
    else if (target.size == TargetSize::Scale)
        plan.file = {rounded(seen.width * target.percent / 100), rounded(seen.height * target.percent / 100)};
    else
        plan.file = target.fit == TargetFit::Inside ? fitInside(picture, exact) : exact;
    plan.inner = {0, 0, plan.file.width, plan.file.height};
    if (target.size == TargetSize::Exact && target.fit == TargetFit::Pad) {
        const ImageSize in = fitInside(picture, exact);
        plan.inner = {(exact.width - in.width) / 2, (exact.height - in.height) / 2, in.width, in.height};
    }
    return plan;
}

double enlargement(const TargetPlan& plan, ImageSize picture) {
    return std::max(plan.inner.width / (plan.crop.width * picture.width),
                    plan.inner.height / (plan.crop.height * picture.height));
}

Status checkLimits(const ExportTarget& target, const TargetPlan& plan, const FormatLimits& limits) {
    const auto [w, h] = plan.file;
    if (limits.maxSide > 0 && std::max(w, h) > limits.maxSide)
        return fail(ErrorCode::TooLarge, "\"%1\" would have %2 x %3 pixels, and a %4 file holds at most %5 a side.",
                    {target.name, std::to_string(w), std::to_string(h), limits.label, std::to_string(limits.maxSide)},
                    "Choose another format or a smaller size for it.");
    if (limits.maxPixels > 0 && plan.file.pixels() > limits.maxPixels)
        return fail(ErrorCode::TooLarge, "\"%1\" would have %2 x %3 pixels; at most %4 million are possible.",
                    {target.name, std::to_string(w), std::to_string(h), std::to_string(limits.maxPixels / 1'000'000)},
                    "Choose a smaller size for it.");
    return {};
}

Image renderTarget(const Image& picture, const TargetPlan& plan, const std::array<float, 4>& border) {
    const Rect seen = cropPixels(plan.crop, picture.size());
    const bool whole = seen == Rect{0, 0, picture.width(), picture.height()};
    const Image part = resized(whole ? picture : crop(picture, seen), {plan.inner.width, plan.inner.height});
    return plan.file == part.size() ? part : padded(part, plan.file, plan.inner, border);
}

}  // namespace velatura
