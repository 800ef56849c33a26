// The photo: a mountain lake in the last warm light. Ground by ray marching, trees, house and grass over it, the same
// once more upside down for the water, then what a lens and a sensor do.
#include "resources/samples/make_samples/landscape.h"
#include "resources/samples/make_samples/pictures.h"

namespace velatura::samples {

namespace {

constexpr int kWidth = 1024, kHeight = 768, kOversample = 2;

float cloudDensity(float x, float z) {
    const float bend = fbm(x * 0.6f, z * 0.6f, 2, 83);
    const float shape = fbm(x * 0.8f + 0.5f * bend + 2.6f, z * 1.25f + 0.3f * bend, 7, 81, 0.55f);
    return clamp01((shape - 0.02f) * 1.9f);
}

/// Marches along the ray until it is under the ground; negative where it never is.
float march(const Terrain& terrain, Vec3 from, Vec3 ray, bool mirrored) {
    // What the lake mirrors begins where the ray comes up through its surface.
    float t = mirrored ? (ray.y > 0 ? 1.0f - from.y / ray.y : 1e9f) : 2.0f, last = t;
    for (int i = 0; i < 420 && t < 6500; ++i) {
        const Vec3 p = from + ray * t;
        const float gap = p.y - (mirrored && t < 400 ? terrain.coarse(p.x, p.z) : terrain.detailed(p.x, p.z, t));
        if (gap < 0.0006f * t) {
            float low = last, high = t;
            for (int k = 0; k < 9; ++k) {
                const float middle = 0.5f * (low + high);
                const Vec3 m = from + ray * middle;
                (m.y < terrain.detailed(m.x, m.z, middle) ? high : low) = middle;
            }
            return 0.5f * (low + high);
        }
        if (p.y > 2200 && ray.y > 0) return -1;
        last = t;
        t += std::max(0.04f + 0.0016f * t, 0.42f * gap);
    }
    return -1;
}

/// Sky and ground as seen by the eye; where the lake lies, its bed.
View lookAtGround(const Terrain& terrain, const Eye& eye, int lastRow) {
    View view(eye.width, eye.height);
    parallelRows(lastRow, [&](int y) {
        for (int x = 0; x < eye.width; ++x) {
            const Vec3 ray = eye.ray(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f);
            const float t = march(terrain, eye.origin(), ray, eye.mirrored);
            const Vec3 p = eye.origin() + ray * t;
            if (t < 0) {
                view.colour.at(x, y) = skyColour(ray);
                continue;
            }
            view.colour.at(x, y) = throughAir(groundColour(terrain, p, t), eye.origin(), p);
            view.depth.at(x, y) = t * ray.z;
        }
    });
    return view;
}

Vec2 ripples(float x, float z, float reach) {
    const float wind = smooth(-0.25f, 0.45f, fbm(x / 75, z / 170, 3, 93));
    const float fade = 1 / (1 + reach / 260);
    Vec2 slope{};
    float size = 2.6f, strength = 0.0028f;
    for (unsigned i = 0; i < 4; ++i) {
        const float u = x / size, v = z / (size * 0.55f);
        const float here = noise(u, v, 94 + i);
        slope = slope + Vec2{noise(u + 0.35f, v, 94 + i) - here, noise(u, v + 0.35f, 94 + i) - here} * strength;
        size *= 0.46f, strength *= 0.92f;
    }
    return slope * ((0.45f + 1.9f * wind) * fade);
}

/// Lays the water over the lake's bed: what it mirrors, what shines through near the shore.
void pourWater(View& view, const View& mirror, const Eye& eye, const Terrain& terrain) {
    const int first = static_cast<int>(eye.horizon()) + 1;
    parallelRows(eye.height - first, [&](int row) {
        const int y = first + row;
        for (int x = 0; x < eye.width; ++x) {
            const Vec3 ray = eye.ray(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f);
            const float t = -eye.place.y / ray.y;
            const Vec3 p = eye.origin() + ray * t;
            if (t * ray.z > view.depth.at(x, y) || t > 6000) continue;
            const float depth = std::max(0.0f, -terrain.detailed(p.x, p.z, t));
            const Vec2 slope = ripples(p.x, p.z, t);
            Vec3 seen{};
            const float down = static_cast<float>(y) + 4.0f * slope.y * eye.focal();
            const float smear = 0.0016f * eye.focal() * smooth(60, 500, t);
            for (int k = 0; k < 4; ++k) {
                const float jitter = (hash(x * 4 + k, y, 97) - 0.5f) * 2 * smear;
                seen += mirror.colour.sample(static_cast<float>(x) + 2 * slope.x * eye.focal(),
                                             std::max(down + jitter, eye.horizon() + 1.5f)) *
                        0.25f;
            }
            const float steep = clamp01(-ray.y + slope.y * 0.6f);
            const float fresnel = 0.03f + 0.97f * std::pow(1 - steep, 5.5f);
            const Vec3 bed =
                view.colour.at(x, y) * Vec3{std::exp(-depth * 1.5f), std::exp(-depth * 0.8f), std::exp(-depth * 0.9f)};
            const Vec3 body = mix(bed * 0.8f, Vec3{0.016f, 0.062f, 0.070f}, smooth(0.0f, 2.6f, depth));
            const float foam = smooth(0.035f, 0.0f, depth) * 0.18f * (t < 60 ? 1.0f : 0.0f);
            view.colour.at(x, y) =
                throughAir(mix(body, seen * 0.94f, fresnel) + Vec3{1, 0.95f, 0.88f} * foam, eye.origin(), p);
            view.depth.at(x, y) = t * ray.z;
        }
    });
}

/// Exposure, glow around bright places, a filmic curve, falling-off corners, grain.
Canvas develop(const Canvas& light, const Canvas& glow) {
    Canvas out = light;
    out.fill([&](float x, float y) {
        const int ix = static_cast<int>(x), iy = static_cast<int>(y);
        Vec3 c = mix(light.at(ix, iy), glow.at(ix, iy), 0.09f) * 1.02f;
        const float corner = length(Vec2{x / kWidth - 0.5f, (y / kHeight - 0.5f) * 0.8f});
        c = c * (1 - 0.62f * corner * corner);
        const auto film = [](float v) { return v * (2.51f * v + 0.03f) / (v * (2.43f * v + 0.59f) + 0.14f); };
        c = {toGamma(film(c.x * 0.68f)), toGamma(film(c.y * 0.68f)), toGamma(film(c.z * 0.68f))};
        const auto contrast = [](float v) { return mix(v, smooth(0, 1, v), 0.42f); };
        c = {contrast(c.x), contrast(c.y), contrast(c.z)};
        const float grey = 0.3f * c.x + 0.55f * c.y + 0.15f * c.z;
        c = mix({grey, grey, grey}, c, 1.06f);
        const float grain = (hash(ix, iy, 5) + hash(ix, iy, 6) - 1) * 0.016f;
        return c + Vec3{grain, grain, grain};
    });
    return out;
}

}  // namespace

Vec3 throughAir(Vec3 colour, Vec3 from, Vec3 to) {
    const Vec3 way = to - from;
    const float far = length(way);
    const float towardsSun = clamp01(dot(normalise(way), normalise(Vec3{kToSun.x, 0, 0.5f})));
    const Vec3 haze = mix(Vec3{0.43f, 0.55f, 0.74f}, Vec3{0.98f, 0.80f, 0.60f}, towardsSun * 0.75f);
    const float mist = smooth(320, 1100, far) * 0.50f * std::exp(-std::max(std::abs(to.y) - 8, 0.0f) / 55) *
                       clamp01(0.75f + 0.8f * fbm(to.x / 330, to.y / 60, 3, 88));
    colour = mix(colour, haze * 1.02f, mist);
    return mix(colour, haze * 0.78f, 1 - std::exp(-far * 0.000108f));
}

Vec3 skyColour(Vec3 ray) {
    const float up = std::max(ray.y, 0.0f);
    const float side = clamp01(0.5f - 0.75f * ray.x);
    Vec3 c = mix(Vec3{0.70f, 0.75f, 0.80f}, Vec3{0.085f, 0.20f, 0.50f}, 1 - std::exp(-up * 4.6f));
    c = mix(c, Vec3{1.35f, 0.92f, 0.55f}, 0.75f * std::exp(-up * 6) * (0.25f + 0.75f * side));
    const float k = 1.0f / (up + 0.10f);
    const float x = ray.x * k * 0.75f, z = ray.z * k * 0.75f;
    const float density = cloudDensity(x, z);
    if (density <= 0) return c;
    // Thicker towards the sun means shaded here.
    float shade = 0;
    for (int i = 1; i <= 3; ++i)
        shade += cloudDensity(x - 0.075f * static_cast<float>(i), z - 0.02f * static_cast<float>(i));
    const float light = std::exp(-0.62f * shade);
    const Vec3 cloud = mix(Vec3{0.42f, 0.44f, 0.55f}, Vec3{1.75f, 1.38f, 1.06f}, clamp01(light * 1.15f));
    return mix(c, mix(cloud, c, 0.35f * std::exp(-up * 9)), smooth(0.0f, 0.55f, density) * 0.95f);
}

Canvas paintPhoto() {
    const Terrain terrain;
    Eye eye{kWidth * kOversample, kHeight * kOversample};
    eye.place.y = std::max(terrain.coarse(0, 0), 0.6f) + 1.75f;
    View view = lookAtGround(terrain, eye, eye.height);
    Eye below = eye;
    below.mirrored = true;
    View mirror = lookAtGround(terrain, below, eye.height);
    drawHouse(mirror, below, terrain);
    drawTrees(mirror, below, terrain);
    pourWater(view, mirror, eye, terrain);
    drawHouse(view, eye, terrain);
    drawTrees(view, eye, terrain);
    drawGrass(view, eye, terrain);
    Canvas light(kWidth, kHeight);
    light.fill([&](float x, float y) {
        Vec3 sum{};
        for (int j = 0; j < kOversample; ++j)
            for (int i = 0; i < kOversample; ++i)
                sum += view.colour.at(static_cast<int>(x) * kOversample + i, static_cast<int>(y) * kOversample + j);
        return sum * (1.0f / (kOversample * kOversample));
    });
    return develop(light, blurred(light, 12));
}

}  // namespace velatura::samples
