// Watercolour: a loose bunch of flowers. Transparent washes one over another, darker at their dried edges, granulating
// in the paper's hollows, with blooms where water ran back.
#include "resources/samples/make_samples/noise.h"
#include "resources/samples/make_samples/pictures.h"
#include "resources/samples/make_samples/shapes.h"

namespace velatura::samples {

namespace {

constexpr int kSide = 768;

struct Paper {
    Plane height{kSide, kSide};
    Paper() {
        height.fill([](float x, float y) {
            return 0.5f + 0.32f * fbm(x * 0.21f, y * 0.21f, 3, 2) + 0.16f * noise(x * 0.6f, y * 0.6f, 3);
        });
    }
};

struct Wash {
    Path outline;
    Vec3 colour, second;  ///< bleeds from one into the other
    float density = 0.7f;
    float wobble = 6;   ///< how far the edge strays, in pixels
    float edge = 0.8f;  ///< darkness of the dried edge
    float bloom = 0.35f;
    unsigned seed = 0;
};

/// Where water ran back into a drying wash: 0 outside, growing inwards, with a dark cauliflower edge.
float backrun(Vec2 p, unsigned seed, float& fringe) {
    const Cell drop = cells(p.x / 120, p.y / 120, seed);
    const float frills = 0.16f * fbm(p.x / 16, p.y / 16, 4, seed + 1);
    const float size = 0.16f + 0.16f * hash(static_cast<int>(drop.id & 1023), 4, seed);
    const float d = drop.nearest + frills - size;
    if ((drop.id & 3) > 1) return 0;
    fringe = bell(d, 0.028f);
    return smooth(0.02f, -0.10f, d);
}

void lay(Canvas& canvas, const Paper& paper, const Wash& wash) {
    Vec2 low{1e9f, 1e9f}, high{-1e9f, -1e9f};
    for (const Vec2 p : wash.outline) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    const int top = std::max(0, static_cast<int>(low.y - 16)),
              bottom = std::min(kSide - 1, static_cast<int>(high.y + 16));
    parallelRows(std::max(0, bottom - top + 1), [&](int row) {
        for (int x = std::max(0, static_cast<int>(low.x - 16)); x <= std::min(kSide - 1, static_cast<int>(high.x + 16));
             ++x) {
            const int y = top + row;
            const Vec2 p{static_cast<float>(x), static_cast<float>(y)};
            const float tooth = paper.height.at(x, y);
            const float stray = wash.wobble * fbm(p.x / 34, p.y / 34, 4, wash.seed) + 1.6f * (tooth - 0.5f) +
                                wash.wobble * 0.35f * noise(p.x / 9, p.y / 9, wash.seed + 4);
            const float d = signedDistance(wash.outline, p) + stray;
            if (d > 1) continue;
            float fringe = 0;
            const float washed = backrun(p, wash.seed + 9, fringe) * wash.bloom;
            const float pool = 0.78f + 0.55f * fbm(p.x / 75, p.y / 75, 4, wash.seed + 2);
            const float rim = wash.edge * (bell(d + 1.6f, 2.0f) + 0.30f * bell(d + 5, 7));
            const float grain = 1 + 0.75f * (0.5f - tooth) + 0.18f * noise(p.x * 0.9f, p.y * 0.9f, wash.seed + 3);
            const float density = wash.density * clamp01(0.5f - d) * grain *
                                  std::max(0.05f, pool * (1 - washed) + rim + 0.6f * wash.bloom * fringe);
            const float turn = clamp01(0.5f + 0.9f * fbm(p.x / 90, p.y / 90, 3, wash.seed + 6));
            glaze(canvas.at(x, y), mix(wash.colour, wash.second, turn), density);
        }
    });
}

Path blob(Vec2 at, Vec2 radius, float turn, float ragged, Random& random) {
    Path through;
    const int count = 11;
    for (int i = 0; i < count; ++i) {
        const Vec2 d = direction(2 * kPi * static_cast<float>(i) / count) * (1 + ragged * random.normal());
        const Vec2 e{d.x * radius.x, d.y * radius.y};
        through.push_back(
            at + Vec2{e.x * std::cos(turn) - e.y * std::sin(turn), e.x * std::sin(turn) + e.y * std::cos(turn)});
    }
    return curve(through, 6, true);
}

/// A petal from the heart outwards, broad at its end.
Path petal(Vec2 heart, float turn, float reach, float broad, Random& random) {
    const Vec2 out = direction(turn), side{-out.y, out.x};
    const auto at = [&](float along, float across) { return heart + out * (reach * along) + side * (broad * across); };
    const float notch = random.range(0.86f, 1.02f);
    return curve(
        {at(0.06f, 0), at(0.35f, -0.36f), at(0.72f, -random.range(0.5f, 0.62f)), at(random.range(0.95f, 1.05f), -0.3f),
         at(notch, 0), at(random.range(0.95f, 1.06f), 0.3f), at(0.72f, random.range(0.5f, 0.62f)), at(0.35f, 0.36f)},
        6, true);
}

void paintFlower(Canvas& canvas, const Paper& paper, Vec2 heart, float size, Vec3 colour, Vec3 second, Random& random) {
    const int petals = 5 + random.index(2);
    const float from = random.range(0, 6);
    for (int layer = 0; layer < 2; ++layer)
        for (int i = 0; i < petals; ++i) {
            const float turn =
                from +
                2 * kPi * (static_cast<float>(i) + 0.5f * static_cast<float>(layer)) / static_cast<float>(petals) +
                0.12f * random.normal();
            const float reach = size * (layer ? 0.66f : 1.0f) * random.range(0.88f, 1.1f);
            lay(canvas, paper,
                {petal(heart, turn, reach, reach * 0.92f, random), colour, second, layer ? 0.62f : 0.66f, 4.5f, 0.75f,
                 0.55f, random.next()});
            // Veins, drawn while the petal was half dry.
            for (int vein = -1; vein <= 1; ++vein) {
                const float v = turn + 0.17f * static_cast<float>(vein);
                const Path line =
                    curve({heart + direction(v) * (reach * 0.16f), heart + direction(v + 0.05f) * (reach * 0.45f),
                           heart + direction(v) * (reach * 0.72f)},
                          6);
                Path thin = line;
                for (auto it = line.rbegin(); it != line.rend(); ++it) thin.push_back(*it + Vec2{1.4f, 0.8f});
                lay(canvas, paper, {thin, colour * 0.8f, second * 0.8f, 0.30f, 1, 0.2f, 0, random.next()});
            }
        }
    lay(canvas, paper,
        {blob(heart, {size * 0.17f, size * 0.16f}, 0, 0.1f, random), hex(0x5a3a1a), hex(0x2f2a4a), 1.1f, 3, 0.9f, 0.2f,
         random.next()});
    for (int i = 0; i < 26; ++i) {
        const Vec2 at = heart + direction(random.range(0, 6.28f)) * (size * random.range(0.14f, 0.33f));
        lay(canvas, paper,
            {blob(at, {random.range(1.5f, 3.6f), random.range(1.5f, 3.2f)}, 0, 0.15f, random), hex(0x4a2a18),
             hex(0xb4741a), 1.3f, 0.7f, 0.6f, 0, random.next()});
    }
}

void paintLeaf(Canvas& canvas, const Paper& paper, Vec2 foot, float turn, float reach, Vec3 colour, Vec3 second,
               Random& random) {
    const Vec2 out = direction(turn), side{-out.y, out.x};
    const float bend = random.range(-0.22f, 0.22f) * reach, broad = reach * random.range(0.16f, 0.24f);
    for (const float half : {-1.0f, 1.0f}) {
        Path through{foot,
                     foot + out * (reach * 0.35f) + side * (half * broad + bend * 0.4f),
                     foot + out * (reach * 0.7f) + side * (half * broad * 0.75f + bend * 0.8f),
                     foot + out * reach + side * bend,
                     foot + out * (reach * 0.6f) + side * (half * 1.2f + bend * 0.75f),
                     foot + out * (reach * 0.3f) + side * (half * 1.2f + bend * 0.35f)};
        lay(canvas, paper,
            {curve(through, 7, true), colour, second, half < 0 ? 0.95f : 0.6f, 2.6f, 0.7f, 0.45f, random.next()});
    }
}

void paintGround(Canvas& canvas, const Paper& paper, Random& random) {
    static constexpr Vec3 kGround[][2] = {{hex(0xa8d4e6), hex(0xd9e6cf)},
                                          {hex(0xf3c9b8), hex(0xf7e3b0)},
                                          {hex(0xbfd9b4), hex(0xa6d3dc)},
                                          {hex(0xcdbfe2), hex(0xa9cbe8)},
                                          {hex(0xf6dca0), hex(0xf2c0b4)}};
    for (int i = 0; i < 24; ++i) {
        const auto& pair = kGround[i % 5];
        const Vec2 at{random.range(0, 768), random.range(0, 768)};
        lay(canvas, paper,
            {blob(at, {random.range(90, 215), random.range(70, 165)}, random.range(0, 3), 0.16f, random), pair[0],
             pair[1], random.range(0.55f, 1.05f), 26, 0.5f, 0.75f, random.next()});
    }
}

void spatter(Canvas& canvas, const Paper& paper, Random& random) {
    static constexpr Vec3 kDrops[] = {hex(0xd84a4a), hex(0x4a7ac0), hex(0x5a9a54), hex(0xe0a030), hex(0x8a5ab0)};
    for (int i = 0; i < 150; ++i) {
        const float r = 1.2f + 5.5f * std::pow(random.unit(), 4.0f);
        const Vec3 colour = kDrops[random.index(5)];
        lay(canvas, paper,
            {blob({random.range(0, 768), random.range(0, 768)}, {r, r}, 0, 0.1f, random), colour, colour,
             random.range(0.4f, 1.0f), 0.8f, 0.9f, 0, random.next()});
    }
}

}  // namespace

Canvas paintWatercolour() {
    const Paper paper;
    Random random(12);
    Canvas canvas(kSide, kSide, hex(0xfbf8f0));
    paintGround(canvas, paper, random);
    static constexpr Vec3 kGreens[][2] = {{hex(0x5d9a4a), hex(0x2f7a6a)},
                                          {hex(0x8aae3c), hex(0x4a8a4e)},
                                          {hex(0x3a7a7e), hex(0x4f8f5a)},
                                          {hex(0xa6a83a), hex(0x6a9440)}};
    struct Bloom {
        Vec2 at;
        float size;
        Vec3 colour, second;
    };
    const Bloom blooms[] = {
        {{250, 245}, 148, hex(0xe8402c), hex(0xf08a2a)}, {{540, 190}, 122, hex(0xd83a6a), hex(0xf07a8a)},
        {{430, 445}, 158, hex(0xf0a01e), hex(0xe8562a)}, {{650, 430}, 112, hex(0x4f62c4), hex(0x8a5ac2)},
        {{165, 505}, 116, hex(0x8a4ab8), hex(0xd85a9a)}, {{590, 655}, 122, hex(0xe03a3a), hex(0xd83a78)},
        {{300, 690}, 116, hex(0x3a7ac4), hex(0x5a52b8)}, {{85, 95}, 84, hex(0xf0b42a), hex(0xf07a3a)},
        {{710, 60}, 90, hex(0x5a72cc), hex(0x9a6ac8)},   {{60, 715}, 84, hex(0xe85a3a), hex(0xf09a3a)}};
    for (int i = 0; i < 74; ++i) {
        const Bloom& near = blooms[i % 10];
        const auto& pair = kGreens[random.index(4)];
        const float turn = random.range(0, 6.28f);
        paintLeaf(canvas, paper, near.at + direction(turn) * (near.size * random.range(0.5f, 1.0f)),
                  turn + random.range(-0.5f, 0.5f), random.range(70, 150), pair[0], pair[1], random);
    }
    for (const Bloom& b : blooms) {
        // Petals keep their light: the leaves below were lifted out with a damp brush.
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x) {
                const Vec2 d = Vec2{static_cast<float>(x), static_cast<float>(y)} - b.at;
                const float edge = length(d) / b.size + 0.10f * std::cos(std::atan2(d.y, d.x) * 6) +
                                   0.06f * noise(static_cast<float>(x) / 20, static_cast<float>(y) / 20, 6);
                blend(canvas.at(x, y), hex(0xfbf6ea), 0.95f * smooth(0.90f, 0.84f, edge));
            }
        paintFlower(canvas, paper, b.at, b.size, b.colour, b.second, random);
    }
    spatter(canvas, paper, random);
    Canvas out = canvas;
    out.fill([&](float x, float y) {
        const int ix = static_cast<int>(x), iy = static_cast<int>(y);
        return canvas.at(ix, iy) * (1 + 0.20f * (reliefLight(paper.height, ix, iy, 1.1f, {-0.6f, -0.7f, 0.8f}) - 0.5f));
    });
    return out;
}

}  // namespace velatura::samples
