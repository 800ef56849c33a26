// Small vectors and the scalar helpers of every shader-like file here. Values only.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace velatura::samples {

constexpr float kPi = 3.14159265f;

struct Vec2 {
    float x = 0, y = 0;
};
inline Vec2 operator+(Vec2 a, Vec2 b) {
    return {a.x + b.x, a.y + b.y};
}
inline Vec2 operator-(Vec2 a, Vec2 b) {
    return {a.x - b.x, a.y - b.y};
}
inline Vec2 operator*(Vec2 a, float k) {
    return {a.x * k, a.y * k};
}
inline float dot(Vec2 a, Vec2 b) {
    return a.x * b.x + a.y * b.y;
}
inline float cross(Vec2 a, Vec2 b) {
    return a.x * b.y - a.y * b.x;
}
inline float length(Vec2 a) {
    return std::sqrt(dot(a, a));
}
inline Vec2 normalise(Vec2 a) {
    return a * (1.0f / std::max(length(a), 1e-9f));
}
inline Vec2 direction(float angle) {
    return {std::cos(angle), std::sin(angle)};
}

/// A direction, a place or a colour (x red, y green, z blue).
struct Vec3 {
    float x = 0, y = 0, z = 0;
    Vec3& operator+=(Vec3 b) { return x += b.x, y += b.y, z += b.z, *this; }
};
inline Vec3 operator+(Vec3 a, Vec3 b) {
    return {a.x + b.x, a.y + b.y, a.z + b.z};
}
inline Vec3 operator-(Vec3 a, Vec3 b) {
    return {a.x - b.x, a.y - b.y, a.z - b.z};
}
inline Vec3 operator*(Vec3 a, Vec3 b) {
    return {a.x * b.x, a.y * b.y, a.z * b.z};
}
inline Vec3 operator*(Vec3 a, float k) {
    return {a.x * k, a.y * k, a.z * k};
}
inline float dot(Vec3 a, Vec3 b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}
inline float length(Vec3 a) {
    return std::sqrt(dot(a, a));
}
inline Vec3 normalise(Vec3 a) {
    return a * (1.0f / std::max(length(a), 1e-9f));
}

/// 0xRRGGBB as 0..1.
constexpr Vec3 hex(unsigned v) {
    return {static_cast<float>(v >> 16 & 255) / 255, static_cast<float>(v >> 8 & 255) / 255,
            static_cast<float>(v & 255) / 255};
}

inline float clamp01(float v) {
    return std::clamp(v, 0.0f, 1.0f);
}
inline float mix(float a, float b, float t) {
    return a + (b - a) * t;
}
inline Vec2 mix(Vec2 a, Vec2 b, float t) {
    return a + (b - a) * t;
}
inline Vec3 mix(Vec3 a, Vec3 b, float t) {
    return a + (b - a) * t;
}
inline float smooth(float from, float to, float v) {
    const float t = clamp01((v - from) / (to - from));
    return t * t * (3 - 2 * t);
}
inline float fract(float v) {
    return v - std::floor(v);
}
/// exp(-(v/width)^2)
inline float bell(float v, float width) {
    return std::exp(-(v * v) / (width * width));
}

/// Colour along `count` evenly spaced stops, t in 0..1.
inline Vec3 ramp(const Vec3* stops, int count, float t) {
    const float at = clamp01(t) * static_cast<float>(count - 1);
    const int i = std::min(static_cast<int>(at), count - 2);
    return mix(stops[i], stops[i + 1], at - static_cast<float>(i));
}

}  // namespace velatura::samples
