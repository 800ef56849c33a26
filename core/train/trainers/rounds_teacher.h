// RoundsTeacher: what rounds of closed-form transport make of a photo and a painting (core/engines/transport_rounds.h), with
// the painting's palette: the picture that judges like best of all that takes no optimising. A network that paints in one
// pass learns from it where strokes belong and where calm is to stay, which statistics alone leave to chance. The job's
// thread.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <utility>

#include "core/base/result.h"
#include "core/engines/transport_rounds.h"

namespace velatura {

class RoundsTeacher {
public:
    /// Error: a shipped network is missing.
    static Result<RoundsTeacher> load(const c10::Device& device);

    /// @param photos, paintings  float32 [N,3,S,S], 0..1: each photo in the manner of its painting
    /// @return float32 [N,3,S,S], 0..1. No gradient.
    at::Tensor paint(const at::Tensor& photos, const at::Tensor& paintings) const;

private:
    explicit RoundsTeacher(RoundsNetworks networks) : networks_(std::move(networks)) {}

    RoundsNetworks networks_;
};

}  // namespace velatura
