// PicturePane: the middle of the Stylize workspace: banners, canvas, the bar under it, the strip of results. Lays them
// out; the workspace wires them. Window thread.
#pragma once

#include <QtWidgets/QWidget>

class QToolButton;

namespace velatura {

class BannerStack;
class Canvas;
class CanvasBar;
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
    CompareBar* compare_;
    RefineButtons* refine_;
    QToolButton* export_;
    ResultsStrip* strip_;
    Toast* toast_;
};

}  // namespace velatura
