// Lightness and two colour axes (BT.601, full range), and the way back.
#pragma once

namespace velatura {

inline constexpr float kRedShare = 0.299f, kGreenShare = 0.587f, kBlueShare = 0.114f;
inline constexpr float kCb = 0.564f, kCr = 0.713f;
inline constexpr float kRedOfCr = 1 / kCr, kBlueOfCb = 1 / kCb;
inline constexpr float kGreenOfCb = kBlueShare / kGreenShare / kCb, kGreenOfCr = kRedShare / kGreenShare / kCr;

}  // namespace velatura
