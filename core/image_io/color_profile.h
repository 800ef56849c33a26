// Colour profiles by lcms2: what they are called, which there are without a file, and pictures from one space into
// another (relative colorimetric with black point compensation). Values only, any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/image/image.h"

namespace velatura {

enum class BuiltinProfile { Srgb, DisplayP3, AdobeRgb };

/// The same bytes each time and on each machine.
std::vector<std::uint8_t> builtinProfile(BuiltinProfile which);

/// What the profile calls itself ("Display P3"); "sRGB" for an empty one, "unnamed profile" where it does not say.
std::string profileName(std::span<const std::uint8_t> icc);

/// An ICC file of an RGB or grey space that pictures can be converted to; anything else is a sentence.
Result<std::vector<std::uint8_t>> readProfile(const std::filesystem::path& path);

/// Whether pictures can be brought into this profile; one of a scanner may only say how to read its colours.
bool canBeTarget(std::span<const std::uint8_t> icc);

/// Whether samples in this RGB profile are sRGB within a level of 255. Empty bytes are sRGB.
bool isSrgbProfile(std::span<const std::uint8_t> icc);

/// The picture in another space: `target` is an RGB or grey profile, empty for sRGB. Depth and alpha stay; colours that
/// the target does not have are clipped, never wrapped round. A grey picture becomes RGB where the target is an RGB
/// profile other than sRGB, an RGB picture grey where it is a grey one. The result's `icc` is the target, or empty.
Result<Image> convertColors(const Image& image, std::span<const std::uint8_t> target);

/// `image` in the space in which `other` stands: a style as the engine must see it beside a photo of a wider space.
Result<Image> inSpaceOf(const Image& image, const Image& other);

}  // namespace velatura
