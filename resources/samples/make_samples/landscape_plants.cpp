// Conifers on slopes and shores, and the grass at the photographer's feet.
#include "resources/samples/make_samples/landscape.h"

namespace velatura::samples {

namespace {

struct Tree {
    Vec3 foot;
    float height = 0, width = 0;
    bool larch = false;  ///< in autumn gold
    unsigned seed = 0;
};

bool treesGrowAt(const Terrain& terrain, float x, float z, float h, Random& random) {
    if (h < 1.3f || h > 360 + 70 * noise(x / 120, z / 120, 3)) return false;
    const float slope = std::abs(terrain.coarse(x + 6, z) - terrain.coarse(x - 6, z)) +
                        std::abs(terrain.coarse(x, z + 6) - terrain.coarse(x, z - 6));
    if (slope > 21) return false;
    const float wood = fbm(x / 150, z / 210, 4, 12) + 0.22f * smooth(30, 250, h);
    if (z > 300) return wood > random.range(-0.16f, 0.12f);
    return length(Vec2{x, z} - kHousePlace) > 8.5f && (z > kHousePlace.y + 1 || x > kHousePlace.x + 9 || x < -20) &&
           random.unit() < 0.9f;
}

std::vector<Tree> plantTrees(const Terrain& terrain) {
    Random random(31);
    std::vector<Tree> out;
    for (int i = 0; i < 230000; ++i) {
        // As many near as far, as seen from the eye.
        const float z = i < 4000 ? random.range(60, 290) : 290 + 3700 * std::pow(random.unit(), 1.35f);
        const float x = random.range(-0.56f, 0.56f) * z;
        const float h = terrain.coarse(x, z);
        if (!treesGrowAt(terrain, x, z, h, random)) continue;
        if (z < 290 && random.unit() > 0.22f) continue;
        Tree t;
        t.height =
            random.range(6.5f, 17) * mix(1.0f, 0.6f, smooth(180, 380, h)) * (random.unit() < 0.15f ? 1.3f : 1.0f);
        t.width = t.height * random.range(0.16f, 0.26f);
        t.foot = {x, h - 0.4f, z};
        t.larch = random.unit() < 0.05f + 0.20f * smooth(0.1f, 0.5f, fbm(x / 90, z / 90, 3, 77));
        t.seed = random.next();
        out.push_back(t);
    }
    std::sort(out.begin(), out.end(), [](const Tree& a, const Tree& b) { return a.foot.z > b.foot.z; });
    return out;
}

/// How much of the tree is at (u across, v up), and how bright: tiers of drooping branches with ragged tips.
float conifer(const Tree& tree, float u, float v, float pixelsHigh, float& light) {
    const float tiers = 9 + static_cast<float>(tree.seed & 7);
    const float droop = v + 0.035f * std::abs(u) * 3;
    const float tier = fract(droop * tiers + 0.3f * noise(u * 2, v * 5, tree.seed));
    const float fine = std::min(1.0f, pixelsHigh / 60);
    const float ragged =
        0.20f * noise(v * 42, (u > 0 ? 3 : 9), tree.seed) + 0.12f * noise(v * 95, u * 4, tree.seed + 1);
    float reach = std::pow(1 - v, 0.85f) * (0.74f + (0.36f * (1 - tier) + ragged) * mix(0.5f, 1.0f, fine)) + 0.015f;
    if (v < 0.07f) reach = std::min(reach, 0.07f);
    const float gap = noise(u * 11, v * 26, tree.seed + 2) * fine;
    const float clump = noise(u * 7, v * 19, tree.seed + 3);
    light = clamp01(0.5f - 0.62f * u / std::max(reach, 0.06f) * 0.8f + 0.28f * clump - 0.45f * tier * fine + 0.12f * v);
    return smooth(0.0f, 0.10f + 1.2f / std::max(pixelsHigh, 2.0f), reach - std::abs(u)) * (gap > 0.62f ? 0.25f : 1.0f);
}

void drawTree(View& view, const Eye& eye, const Terrain& terrain, const Tree& tree) {
    const Vec3 foot = eye.project(tree.foot), top = eye.project(tree.foot + Vec3{0, tree.height, 0});
    const float high = std::abs(foot.y - top.y), half = tree.width * eye.focal() / foot.z;
    if (high < 0.6f || foot.x + half < 0 || foot.x - half > static_cast<float>(eye.width)) return;
    const float sun = terrain.sunlight(tree.foot.x, tree.foot.z) * 0.95f;
    Random random(tree.seed);
    const float tone = random.range(0.65f, 1.2f);
    const Vec3 leaf = (tree.larch ? Vec3{0.17f, 0.105f, 0.020f} : Vec3{0.040f, 0.066f, 0.022f}) * tone;
    const int x0 = std::max(0, static_cast<int>(foot.x - half)),
              x1 = std::min(eye.width - 1, static_cast<int>(foot.x + half + 1));
    const int y0 = std::max(0, static_cast<int>(std::min(foot.y, top.y))),
              y1 = std::min(eye.height - 1, static_cast<int>(std::max(foot.y, top.y) + 1));
    for (int y = y0; y <= y1; ++y)
        for (int x = x0; x <= x1; ++x) {
            if (foot.z > view.depth.at(x, y)) continue;
            const float v = (static_cast<float>(y) + 0.5f - foot.y) / (top.y - foot.y);
            if (v < 0 || v > 1) continue;
            float light = 0;
            const float cover = conifer(tree, (static_cast<float>(x) + 0.5f - foot.x) / half, v, high, light);
            if (cover <= 0.02f) continue;
            const Vec3 lit =
                leaf * (kSunLight * (sun * light * 1.15f) + kSkyLight * (0.30f + 0.55f * light * (0.4f + 0.6f * v)));
            const Vec3 place = tree.foot + Vec3{0, tree.height * v, 0};
            blend(view.colour.at(x, y), throughAir(lit, eye.origin(), place), cover);
            if (cover > 0.6f) view.depth.at(x, y) = foot.z;
        }
}

/// A blade or stalk: a thin bent wedge.
void drawBlade(View& view, Vec2 foot, Vec2 tip, float bend, float width, Vec3 dark, Vec3 bright) {
    const int steps = std::max(6, static_cast<int>(length(tip - foot) * 1.4f));
    for (int i = 0; i < steps; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(steps);
        const Vec2 p = mix(foot, tip, t) + Vec2{bend * t * t, bend * 0.25f * t * t};
        const float half = width * (1 - 0.85f * t) * 0.5f;
        for (int x = static_cast<int>(p.x - half - 1); x <= static_cast<int>(p.x + half + 1); ++x) {
            const int y = static_cast<int>(p.y);
            if (!view.colour.holds(x, y)) continue;
            const float cover = clamp01(half + 0.5f - std::abs(static_cast<float>(x) - p.x));
            const float across = (static_cast<float>(x) - p.x) / std::max(half, 0.5f);
            blend(view.colour.at(x, y), mix(dark, bright, clamp01(t * 0.9f - 0.25f * across)), cover * 0.95f);
        }
    }
}

void drawFlower(View& view, Vec2 at, float radius, Vec3 colour, unsigned seed) {
    for (int y = static_cast<int>(at.y - radius * 1.3f); y <= static_cast<int>(at.y + radius * 1.3f); ++y)
        for (int x = static_cast<int>(at.x - radius * 1.3f); x <= static_cast<int>(at.x + radius * 1.3f); ++x) {
            if (!view.colour.holds(x, y)) continue;
            const Vec2 d{(static_cast<float>(x) - at.x) / radius, (static_cast<float>(y) - at.y) / (radius * 0.62f)};
            const float petals = 0.80f + 0.22f * std::cos(std::atan2(d.y, d.x) * 6 + static_cast<float>(seed & 7)),
                        r = length(d);
            const Vec3 c = r < 0.28f ? Vec3{0.75f, 0.46f, 0.05f} : colour * (0.75f + 0.45f * r - 0.35f * d.x);
            blend(view.colour.at(x, y), c, (petals - r) * radius * 0.7f);
        }
}

}  // namespace

void drawTrees(View& view, const Eye& eye, const Terrain& terrain) {
    for (const Tree& tree : plantTrees(terrain)) drawTree(view, eye, terrain, tree);
}

void drawGrass(View& view, const Eye& eye, const Terrain& terrain) {
    Random random(5);
    struct Spot {
        float x, z;
    };
    std::vector<Spot> spots;
    for (int i = 0; i < 40000; ++i) spots.push_back({random.range(-0.56f, 0.56f) * 9.5f, random.range(3.2f, 9.2f)});
    std::sort(spots.begin(), spots.end(), [](Spot a, Spot b) { return a.z > b.z; });
    for (const Spot& spot : spots) {
        const float tuft = fbm(spot.x / 1.5f, spot.z / 1.2f, 3, 15);
        const float edge = 7.4f + 1.3f * noise(spot.x / 2.0f, 3, 16) + 0.9f * std::abs(spot.x) / 5;
        if (spot.z > edge || tuft < random.range(-1.0f, -0.25f)) continue;
        const Vec3 ground{spot.x, std::max(0.05f, terrain.coarse(spot.x, spot.z)), spot.z};
        const float tall = random.range(0.12f, 0.30f) * (1 + 0.9f * std::max(tuft, 0.0f)), k = eye.focal() / spot.z;
        const Vec3 foot = eye.project(ground);
        const float lean = random.normal() * 0.08f * k;
        const Vec2 tip{foot.x + lean, foot.y - tall * k};
        const float dry = clamp01(0.35f + 0.5f * random.normal() * 0.5f + 0.4f * tuft);
        const Vec3 bright = mix(Vec3{0.17f, 0.26f, 0.045f}, Vec3{0.58f, 0.44f, 0.15f}, dry) * random.range(0.6f, 1.4f);
        drawBlade(view, {foot.x, foot.y}, tip, lean * 0.8f, random.range(0.006f, 0.012f) * k, bright * 0.16f, bright);
        if (random.unit() < 0.012f) {
            const Vec3 kinds[] = {{0.95f, 0.90f, 0.82f}, {0.42f, 0.22f, 0.75f}, {0.95f, 0.62f, 0.06f}};
            drawFlower(view, tip + Vec2{lean * 0.8f, 0}, 0.024f * k * random.range(0.8f, 1.3f),
                       kinds[random.index(3)] * 1.1f, random.next());
        }
    }
}

}  // namespace velatura::samples
