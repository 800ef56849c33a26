// Ink wash: mountains that stand in mist, wet ink that feathers into the paper, dry brush that skips over its grain, a
// pine, a boat, a red sun and a seal.
#include "resources/samples/make_samples/noise.h"
#include "resources/samples/make_samples/pictures.h"
#include "resources/samples/make_samples/shapes.h"

namespace velatura::samples {

namespace {

constexpr int kSide = 768;

/// Tooth of the paper: fibres and felt, about 0..1.
float tooth(float x, float y) {
    const float felt = 0.5f + 0.5f * fbm(x * 0.16f, y * 0.16f, 4, 3);
    const float fibre =
        std::pow(1 - std::abs(noise(x * 0.035f + 2 * noise(x * 0.01f, y * 0.01f, 4), y * 0.16f, 5)), 6.0f);
    return clamp01(0.75f * felt + 0.25f * fibre);
}

/// Ink lies as a density; paper shows through exp(-density).
struct Sheet {
    Plane ink{kSide, kSide};
    Plane grain{kSide, kSide};
    Sheet() { grain.fill(tooth); }
    void add(int x, int y, float density) {
        if (ink.holds(x, y)) ink.at(x, y) += std::max(density, 0.0f);
    }
};

float ridgeLine(float x, int layer) {
    struct Peak {
        float at, high, broad;
    };
    static constexpr float kBase[] = {330, 400, 462, 535, 600};
    static constexpr Peak kPeaks[5][4] = {{{330, 190, 70}, {450, 120, 60}, {620, 165, 85}, {40, 60, 90}},
                                          {{205, 205, 58}, {120, 130, 55}, {300, 110, 48}, {720, 190, 70}},
                                          {{60, 225, 62}, {440, 120, 55}, {540, 165, 50}, {640, 90, 60}},
                                          {{-20, 190, 80}, {300, 90, 60}, {90, 80, 50}, {800, 230, 85}},
                                          {{150, 80, 55}, {-30, 110, 70}, {600, 45, 90}, {760, 120, 60}}};
    const auto seed = static_cast<unsigned>(11 + layer);
    float rise = 0;
    for (const Peak& peak : kPeaks[layer]) {
        const float d = (x - peak.at + 12 * noise(x / 30, 2, seed)) / peak.broad;
        rise = std::max(rise, peak.high / (1 + d * d * (0.7f + 0.5f * d * d)));
    }
    return kBase[layer] - rise - 16 * fbm(x / 52, 3, 4, seed + 40) - 4 * fbm(x / 9, 1, 3, seed + 50);
}

/// A range of mountains: a dark broken ridge, ink that runs down and thins into mist, folds in dry brush.
void paintRange(Sheet& sheet, int layer) {
    const float dark = 0.20f + 0.155f * static_cast<float>(layer);
    const auto seed = static_cast<unsigned>(100 + 10 * layer);
    parallelRows(kSide, [&](int iy) {
        for (int ix = 0; ix < kSide; ++ix) {
            const float x = static_cast<float>(ix), y = static_cast<float>(iy);
            const float bleed = 7 * fbm(x / 24, y / 24, 4, seed + 7);
            const float below = y - ridgeLine(x + 0.6f * bleed, layer) + 0.5f * bleed;
            if (below < -16) continue;
            const float grain = sheet.grain.at(ix, iy);
            // What stands behind is hidden: by the mountain itself and, lower, by the mist at its foot.
            float& behind = sheet.ink.at(ix, iy);
            behind *= 1 - 0.93f * smooth(-1, 7, below);
            const float reach = 128 + 62 * fbm(x / 130, y / 90, 3, seed);
            const float lean = std::clamp((ridgeLine(x + 24, layer) - ridgeLine(x - 24, layer)) / 48, -1.1f, 1.1f);
            const float pools = 0.72f + 0.55f * fbm(x / 62, y / 95, 5, seed + 1);
            float wash = dark * 0.85f * smooth(-3, 5, below) * smooth(reach, 0.0f, below) * pools;
            const float rim = dark * 1.5f * bell(below - 3, 5 + 4 * grain) *
                              smooth(-0.25f, 0.35f, noise(x / 33, y / 50, seed + 2) + grain - 0.35f);
            const float halo = dark * 0.14f * smooth(-16, -1, below) * (below < 0 ? 1.0f : 0.0f) *
                               clamp01(0.4f + fbm(x / 18, y / 18, 3, seed + 8));
            const float fold = ridged((x - 0.42f * below * lean) / 44 + 0.5f * noise(x / 50, y / 50, seed + 5),
                                      below / 125 + x / 400, 4, seed + 3);
            const float dry = smooth(0.50f, 0.80f, fold + 0.45f * (grain - 0.5f)) * smooth(reach * 0.95f, 12, below) *
                              smooth(0, 12, below);
            wash *= 0.86f + 0.28f * grain;
            sheet.add(ix, iy, wash + rim + halo + dark * 1.15f * dry);
        }
    });
}

/// A brush line: pressure by place, hairs that part where the brush runs dry.
void brush(Sheet& sheet, const Path& path, float width, float dark, float dryness, unsigned seed, float taper = 0.8f) {
    Vec2 low{1e9f, 1e9f}, high{-1e9f, -1e9f};
    for (const Vec2 p : path) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    for (int y = static_cast<int>(low.y - width); y <= static_cast<int>(high.y + width); ++y)
        for (int x = static_cast<int>(low.x - width); x <= static_cast<int>(high.x + width); ++x) {
            if (!sheet.ink.holds(x, y)) continue;
            float along = 0, side = 0;
            const Vec2 p{static_cast<float>(x), static_cast<float>(y)};
            const float d = distanceTo(path, p, false, &along, &side);
            const float half = width * 0.5f * (1 - taper * along) * (0.85f + 0.3f * noise(along * 9, 2, seed));
            if (d > half + 1.5f) continue;
            const float across = (side > 0 ? d : -d) / std::max(half, 0.5f);
            const float hairs = noise(across * 5.5f, along * 3, seed + 1) * 0.6f + (sheet.grain.at(x, y) - 0.5f) * 1.5f;
            const float holds = smooth(-0.35f, 0.15f, hairs + 0.75f - dryness * (0.35f + 1.3f * along));
            sheet.add(x, y,
                      dark * clamp01(half + 0.6f - d) * holds * (0.75f + 0.4f * bell(std::abs(across) - 0.9f, 0.3f)));
        }
}

/// Fans of needles round a point, laid quickly with a fine brush.
void needles(Sheet& sheet, Vec2 at, float size, Random& random) {
    const int count = 17;
    for (int i = 0; i < count; ++i) {
        const float turn = -kPi * (0.04f + 0.92f * static_cast<float>(i) / (count - 1)) + 0.1f * random.normal();
        const float reach = size * random.range(0.75f, 1.1f);
        brush(sheet, {at, at + direction(turn) * (reach * 0.55f), at + direction(turn) * reach + Vec2{0, 2}}, 2.6f,
              random.range(0.7f, 1.7f), 0.25f, random.next());
    }
    for (int y = -static_cast<int>(2 * size); y < static_cast<int>(2 * size); ++y)
        for (int x = -static_cast<int>(2 * size); x < static_cast<int>(2 * size); ++x) {
            const float r = length(Vec2{static_cast<float>(x) / 1.2f, static_cast<float>(y) + size * 0.3f}) / size;
            const float wet = 0.30f * smooth(1.0f, 0.35f,
                                             r + 0.4f * fbm((at.x + static_cast<float>(x)) / 17,
                                                            (at.y + static_cast<float>(y)) / 17, 3, 9));
            sheet.add(static_cast<int>(at.x) + x, static_cast<int>(at.y) + y, wet);
        }
}

void paintPine(Sheet& sheet) {
    Random random(18);
    const Path trunk = curve({{742, 800}, {700, 690}, {716, 600}, {668, 515}, {672, 430}, {628, 365}, {634, 318}}, 14);
    brush(sheet, trunk, 44, 1.5f, 0.55f, 31, 0.82f);
    brush(sheet, curve({{700, 690}, {716, 600}, {668, 515}, {672, 430}}, 14), 15, 1.4f, 0.8f, 33, 0.4f);
    const Path limbs[] = {
        curve({{708, 612}, {665, 596}, {630, 606}, {596, 600}}, 10), curve({{672, 520}, {720, 478}, {765, 470}}, 10),
        curve({{670, 455}, {610, 446}, {560, 420}, {515, 428}}, 10), curve({{640, 375}, {690, 342}, {735, 346}}, 10),
        curve({{632, 352}, {592, 330}, {560, 338}}, 10)};
    unsigned seed = 50;
    for (const Path& limb : limbs) {
        brush(sheet, limb, 14, 1.5f, 0.5f, ++seed, 0.75f);
        for (float t = 0.42f; t <= 1.0f; t += 0.19f) {
            const Vec2 at = limb[static_cast<size_t>(t * static_cast<float>(limb.size() - 1))];
            needles(sheet, at + Vec2{random.range(-8, 8), random.range(-14, -2)}, random.range(26, 38), random);
        }
    }
    needles(sheet, {634, 312}, 34, random);
    needles(sheet, {612, 338}, 28, random);
}

/// Rocks and reeds at the front, ripples between.
void paintShore(Sheet& sheet) {
    Random random(77);
    parallelRows(kSide, [&](int iy) {
        for (int ix = 0; ix < kSide; ++ix) {
            const float x = static_cast<float>(ix), y = static_cast<float>(iy), grain = sheet.grain.at(ix, iy);
            const float rock = y - (705 - 95 * bell(x - 110, 105) - 62 * bell(x - 275, 70) - 70 * bell(x - 790, 150) +
                                    22 * fbm(x / 34, 1, 4, 61));
            if (rock > -4) {
                const float fold = ridged(x / 60 + y / 90, y / 90 - x / 160, 4, 62);
                sheet.add(ix, iy,
                          smooth(-2, 3, rock) * (0.42f + 0.5f * fbm(x / 60, y / 36, 4, 63)) +
                              1.25f * bell(rock - 3, 5) * smooth(0.2f, 0.5f, grain) +
                              1.1f * smooth(0.58f, 0.82f, fold + 0.5f * (grain - 0.5f)) * smooth(0, 14, rock));
            }
            const float ripple =
                std::sin(y * 0.42f + 3.2f * noise(x / 120, y / 40, 64)) + 0.9f * fbm(x / 90, y / 9, 3, 65);
            sheet.add(ix, iy,
                      0.28f * smooth(0.55f, 1.2f, ripple + 0.7f * (grain - 0.5f)) * smooth(545, 625, y) *
                          smooth(-2, -30, rock));
        }
    });
    for (int i = 0; i < 46; ++i) {
        const Vec2 foot{random.range(150, 360), random.range(660, 720)};
        const float lean = random.range(-30, 42), tall = random.range(50, 125);
        brush(sheet, curve({foot, foot + Vec2{lean * 0.25f, -tall * 0.6f}, foot + Vec2{lean, -tall}}, 8),
              random.range(3, 6), random.range(0.5f, 1.6f), 0.5f, random.next());
    }
}

void paintBoat(Sheet& sheet) {
    brush(sheet, curve({{352, 566}, {392, 584}, {452, 583}, {500, 558}}, 10), 12, 1.6f, 0.25f, 81, 0.5f);
    brush(sheet, curve({{398, 572}, {408, 545}, {440, 543}, {452, 572}}, 8), 8, 1.2f, 0.4f, 82, 0.3f);
    brush(sheet, {{470, 572}, {474, 545}, {472, 536}}, 9, 1.7f, 0.2f, 83, 0.6f);
    brush(sheet, {{484, 520}, {478, 560}, {462, 612}}, 3, 1.1f, 0.4f, 84, 0.5f);
    for (int i = 0; i < 5; ++i)
        brush(sheet,
              curve({{350.0f + 9 * static_cast<float>(i), 598.0f + 8 * static_cast<float>(i)},
                     {420, 602.0f + 8 * static_cast<float>(i)},
                     {498.0f - 11 * static_cast<float>(i), 597.0f + 8 * static_cast<float>(i)}},
                    6),
              4, 0.6f, 0.9f, 90u + static_cast<unsigned>(i), 0.4f);
    for (int i = 0; i < 9; ++i) {
        const Vec2 at{395 + 34.0f * static_cast<float>(i % 5) + 12 * static_cast<float>(i / 5),
                      92 + 17.0f * static_cast<float>((i * 3) % 5)};
        const float s = 9 - 0.5f * static_cast<float>(i);
        brush(sheet,
              curve({at + Vec2{-s, -s * 0.7f}, at + Vec2{-s * 0.4f, -s * 0.5f}, at, at + Vec2{s * 0.5f, -s * 0.75f},
                     at + Vec2{s * 1.2f, -s * 0.5f}},
                    5),
              3.2f, 1.3f, 0.2f, 120u + static_cast<unsigned>(i), 0.4f);
    }
}

/// Pale washes over sky and water, with the fringes that drying leaves.
void wetPaper(Sheet& sheet) {
    parallelRows(kSide, [&](int iy) {
        for (int ix = 0; ix < kSide; ++ix) {
            const float x = static_cast<float>(ix), y = static_cast<float>(iy);
            const float flow = fbm(x / 260 + 0.35f * noise(x / 130, y / 130, 7), y / 110, 5, 8);
            const float fringe = bell(flow - 0.12f, 0.05f) * smooth(-0.2f, 0.4f, noise(x / 80, y / 60, 19));
            sheet.add(ix, iy,
                      (0.17f * smooth(-0.35f, 0.6f, flow) + 0.07f * fringe) * (0.8f + 0.5f * sheet.grain.at(ix, iy)));
        }
    });
}

Vec3 redOver(Vec3 paper, float x, float y, float grain) {
    const float sun = length(Vec2{x - 176, y - 128}) - 56 + 3 * fbm(x / 22, y / 22, 3, 66);
    const float wash = smooth(2, -2, sun) * (0.62f + 0.30f * bell(sun + 4, 6) + 0.35f * fbm(x / 30, y / 30, 4, 67)) *
                       (0.75f + 0.5f * grain);
    glaze(paper, hex(0xc8321e), wash * 0.95f);
    const float u = (x - 44) / 19, v = (y - 300) / 33;
    if (std::abs(u) < 1 && std::abs(v) < 1) {
        const bool frame = std::abs(u) > 0.84f || std::abs(v) > 0.90f;
        const float glyph = std::sin(u * 7 + 2 * std::sin(v * 5)) * std::sin(v * 10 + 1.4f * u);
        const float worn = smooth(0.15f, 0.4f, grain + 0.25f);
        glaze(paper, hex(0xb3201c), (frame || glyph > -0.12f ? 1.25f : 0.08f) * worn);
    }
    return paper;
}

}  // namespace

Canvas paintInkWash() {
    Sheet sheet;
    wetPaper(sheet);
    for (int layer = 0; layer < 5; ++layer) paintRange(sheet, layer);
    paintShore(sheet);
    paintBoat(sheet);
    paintPine(sheet);
    Canvas out(kSide, kSide);
    out.fill([&](float x, float y) {
        const int ix = static_cast<int>(x), iy = static_cast<int>(y);
        const float grain = sheet.grain.at(ix, iy);
        Vec3 paper =
            mix(hex(0xe6d9bf), hex(0xf4ecd9), 0.35f + 0.65f * grain) * (1 + 0.02f * noise(x / 200, y / 200, 2));
        paper = paper * (1 + 0.10f * (reliefLight(sheet.grain, ix, iy, 1.2f, {-0.6f, -0.6f, 0.8f}) - 0.5f));
        paper = redOver(paper, x, y, grain);
        glaze(paper, hex(0x5a5a5e), std::min(sheet.ink.at(ix, iy), 2.7f) * 1.45f);
        return paper;
    });
    return out;
}

}  // namespace velatura::samples
