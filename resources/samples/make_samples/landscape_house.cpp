// A small timber house with a red roof: a few convex bodies, met by rays, with planks, shingles and windows.
#include "resources/samples/make_samples/landscape.h"

namespace velatura::samples {

namespace {

struct Wall {
    Vec3 out;
    float distance;  ///< dot(out, p) <= distance is inside
};
struct Body {
    Wall walls[7];
    int count;
    int kind;  ///< 0 walls, 1 roof, 2 chimney, 3 footing
};

constexpr float kHalfX = 4.6f, kHalfZ = 3.2f, kEaves = 3.0f, kSlope = 0.85f;

/// The gable looks to +-x, so the eye sees one long side and one end, the roof turned to the eye.
std::vector<Body> houseBodies() {
    const float n = 1 / std::sqrt(1 + kSlope * kSlope);
    const Vec3 front{0, n, -kSlope * n}, back{0, n, kSlope * n};
    const float ridge = (kEaves + kSlope * kHalfZ) * n;
    const Body walls{{{{1, 0, 0}, kHalfX},
                      {{-1, 0, 0}, kHalfX},
                      {{0, 0, 1}, kHalfZ},
                      {{0, 0, -1}, kHalfZ},
                      {front, ridge - 0.02f},
                      {back, ridge - 0.02f},
                      {{0, -1, 0}, 0}},
                     7,
                     0};
    const Body roofFront{{{front, ridge + 0.16f},
                          {front * -1, -ridge},
                          {{1, 0, 0}, kHalfX + 0.7f},
                          {{-1, 0, 0}, kHalfX + 0.7f},
                          {{0, 0, -1}, kHalfZ + 0.75f},
                          {{0, 0, 1}, 0.12f},
                          {}},
                         6,
                         1};
    const Body roofBack{{{back, ridge + 0.16f},
                         {back * -1, -ridge},
                         {{1, 0, 0}, kHalfX + 0.7f},
                         {{-1, 0, 0}, kHalfX + 0.7f},
                         {{0, 0, 1}, kHalfZ + 0.75f},
                         {{0, 0, -1}, 0.12f},
                         {}},
                        6,
                        1};
    const Body chimney{{{{1, 0, 0}, 2.5f},
                        {{-1, 0, 0}, -1.7f},
                        {{0, 0, 1}, 0.9f},
                        {{0, 0, -1}, -0.1f},
                        {{0, 1, 0}, 6.9f},
                        {{0, -1, 0}, -3},
                        {}},
                       6,
                       2};
    const Body footing{{{{1, 0, 0}, kHalfX + 0.12f},
                        {{-1, 0, 0}, kHalfX + 0.12f},
                        {{0, 0, 1}, kHalfZ + 0.12f},
                        {{0, 0, -1}, kHalfZ + 0.12f},
                        {{0, 1, 0}, 0.45f},
                        {{0, -1, 0}, 2.5f},
                        {}},
                       6,
                       3};
    return {walls, roofFront, roofBack, chimney, footing};
}

struct Hit {
    float t = 1e9f;
    Vec3 normal;
    int kind = -1;
};

Hit meet(const std::vector<Body>& bodies, Vec3 from, Vec3 ray) {
    Hit best;
    for (const Body& body : bodies) {
        float enter = 1e-3f, leave = 1e9f;
        Vec3 normal;
        for (int i = 0; i < body.count; ++i) {
            const float speed = dot(body.walls[i].out, ray),
                        gap = body.walls[i].distance - dot(body.walls[i].out, from);
            if (std::abs(speed) < 1e-7f) {
                if (gap < 0) enter = 1e9f;
            } else if (speed < 0) {
                if (gap / speed > enter) enter = gap / speed, normal = body.walls[i].out;
            } else {
                leave = std::min(leave, gap / speed);
            }
        }
        if (enter < leave && enter < best.t && length(normal) > 0) best = {enter, normal, body.kind};
    }
    return best;
}

/// The window or door at (u, v) on a wall: glass, frame, or nothing.
std::optional<Vec3> opening(float u, float v, bool front, Vec3 p) {
    const float places[] = {-3.0f, -1.1f, 2.9f};
    for (const float at : places) {
        const float du = std::abs(u - (front ? at : 0)), dv = std::abs(v - 1.75f);
        if (du > 0.62f || dv > 0.68f) continue;
        if (du > 0.5f || dv > 0.56f || du < 0.045f || std::abs(v - 1.95f) < 0.04f) return Vec3{0.62f, 0.58f, 0.5f};
        const float curtain = smooth(0.2f, 0.45f, du + 0.06f * std::sin(v * 9));
        return mix(Vec3{1.35f, 0.75f, 0.26f}, Vec3{0.9f, 0.62f, 0.34f}, curtain) *
               (0.9f + 0.2f * noise(p.x * 3, p.y * 3, 4));
    }
    if (front && std::abs(u - 0.95f) < 0.55f && v < 2.25f) return Vec3{0.05f, 0.11f, 0.085f} * (v < 0.1f ? 0.4f : 1.0f);
    return std::nullopt;
}

/// `p` and `hit` in the house's own directions, `facing` is the normal in the world's.
Vec3 bodyColour(const Hit& hit, Vec3 p, Vec3 facing, float sunSeen) {
    Vec3 albedo = Vec3{0.15f, 0.14f, 0.13f} * (1 + 0.6f * fbm(p.x * 2.2f, p.y * 2.8f + p.z, 3, 75));
    float glow = 0;
    if (hit.kind == 0) {
        const bool front = std::abs(hit.normal.z) > 0.5f;
        const float u = front ? p.x : p.z;
        const float plank = fract(p.y / 0.24f), grain = fbm(u * 1.3f, p.y * 14, 3, 71);
        albedo = Vec3{0.25f, 0.135f, 0.065f} *
                 (1 + 0.35f * grain + 0.3f * hash(static_cast<int>(p.y / 0.24f), 3, 72) - 0.2f);
        albedo = albedo * (plank < 0.14f ? 0.45f : 1.0f);
        if (const auto seen = opening(u, p.y, front, p)) {
            albedo = *seen;
            glow = seen->x > 0.7f ? 1.0f : 0.0f;
        }
    } else if (hit.kind == 1) {
        const float row = std::floor(p.y / 0.20f),
                    tile = std::floor(p.x / 0.34f + (static_cast<int>(row) % 2 ? 0.5f : 0));
        const float tone = hash(static_cast<int>(tile), static_cast<int>(row), 73);
        albedo = mix(Vec3{0.30f, 0.072f, 0.042f}, Vec3{0.40f, 0.125f, 0.07f}, tone) *
                 (fract(p.y / 0.20f) < 0.2f ? 0.62f : 1.0f);
        albedo = mix(albedo, Vec3{0.10f, 0.11f, 0.05f}, 0.5f * smooth(0.15f, 0.6f, fbm(p.x * 0.8f, p.y, 3, 74)));
    }
    const float sun = std::max(0.0f, dot(facing, kToSun)) * sunSeen;
    return albedo * (kSunLight * sun + kSkyLight * (0.45f + 0.45f * hit.normal.y + 0.1f) + Vec3{0.12f, 0.1f, 0.06f}) +
           albedo * (glow * 0.9f);
}

}  // namespace

void drawHouse(View& view, const Eye& eye, const Terrain& terrain) {
    const float ground = terrain.coarse(kHousePlace.x, kHousePlace.y) - 0.1f;
    const Vec3 middle{kHousePlace.x, ground, kHousePlace.y};
    const float turn = 0.42f, c = std::cos(turn), s = std::sin(turn);
    const auto toLocal = [&](Vec3 v) { return Vec3{c * v.x + s * v.z, v.y, c * v.z - s * v.x}; };
    const auto toWorld = [&](Vec3 v) { return Vec3{c * v.x - s * v.z, v.y, c * v.z + s * v.x}; };
    const std::vector<Body> bodies = houseBodies();
    const Vec3 low = eye.project(middle + Vec3{-9, 0, 0}), high = eye.project(middle + Vec3{9, 9, 0});
    const int x0 = static_cast<int>(low.x), x1 = static_cast<int>(high.x);
    const int y0 = std::max(0, static_cast<int>(std::min(low.y, high.y)) - 4);
    const int y1 = std::min(eye.height - 1, static_cast<int>(std::max(low.y, high.y)) + 12);
    parallelRows(std::max(0, y1 - y0), [&](int row) {
        const int y = y0 + row;
        for (int x = std::max(0, x0); x < std::min(eye.width, x1); ++x) {
            const Vec3 ray = eye.ray(static_cast<float>(x), static_cast<float>(y));
            const Hit hit = meet(bodies, toLocal(eye.origin() - middle), toLocal(ray));
            if (hit.kind < 0 || hit.t * ray.z > view.depth.at(x, y)) continue;
            const Vec3 local = toLocal(eye.origin() - middle) + toLocal(ray) * hit.t;
            const Hit shade = meet(bodies, local + hit.normal * 0.02f, toLocal(kToSun));
            const Vec3 colour = bodyColour(hit, local, toWorld(hit.normal), shade.kind < 0 ? 1.0f : 0.0f);
            const Vec3 place = eye.origin() + ray * hit.t;
            view.colour.at(x, y) = throughAir(colour, eye.origin(), place);
            view.depth.at(x, y) = hit.t * ray.z;
        }
    });
}

}  // namespace velatura::samples
