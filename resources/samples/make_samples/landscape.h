// The place that the photo shows: heights in metres over the lake, who stands on it, and how light reaches the eye.
// x runs to the right, y up, z away from the eye. Colours are in linear light.
#pragma once

#include <optional>

#include "resources/samples/make_samples/canvas.h"
#include "resources/samples/make_samples/noise.h"

namespace velatura::samples {

inline const Vec3 kToSun = normalise({-0.74f, 0.36f, -0.22f});
inline constexpr Vec3 kSunLight{3.3f, 2.55f, 1.75f};
inline constexpr Vec3 kSkyLight{0.36f, 0.47f, 0.66f};

/// Mountains and shores on a grid of 7 by 7 km, worn down by rain.
class Terrain {
public:
    Terrain();
    float coarse(float x, float z) const { return heights_.sample(column(x), line(z)) + local(x, z); }
    /// With stones and folds that the grid cannot hold; `reach` is the distance to the eye.
    float detailed(float x, float z, float reach) const;
    Vec3 normal(float x, float z, float reach) const;
    float sunlight(float x, float z) const { return sun_.sample(column(x), line(z)); }
    float openness(float x, float z) const { return open_.sample(column(x), line(z)); }

private:
    static float column(float x) { return (x + 3500) * (1 / kCell); }
    static float line(float z) { return (z + 60) * (1 / kCell); }
    static float local(float x, float z);
    void raise();
    void erode();
    void castShadows();
    static constexpr int kCells = 1024;
    static constexpr float kCell = 7000.0f / kCells;
    Plane heights_, sun_, open_;
};

/// A pinhole; `mirrored` sees the world as the lake does.
struct Eye {
    int width, height;
    bool mirrored = false;
    Vec3 place{0, 2.7f, 0};
    float focal() const { return static_cast<float>(width) * 1.02f; }
    float horizon() const { return static_cast<float>(height) * 0.455f; }
    Vec3 ray(float px, float py) const {
        const float up = (horizon() - py) / focal();
        return normalise({(px - static_cast<float>(width) * 0.5f) / focal(), mirrored ? -up : up, 1});
    }
    Vec3 origin() const { return {place.x, mirrored ? -place.y : place.y, place.z}; }
    /// Pixel and distance along z.
    Vec3 project(Vec3 p) const {
        const float y = mirrored ? -p.y : p.y;
        const float k = focal() / std::max(p.z - place.z, 0.05f);
        return {static_cast<float>(width) * 0.5f + (p.x - place.x) * k, horizon() - (y - place.y) * k, p.z - place.z};
    }
};

/// Colour and distance of what is seen.
struct View {
    explicit View(int width, int height) : colour(width, height), depth(width, height, 1e9f) {}
    Canvas colour;
    Plane depth;
};

/// Air between the eye and something: blue haze, and mist that lies over the far water.
Vec3 throughAir(Vec3 colour, Vec3 from, Vec3 to);
Vec3 skyColour(Vec3 ray);
Vec3 groundColour(const Terrain& terrain, Vec3 place, float reach);

void drawTrees(View& view, const Eye& eye, const Terrain& terrain);
void drawGrass(View& view, const Eye& eye, const Terrain& terrain);
void drawHouse(View& view, const Eye& eye, const Terrain& terrain);
inline constexpr Vec2 kHousePlace{37, 118};  ///< x, z

}  // namespace velatura::samples
