// HeatOverlay: lies over a canvas and shows where something is left, in heat colours through which the picture is seen,
// with a legend. Follows the canvas's zoom; gives way to a preview and to the photo while that is looked at. Mouse and
// keys go to the canvas. Window thread.
#pragma once

#include <QtGui/QImage>
#include <QtWidgets/QWidget>

namespace velatura {

class Canvas;

class HeatOverlay : public QWidget {
    Q_OBJECT
public:
    explicit HeatOverlay(Canvas* canvas);
    /// `title` says what is shown. A null map: nothing.
    void setMap(const QImage& map, const QString& title);
    const QImage& map() const { return map_; }
    /// 0: the picture alone, 1: the map alone.
    void setOpacity(double opacity);

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void paintLegend(QPainter& painter) const;

    Canvas* canvas_;
    QImage map_;
    QString title_;
    double opacity_ = 0.7;
};

}  // namespace velatura
