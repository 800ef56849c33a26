// LossChartView: the plot of a LossChart. Qt Charts draws the lines; grid, labels, marks, values at the lines' ends and
// the cross-hair are painted over them. Used by LossChart alone. Window thread.
#pragma once

#include <QtCharts/QChartView>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ui/charts/loss_series.h"
#include "ui/params/slider_scale.h"

class QLineSeries;
class QValueAxis;

namespace velatura {

class LossChartView : public QChartView {
    Q_OBJECT
public:
    LossChartView(const LossStore& store, QWidget* parent);

    /// Thins the curves to the present width and shows them.
    void refresh(const std::set<std::string>& hidden, bool logarithmic);
    void restyle();
    void setCursorStep(std::optional<qint64> step);
    double xOfStep(double step) const;  ///< in this widget's coordinates
    double stepAt(double x) const;
    QRectF plot() const { return plot_; }

Q_SIGNALS:
    void cursorDragged(qint64 step);
    void axisChanged();

protected:
    void resizeEvent(QResizeEvent*) override;
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void focusOutEvent(QFocusEvent*) override;

private:
    struct Lines {
        QLineSeries *raw, *smooth;
    };
    Lines& lines(const std::string& name);
    int colourIndex(const std::string& name) const;
    std::vector<std::string> shown() const;
    void layOut();
    double toY(double value) const;  ///< a value to where the axis has it
    QPointF position(double step, double value) const;
    void drawEnds(QPainter& p) const;
    void drawMarks(QPainter& p) const;
    void drawBad(QPainter& p) const;
    void drawHover(QPainter& p) const;
    void setHover(std::optional<double> step);
    double snapped(double step) const;

    const LossStore& store_;
    std::set<std::string> hidden_;
    bool logarithmic_ = true;
    std::map<std::string, Lines> lines_;
    QValueAxis *x_, *y_;
    std::vector<double> xTicks_, yTicks_;
    double firstStep_ = 0, lastStep_ = 1, low_ = 0, high_ = 1;  ///< of the axes; low and high as values
    QRectF plot_;
    std::optional<double> hover_;
    std::optional<qint64> cursor_;
    bool dragging_ = false;
};

/// A value as it stands at its line's end.
QString endText(double value);

}  // namespace velatura
