// Impasto: thick strokes of bristle paint that follow a swirling flow, lit from the upper left. A night sky with a
// moon over a golden field and dark poplars.
#include "resources/samples/make_samples/noise.h"
#include "resources/samples/make_samples/pictures.h"

namespace velatura::samples {

namespace {

constexpr int kSide = 768;
constexpr float kS = kSide;

struct Swirl {
    Vec2 centre;
    float radius, turn;
};
constexpr Swirl kSwirls[] = {{{0.40f, 0.27f}, 0.21f, 1},  {{0.80f, 0.17f}, 0.17f, -1}, {{0.10f, 0.16f}, 0.13f, -1},
                             {{0.63f, 0.40f}, 0.10f, -1}, {{0.07f, 0.43f}, 0.11f, 1},  {{0.58f, 0.07f}, 0.08f, 1},
                             {{0.94f, 0.42f}, 0.09f, 1}};
struct Star {
    Vec2 at;
    float size;
};
constexpr Star kStars[] = {{{0.80f, 0.17f}, 0.062f}, {{0.10f, 0.16f}, 0.026f}, {{0.58f, 0.07f}, 0.020f},
                           {{0.63f, 0.40f}, 0.022f}, {{0.07f, 0.43f}, 0.018f}, {{0.94f, 0.42f}, 0.017f},
                           {{0.27f, 0.06f}, 0.016f}};

float horizon(float x) {
    return 0.60f + 0.045f * std::sin(x * 5.1f + 0.6f) + 0.02f * std::sin(x * 12.7f);
}
float fieldEdge(float x) {
    return 0.715f + 0.03f * std::sin(x * 4.0f + 2.4f) - 0.05f * x;
}

/// Half width of the poplars at height y (0..1 of the picture), or less than 0 outside.
float poplar(Vec2 p, float x, float top, float foot, float width) {
    if (p.y < top || p.y > foot) return -1;
    const float t = (p.y - top) / (foot - top);
    const float flame = std::pow(t, 0.75f) * (1 - 0.5f * t * t) * width;
    const float sway = 0.016f * std::sin(p.y * 17 + x * 9);
    return flame * (1 + 0.2f * noise(p.y * 30, x * 40, 5)) - std::abs(p.x - x - sway);
}
bool inPoplar(Vec2 p) {
    return poplar(p, 0.205f, 0.20f, 0.93f, 0.078f) > 0 || poplar(p, 0.305f, 0.43f, 0.90f, 0.052f) > 0;
}

enum class Part { Sky, Hills, Field, Poplar };
Part partAt(Vec2 p) {
    if (inPoplar(p)) return Part::Poplar;
    if (p.y < horizon(p.x)) return Part::Sky;
    return p.y < fieldEdge(p.x) ? Part::Hills : Part::Field;
}

float flowAngle(Vec2 p) {
    switch (partAt(p)) {
        case Part::Poplar:
            return -kPi / 2 + 0.55f * std::sin(p.y * 26 + p.x * 30) + 0.2f * noise(p.x * 20, p.y * 12, 3);
        case Part::Hills:
            return 0.32f * std::cos(p.x * 5.1f + 0.6f) + 0.5f * noise(p.x * 7, p.y * 9, 11);
        case Part::Field: {
            const Vec2 away = p - Vec2{0.56f, 0.52f};
            return std::atan2(away.y, away.x) + 0.28f * noise(p.x * 6, p.y * 6, 9);
        }
        default:
            break;
    }
    Vec2 flow{0.55f, 0.18f * std::sin(p.x * 7 + 1) + 0.3f * noise(p.x * 3, p.y * 3, 21)};
    for (const Swirl& s : kSwirls) {
        const Vec2 d = p - s.centre;
        const float weight = 2.6f * bell(length(d), s.radius * 0.95f);
        flow = flow + Vec2{-d.y, d.x} * (s.turn * weight / std::max(length(d), 0.004f));
    }
    return std::atan2(flow.y, flow.x);
}

Vec3 skyColour(Vec2 p, float grain) {
    static constexpr Vec3 kBlues[] = {hex(0x0b1748), hex(0x15318a), hex(0x1f55b8), hex(0x3a86cf),
                                      hex(0x86c3d8), hex(0x1a3f9e), hex(0x10246a)};
    float bands = 0.30f + 0.20f * fbm(p.x * 4, p.y * 5, 3, 33);
    for (const Swirl& s : kSwirls) {
        const Vec2 d = p - s.centre;
        const float r = length(d) / s.radius, turns = std::atan2(d.y, d.x) / (2 * kPi) * s.turn;
        bands += bell(r, 1.05f) * (0.16f + 0.30f * std::sin(2 * kPi * (r * 2.3f - turns)));
    }
    Vec3 c = ramp(kBlues, 7, bands + grain * 0.16f);
    c = mix(c, hex(0x9fc9b4), 0.55f * smooth(0.36f, 0.62f, p.y) * (0.6f + 0.4f * noise(p.x * 9, p.y * 18, 4)));
    for (const Star& s : kStars) {
        const float r = length(p - s.at) / s.size;
        const float ring = bell(r, 2.3f) * (0.72f + 0.3f * std::sin(r * 6.0f));
        c = mix(c, r < 1.5f ? hex(0xf7d65a) : hex(0xe9e08a), clamp01(ring * 1.1f));
        if (r < 0.95f) c = mix(hex(0xfff3b8), hex(0xf2a93b), clamp01(r * 0.9f + grain * 0.4f));
    }
    return c;
}

Vec3 targetColour(Vec2 p, float grain) {
    switch (partAt(p)) {
        case Part::Poplar: {
            static constexpr Vec3 kDark[] = {hex(0x0d1f1c), hex(0x17382a), hex(0x2b5a34), hex(0x0f2a3c), hex(0x54733a)};
            return ramp(kDark, 5, 0.38f + 0.6f * grain + 0.2f * std::sin(p.x * 80));
        }
        case Part::Hills: {
            static constexpr Vec3 kHills[] = {hex(0x15295c), hex(0x26508c), hex(0x2f7a86), hex(0x4f9a6e),
                                              hex(0x93b255)};
            const float depth = (p.y - horizon(p.x)) / (fieldEdge(p.x) - horizon(p.x));
            return ramp(kHills, 5, depth * 0.75f + 0.35f * grain + 0.12f);
        }
        case Part::Field: {
            static constexpr Vec3 kField[] = {hex(0x8a4a16), hex(0xc97a1c), hex(0xe9ab28), hex(0xf6cf4e),
                                              hex(0xd9912a), hex(0xfbe48c), hex(0x7f8a2f)};
            const float furrows = std::sin(14 * std::atan2(p.x - 0.56f, p.y - 0.52f) + noise(p.x * 5, p.y * 5, 2));
            Vec3 c = ramp(kField, 7, 0.45f + 0.26f * furrows + 0.42f * grain);
            return mix(c, hex(0x2f4f7a),
                       0.45f * smooth(0.16f, 0.04f, p.y - fieldEdge(p.x)) * (grain < -0.05f ? 1.f : 0.2f));
        }
        default:
            return skyColour(p, grain);
    }
}

/// One loaded brush: its path, its width and the paint on it.
struct Stroke {
    Vec2 points[64];
    int count = 0;
    float width = 8;
    Vec3 colour;
    float load = 1;
    unsigned seed = 0;
};

Stroke traceStroke(Vec2 start, float width, float length, Random& random) {
    Stroke s;
    s.width = width * random.range(0.75f, 1.25f);
    s.seed = random.next();
    s.load = random.range(0.75f, 1.2f);
    const float grain = random.range(-0.5f, 0.5f);
    s.colour = targetColour(start * (1 / kS), grain);
    s.colour =
        s.colour * (1 + 0.13f * random.normal()) + Vec3{random.normal(), random.normal(), random.normal()} * 0.014f;
    const Part part = partAt(start * (1 / kS));
    const int steps = std::clamp(static_cast<int>(length / 3), 4, 60);
    Vec2 p = start;
    for (int i = 0; i < steps; ++i) {
        s.points[s.count++] = p;
        p = p + direction(flowAngle(p * (1 / kS))) * 3;
        if (partAt(p * (1 / kS)) != part) break;
    }
    return s;
}

/// Lays one stroke: bristle marks run along it, ridges pile up at its sides, paint runs dry towards its end.
void layStroke(Canvas& canvas, Plane& height, const Stroke& s) {
    if (s.count < 2) return;
    float left = 1e9f, top = 1e9f, right = -1e9f, bottom = -1e9f;
    for (int i = 0; i < s.count; ++i) {
        left = std::min(left, s.points[i].x), right = std::max(right, s.points[i].x);
        top = std::min(top, s.points[i].y), bottom = std::max(bottom, s.points[i].y);
    }
    const float half = s.width / 2;
    for (int y = std::max(0, static_cast<int>(top - half)); y <= std::min(kSide - 1, static_cast<int>(bottom + half));
         ++y)
        for (int x = std::max(0, static_cast<int>(left - half));
             x <= std::min(kSide - 1, static_cast<int>(right + half)); ++x) {
            const Vec2 p{static_cast<float>(x), static_cast<float>(y)};
            float best = 1e9f, along = 0, across = 0;
            for (int i = 0; i + 1 < s.count; ++i) {
                const Vec2 ab = s.points[i + 1] - s.points[i], ap = p - s.points[i];
                const float t = clamp01(dot(ap, ab) / dot(ab, ab)), d = length(ap - ab * t);
                if (d < best) best = d, along = static_cast<float>(i) + t, across = cross(ab, ap) > 0 ? d : -d;
            }
            const float u = across / half, t = along / static_cast<float>(s.count - 1);
            const float bristle = noise(u * half * 0.62f + 40, along * 0.09f, s.seed) * 0.65f +
                                  noise(u * half * 1.5f, along * 0.16f + 9, s.seed + 5) * 0.5f;
            const float edge = 1 - std::abs(u) + 0.10f * bristle;
            const float ends =
                std::min(smooth(-0.03f, 0.09f, t + 0.07f * bristle), smooth(1.04f, 0.70f + 0.25f * bristle, t));
            float alpha = smooth(0.0f, 0.16f, edge) * smooth(0.0f, 0.3f, ends + 0.1f);
            alpha *= smooth(-0.75f, -0.45f, bristle + 0.55f * (1 - t) * s.load);
            if (alpha <= 0.01f) continue;
            const float ridge = 0.5f * bell(std::abs(u) - 0.82f, 0.16f) + 0.55f * bell(t - 0.93f, 0.08f);
            const float body = (0.55f + 0.42f * bristle + ridge) * s.load * (1 - 0.35f * t);
            const Vec3 colour = s.colour * (1 + 0.16f * bristle) + Vec3{0.02f, 0.015f, 0.0f} * bristle;
            blend(canvas.at(x, y), colour, alpha);
            float& h = height.at(x, y);
            h = mix(h, h * 0.35f + body * std::min(1.0f, s.width / 11), alpha);
        }
}

void layStrokes(Canvas& canvas, Plane& height, float width, float length, float spacing, unsigned seed) {
    Random random(seed);
    std::vector<Vec2> starts;
    for (float y = -spacing; y < kS + spacing; y += spacing)
        for (float x = -spacing; x < kS + spacing; x += spacing)
            starts.push_back({x + random.range(-0.6f, 0.6f) * spacing, y + random.range(-0.6f, 0.6f) * spacing});
    for (size_t i = starts.size(); i > 1; --i)
        std::swap(starts[i - 1], starts[static_cast<size_t>(random.index(static_cast<int>(i)))]);
    for (const Vec2 start : starts) layStroke(canvas, height, traceStroke(start, width, length, random));
}

/// Rings of short strokes around moon and stars, where the flow alone would leave them loose.
void layStars(Canvas& canvas, Plane& height) {
    Random random(404);
    for (const Star& star : kStars)
        for (int ring = 5; ring >= 0; --ring) {
            const float radius = star.size * (0.22f + 0.42f * static_cast<float>(ring));
            const int count = std::max(3, static_cast<int>(2 * kPi * radius * kS / 11));
            for (int i = 0; i < count; ++i) {
                Stroke s;
                const float from =
                    2 * kPi * (static_cast<float>(i) + random.range(-0.3f, 0.3f)) / static_cast<float>(count);
                const float sweep = std::min(1.6f, 20 / (radius * kS));
                for (int k = 0; k < 8; ++k)
                    s.points[s.count++] = (star.at + direction(from + sweep * static_cast<float>(k) / 7) * radius) * kS;
                s.width = 7 + star.size * 40, s.seed = random.next(), s.load = 1.35f;
                static constexpr Vec3 kGlow[] = {hex(0xfff6c4), hex(0xffe27a), hex(0xf6c13e),
                                                 hex(0xf0d878), hex(0xcfdc9a), hex(0x8fc1b4)};
                s.colour = kGlow[ring] * random.range(0.9f, 1.06f);
                if (ring > 2 && random.unit() < 0.35f) continue;
                layStroke(canvas, height, s);
            }
        }
}

/// Poppies and cornflowers: short loaded dabs that stand on the field, larger towards the front.
void layFlowers(Canvas& canvas, Plane& height) {
    Random random(99);
    for (int i = 0; i < 2600; ++i) {
        const Vec2 at{random.unit(), random.range(0.68f, 1.0f)};
        const float near = (at.y - 0.66f) / 0.34f;
        if (partAt(at) != Part::Field || fbm(at.x * 5, at.y * 9, 3, 77) < 0.16f || random.unit() > 0.55f) continue;
        const Vec3 kinds[] = {hex(0xe2452b), hex(0xc9302c), hex(0xf6ead0), hex(0x3d63b8), hex(0xe8502f)};
        Stroke s;
        const float turn = random.range(-0.9f, 0.9f);
        for (int k = 0; k < 4; ++k)
            s.points[s.count++] = at * kS + direction(turn) * (static_cast<float>(k) * (1 + 1.6f * near));
        s.width = 4 + 8 * near, s.load = 1.5f, s.seed = random.next();
        s.colour = kinds[std::min(random.index(8), 4)] * random.range(0.85f, 1.1f);
        layStroke(canvas, height, s);
    }
}

}  // namespace

Canvas paintImpasto() {
    Canvas canvas(kSide, kSide, hex(0x3a3428));
    Plane height(kSide, kSide);
    layStrokes(canvas, height, 26, 90, 15, 1);
    layStrokes(canvas, height, 15, 62, 11, 2);
    layStrokes(canvas, height, 10.5f, 46, 10.5f, 3);
    layFlowers(canvas, height);
    layStars(canvas, height);
    const Plane soft = blurred(height, 1);
    const Plane wide = blurred(height, 5);
    Canvas lit = canvas;
    parallelRows(kSide, [&](int y) {
        for (int x = 0; x < kSide; ++x) {
            const float light = reliefLight(soft, x, y, 2.1f, {-0.55f, -0.7f, 0.9f}) - 0.5f;
            const float sharp = reliefLight(height, x, y, 1.1f, {-0.55f, -0.7f, 0.9f}) - 0.5f;
            const float cavity = std::clamp(soft.at(x, y) - wide.at(x, y), -0.5f, 0.5f);
            const float weave =
                0.012f * std::sin(static_cast<float>(x) * 1.7f) * std::sin(static_cast<float>(y) * 1.7f);
            const float shade = 1 + 1.15f * light + 0.5f * sharp + 0.30f * cavity + weave;
            const float gloss = std::pow(clamp01(0.5f + light * 1.4f), 7.0f) * 0.42f;
            lit.at(x, y) = canvas.at(x, y) * shade + Vec3{1, 0.97f, 0.9f} * gloss;
        }
    });
    return lit;
}

}  // namespace velatura::samples
