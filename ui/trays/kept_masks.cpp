#include "ui/trays/kept_masks.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/base/base64.h"
#include "core/base/json_file.h"
#include "core/base/paths.h"
#include "core/image/kept_color_text.h"
#include "core/image_io/image_io.h"

namespace velatura {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr size_t kMaxFile = size_t{128} << 20;

fs::path file() {
    return stateFolder() / "masks.json";
}

std::string text(const Mask& mask) {
    if (mask.empty()) return {};
    const auto png = encodePicture(mask.picture(), "png", {.metadata = SaveMetadata::Strip});
    return png ? toBase64(*png) : std::string();
}

Mask maskOf(const json& value, ImageSize photo) {
    const auto png = value.is_string() ? fromBase64(value.get<std::string>()) : std::nullopt;
    if (!png || png->empty()) return {};
    const auto header = probeBytes({reinterpret_cast<const std::uint8_t*>(png->data()), png->size()});
    if (!header || std::max(header->size.width, header->size.height) > kMaxMaskSide ||
        !sameProportions(header->size, photo))
        return {};
    const auto image = decodePicture(*png);
    return image && image->channels() == 1 && image->depth() == Depth::U8 ? Mask(*image) : Mask();
}

}  // namespace

Status KeptMasks::write(const Inputs& inputs) {
    std::error_code ec;
    // A pasted photo is gone at the next start, and its masks with it.
    if (!inputs.photo || inputs.photo->path.isEmpty() || (!inputs.hasMasks() && inputs.keptColors.empty())) {
        fs::remove(file(), ec);
        return {};
    }
    json out{{"photo", inputs.photo->path.toStdString()}, {"styles", json::array()}, {"keptColors", json::array()}};
    for (const StyleChoice& s : inputs.styles)
        out["styles"].push_back({{"path", s.picture->path.toStdString()}, {"mask", text(s.mask)}});
    out["protect"] = text(inputs.protect);
    for (const KeptColor& color : inputs.keptColors) out["keptColors"].push_back(toText(color));
    fs::create_directories(file().parent_path(), ec);
    return writeJsonFile(file(), out);
}

void KeptMasks::putInto(Inputs& inputs) {
    const auto in = readJsonFile(file(), kMaxFile);
    if (!in || !in->is_object() || !inputs.photo || in->value("photo", json()) != inputs.photo->path.toStdString())
        return;
    const ImageSize photo = inputs.photo->image.size();
    const json styles = in->value("styles", json::array());
    for (size_t i = 0; i < inputs.styles.size() && styles.is_array() && i < styles.size(); ++i)
        if (styles[i].is_object() && styles[i].value("path", json()) == inputs.styles[i].picture->path.toStdString())
            inputs.styles[i].mask = maskOf(styles[i].value("mask", json()), photo);
    inputs.protect = maskOf(in->value("protect", json()), photo);
    for (const auto& value : in->value("keptColors", json::array()))
        if (const auto color =
                value.is_string() ? parseKeptColor(value.get<std::string>()) : Result<KeptColor>(KeptColor{});
            color && value.is_string() && inputs.keptColors.size() < kMaxKeptColors)
            inputs.keptColors.push_back(*color);
}

}  // namespace velatura
