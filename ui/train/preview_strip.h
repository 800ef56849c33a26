// PreviewStrip: the previews of a run in a row, each over its step on the time axis of the chart below. Only tells what
// was chosen. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <functional>
#include <vector>

#include "ui/train/preview_history.h"

namespace velatura {

class PreviewStrip : public QWidget {
    Q_OBJECT
public:
    /// `place` says where a step lies, in this widget's coordinates. `history` outlives the strip.
    PreviewStrip(const PreviewHistory& history, std::function<double(qint64)> place, QWidget* parent = nullptr);
    void setCurrent(qint64 step);
    /// Entries that have room, by index, in order.
    std::vector<int> shown() const;
    QSize sizeHint() const override { return {400, 72}; }

Q_SIGNALS:
    void chosen(qint64 step);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    bool event(QEvent*) override;

private:
    QRectF card(int index) const;
    int hit(QPointF p) const;

    const PreviewHistory& history_;
    std::function<double(qint64)> place_;
    qint64 current_ = -1;
};

}  // namespace velatura
