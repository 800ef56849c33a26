// ExportTarget: one of the sizes that a result is exported to in one go ("Story", 1080 x 1920, cropped to fill). From
// it and the picture's size follows a TargetPlan, all of which is known before anything is computed; renderTarget()
// then makes the picture. Values only, any thread; the window's export and its tests call it.
#pragma once

#include <array>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/image/crop_frame.h"

namespace velatura {

enum class TargetSize { Exact, LongSide, Scale };  ///< of width and height; of longSide; of percent
enum class TargetFit {
    Fill,    ///< cropped to the target's proportions
    Inside,  ///< the whole picture, no larger than the target
    Pad,     ///< the whole picture with a border around it, exactly the target's size
};

inline constexpr int kMostTargetSide = 100'000;
inline constexpr size_t kMostTargetName = 90;  ///< bytes

struct ExportTarget {
    std::string name;
    TargetSize size = TargetSize::Exact;
    int width = 1080, height = 1080;
    int longSide = 2048;              ///< never more than the picture has
    double percent = 100;             ///< of the picture's own pixels, 1 to 400
    TargetFit fit = TargetFit::Fill;  ///< for Exact; the others show the picture as it is, or its crop
    std::string border = "#ffffff";   ///< for Pad: sRGB, or "transparent"
    double dpi = 0;                   ///< 0: as chosen for all
    bool operator==(const ExportTarget&) const = default;
};

nlohmann::json toJson(const ExportTarget& target);
/// Error names what is wrong with the target.
Result<ExportTarget> targetFromJson(const nlohmann::json& json);
Status checkTarget(const ExportTarget& target);

/// Red, green, blue, alpha, 0..1. Nothing where `text` is not "#rrggbb" or "transparent".
std::optional<std::array<float, 4>> borderColour(const std::string& text);

struct TargetPlan {
    CropRect crop;   ///< what of the picture is seen
    ImageSize file;  ///< size of the file's picture
    Rect inner;      ///< where the crop lies in it
    bool operator==(const TargetPlan&) const = default;
};

/// Whether a person may choose what is seen of the picture.
bool canCrop(const ExportTarget& target);
/// Width by height that a crop for the target has.
double targetAspect(const ExportTarget& target, ImageSize picture);
/// @param own  the person's crop; without one the frame follows the focus
TargetPlan planTarget(const ExportTarget& target, ImageSize picture, FocusPoint focus = {},
                      const std::optional<CropRect>& own = {});
/// Pixels of the file for one of a picture of this size; over 1 it is enlarged.
double enlargement(const TargetPlan& plan, ImageSize picture);

/// What a format can hold.
struct FormatLimits {
    std::string label;
    int maxSide = 0;  ///< 0: no limit met here
    std::int64_t maxPixels = 0;
};
/// Error names the target, its size and the limit.
Status checkLimits(const ExportTarget& target, const TargetPlan& plan, const FormatLimits& limits);

/// Cuts, resamples and pads. Blocks.
/// @param picture  at any size; the more pixels, the finer
/// @param border   in the picture's own colours; an alpha below 1 adds a channel
/// @throws std::bad_alloc
Image renderTarget(const Image& picture, const TargetPlan& plan, const std::array<float, 4>& border = {1, 1, 1, 1});

}  // namespace velatura
