// ViewTransform: which part of a picture is seen, and how large. Pure arithmetic in window coordinates, no widgets; the
// canvas asks it, tests check it by hand.
#pragma once

#include <QtCore/QPointF>
#include <QtCore/QRectF>
#include <QtCore/QSizeF>

namespace velatura {

class ViewTransform {
public:
    static constexpr double kMaxZoom = 32.0;   ///< screen pixels for a picture's pixel
    static constexpr double kMargin = 24.0;    ///< around a fitted picture
    static constexpr double kMaxFit = 3.0;     ///< a small picture is enlarged no further to fit

    /// `ratio`: screen pixels for one window pixel.
    void setViewport(QSizeF size, double ratio);
    /// Another picture. If it has the same proportions it covers the very same place on the screen: a result replaces a
    /// preview or the photo without a jump. Otherwise it is fitted.
    void setDocument(QSizeF size);

    bool fitted() const { return fitted_; }
    /// 1: one picture pixel on one screen pixel.
    double zoom() const { return scale_ * ratio_; }
    /// Where the whole picture lies in the window.
    QRectF rect() const { return {origin_, document_ * scale_}; }
    QPointF toDocument(QPointF window) const { return (window - origin_) / scale_; }
    QPointF toWindow(QPointF document) const { return origin_ + document * scale_; }

    void fit();
    /// `zoom` with the picture's point under `anchor` staying there.
    void setZoom(double zoom, QPointF anchor);
    void zoomBy(double factor, QPointF anchor) { setZoom(zoom() * factor, anchor); }
    void panBy(QPointF delta);

private:
    double fitScale() const;
    void clamp();

    QSizeF document_{1, 1}, viewport_{1, 1};
    double ratio_ = 1, scale_ = 1;
    QPointF origin_;
    bool fitted_ = true;
};

}  // namespace velatura
