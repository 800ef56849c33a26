// PictureSlot: one picture that goes in: drop, paste or click to fill it, x to empty it, double-click to see it on the
// canvas. It only tells what the person wants; who owns the slots decides and sets the picture. Window thread.
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include "core/image/mask.h"
#include "ui/common/picture.h"
#include "ui/trays/dropped.h"

namespace velatura {

class PictureSlot : public QWidget {
    Q_OBJECT
public:
    explicit PictureSlot(QWidget* parent = nullptr);

    void setPicture(PicturePtr picture);
    PicturePtr picture() const { return picture_; }
    /// A small picture of a mask in the corner, with `meaning` as its words; an empty one: none.
    void setMask(const Mask& mask, const QString& meaning);
    /// A picture is being decoded: says so where it will be.
    void setBusy(bool busy);
    /// What an empty slot asks for, in one line ("Drop a photo here").
    void setPrompt(const QString& text);

    QSize sizeHint() const override { return {232, 148}; }

Q_SIGNALS:
    void openWanted();
    void clearWanted();
    void viewWanted();
    void dropped(const velatura::Dropped& what);

protected:
    void paintEvent(QPaintEvent*) override;
    void enterEvent(QEnterEvent*) override;
    void leaveEvent(QEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void dragEnterEvent(QDragEnterEvent*) override;
    void dragLeaveEvent(QDragLeaveEvent*) override;
    void dropEvent(QDropEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;

private:
    QRectF closeBox() const;

    PicturePtr picture_;
    Mask mask_;
    QString prompt_;
    bool busy_ = false, hovered_ = false, overClose_ = false, dragOver_ = false, pressed_ = false, keyFocus_ = false;
    QTimer click_;  ///< a single click waits whether it becomes a double one
};

}  // namespace velatura
