// The ground: folded up from noise, worn down by drops of rain, lit once for all.
#include "resources/samples/make_samples/landscape.h"

namespace velatura::samples {

namespace {

/// 0 at the shore, -1 in the middle of the lake, growing outwards.
float shore(float x, float z) {
    const float wobble = 0.13f * fbm(x / 260, z / 260, 3, 5) + 0.012f * fbm(x / 14, z / 9, 3, 6);
    return std::hypot((x + 10) / 420, (z - 490) / 480) - 1 + wobble;
}

}  // namespace

Terrain::Terrain() : heights_(kCells, kCells), sun_(kCells, kCells), open_(kCells, kCells) {
    raise();
    erode();
    // A drop moves single cells; slopes are smoother than that.
    const Plane soft = blurred(heights_, 1);
    heights_.fill([&](float i, float j) {
        const int x = static_cast<int>(i), y = static_cast<int>(j);
        return mix(heights_.at(x, y), soft.at(x, y), 0.75f);
    });
    castShadows();
}

float Terrain::local(float x, float z) {
    // The tongue of land with the house, and a lower one on the left.
    const float house = 15.0f * bell(x - 60, 52) * bell(z - 124, 24);
    const float left = 12.5f * bell(x + 108, 58) * bell(z - 210, 22);
    return house + left;
}

void Terrain::raise() {
    heights_.fill([](float i, float j) {
        const float x = i * kCell - 3500, z = j * kCell - 60;
        const float e = shore(x, z);
        const float away = std::max(e, 0.0f);
        float h = e < 0 ? std::max(e * 55, -9.0f) : 30 * (1 - std::exp(-away * 1.6f));
        if (z < 30) h = std::min(h, 1.1f);
        const float rise = smooth(0.1f, 4.2f, away) * smooth(250, 1800, z);
        h += rise * (70 + 1420 * (ridged(x / 2300 + 3.37f, z / 2300 + 0.55f, 7, 91) - 0.12f) * smooth(500, 4600, z));
        h += 430 * bell(std::hypot(x + 420, (z - 4400) * 0.8f), 900);
        h += rise * 300 * smooth(350, 2300, std::abs(x + 80)) + 14 * away * fbm(x / 180, z / 180, 4, 17);
        return h;
    });
}

void Terrain::erode() {
    Random random(7);
    for (int drop = 0; drop < 260000; ++drop) {
        Vec2 p{random.range(2, kCells - 4), random.range(30, kCells - 4)}, dir;
        float speed = 1, water = 1, carried = 0;
        for (int life = 0; life < 48; ++life) {
            const int ix = static_cast<int>(p.x), iy = static_cast<int>(p.y);
            if (ix < 1 || iy < 1 || ix > kCells - 3 || iy > kCells - 3) break;
            const float u = p.x - static_cast<float>(ix), v = p.y - static_cast<float>(iy);
            float *a = &heights_.at(ix, iy), *b = &heights_.at(ix + 1, iy), *c = &heights_.at(ix, iy + 1),
                  *d = &heights_.at(ix + 1, iy + 1);
            const float before = mix(mix(*a, *b, u), mix(*c, *d, u), v);
            const Vec2 slope{mix(*b - *a, *d - *c, v), mix(*c - *a, *d - *b, u)};
            if (before < 4) break;
            dir = dir * 0.15f - slope * 0.85f;
            if (length(dir) < 1e-5f) break;
            dir = normalise(dir);
            p = p + dir;
            const float fall = heights_.sample(p.x, p.y) - before;
            const float capacity = std::max(-fall, 0.05f) * speed * water * 2.2f;
            float change;
            if (fall > 0)
                change = std::min(fall, carried);
            else if (carried > capacity)
                change = (carried - capacity) * 0.3f;
            else
                change = -std::min((capacity - carried) * 0.10f, -fall * 0.4f);
            carried -= change;
            *a += change * (1 - u) * (1 - v), *b += change * u * (1 - v), *c += change * (1 - u) * v,
                *d += change * u * v;
            speed = std::sqrt(std::max(0.01f, speed * speed - fall * 0.12f));
            speed = std::min(speed, 6.0f), water *= 0.985f;
        }
    }
}

void Terrain::castShadows() {
    const Plane around = blurred(heights_, 14);
    parallelRows(kCells, [&](int j) {
        for (int i = 0; i < kCells; ++i) {
            const float x = static_cast<float>(i), y = static_cast<float>(j), h = heights_.at(i, j);
            float seen = 1;
            const float flat = std::hypot(kToSun.x, kToSun.z);
            for (float s = 1.5f; s < 260; s *= 1.06f) {
                const float px = x + kToSun.x / flat * s, py = y + kToSun.z / flat * s;
                if (px < 0 || py < 0) break;
                const float clear = h + s * kCell * kToSun.y / flat - heights_.sample(px, py);
                seen = std::min(seen, clamp01(0.5f + clear / (s * kCell * 0.045f)));
                if (seen <= 0) break;
            }
            sun_.at(i, j) = seen;
            open_.at(i, j) = std::clamp(0.82f + (h - around.at(i, j)) / 190, 0.4f, 1.15f);
        }
    });
}

float Terrain::detailed(float x, float z, float reach) const {
    float h = coarse(x, z);
    if (reach > 700)
        return h + (h > 60 ? 9 * fbm(x / 46, z / 46, 4, 41) +
                                 16 * (ridged(x / 90, z / 90, 3, 44) - 0.4f) * smooth(60, 400, h)
                           : 0);
    h += 0.35f * fbm(x / 9, z / 9, 3, 42) * smooth(-2, 3, h);
    if (reach < 60) {
        // Stones along the water's edge.
        for (const float size : {1.15f, 0.42f}) {
            const Cell stone = cells(x / size, z / size, 51);
            const float radius = 0.26f + 0.22f * hash(static_cast<int>(stone.id & 4095), 1, 52);
            if (hash(static_cast<int>(stone.id & 4095), 2, 53) < (size > 1 ? 0.30f : 0.7f) && stone.nearest < radius) {
                const float dome = std::sqrt(1 - stone.nearest * stone.nearest / (radius * radius));
                h += dome * size * 0.24f * (1 + 0.25f * noise(x * 6, z * 6, 54)) * smooth(0.75f, 0.1f, h);
            }
        }
    }
    return h;
}

Vec3 Terrain::normal(float x, float z, float reach) const {
    const float step = std::max(0.04f, reach * 0.0009f);
    return normalise({detailed(x - step, z, reach) - detailed(x + step, z, reach), 2 * step,
                      detailed(x, z - step, reach) - detailed(x, z + step, reach)});
}

namespace {

Vec3 mountainColour(Vec3 p, Vec3 n, float high) {
    const float strata = fbm(p.x / 300 + p.y / 40, p.y / 26 + p.z / 500, 4, 61);
    const Vec3 rock = mix(Vec3{0.17f, 0.155f, 0.145f}, Vec3{0.36f, 0.32f, 0.28f},
                          0.5f + 0.35f * strata + 0.3f * fbm(p.x / 60, p.z / 60, 4, 67));
    const float patches = fbm(p.x / 140, p.z / 140, 5, 62);
    const float snow = smooth(0.0f, 0.16f, n.y - 0.50f + 0.17f * patches) * smooth(470, 640, high + 150 * patches);
    const float alps = smooth(0.52f, 0.72f, n.y + 0.16f * patches) * smooth(620, 400, high + 110 * patches);
    const Vec3 meadow = mix(Vec3{0.075f, 0.10f, 0.032f}, Vec3{0.155f, 0.135f, 0.05f}, 0.5f + 0.7f * patches);
    return mix(mix(rock, meadow, alps), Vec3{0.86f, 0.88f, 0.93f}, snow);
}

}  // namespace

Vec3 groundColour(const Terrain& terrain, Vec3 p, float reach) {
    const Vec3 n = terrain.normal(p.x, p.z, reach);
    Vec3 albedo = mountainColour(p, n, p.y);
    if (p.y < 130) {
        const float patch = fbm(p.x / 21, p.z / 30, 4, 63), fine = fbm(p.x * 1.7f, p.z * 1.7f, 4, 64);
        const Vec3 grass =
            mix(Vec3{0.055f, 0.085f, 0.022f}, Vec3{0.17f, 0.165f, 0.05f}, 0.45f + 0.5f * patch + 0.25f * fine);
        const Cell stone = cells(p.x / 0.42f, p.z / 0.42f, 51);
        const float tone = 0.10f + 0.17f * hash(static_cast<int>(stone.id & 4095), 7, 65) + 0.05f * fine;
        const Vec3 pebbles =
            mix(Vec3{1.0f, 0.93f, 0.84f}, Vec3{0.82f, 0.9f, 1.0f}, hash(static_cast<int>(stone.id & 4095), 8, 66)) *
            tone;
        const float wet = smooth(0.22f, 0.02f, p.y);
        const Vec3 bank = mix(pebbles * (1 - 0.5f * wet), grass, smooth(0.35f, 0.75f, p.y + 0.25f * patch));
        albedo = mix(bank, albedo, smooth(40, 130, p.y));
    }
    const float sun = std::max(0.0f, dot(n, kToSun)) * terrain.sunlight(p.x, p.z);
    const float sky = (0.55f + 0.45f * n.y) * terrain.openness(p.x, p.z);
    return albedo * (kSunLight * sun + kSkyLight * sky + Vec3{0.10f, 0.08f, 0.05f});
}

}  // namespace velatura::samples
