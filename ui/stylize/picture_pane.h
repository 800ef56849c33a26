// PicturePane: the middle of the Stylize workspace: banners, canvas, the bar under it, the strip of results. Lays them
// out; the workspace wires them. Window thread.
#pragma once

#include <QtWidgets/QWidget>

class QToolButton;

namespace velatura {

class BannerStack;
class Canvas;
class CanvasBar;
class MaskStrip;
class CompareBar;
class RefineButtons;
class ResultsStrip;
class Toast;

class PicturePane : public QWidget {
    Q_OBJECT
public:
    explicit PicturePane(QWidget* parent = nullptr);
    BannerStack* banners() const { return banners_; }
    Canvas* canvas() const { return canvas_; }
    CanvasBar* bar() const { return bar_; }
    /// Over the canvas while masks are painted; the button that begins and ends it.
    MaskStrip* maskStrip() const { return maskStrip_; }
    QToolButton* maskButton() const { return mask_; }
    CompareBar* compareBar() const { return compare_; }
    RefineButtons* refineButtons() const { return refine_; }
    QToolButton* exportButton() const { return export_; }
    ResultsStrip* strip() const { return strip_; }
    Toast* toast() const { return toast_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    BannerStack* banners_;
    Canvas* canvas_;
    CanvasBar* bar_;
    MaskStrip* maskStrip_;
    CompareBar* compare_;
    RefineButtons* refine_;
    QToolButton *mask_, *export_;
    ResultsStrip* strip_;
    Toast* toast_;
};

}  // namespace velatura
