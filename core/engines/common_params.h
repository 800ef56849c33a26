// Parameters that several engines and trainers share, under one name each. An engine's struct derives from the parts
// that it obeys and lists them with inherit(): see gatys_params.cpp.
#pragma once

#include "core/base/param_schema.h"

namespace velatura {

struct RunParams {
    std::int64_t seed = 1;
    int threads = 0;
    std::string device = "auto";
};

struct CommonParams : RunParams {
    int longSide = 512;
    double time = 0;
};

enum class PhotoColors { Both, Recolor, Hues };

/// What every engine that paints a photo from a painting obeys.
struct PaintParams : CommonParams {
    double styleScale = 1.0;
    bool cropFrame = true;
    double photoColors = 0;
    PhotoColors colorsBy = PhotoColors::Both;
    double calm = 0;
    double palette = 1;
    double relief = 1;
    int tile = 0;
};

namespace common {
ParamField<RunParams> seed();
ParamField<RunParams> threads();
ParamField<RunParams> device();
ParamField<CommonParams> longSide();
ParamField<CommonParams> time();
ParamField<PaintParams> styleScale();
ParamField<PaintParams> cropFrame();
ParamField<PaintParams> photoColors();
ParamField<PaintParams> colorsBy();
ParamField<PaintParams> calm();
ParamField<PaintParams> palette();
ParamField<PaintParams> relief();
ParamField<PaintParams> tile();
}  // namespace common

}  // namespace velatura
