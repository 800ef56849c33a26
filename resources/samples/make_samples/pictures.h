// The samples: one function a picture, one file each, all from a seed of their own.
#pragma once

#include "resources/samples/make_samples/canvas.h"

namespace velatura::samples {

Canvas paintPhoto();
Canvas paintImpasto();
Canvas paintWoodblock();
Canvas paintStainedGlass();
Canvas paintInkWash();
Canvas paintWatercolour();
Canvas paintCartoon();

}  // namespace velatura::samples
