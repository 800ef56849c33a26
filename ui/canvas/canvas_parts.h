// A canvas with what goes with it wherever it stands: a place for errors over it, its bar under it, Space to look at the
// photo. Whoever has it lays the parts out and says what is shown. Window thread.
#pragma once

class QWidget;

namespace velatura {

class BannerStack;
class Canvas;
class CanvasBar;

struct CanvasParts {
    explicit CanvasParts(QWidget* parent);
    BannerStack* banners;
    Canvas* canvas;
    CanvasBar* bar;
};

}  // namespace velatura
