#include "resources/samples/make_samples/shapes.h"

namespace velatura::samples {

Path curve(const Path& through, int steps, bool closed) {
    const int n = static_cast<int>(through.size());
    const auto point = [&](int i) {
        return through[static_cast<size_t>(closed ? (i % n + n) % n : std::clamp(i, 0, n - 1))];
    };
    Path out;
    for (int i = 0; i < (closed ? n : n - 1); ++i)
        for (int s = 0; s < steps; ++s) {
            const float t = static_cast<float>(s) / static_cast<float>(steps);
            const Vec2 a = point(i - 1), b = point(i), c = point(i + 1), d = point(i + 2);
            out.push_back(
                (b * 2 + (c - a) * t + (a * 2 - b * 5 + c * 4 - d) * (t * t) + (b * 3 - a - c * 3 + d) * (t * t * t)) *
                0.5f);
        }
    if (!closed) out.push_back(through.back());
    return out;
}

Path circle(Vec2 centre, float radius, int points) {
    Path out;
    for (int i = 0; i < points; ++i)
        out.push_back(centre + direction(2 * kPi * static_cast<float>(i) / static_cast<float>(points)) * radius);
    return out;
}

float distanceTo(const Path& path, Vec2 p, bool closed, float* along, float* side) {
    const size_t n = path.size(), pieces = closed ? n : n - 1;
    float best = 1e18f;
    for (size_t i = 0; i < pieces; ++i) {
        const Vec2 a = path[i], ab = path[(i + 1) % n] - a, ap = p - a;
        const float t = clamp01(dot(ap, ab) / std::max(dot(ab, ab), 1e-9f));
        const Vec2 off = ap - ab * t;
        const float d = dot(off, off);
        if (d < best) {
            best = d;
            if (along) *along = (static_cast<float>(i) + t) / static_cast<float>(pieces);
            if (side) *side = -cross(ab, ap);
        }
    }
    return std::sqrt(best);
}

bool inside(const Path& path, Vec2 p) {
    bool in = false;
    for (size_t i = 0, j = path.size() - 1; i < path.size(); j = i++) {
        const Vec2 a = path[i], b = path[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
    }
    return in;
}

float signedDistance(const Path& path, Vec2 p) {
    const float d = distanceTo(path, p, true);
    return inside(path, p) ? -d : d;
}

namespace {

struct Bounds {
    int left, top, right, bottom;
};

Bounds boundsOf(const Path& path, float margin, const Canvas& canvas) {
    Vec2 low{1e9f, 1e9f}, high{-1e9f, -1e9f};
    for (const Vec2 p : path) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    return {std::max(0, static_cast<int>(low.x - margin)), std::max(0, static_cast<int>(low.y - margin)),
            std::min(canvas.width() - 1, static_cast<int>(high.x + margin + 1)),
            std::min(canvas.height() - 1, static_cast<int>(high.y + margin + 1))};
}

}  // namespace

void fillShape(Canvas& canvas, const Path& path, const Ink& ink, float line, Vec3 lineColour) {
    const Bounds b = boundsOf(path, line + 1, canvas);
    parallelRows(std::max(0, b.bottom - b.top + 1), [&](int row) {
        const int y = b.top + row;
        for (int x = b.left; x <= b.right; ++x) {
            const Vec2 p{static_cast<float>(x), static_cast<float>(y)};
            const float d = signedDistance(path, p);
            Vec3& below = canvas.at(x, y);
            if (d < 0.5f) blend(below, ink(p.x, p.y, std::max(0.0f, -d)), 0.5f - d);
            if (line > 0) blend(below, lineColour, line / 2 + 0.5f - std::abs(d));
        }
    });
}

void fillShape(Canvas& canvas, const Path& path, Vec3 colour, float line, Vec3 lineColour) {
    fillShape(
        canvas, path, [colour](float, float, float) { return colour; }, line, lineColour);
}

void strokePath(Canvas& canvas, const Path& path, Vec3 colour, const std::function<float(float)>& width) {
    float widest = 0;
    for (int i = 0; i <= 20; ++i) widest = std::max(widest, width(static_cast<float>(i) / 20));
    const Bounds b = boundsOf(path, widest + 1, canvas);
    parallelRows(std::max(0, b.bottom - b.top + 1), [&](int row) {
        for (int x = b.left; x <= b.right; ++x) {
            float along = 0;
            const float d = distanceTo(path, {static_cast<float>(x), static_cast<float>(b.top + row)}, false, &along);
            blend(canvas.at(x, b.top + row), colour, width(along) / 2 + 0.5f - d);
        }
    });
}

}  // namespace velatura::samples
