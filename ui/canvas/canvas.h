// Canvas: the picture. Wheel zooms at the pointer, drag pans, 0 fits, 1 is 1:1, Space held shows the photo, B puts a
// before/after handle over it that zooms with the picture. Raster painting (QOpenGLWidget does not survive offscreen).
// Shared by the workspaces. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/canvas/view_transform.h"
#include "ui/common/picture.h"

namespace velatura {

class CompareLayer;

class Canvas : public QWidget {
    Q_OBJECT
public:
    explicit Canvas(QWidget* parent = nullptr);

    /// What is shown; null: nothing, then the sentence of setEmptyText().
    void setPicture(PicturePtr picture);
    PicturePtr picture() const { return picture_; }
    /// What Space and the before/after handle show; null: nothing to compare with.
    void setBefore(PicturePtr photo);
    /// A developing picture, shown as large as the `finalSize` one will be; a null image ends it.
    void setPreview(const QImage& preview, QSize finalSize);
    void clearPreview() { setPreview({}, {}); }
    bool hasPreview() const { return !preview_.isNull(); }
    /// Anything at all.
    bool shows() const { return !empty(); }
    void setEmptyText(const QString& sentence);
    /// Shows these pictures instead of its own, under the same view; null: its own again. Call it again when what the layer
    /// shows has changed. The layer outlives its time here.
    void setLayer(const CompareLayer* layer);

    bool canCompare() const;
    bool comparing() const { return comparing_ && canCompare(); }
    void setComparing(bool on);
    /// While held the photo is shown instead.
    void setPeeking(bool on);
    bool peeking() const { return peeking_; }
    /// The photo in place of what was made of it, for what points at the photo itself; until it is let go.
    void setPhotoHeld(bool on);
    bool photoHeld() const { return photoHeld_ && canCompare(); }

    const ViewTransform& view() const { return view_; }
    double zoom() const { return view_.zoom(); }
    void fit();
    void setZoom(double zoom);
    void zoomStep(int direction);

    QSize sizeHint() const override { return {640, 480}; }

Q_SIGNALS:
    void viewChanged();
    void comparingChanged(bool on);
    void contentChanged();
    /// Tab on the canvas: hide or show the side panels.
    void panelsToggled();
    void clickedEmpty();
    /// The whole picture is seen and the button went down on it; then: it is dragged out of the window.
    void takePressed();
    void takeWanted();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void wheelEvent(QWheelEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void leaveEvent(QEvent*) override;
    void focusInEvent(QFocusEvent*) override;

private:
    void updateDocument();
    void updateViewport();
    /// Where the view sees a position of the canvas: with a layer all panes are one.
    QPointF inView(QPointF p) const;
    bool empty() const { return !layer_ && !picture_ && !hasPreview(); }
    void drawLevels(QPainter& painter, const std::vector<QImage>& levels, const QRectF& clip) const;
    double handleX() const;
    bool overHandle(QPointF p) const;
    void updateCursor(QPointF p);

    const CompareLayer* layer_ = nullptr;
    PicturePtr picture_, before_;
    std::vector<QImage> previewLevels_;
    QImage preview_;
    QSize previewSize_;
    QString emptyText_;
    ViewTransform view_;
    bool comparing_ = false, peeking_ = false, photoHeld_ = false;
    double handle_ = 0.5;  ///< share of the picture's width
    enum class Drag { None, Pan, Handle, Out } drag_ = Drag::None;
    bool handleHot_ = false;
    bool focusByTab_ = false;   ///< then the focus is shown
    bool clicked_ = false;      ///< then Tab hides the panels instead of walking on
    Qt::MouseButton button_ = Qt::NoButton;  ///< that began `drag_`
    QPointF last_, pressed_;
};

}  // namespace velatura
