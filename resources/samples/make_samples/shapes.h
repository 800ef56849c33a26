// Outlines as closed or open runs of points, their distances and fills: what the graphic samples are drawn with.
#pragma once

#include <functional>
#include <vector>

#include "resources/samples/make_samples/canvas.h"

namespace velatura::samples {

using Path = std::vector<Vec2>;

/// A smooth curve through the points (Catmull-Rom), `steps` pieces between two of them.
Path curve(const Path& through, int steps = 12, bool closed = false);
Path circle(Vec2 centre, float radius, int points = 64);
/// Distance to the run of points; `along` gets where on it (0..1), `side` which side (positive: left of its direction
/// as seen on screen, where y grows downwards).
float distanceTo(const Path& path, Vec2 p, bool closed, float* along = nullptr, float* side = nullptr);
bool inside(const Path& closedPath, Vec2 p);
/// Signed distance, negative inside.
float signedDistance(const Path& closedPath, Vec2 p);

/// What a shape is filled with at a pixel, given how deep inside it that is.
using Ink = std::function<Vec3(float x, float y, float depth)>;
/// Fills a closed path with soft edges, then draws its outline of `line` pixels in `lineColour`.
void fillShape(Canvas& canvas, const Path& closedPath, const Ink& ink, float line = 0, Vec3 lineColour = {});
void fillShape(Canvas& canvas, const Path& closedPath, Vec3 colour, float line = 0, Vec3 lineColour = {});
/// A line that swells and tapers: width(t) for t in 0..1 along it.
void strokePath(Canvas& canvas, const Path& path, Vec3 colour, const std::function<float(float)>& width);

}  // namespace velatura::samples
