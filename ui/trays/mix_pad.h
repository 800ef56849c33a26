// MixPad: how two or three styles share a mix, set by one handle: on a line between two, in a triangle between three.
// The corners show the styles; a click there gives that style all. Arrow keys move the handle, Shift finely, Home
// evens out, 1 to 3 go to a corner. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <vector>

#include "ui/common/picture.h"

namespace velatura {

class MixPad : public QWidget {
    Q_OBJECT
public:
    explicit MixPad(QWidget* parent = nullptr);
    /// Two or three; with another number it goes away.
    void setStyles(const std::vector<PicturePtr>& pictures, const std::vector<double>& weights);
    const std::vector<double>& shares() const { return shares_; }
    std::vector<QPointF> corners() const;  ///< where the handle may go to
    QPointF handle() const;
    bool dragging() const { return dragging_; }
    QSize sizeHint() const override;

Q_SIGNALS:
    /// Shares in hundredths that add up to 1; `done`: the handle was let go.
    void sharesChosen(const std::vector<double>& shares, bool done);

protected:
    bool event(QEvent*) override;
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;
    void changeEvent(QEvent*) override;

private:
    QRectF thumbRect(size_t corner) const;
    void choose(const std::vector<double>& shares, bool done);
    void describe();
    void retranslate();

    std::vector<PicturePtr> pictures_;
    std::vector<double> shares_;
    bool dragging_ = false, keyFocus_ = false;
};

}  // namespace velatura
