// CropEditor: the result with the frame of one size over it: thirds, dark outside. The frame is dragged, resized at its
// handles, moved by keys; the mark of the focus point is what sizes without a crop of their own follow. Says what a
// person wants; the set's panel keeps it. Window thread.
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtGui/QColor>
#include <QtWidgets/QWidget>

#include "core/image/export_target.h"
#include "ui/common/picture.h"

namespace velatura {

class CropEditor : public QWidget {
    Q_OBJECT
public:
    explicit CropEditor(QWidget* parent = nullptr);

    struct Shown {
        TargetPlan plan;
        double aspect = 1;     ///< width by height that a crop has
        bool canCrop = false;  ///< else the whole picture is shown, in its border
        QColor border;         ///< transparent: a checkerboard
        FocusPoint focus;
        QString name;  ///< of the size
        bool operator==(const Shown&) const = default;
    };
    void setPicture(PicturePtr picture);
    /// @param size  that the frames count in; 0 x 0: there is nothing to show
    void show(const Shown& shown, ImageSize size);
    using QWidget::show;

    /// Where things lie, for tests and for painting.
    QRectF pictureRect() const;
    QRectF frameRect() const;
    QPointF focusPosition() const;

    QSize sizeHint() const override { return {520, 460}; }
    QSize minimumSizeHint() const override { return {280, 240}; }

Q_SIGNALS:
    /// Edits of one gesture are undone together.
    void cropChanged(const velatura::CropRect& crop, int gesture);
    void focusChanged(const velatura::FocusPoint& focus, int gesture);
    /// Back to what follows the focus; where it does already, the focus to the middle.
    void resetWanted();

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void leaveEvent(QEvent*) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Grip { None, Frame, Focus, Handle };
    struct Hit {
        Grip grip = Grip::None;
        CropHandle handle = CropHandle::TopLeft;
        bool operator==(const Hit&) const = default;
    };
    Hit hitAt(QPointF p) const;
    QPointF handlePoint(CropHandle handle) const;
    QPointF toShares(QPointF p) const;
    void updateCursor(const Hit& hit);
    void drawFrame(QPainter& p) const;
    void drawFocusMark(QPainter& p) const;
    void describe();
    int keyGesture();

    PicturePtr picture_;
    Shown shown_;
    ImageSize size_;
    Hit held_, hot_;
    CropRect start_;   ///< the frame when the button went down
    QPointF pressed_;  ///< in shares
    int gesture_ = 0;
    QElapsedTimer sinceKey_;
};

}  // namespace velatura
