// Stained glass: a rose of leaded panes over hills and water, lit from behind. Panes are cells around chosen points, so
// that the leads follow the drawing; each pane is streaked and bubbled by itself.
#include "resources/samples/make_samples/noise.h"
#include "resources/samples/make_samples/pictures.h"

namespace velatura::samples {

namespace {

constexpr int kSide = 768;
constexpr float kS = kSide;
constexpr Vec2 kSun{0.5f, 0.40f};

struct Pane {
    Vec2 at;  ///< in pixels
    Vec3 colour;
    float turn;  ///< direction of its streaks
    int part;    ///< leads between parts are thicker
};

float hillLine(float x) {
    return 0.70f - 0.07f * std::sin(x * 4.4f + 0.4f) + 0.02f * std::sin(x * 11);
}
float shoreLine(float x) {
    return 0.83f + 0.03f * std::sin(x * 5.5f + 2.0f);
}

Vec3 pick(const Vec3* from, int count, Random& random) {
    return from[random.index(count)] * random.range(0.82f, 1.14f);
}

/// The rose: rings of petals, offset by half a petal from ring to ring.
void addRose(std::vector<Pane>& panes, Random& random) {
    static constexpr Vec3 kRings[6][3] = {
        {hex(0xfff2a8), hex(0xffe36a), hex(0xffd84a)}, {hex(0xffb520), hex(0xff9d14), hex(0xffc93c)},
        {hex(0xf0561a), hex(0xe03a12), hex(0xff7a24)}, {hex(0xc21535), hex(0x9c1048), hex(0xe0284a)},
        {hex(0xf8b828), hex(0xfff0b0), hex(0xf09030)}, {hex(0x6a1a86), hex(0x93248c), hex(0x43219a)}};
    static constexpr float kRadius[6] = {0.052f, 0.105f, 0.168f, 0.235f, 0.290f, 0.345f};
    static constexpr int kPetals[6] = {6, 12, 12, 24, 24, 24};
    panes.push_back({kSun * kS, hex(0xfffbe0), 0, 100});
    for (int ring = 0; ring < 6; ++ring)
        for (int i = 0; i < kPetals[ring]; ++i) {
            const float turn =
                2 * kPi * (static_cast<float>(i) + (ring % 2 ? 0.5f : 0.0f)) / static_cast<float>(kPetals[ring]);
            Vec3 colour = kRings[ring][(i + ring) % 2];
            if (i % 3 == 2) colour = kRings[ring][2];
            panes.push_back({(kSun + direction(turn - kPi / 2) * kRadius[ring]) * kS,
                             colour * random.range(0.92f, 1.08f), turn, ring});
        }
}

Pane groundPane(Vec2 p, Random& random) {
    static constexpr Vec3 kSky[] = {hex(0x1547c8), hex(0x1e6ae0), hex(0x2a93ea), hex(0x123a9c), hex(0x54b7ee)};
    static constexpr Vec3 kHills[] = {hex(0x1c8a3c), hex(0x4fae2a), hex(0x0f6a45), hex(0x93c628), hex(0x1f9c72)};
    static constexpr Vec3 kWater[] = {hex(0x0c6fa8), hex(0x12a0b8), hex(0x3cc8c8), hex(0x0a4a94), hex(0x7fdcd0)};
    if (p.y < hillLine(p.x)) return {p * kS, pick(kSky, 5, random), random.range(0, 6), 20};
    if (p.y < shoreLine(p.x)) return {p * kS, pick(kHills, 5, random), random.range(-0.6f, 0.6f), 21};
    return {p * kS, pick(kWater, 5, random), random.range(-0.2f, 0.2f), 22};
}

/// Everything outside the rose: points kept apart from each other, rows along the water, blossoms on the hills.
void addGround(std::vector<Pane>& panes, Random& random) {
    for (int tries = 0; tries < 9000; ++tries) {
        const Vec2 p{random.range(-0.04f, 1.04f), random.range(-0.04f, 1.04f)};
        const bool water = p.y > shoreLine(p.x);
        if (length(p - kSun) < 0.385f) continue;
        bool free = true;
        for (const Pane& other : panes) {
            Vec2 d = other.at * (1 / kS) - p;
            if (water) d.y *= 2.0f, d.x *= 0.75f;
            free = free && length(d) > 0.062f;
        }
        if (free) panes.push_back(groundPane(p, random));
    }
    static constexpr Vec3 kBlossom[] = {hex(0xff5a7a), hex(0xffd23c), hex(0xffffff), hex(0xd83ac0)};
    for (Pane& pane : panes)
        if (pane.part == 21 && random.unit() < 0.2f) pane.colour = pick(kBlossom, 4, random);
}

struct Border {
    int first = 0, second = 0;
    float distance = 0;  ///< to the lead's middle
};

Border borderAt(const std::vector<Pane>& panes, Vec2 p) {
    float d1 = 1e18f, d2 = 1e18f;
    Border b;
    for (size_t i = 0; i < panes.size(); ++i) {
        const Vec2 off = panes[i].at - p;
        const float d = dot(off, off);
        if (d < d1)
            d2 = d1, b.second = b.first, d1 = d, b.first = static_cast<int>(i);
        else if (d < d2)
            d2 = d, b.second = static_cast<int>(i);
    }
    // The exact distance to the bisector of the two points.
    const Vec2 a = panes[static_cast<size_t>(b.first)].at, c = panes[static_cast<size_t>(b.second)].at;
    b.distance = (d2 - d1) / (2 * std::max(length(c - a), 1e-3f));
    return b;
}

/// Hand-blown glass: streaks along one direction, waves, seeds (small bubbles) with a bright rim.
Vec3 glassAt(const Pane& pane, unsigned id, Vec2 p, float edge) {
    const Vec2 q{dot(p, direction(pane.turn)), cross(direction(pane.turn), p)};
    const float streak = fbm(q.x * 0.012f, q.y * 0.075f, 4, id);
    const float wave = fbm(p.x * 0.03f, p.y * 0.03f, 3, 71);
    const float grain = noise(p.x * 0.5f, p.y * 0.5f, 15);
    const float behind = 0.78f + 0.42f * bell(length(p * (1 / kS) - kSun), 0.55f) + 0.10f * wave;
    Vec3 c = pane.colour * (behind * (1 + 0.38f * streak + 0.05f * grain));
    c = mix(c, c * c * 1.05f, clamp01(0.25f + 0.6f * streak));
    c = mix(c, Vec3{1, 0.98f, 0.9f}, 0.30f * smooth(0.25f, 0.75f, streak + 0.35f * wave));
    const Cell bubble = cells(p.x / 21, p.y / 21, id + 9);
    const float size = 0.04f + 0.12f * hash(static_cast<int>(bubble.id & 1023), 3, id);
    if ((bubble.id & 3) == 0)
        c = c * (1 + 0.28f * bell(bubble.nearest - size, 0.05f) - 0.14f * bell(bubble.nearest, size * 0.8f));
    // Old glass paint darkens towards the lead; the middle of a pane glows.
    return c * (0.55f + 0.45f * smooth(1.0f, 17.0f, edge)) * 1.06f;
}

Vec3 leadAt(float across, Vec2 p, Vec2 slope) {
    const float round = std::sqrt(std::max(0.0f, 1 - across * across));
    const float light = clamp01(0.30f + 0.35f * round + 0.5f * across * dot(slope, {-0.6f, -0.8f}));
    const float worn = 0.8f + 0.3f * fbm(p.x * 0.11f, p.y * 0.11f, 3, 31);
    return Vec3{0.17f, 0.165f, 0.175f} * (light * worn) + Vec3{0.25f, 0.26f, 0.28f} * std::pow(light, 5.0f);
}

}  // namespace

Canvas paintStainedGlass() {
    Random random(2024);
    std::vector<Pane> panes;
    addRose(panes, random);
    addGround(panes, random);
    Canvas glass(kSide, kSide), leads(kSide, kSide);
    Plane cover(kSide, kSide);
    parallelRows(kSide, [&](int y) {
        for (int x = 0; x < kSide; ++x) {
            Vec2 p{static_cast<float>(x), static_cast<float>(y)};
            // Cut by hand: no lead is quite straight.
            const Vec2 bent =
                p + Vec2{fbm(p.x * 0.018f, p.y * 0.018f, 2, 61), fbm(p.x * 0.018f, p.y * 0.018f, 2, 62)} * 5;
            const Border b = borderAt(panes, bent);
            const Pane& pane = panes[static_cast<size_t>(b.first)];
            const Pane& other = panes[static_cast<size_t>(b.second)];
            const bool contour = pane.part != other.part && (pane.part >= 20 || other.part >= 20);
            const float half = (contour ? 5.2f : 3.1f) + 0.7f * noise(p.x * 0.05f, p.y * 0.05f, 8);
            glass.at(x, y) = glassAt(pane, static_cast<unsigned>(b.first) * 13u + 5u, p, b.distance - half);
            leads.at(x, y) = leadAt(clamp01(b.distance / half), p, normalise(pane.at - other.at));
            cover.at(x, y) = clamp01(half + 0.5f - b.distance);
        }
    });
    Canvas lightOnly = glass;
    lightOnly.fill([&](float x, float y) {
        const int ix = static_cast<int>(x), iy = static_cast<int>(y);
        return glass.at(ix, iy) * (1 - cover.at(ix, iy));
    });
    const Canvas halo = blurred(lightOnly, 9), wide = blurred(lightOnly, 40);
    Canvas out(kSide, kSide);
    out.fill([&](float x, float y) {
        const int ix = static_cast<int>(x), iy = static_cast<int>(y);
        const Vec3 base = mix(glass.at(ix, iy), leads.at(ix, iy), cover.at(ix, iy));
        return base + halo.at(ix, iy) * 0.16f + wide.at(ix, iy) * 0.06f;
    });
    return out;
}

}  // namespace velatura::samples
