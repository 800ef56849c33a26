// Woodblock: waves that curl over, cut as flat inks with key-block contours, bokashi gradations and the grain of the
// plank. Blocks are printed from the far ones to the near ones.
#include "resources/samples/make_samples/noise.h"
#include "resources/samples/make_samples/pictures.h"
#include "resources/samples/make_samples/shapes.h"

namespace velatura::samples {

namespace {

constexpr int kSide = 768;
constexpr float kS = kSide;
constexpr Vec3 kKey = hex(0x16254a), kDeep = hex(0x1d3f78), kMiddle = hex(0x3b72a6), kPale = hex(0x9cc3cf),
               kFoam = hex(0xf3ead2);

/// Wood grain of the block that shows in large inks, -1..1.
float plank(float x, float y, unsigned seed) {
    const float bend = 14 * fbm(x / 330, y / 120, 3, seed);
    return std::sin((y + bend) * 0.55f + 3 * noise(x / 260, y / 26, seed + 1)) *
           (0.6f + 0.4f * noise(x / 60, y / 3, seed + 2));
}

/// A wave that breaks to the right: its back rises from the left foot, its crest curls over and looks back down.
struct Wave {
    Vec2 foot;  ///< left end of its back, on the water line
    float size;
    Path back, body, lip;
};

Wave makeWave(Vec2 foot, float size) {
    const auto at = [&](float x, float y) { return foot + Vec2{x, -y} * size; };
    Wave w{foot, size, {}, {}, {}};
    w.back = curve({at(-2.6f, -0.64f), at(-0.75f, -0.10f), at(-0.30f, 0.10f), at(0.05f, 0.36f), at(0.34f, 0.70f),
                    at(0.64f, 0.93f), at(0.95f, 0.97f), at(1.20f, 0.84f), at(1.33f, 0.63f), at(1.30f, 0.46f)},
                   12);
    const Path hollow = curve({at(1.30f, 0.46f), at(1.22f, 0.60f), at(1.06f, 0.70f), at(0.88f, 0.68f), at(0.74f, 0.52f),
                               at(0.72f, 0.30f), at(0.84f, 0.10f), at(1.10f, -0.02f), at(1.55f, -0.10f)},
                              12);
    w.body = w.back;
    w.body.insert(w.body.end(), hollow.begin(), hollow.end());
    w.body.push_back(at(1.55f, -0.8f));
    w.body.push_back(at(-2.6f, -0.8f));
    w.lip.assign(w.back.begin() + 54, w.back.end());
    return w;
}

/// Stripes that follow the wave's back, deep and pale in turn, swelling and tapering as a knife cuts them.
Vec3 waveInk(const Wave& w, float x, float y) {
    float along = 0;
    const float d = distanceTo(w.back, {x, y}, false, &along) / w.size;
    const float u = d * 11.5f + 0.22f * noise(x / 70, y / 70, 5);
    const float cut = 0.5f + 0.5f * std::cos(2 * kPi * u);
    const float share = 0.42f + 0.30f * std::sin(along * 7 + std::floor(u) * 1.7f) * smooth(0.0f, 0.3f, d);
    const float edge = smooth(share - 0.07f, share + 0.07f, cut);
    Vec3 c = mix(std::fmod(std::floor(u + 0.5f), 3.0f) < 1 ? kMiddle : kDeep, kPale, edge);
    if (d > 0.55f) c = mix(c, kDeep, smooth(0.55f, 0.8f, d) * (1 - edge));
    const float bokashi = smooth(w.foot.y - 0.5f * w.size, w.foot.y + 0.45f * w.size, y);
    c = mix(c, kDeep * 0.82f, 0.72f * bokashi);
    return c * (1 + 0.045f * plank(x, y, 21));
}

/// One claw of foam: a hooked finger with its line.
void claw(Canvas& canvas, Vec2 root, float turn, float size, float bend) {
    const Vec2 out = direction(turn), side = Vec2{-out.y, out.x} * bend;
    const auto at = [&](float a, float s) { return root + out * (a * size) + side * (s * size); };
    fillShape(
        canvas,
        curve({at(-0.3f, -0.42f), at(0.35f, -0.40f), at(0.85f, -0.12f), at(1.08f, 0.42f), at(0.70f, 0.12f),
               at(0.30f, 0.16f), at(-0.25f, 0.40f)},
              6, true),
        [&](float x, float y, float depth) {
            return mix(kFoam, kPale, depth > size * 0.20f && plank(x * 2, y * 4, 8) > 0.5f ? 0.5f : 0.0f);
        },
        2.1f, kKey);
}

void paintFoam(Canvas& canvas, const Wave& w, Random& random) {
    const auto n = static_cast<float>(w.lip.size() - 1);
    // Claws: small ones that fly off the crest, large ones that hang from it into the hollow.
    for (int row = 0; row < 2; ++row)
        for (float t = row ? 0.30f : 0.04f; t < 1; t += row ? 0.055f : 0.075f) {
            const auto i = static_cast<size_t>(t * n);
            const Vec2 p = w.lip[i], q = w.lip[std::min(i + 1, w.lip.size() - 1)];
            const Vec2 way = normalise(q - p), in{-way.y, way.x};
            const float grow = row ? 0.050f + 0.075f * smooth(0.25f, 0.8f, t) : 0.050f + 0.045f * t;
            const float size = w.size * grow * random.range(0.8f, 1.25f);
            const float turn = row ? std::atan2(in.y, in.x) - 0.55f + 0.25f * random.normal()
                                   : std::atan2(-in.y, -in.x) + 0.55f + 0.2f * random.normal();
            claw(canvas, p + in * (row ? w.size * (0.030f + 0.045f * t) + size * 0.35f : size * -0.15f), turn, size,
                 random.unit() < 0.85f ? (row ? 1.0f : -1.0f) : (row ? -1.0f : 1.0f));
        }
    // The foam's own body, scalloped, over the claws' roots.
    for (float t = 0.0f; t < 1; t += 0.036f) {
        const auto i = static_cast<size_t>(t * n);
        const Vec2 p = w.lip[i], q = w.lip[std::min(i + 1, w.lip.size() - 1)];
        const Vec2 way = normalise(q - p), in{-way.y, way.x};
        const float r = w.size * (0.026f + 0.036f * t) * random.range(0.75f, 1.3f);
        fillShape(canvas, circle(p + in * (r * 1.1f), r, 26), kFoam, 1.8f, kKey);
        fillShape(canvas, circle(p - in * (r * 0.1f), r * 0.9f, 26), kFoam, 1.8f, kKey);
    }
    for (float t = 0.0f; t < 1; t += 0.016f) {
        const auto i = static_cast<size_t>(t * n);
        const float r = w.size * (0.024f + 0.026f * t);
        const Vec2 in = normalise(w.lip[std::min(i + 1, w.lip.size() - 1)] - w.lip[i]);
        fillShape(canvas,
                  circle(w.lip[i] + Vec2{-in.y, in.x} * (r * 0.7f) +
                             Vec2{random.range(-0.4f, 0.4f), random.range(-0.4f, 0.4f)} * r,
                         r * 0.95f, 20),
                  kFoam);
        if (random.unit() < 0.30f)
            fillShape(canvas, circle(w.lip[i] + Vec2{random.range(-1, 1), random.range(-1, 1)} * r, r * 0.25f, 14),
                      kPale);
    }
    // Spray.
    for (int i = 0; i < 70; ++i) {
        const Vec2 tip = w.lip[static_cast<size_t>(random.unit() * n)];
        const Vec2 at = tip + Vec2{random.range(-0.05f, 0.30f), random.range(-0.24f, 0.10f)} * w.size;
        fillShape(canvas, circle(at, w.size * random.range(0.003f, 0.012f) + 0.7f, 14), kFoam,
                  w.size > 200 ? 1.2f : 0.8f, kKey);
    }
}

void paintWave(Canvas& canvas, Vec2 foot, float size, Random& random) {
    const Wave w = makeWave(foot, size);
    fillShape(
        canvas, w.body, [&](float x, float y, float) { return waveInk(w, x, y); }, 3.2f, kKey);
    paintFoam(canvas, w, random);
}

/// Sky: bokashi from dark above to warm below, bands of mist, a red sun behind them.
void paintSky(Canvas& canvas) {
    static constexpr Vec3 kSky[] = {hex(0x2b4f86), hex(0x88a9b4), hex(0xe9d6ad),
                                    hex(0xf0cf9c), hex(0xeab48a), hex(0xe7c9a0)};
    canvas.fill([](float x, float y) { return ramp(kSky, 6, y / 520) * (1 + 0.030f * plank(x, y, 31)); });
    fillShape(
        canvas, circle({560, 196}, 102, 96),
        [](float x, float y, float) {
            return mix(hex(0xc8321f), hex(0xe58a52), smooth(120, 300, y)) * (1 + 0.045f * plank(x, y, 32));
        },
        0);
    struct Band {
        float y, left, right, high;
    };
    constexpr Band kBands[] = {{92, 40, 420, 13},   {118, 130, 330, 11}, {232, 470, 790, 13},
                               {262, 380, 650, 12}, {290, 560, 800, 10}, {188, -60, 210, 13},
                               {214, -60, 320, 12}, {60, 560, 800, 12},  {330, 250, 520, 9}};
    for (const Band& b : kBands) {
        Path p;
        for (int i = 0; i <= 12; ++i)
            p.push_back(Vec2{b.right, b.y} + direction(-kPi / 2 + kPi * static_cast<float>(i) / 12) * b.high);
        for (int i = 0; i <= 12; ++i)
            p.push_back(Vec2{b.left, b.y} + direction(kPi / 2 + kPi * static_cast<float>(i) / 12) * b.high);
        fillShape(
            canvas, p, [](float x, float y, float) { return hex(0xf4e6c6) * (1 + 0.025f * plank(x, y, 33)); }, 1.5f,
            hex(0x6a7f96));
    }
}

void paintMountain(Canvas& canvas) {
    const Path outline =
        curve({{120, 520}, {210, 440}, {285, 345}, {322, 300}, {356, 298}, {398, 350}, {475, 436}, {600, 520}}, 8);
    Path closed = outline;
    closed.push_back({600, 600});
    closed.push_back({120, 600});
    fillShape(
        canvas, closed,
        [](float x, float y, float) {
            const float snow = 372 + 20 * std::sin(x * 0.16f) + 13 * std::sin(x * 0.37f + 1);
            const Vec3 rock = mix(hex(0x27497c), hex(0xb9bda8), smooth(390, 500, y));
            return (y < snow ? hex(0xf5edd9) : rock) * (1 + 0.03f * plank(x, y, 41));
        },
        2.6f, kKey);
    for (int i = 0; i < 11; ++i) {
        const float x = 268 + 14 * static_cast<float>(i), lean = (x - 338) * 0.55f;
        strokePath(
            canvas,
            curve({{x, 352 + 12 * std::sin(x)}, {x + lean * 0.5f, 388}, {x + lean, 430 + 12 * std::sin(x * 2)}}, 6),
            kKey, [](float t) { return 2.0f * (1 - t) + 0.4f; });
    }
}

void paintBirdsAndSeal(Canvas& canvas) {
    for (int i = 0; i < 7; ++i) {
        const Vec2 at{470.0f + 38 * static_cast<float>(i) - 22 * static_cast<float>(i % 2),
                      70.0f + 15 * static_cast<float>((i * 5) % 7)};
        const float s = 11 - 0.6f * static_cast<float>(i);
        strokePath(canvas,
                   curve({at + Vec2{-1.5f * s, -0.5f * s}, at + Vec2{-0.6f * s, -0.75f * s}, at,
                          at + Vec2{0.7f * s, -0.85f * s}, at + Vec2{1.5f * s, -0.45f * s}},
                         6),
                   kKey, [](float t) { return 1.0f + 2.2f * bell(t - 0.5f, 0.3f); });
    }
    fillShape(canvas, {{24, 24}, {70, 24}, {70, 128}, {24, 128}}, hex(0xefdcae), 2, kKey);
    fillShape(
        canvas, {{31, 31}, {63, 31}, {63, 121}, {31, 121}},
        [](float x, float y, float) {
            const float cut =
                std::sin(x * 0.62f + 1.5f * std::sin(y * 0.22f)) * std::sin(y * 0.34f + 0.8f * std::sin(x * 0.3f));
            return cut > 0.08f ? hex(0xb72f22) : hex(0xefdcae);
        },
        2, hex(0xb72f22));
}

/// Washi: fibres, uneven ink, a press mark of the baren, and blocks that are never laid quite true.
Canvas print(const Canvas& inks) {
    Canvas out(kSide, kSide);
    Plane paper(kSide, kSide);
    paper.fill([](float x, float y) {
        const float fibre =
            std::pow(1 - std::abs(noise(x * 0.02f + 1.5f * noise(x * 0.012f, y * 0.02f, 51), y * 0.11f, 52)), 9.0f) +
            std::pow(1 - std::abs(noise(x * 0.10f, y * 0.022f + noise(x * 0.02f, y * 0.01f, 53), 54)), 10.0f);
        return 0.5f * fibre + 0.35f * fbm(x * 0.3f, y * 0.3f, 3, 55);
    });
    out.fill([&](float x, float y) {
        const int ix = static_cast<int>(x), iy = static_cast<int>(y);
        const float off = 0.7f * noise(x / 160, y / 160, 56);
        Vec3 c = inks.sample(x + off, y + 0.5f * off);
        const float dark = 1 - (c.x + c.y + c.z) / 3, tooth = paper.at(ix, iy);
        const float speckle = smooth(0.34f, 0.75f, tooth + 0.25f * (hash(ix, iy, 57) - 0.5f));
        c = mix(c, hex(0xf2e6ca), 0.32f * dark * speckle);
        c = c * (1 + 0.055f * fbm(x / 24, y / 24, 3, 58) * dark);
        return c * (0.985f + 0.05f * tooth) * Vec3{1, 0.992f, 0.965f};
    });
    return out;
}

}  // namespace

Canvas paintWoodblock() {
    Canvas canvas(kSide, kSide);
    Random random(1831);
    paintSky(canvas);
    paintMountain(canvas);
    paintBirdsAndSeal(canvas);
    paintWave(canvas, {420, 545}, 150, random);
    paintWave(canvas, {640, 590}, 185, random);
    paintWave(canvas, {-60, 700}, 430, random);
    paintWave(canvas, {420, 690}, 215, random);
    paintWave(canvas, {180, 800}, 235, random);
    paintWave(canvas, {590, 840}, 290, random);
    return print(canvas);
}

}  // namespace velatura::samples
