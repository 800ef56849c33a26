// Cartoon: clean shapes, even black outlines, two tones of shade, dots for the printed half tones. A bay with a
// village, a lighthouse and a bursting sun.
#include "resources/samples/make_samples/noise.h"
#include "resources/samples/make_samples/pictures.h"
#include "resources/samples/make_samples/shapes.h"

namespace velatura::samples {

namespace {

constexpr int kSide = 768;
constexpr float kLine = 4.6f;
constexpr Vec3 kBlack = hex(0x1a1523);
constexpr Vec2 kSun{196, 150};

/// Printed dots: `tone` 0..1 says how large they are.
float dots(float x, float y, float pitch, float tone) {
    const float u = (x + y) * 0.70711f / pitch, v = (x - y) * 0.70711f / pitch;
    const float d = length(Vec2{fract(u) - 0.5f, fract(v) - 0.5f});
    return clamp01((0.72f * std::sqrt(clamp01(tone)) - d) * pitch + 0.5f) * (tone > 0.01f ? 1.0f : 0.0f);
}

void paintSky(Canvas& canvas) {
    canvas.fill([](float x, float y) {
        const Vec2 d = Vec2{x, y} - kSun;
        const float turn = std::atan2(d.y, d.x) / (2 * kPi) * 22, r = length(d);
        const bool ray = fract(turn) < 0.5f;
        const Vec3 base = ray ? hex(0x39b8e8) : hex(0x63cff2);
        const Vec3 c = mix(base, ray ? hex(0x1583cf) : hex(0x2f9fdd), dots(x, y, 10, smooth(150, 720, r) * 0.95f));
        return mix(c, hex(0xfff0a0), dots(x, y, 10, 0.9f * smooth(250, 80, r)));
    });
    Path star;
    for (int i = 0; i < 36; ++i)
        star.push_back(kSun + direction(2 * kPi * static_cast<float>(i) / 36) * (i % 2 ? 74.0f : 106.0f));
    fillShape(canvas, star, hex(0xff9a1f), kLine, kBlack);
    fillShape(
        canvas, circle(kSun, 68),
        [](float x, float y, float) {
            const float shade = length(Vec2{x - kSun.x + 17, y - kSun.y + 17});
            return mix(hex(0xffdf3a), hex(0xffb21f),
                       std::max(shade > 78 ? 1.0f : 0.0f, dots(x, y, 8, smooth(40, 84, shade))));
        },
        kLine, kBlack);
}

void paintCloud(Canvas& canvas, Vec2 at, float size) {
    struct Puff {
        float x, y, r;
    };
    constexpr Puff kPuffs[] = {{-1.5f, 0.05f, 0.42f},
                               {-0.9f, -0.28f, 0.60f},
                               {-0.15f, -0.55f, 0.76f},
                               {0.65f, -0.28f, 0.62f},
                               {1.25f, 0.05f, 0.46f}};
    Path outline;
    for (const Puff& p : kPuffs)
        for (int i = 0; i <= 16; ++i) {
            const Vec2 q = at + (Vec2{p.x, p.y} + direction(kPi + kPi * static_cast<float>(i) / 16) * p.r) * size;
            bool hidden = false;
            for (const Puff& o : kPuffs)
                hidden = hidden || (&o != &p && length(q - at - Vec2{o.x, o.y} * size) < o.r * size * 0.999f);
            if (!hidden) outline.push_back(q);
        }
    outline.push_back(at + Vec2{1.70f, 0.30f} * size);
    outline.push_back(at + Vec2{-1.90f, 0.30f} * size);
    fillShape(
        canvas, outline,
        [&](float x, float y, float) {
            const float low = (y - at.y) / size + 0.12f * std::sin(x / size * 4);
            Vec3 c = low > 0.0f ? hex(0xbfe3f5) : hex(0xffffff);
            return mix(c, hex(0x8ec9ea), dots(x, y, 9, 0.8f * smooth(-0.35f, 0.35f, low)));
        },
        kLine, kBlack);
}

float hillTop(int layer, float x) {
    switch (layer) {
        case 0:
            return 398 - 62 * bell(x - 575, 150) - 42 * bell(x - 250, 120) + 5 * std::sin(x / 30);
        case 1:
            return 455 - 95 * bell(x - 705, 165) - 48 * bell(x - 60, 190);
        default:
            return 640 - 120 * bell(x + 20, 240) - 78 * bell(x - 790, 210) + 12 * std::sin(x / 60);
    }
}

void paintHill(Canvas& canvas, int layer, Vec3 light, Vec3 dark, float floor) {
    Path p;
    for (int x = -8; x <= kSide + 8; x += 8)
        p.push_back({static_cast<float>(x), hillTop(layer, static_cast<float>(x))});
    p.push_back({kSide + 8, floor});
    p.push_back({-8, floor});
    fillShape(
        canvas, p,
        [&](float x, float y, float) {
            const float slope = hillTop(layer, x + 12) - hillTop(layer, x - 12), under = y - hillTop(layer, x);
            const float shade = under / 105 + slope * 0.030f + 0.12f * std::sin(x / 27 + layer);
            const float field = std::sin((y - hillTop(layer, x) * 0.85f) * 0.14f + x * 0.012f) > 0.75f ? 0.12f : 0.0f;
            Vec3 c = mix(light, dark, shade > 0.85f ? 1.0f : 0.0f);
            c = mix(c, dark, dots(x, y, layer == 2 ? 11 : 8, smooth(0.12f, 0.95f, shade)));
            return c * (1 - field);
        },
        kLine, kBlack);
}

void paintSea(Canvas& canvas) {
    fillShape(
        canvas, {{-9, 452}, {777, 452}, {777, 780}, {-9, 780}},
        [](float x, float y, float) {
            const float near = (y - 452) / 250,
                        wave = std::sin(y * 0.20f / (0.5f + near) + 1.1f * std::sin(x / (26 + 50 * near)));
            Vec3 c = wave > 0.55f ? hex(0x7fe3e0) : wave < -0.45f ? hex(0x1490b8) : hex(0x2cb6cf);
            return mix(c, hex(0x0e6fa3), dots(x, y, 9, 0.85f * smooth(0.15f, 1.1f, near)));
        },
        kLine, kBlack);
    for (int i = 0; i < 26; ++i) {
        const float x = static_cast<float>((i * 197) % 760), y = 470 + static_cast<float>((i * 71) % 190),
                    w = 16 + (y - 460) * 0.14f;
        strokePath(
            canvas,
            curve({{x - w, y}, {x - w * 0.4f, y - w * 0.22f}, {x, y}, {x + w * 0.5f, y - w * 0.22f}, {x + w, y}}, 6),
            i % 3 ? hex(0xffffff) : kBlack, [](float t) { return 3.4f * std::sin(kPi * t) + 0.4f; });
    }
}

void paintHouse(Canvas& canvas, Vec2 foot, float w, float h, Vec3 wall, Vec3 roof) {
    const float x0 = foot.x, y0 = foot.y - h, line = kLine * 0.8f;
    fillShape(
        canvas, {{x0, foot.y}, {x0, y0}, {x0 + w, y0}, {x0 + w, foot.y}},
        [&](float x, float y, float) {
            const float side = (x - x0) / w;
            return mix(wall, wall * Vec3{0.72f, 0.62f, 0.78f},
                       std::max(side > 0.68f ? 1.0f : 0.0f, dots(x, y, 6, 0.9f * smooth(0.35f, 0.75f, side))));
        },
        line, kBlack);
    fillShape(
        canvas, {{x0 - w * 0.12f, y0 + 2}, {x0 + w * 0.5f, y0 - h * 0.55f}, {x0 + w * 1.12f, y0 + 2}},
        [&](float x, float y, float) {
            const float side = (x - x0) / w;
            const Vec3 c = side > 0.55f ? roof * 0.70f : roof;
            return fract((y - y0) / 7) < 0.16f ? c * 0.72f
                                               : mix(c, roof * 0.7f, dots(x, y, 6, 0.6f * smooth(0.2f, 0.6f, side)));
        },
        line, kBlack);
    for (int i = 0; i < 2; ++i) {
        const float wx = x0 + w * (0.16f + 0.42f * static_cast<float>(i)), wy = y0 + h * 0.25f, ww = w * 0.22f,
                    wh = h * 0.32f;
        fillShape(
            canvas, {{wx, wy + wh}, {wx, wy}, {wx + ww, wy}, {wx + ww, wy + wh}},
            [&](float x, float y, float) { return (x - wx) + (y - wy) < ww ? hex(0xfff3b0) : hex(0xffc93c); },
            line * 0.8f, kBlack);
    }
}

void paintTree(Canvas& canvas, Vec2 foot, float size, Vec3 light, Vec3 dark, unsigned seed) {
    fillShape(canvas,
              {foot + Vec2{-0.10f, 0} * size, foot + Vec2{-0.07f, -0.8f} * size, foot + Vec2{0.07f, -0.8f} * size,
               foot + Vec2{0.11f, 0} * size},
              hex(0x8a5230), kLine * 0.85f, kBlack);
    Path crown;
    const Vec2 middle = foot + Vec2{0, -1.15f} * size;
    for (int i = 0; i < 72; ++i) {
        const float turn = 2 * kPi * static_cast<float>(i) / 72;
        crown.push_back(middle +
                        direction(turn) *
                            (size * (0.56f + 0.085f * std::abs(std::sin(turn * 4 + static_cast<float>(seed))))));
    }
    fillShape(
        canvas, crown,
        [&](float x, float y, float) {
            const Vec2 d = (Vec2{x, y} - middle) * (1 / size) + Vec2{0.20f, 0.24f};
            const float shade = length(d) + 0.05f * std::sin(std::atan2(d.y, d.x) * 7);
            if (shade < 0.20f) return mix(light, Vec3{1, 1, 0.8f}, 0.45f);
            return mix(light, dark,
                       std::max(shade > 0.68f ? 1.0f : 0.0f, dots(x, y, 8, 0.9f * smooth(0.30f, 0.74f, shade))));
        },
        kLine, kBlack);
}

void paintLighthouse(Canvas& canvas) {
    const Vec2 foot{668, 372};
    fillShape(
        canvas, {foot + Vec2{-38, 8}, foot + Vec2{-24, -190}, foot + Vec2{24, -190}, foot + Vec2{38, 8}},
        [&](float x, float y, float) {
            const float side = (x - foot.x) / 38, band = std::floor((y - foot.y + 6 * side * side) / 44);
            const Vec3 c = std::fmod(std::abs(band), 2.0f) < 1 ? hex(0xffffff) : hex(0xf0413e);
            return mix(c, c * Vec3{0.62f, 0.55f, 0.72f},
                       std::max(side > 0.45f ? 1.0f : 0.0f, dots(x, y, 7, 0.9f * smooth(0.0f, 0.5f, side))));
        },
        kLine, kBlack);
    fillShape(canvas, {foot + Vec2{-35, -186}, foot + Vec2{-35, -200}, foot + Vec2{35, -200}, foot + Vec2{35, -186}},
              hex(0x3a3f63), kLine, kBlack);
    fillShape(canvas, {foot + Vec2{-19, -200}, foot + Vec2{-19, -236}, foot + Vec2{19, -236}, foot + Vec2{19, -200}},
              hex(0xffe45c), kLine, kBlack);
    fillShape(canvas, {foot + Vec2{-28, -236}, foot + Vec2{0, -272}, foot + Vec2{28, -236}}, hex(0xf0413e), kLine,
              kBlack);
    for (int i = 0; i < 3; ++i) {
        const Vec2 at = foot + Vec2{-6, -42.0f - 54 * static_cast<float>(i)};
        fillShape(canvas, {at + Vec2{-7, 9}, at + Vec2{-7, -9}, at + Vec2{7, -9}, at + Vec2{7, 9}}, hex(0x3a3f63),
                  kLine * 0.7f, kBlack);
    }
}

void paintBoat(Canvas& canvas, Vec2 at, float size, Vec3 hull, Vec3 sail) {
    const auto p = [&](float x, float y) { return at + Vec2{x, y} * size; };
    fillShape(canvas, {p(-0.05f, 0), p(-0.05f, -1.9f), p(0.04f, -1.9f), p(0.04f, 0)}, hex(0x6a4026), kLine * 0.7f,
              kBlack);
    fillShape(
        canvas, curve({p(0.10f, -1.85f), p(0.75f, -1.1f), p(1.05f, -0.18f), p(0.10f, -0.22f)}, 1, true),
        [&](float x, float y, float) {
            return mix(sail, sail * 0.72f,
                       std::max(x > at.x + 0.62f * size ? 1.0f : 0.0f,
                                dots(x, y, 8, smooth(0.1f, 0.7f, (x - at.x) / size) * 0.8f)));
        },
        kLine, kBlack);
    fillShape(canvas, {p(-0.12f, -1.6f), p(-0.12f, -0.2f), p(-0.78f, -0.2f)}, hex(0xffffff), kLine, kBlack);
    fillShape(
        canvas, curve({p(-1.05f, -0.08f), p(1.2f, -0.08f), p(0.85f, 0.40f), p(-0.72f, 0.40f)}, 1, true),
        [&](float x, float y, float) {
            return mix(hull, hull * 0.62f,
                       std::max(y > at.y + 0.24f * size ? 1.0f : 0.0f,
                                dots(x, y, 7, 0.8f * smooth(0.0f, 0.35f, (y - at.y) / size))));
        },
        kLine, kBlack);
}

void paintVillage(Canvas& canvas) {
    struct House {
        Vec2 foot;
        float w, h;
        Vec3 wall, roof;
    };
    const House houses[] = {
        {{150, 446}, 46, 52, hex(0xffe9b8), hex(0xf2603c)}, {{208, 440}, 52, 66, hex(0xffb3a0), hex(0x7b4fb0)},
        {{268, 444}, 44, 48, hex(0xd8f0b0), hex(0xf0413e)}, {{322, 448}, 56, 58, hex(0xffd25e), hex(0x2f7fc4)},
        {{388, 450}, 46, 46, hex(0xf7f3e8), hex(0xf58a2c)}, {{446, 452}, 50, 56, hex(0xffc0cf), hex(0x3a8f6a)}};
    for (const House& h : houses) paintHouse(canvas, h.foot, h.w, h.h, h.wall, h.roof);
}

void paintFront(Canvas& canvas) {
    paintTree(canvas, {88, 640}, 150, hex(0x7ed348), hex(0x2f9a4e), 1);
    paintTree(canvas, {706, 668}, 128, hex(0xffa43a), hex(0xe2562c), 2);
    paintTree(canvas, {206, 700}, 92, hex(0xb4e04a), hex(0x55a83c), 3);
    static constexpr Vec3 kPetals[] = {hex(0xff5c8a), hex(0xffffff), hex(0xffd93a), hex(0xb86ae0), hex(0xff7a3c)};
    Random random(9);
    for (int i = 0; i < 46; ++i) {
        const float y = 676 + 92 * std::sqrt(static_cast<float>(i) / 46), x = random.range(0, 768),
                    r = 6 + (y - 670) * 0.11f;
        if (y < hillTop(2, x) + 26) continue;
        strokePath(canvas, {{x, y}, {x + 2, y + r * 2.4f}}, kBlack, [](float) { return 4.0f; });
        for (int k = 0; k < 5; ++k)
            fillShape(canvas,
                      circle(Vec2{x, y} +
                                 direction(2 * kPi * static_cast<float>(k) / 5 + static_cast<float>(i)) * (r * 0.78f),
                             r * 0.62f, 20),
                      kPetals[i % 5], 2.6f, kBlack);
        fillShape(canvas, circle({x, y}, r * 0.46f, 20), i % 5 == 2 ? hex(0x9a5a2a) : hex(0xffb81f), 2.4f, kBlack);
    }
}

}  // namespace

Canvas paintCartoon() {
    Canvas canvas(kSide, kSide);
    paintSky(canvas);
    paintCloud(canvas, {452, 118}, 74);
    paintCloud(canvas, {60, 318}, 62);
    paintCloud(canvas, {398, 286}, 50);
    paintHill(canvas, 0, hex(0x9a7fd6), hex(0x6a4fb0), 470);
    paintSea(canvas);
    paintLighthouse(canvas);
    paintHill(canvas, 1, hex(0x8fd656), hex(0x3fa552), 463);
    paintVillage(canvas);
    paintBoat(canvas, {432, 560}, 66, hex(0xf0413e), hex(0xffd93a));
    paintBoat(canvas, {250, 508}, 34, hex(0x7b4fb0), hex(0xff8fb0));
    paintBoat(canvas, {590, 500}, 28, hex(0x2f7fc4), hex(0xffffff));
    paintHill(canvas, 2, hex(0x6ccf4e), hex(0x2c9150), 790);
    paintFront(canvas);
    return canvas;
}

}  // namespace velatura::samples
