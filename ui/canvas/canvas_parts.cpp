#include "ui/canvas/canvas_parts.h"

#include "ui/canvas/canvas.h"
#include "ui/canvas/canvas_bar.h"
#include "ui/canvas/peek_key.h"
#include "ui/common/banner.h"

namespace velatura {

CanvasParts::CanvasParts(QWidget* parent)
    : banners(new BannerStack(parent)), canvas(new Canvas(parent)), bar(new CanvasBar(canvas, parent)) {
    new PeekKey(canvas);
}

}  // namespace velatura
