// What LossChartView paints around and over its lines: grid, labels, marks, values, cross-hair.
#include <QtGui/QPainter>
#include <algorithm>
#include <cmath>

#include "ui/charts/loss_chart_view.h"
#include "ui/charts/scalar_names.h"
#include "ui/common/style.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"

namespace velatura {

namespace {

constexpr double kLine = 15;  // height of a line of small text

struct End {
    double y;
    QString text;
    QColor ink;
};

/// Moves labels apart that would lie over each other, as little as that takes.
void spread(std::vector<End>& ends, double top, double bottom) {
    std::sort(ends.begin(), ends.end(), [](const auto& a, const auto& b) { return a.y < b.y; });
    for (size_t i = 1; i < ends.size(); ++i) ends[i].y = std::max(ends[i].y, ends[i - 1].y + kLine - 2);
    double limit = bottom;
    for (auto it = ends.rbegin(); it != ends.rend(); ++it, limit -= kLine - 2) it->y = std::min(it->y, limit);
    limit = top;
    for (auto& e : ends) {
        e.y = std::max(e.y, limit);
        limit += kLine - 2;
    }
}

}  // namespace

QString endText(double value) { return numberText(value, 3); }

void LossChartView::drawBackground(QPainter* painter, const QRectF&) {
    const Theme& t = Theme::instance();
    QPainter& p = *painter;
    if (store_.empty()) return;
    p.setFont(t.small());
    p.setRenderHint(QPainter::Antialiasing, false);
    for (const double v : yTicks_) {
        const double y = std::round(position(firstStep_, v).y());
        p.setPen(t.separator());
        p.drawLine(QPointF(plot_.left(), y), QPointF(plot_.right(), y));
        p.setPen(t.mutedText());
        p.drawText(QRectF(0, y - kLine / 2, plot_.left() - 6, kLine), Qt::AlignRight | Qt::AlignVCenter, shortNumber(v));
    }
    p.setPen(t.mutedText());
    const QFontMetricsF words(t.small());
    for (const double v : xTicks_) {
        const QString text = shortNumber(v);
        const double w = words.horizontalAdvance(text) + 2;
        const double x = std::clamp(xOfStep(v), plot_.left() + w / 2 - 2, plot_.right() - w / 2 + 2);
        p.drawText(QRectF(x - w / 2, plot_.bottom() + 4, w, kLine), Qt::AlignCenter, text);
    }
    p.setRenderHint(QPainter::Antialiasing);
}

void LossChartView::drawForeground(QPainter* painter, const QRectF&) {
    if (store_.empty()) return;
    QPainter& p = *painter;
    p.setFont(Theme::instance().small());
    drawMarks(p);
    drawBad(p);
    drawEnds(p);
    if (cursor_) {
        const double x = std::round(xOfStep(static_cast<double>(*cursor_))) + 0.5;
        if (x >= plot_.left() - 1 && x <= plot_.right() + 1) {
            p.setPen(QPen(Theme::instance().accent(), 1));
            p.drawLine(QPointF(x, plot_.top() - 2), QPointF(x, plot_.bottom()));
            p.setBrush(Theme::instance().accent());
            p.setPen(Qt::NoPen);
            p.drawPolygon(QPolygonF{{x - 4, plot_.top() - 6}, {x + 4, plot_.top() - 6}, {x, plot_.top() + 1}});
        }
    }
    if (hover_) drawHover(p);
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
        drawFocusRing(p, rect(), grid::kRadius);
}

void LossChartView::drawEnds(QPainter& p) const {
    std::vector<End> ends;
    for (const auto& name : shown()) {
        const auto& smooth = store_.curve(name).smooth();
        if (smooth.empty() || (logarithmic_ && smooth.back().value <= 0)) continue;
        ends.push_back({position(smooth.back().step, smooth.back().value).y(), endText(smooth.back().value),
                        Theme::instance().series(colourIndex(name))});
    }
    // What has no room is told by the cross-hair.
    const auto room = static_cast<size_t>(std::max(1.0, plot_.height() / (kLine - 2)));
    if (ends.size() > room) ends.erase(ends.begin() + static_cast<std::ptrdiff_t>(room), ends.end());
    spread(ends, plot_.top() + 4, plot_.bottom() - 4);
    for (const auto& e : ends) {
        p.setPen(e.ink);
        p.drawText(QRectF(plot_.right() + 6, e.y - kLine / 2, width() - plot_.right() - 6, kLine), Qt::AlignVCenter, e.text);
    }
}

void LossChartView::drawMarks(QPainter& p) const {
    const Theme& t = Theme::instance();
    const QFontMetricsF words(t.small());
    double free = plot_.left();
    for (const auto& mark : store_.marks()) {
        const double x = std::round(xOfStep(static_cast<double>(mark.step))) + 0.5;
        if (x < plot_.left() - 1 || x > plot_.right() + 1) continue;
        p.setPen(QPen(t.outline(), 1, mark.restart ? Qt::DashLine : Qt::SolidLine));
        p.drawLine(QPointF(x, plot_.top()), QPointF(x, plot_.bottom()));
        const QString word = mark.restart ? tr("resumed") : trStage(mark.word);
        const double w = words.horizontalAdvance(word);
        const double at = std::min(x + 4, plot_.right() - w);
        if (at < free) continue;  // no room: the line alone
        free = at + w + 6;
        p.setPen(t.mutedText());
        p.drawText(QRectF(at, plot_.top() - 2, w + 2, kLine), Qt::AlignVCenter, word);
    }
}

void LossChartView::drawBad(QPainter& p) const {
    const Theme& t = Theme::instance();
    p.setPen(QPen(t.error(), 1.5, Qt::SolidLine, Qt::RoundCap));
    double last = -10;
    for (const auto& name : shown())
        for (const auto& bad : store_.curve(name).bad()) {
            const double x = xOfStep(bad.step);
            if (std::abs(x - last) < 2) continue;  // thousands of them look like one
            last = x;
            const QPointF c(x, plot_.bottom() - 5);
            p.drawLine(c + QPointF(-3, -3), c + QPointF(3, 3));
            p.drawLine(c + QPointF(-3, 3), c + QPointF(3, -3));
        }
}

void LossChartView::drawHover(QPainter& p) const {
    const Theme& t = Theme::instance();
    const double x = xOfStep(*hover_);
    p.setPen(QPen(t.mutedText(), 1));
    p.drawLine(QPointF(std::round(x) + 0.5, plot_.top()), QPointF(std::round(x) + 0.5, plot_.bottom()));

    struct Row {
        QString name, value;
        QColor ink;
    };
    std::vector<Row> rows;
    const QFontMetricsF words(t.small());
    double names = 0, values = 0;
    for (const auto& name : shown()) {
        const LossCurve& curve = store_.curve(name);
        const auto index = curve.nearest(*hover_);
        const QColor ink = t.series(colourIndex(name));
        const auto bad = std::find_if(curve.bad().begin(), curve.bad().end(),
                                      [this](const auto& b) { return b.step == *hover_; });
        if (index < 0 && bad == curve.bad().end()) continue;
        const size_t i = static_cast<size_t>(std::max<std::ptrdiff_t>(index, 0));
        const double value = bad != curve.bad().end() ? bad->value : curve.raw()[i].value;
        rows.push_back({scalarLabel(name), numberText(value, 4), ink});
        names = std::max(names, words.horizontalAdvance(rows.back().name));
        values = std::max(values, words.horizontalAdvance(rows.back().value));
        if (index < 0) continue;
        const double drawn = curve.smooth()[i].value;
        if (logarithmic_ && drawn <= 0) continue;
        p.setPen(QPen(t.panel(), 1.5));
        p.setBrush(ink);
        p.drawEllipse(position(curve.smooth()[i].step, drawn), 3.5, 3.5);
    }
    const QString head = tr("Step %1").arg(numberText(*hover_));
    const double width = std::max(names + values + 44, words.horizontalAdvance(head) + 18);
    const double height = kLine * (static_cast<double>(rows.size()) + 1) + 10;
    double left = x + 10;
    if (left + width > this->width() - 2) left = x - 10 - width;
    left = std::clamp(left, 2.0, std::max(2.0, this->width() - width - 2));
    const QRectF box(std::round(left) + 0.5, std::max(2.5, plot_.center().y() - height / 2), width, height);
    p.setPen(t.outline());
    p.setBrush(t.window());
    p.drawRoundedRect(box, grid::kRadius, grid::kRadius);
    double y = box.top() + 5;
    p.setPen(t.mutedText());
    p.drawText(QRectF(box.left() + 9, y, width, kLine), Qt::AlignVCenter, head);
    for (const auto& row : rows) {
        y += kLine;
        p.setPen(Qt::NoPen);
        p.setBrush(row.ink);
        p.drawEllipse(QPointF(box.left() + 12, y + kLine / 2), 3, 3);
        p.setPen(t.text());
        p.drawText(QRectF(box.left() + 20, y, names + 2, kLine), Qt::AlignVCenter, row.name);
        p.drawText(QRectF(box.left(), y, width - 9, kLine), Qt::AlignRight | Qt::AlignVCenter, row.value);
    }
}

}  // namespace velatura
