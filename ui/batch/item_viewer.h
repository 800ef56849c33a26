// ItemViewer: one picture of a batch on the canvas: its result beside the photo, the photo while it waits, the reason
// where it failed. Decodes on the lane. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/batch/batch_items.h"

class QLabel;
class QToolButton;

namespace velatura {

class Background;
class BannerStack;
class Canvas;
class CanvasBar;

class ItemViewer : public QWidget {
    Q_OBJECT
public:
    /// Both outlive the viewer.
    ItemViewer(const BatchItems& items, Background& lane, QWidget* parent = nullptr);
    void open(int index);
    /// What became of the items has changed.
    void refresh();
    void showPreview(const QImage& picture);
    int index() const { return index_; }
    Canvas* canvas() const { return canvas_; }
    BannerStack* banners() const { return banners_; }

Q_SIGNALS:
    void backWanted();

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void load();
    void step(int by);
    void retranslate();

    const BatchItems& items_;
    Background& lane_;
    int index_ = -1, request_ = 0;
    QString shown_;  ///< what is on the canvas, or on its way
    ItemState shownState_ = ItemState::Waiting;
    QToolButton *back_, *previous_, *next_;
    QLabel *name_, *place_;
    BannerStack* banners_;
    Canvas* canvas_;
    CanvasBar* bar_;
};

}  // namespace velatura
