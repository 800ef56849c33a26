// Crop frames: which part of a picture a file shows. Frames are in shares of the picture's sides, so that they hold at
// every size that the picture is carried to. Pure arithmetic, any thread; the crop editor and exports call it.
#pragma once

#include "core/image/image.h"

namespace velatura {

/// 0..1 of width and height.
struct CropRect {
    double x = 0, y = 0, width = 1, height = 1;
    bool operator==(const CropRect&) const = default;
};

/// What must stay in sight, in shares of the sides.
struct FocusPoint {
    double x = 0.5, y = 0.5;
    bool operator==(const FocusPoint&) const = default;
};

enum class CropHandle { TopLeft, Top, TopRight, Right, BottomRight, Bottom, BottomLeft, Left };

/// No side of a frame is shorter than this share of the picture's.
inline constexpr double kLeastCrop = 0.02;

/// The largest frame of `aspect` (width by height, in pixels) with the focus as near to its middle as the edges allow.
CropRect automaticCrop(ImageSize picture, double aspect, FocusPoint focus = {});

/// A frame of `aspect` around the middle of `wish` with its area, smaller and moved as far as the edges demand: a
/// person's crop after the target got other proportions.
CropRect fittedCrop(ImageSize picture, double aspect, const CropRect& wish);

/// Moved by shares of the sides, up to the edges.
CropRect movedCrop(const CropRect& crop, double dx, double dy);

/// `handle` dragged to a point; the opposite corner or edge stays, the proportions do too.
CropRect draggedCrop(ImageSize picture, double aspect, const CropRect& crop, CropHandle handle, double x, double y);

/// Larger or smaller around its middle, within the picture.
CropRect scaledCrop(ImageSize picture, double aspect, const CropRect& crop, double factor);

/// The frame in whole pixels of a picture of this size; never empty, never outside.
Rect cropPixels(const CropRect& crop, ImageSize picture);

}  // namespace velatura
