// InstantTeacher: what the instant engine makes of a square in the style of a painting. A network that has one style to
// learn learns from it first where everything belongs, which losses of statistics alone leave to chance. The job's thread.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>

#include "core/base/result.h"
#include "core/image/image.h"
#include "core/work.h"

namespace velatura {

class InstantTeacher {
public:
    /// Error: the shipped network is missing.
    static Result<InstantTeacher> load(const WorkHost& host);

    /// @param photo      float32 [1,3,S,S], 0..1  @param painting  kept by its id
    /// @param styleSize  long side at which the painting is looked at, px
    /// @return float32 [1,3,S,S], 0..1, on the photo's device. No gradient.
    at::Tensor paint(const at::Tensor& photo, const Image& painting, int styleSize);

private:
    std::unique_ptr<EngineSession> session_;
};

}  // namespace velatura
