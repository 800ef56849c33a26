// PictureVariable: the flat vector that an optimiser moves, and the picture that it stands for. Lightness and two colour
// axes instead of RGB, as pixels or as a Laplacian pyramid; what of the photo is held stays out of the optimiser's reach.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "core/engines/gatys_params.h"
#include "core/image/image.h"

namespace velatura {

/// Colour axes are this much shorter than lightness in the optimiser's variables, so that it moves lightness first.
inline constexpr double kColourScale = 0.4;

class PictureVariable {
public:
    /// @param photo  float32 [1,3,H,W]; its device is the variable's
    /// @param held   float32 [1,1,H,W], 1 where the photo stays; undefined: nowhere
    PictureVariable(VariableKind kind, const at::Tensor& photo, const at::Tensor& held);

    /// Variables [n] of a picture [1,3,H,W].
    at::Tensor of(const at::Tensor& picture) const;
    /// What the variables stand for, in axes, held pixels put in: float32 [1,H,W,3]. A view where nothing has to be done.
    at::Tensor axes(const at::Tensor& z) const;
    /// RGB of axes, not clamped, [1,3,H,W] in channels_last, or of some rows of them.
    at::Tensor picture(const at::Tensor& axes) const;
    /// Takes a gradient by axes back to one by variables. @param gradient [n], overwritten; may share memory with `byAxes`
    void pull(const at::Tensor& byAxes, at::Tensor& gradient) const;
    /// A gradient by RGB [1,3,H,W] as one by axes [1,H,W,3].
    at::Tensor pullColours(const at::Tensor& byPicture) const;
    /// Gradients by axes and by variables are the same numbers.
    bool plain() const { return levels_.size() == 1 && !held_.defined(); }

private:
    at::Tensor level(const at::Tensor& z, size_t i) const;

    std::vector<ImageSize> levels_;           // finest first
    std::vector<std::int64_t> offsets_;       // of each level in the flat vector
    at::Tensor toPicture_, toVariables_;      // 3x3
    at::Tensor held_, heldAxes_;              // [1,H,W,1], [1,H,W,3]: share that stays, times the photo
    std::int64_t count_ = 0;
};

}  // namespace velatura
