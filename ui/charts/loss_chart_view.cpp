#include "ui/charts/loss_chart_view.h"

#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <algorithm>
#include <cmath>

#include "ui/charts/axis_ticks.h"
#include "ui/common/style.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {

constexpr double kTop = 6, kBottom = 20, kLeftLeast = 36, kRightLeast = 40;

}  // namespace

LossChartView::LossChartView(const LossStore& store, QWidget* parent) : QChartView(parent), store_(store) {
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setContextMenuPolicy(Qt::NoContextMenu);
    setMinimumHeight(72);
    setStyleSheet(QStringLiteral("background: transparent"));
    QChart* c = chart();
    c->legend()->hide();
    c->setBackgroundVisible(false);
    c->setPlotAreaBackgroundVisible(false);
    c->setMargins({});
    c->setAnimationOptions(QChart::NoAnimation);
    x_ = new QValueAxis(this);
    y_ = new QValueAxis(this);
    // The axes map; their lines and labels are painted here, at round numbers of either kind of axis.
    for (QValueAxis* axis : {x_, y_}) {
        axis->setVisible(false);
        axis->setRange(0, 1);
    }
    c->addAxis(x_, Qt::AlignBottom);
    c->addAxis(y_, Qt::AlignLeft);
}

LossChartView::Lines& LossChartView::lines(const std::string& name) {
    const auto found = lines_.find(name);
    if (found != lines_.end()) return found->second;
    Lines made{new QLineSeries(this), new QLineSeries(this)};
    for (QLineSeries* series : {made.raw, made.smooth}) {
        chart()->addSeries(series);
        series->attachAxis(x_);
        series->attachAxis(y_);
    }
    auto& kept = lines_[name] = made;
    restyle();
    return kept;
}

int LossChartView::colourIndex(const std::string& name) const {
    const auto& names = store_.names();
    return static_cast<int>(std::find(names.begin(), names.end(), name) - names.begin());
}

void LossChartView::restyle() {
    for (auto& [name, both] : lines_) {
        QColor ink = Theme::instance().series(colourIndex(name));
        both.smooth->setPen(QPen(ink, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        ink.setAlphaF(Theme::instance().dark() ? 0.30f : 0.28f);
        both.raw->setPen(QPen(ink, 1));
    }
    viewport()->update();
}

std::vector<std::string> LossChartView::shown() const {
    std::vector<std::string> out;
    for (const auto& name : store_.names())
        if (!hidden_.contains(name)) out.push_back(name);
    return out;
}

double LossChartView::toY(double value) const { return logarithmic_ ? std::log10(value) : value; }

void LossChartView::refresh(const std::set<std::string>& hidden, bool logarithmic) {
    hidden_ = hidden;
    logarithmic_ = logarithmic;
    for (auto it = lines_.begin(); it != lines_.end();) {
        if (colourIndex(it->first) < static_cast<int>(store_.names().size())) {
            ++it;
            continue;
        }
        delete it->second.raw;
        delete it->second.smooth;
        it = lines_.erase(it);
    }
    const auto [first, last] = store_.stepRange();
    firstStep_ = static_cast<double>(first);
    lastStep_ = static_cast<double>(std::max(last, first + 1));

    double low = INFINITY, high = -INFINITY;
    const int columns = std::max(60, static_cast<int>(plot_.width()));
    for (const auto& name : store_.names()) {
        const bool on = !hidden_.contains(name);
        Lines& both = lines(name);
        both.raw->setVisible(on);
        both.smooth->setVisible(on);
        if (!on) continue;
        const auto show = [&](const std::vector<CurvePoint>& points, QLineSeries* series) {
            QList<QPointF> drawn;
            for (const auto& p : thinToColumns(points, firstStep_, lastStep_, columns)) {
                // Over orders of magnitude there is no place for zero and less; the cross-hair still tells them.
                if (logarithmic_ && p.value <= 0) continue;
                low = std::min(low, p.value);
                high = std::max(high, p.value);
                drawn.emplace_back(p.step, toY(p.value));
            }
            series->replace(drawn);
        };
        show(store_.curve(name).raw(), both.raw);
        show(store_.curve(name).smooth(), both.smooth);
    }
    if (low > high) {
        low = logarithmic_ ? 0.1 : 0;
        high = 1;
    }
    // Air above and below, and a span that is never nothing.
    if (logarithmic_) {
        const double air = std::max(0.06 * std::log10(high / low), 0.04);
        low_ = low * std::pow(10, -air);
        high_ = high * std::pow(10, air);
    } else {
        const double air = std::max({0.06 * (high - low), 0.02 * std::abs(high), 1e-12});
        low_ = low - air;
        high_ = high + air;
    }
    layOut();
}

void LossChartView::layOut() {
    const QFontMetricsF words(Theme::instance().small());
    const double height = std::max(1.0, this->height() - kTop - kBottom);
    const int yWanted = std::clamp(static_cast<int>(height / 28), 2, 8);
    yTicks_ = logarithmic_ ? logTicks(low_, high_, yWanted) : linearTicks(low_, high_, yWanted);
    double left = kLeftLeast, right = kRightLeast;
    for (const double v : yTicks_) left = std::max(left, words.horizontalAdvance(shortNumber(v)) + 10);
    for (const auto& name : shown())
        if (const auto& s = store_.curve(name).smooth(); !s.empty())
            right = std::max(right, words.horizontalAdvance(endText(s.back().value)) + 12);
    plot_ = {left, kTop, std::max(1.0, this->width() - left - right), height};
    xTicks_ = linearTicks(firstStep_, lastStep_, std::clamp(static_cast<int>(plot_.width() / 60), 2, 10));
    std::erase_if(xTicks_, [](double v) { return v != std::floor(v); });
    chart()->setPlotArea(plot_);
    x_->setRange(firstStep_, lastStep_);
    y_->setRange(toY(low_), toY(high_));
    viewport()->update();
    Q_EMIT axisChanged();
}

void LossChartView::resizeEvent(QResizeEvent* e) {
    QChartView::resizeEvent(e);
    layOut();
}

double LossChartView::xOfStep(double step) const {
    return plot_.left() + (step - firstStep_) / (lastStep_ - firstStep_) * plot_.width();
}

double LossChartView::stepAt(double x) const {
    const double share = std::clamp((x - plot_.left()) / plot_.width(), 0.0, 1.0);
    return firstStep_ + share * (lastStep_ - firstStep_);
}

QPointF LossChartView::position(double step, double value) const {
    const double share = (toY(value) - toY(low_)) / (toY(high_) - toY(low_));
    return {xOfStep(step), plot_.bottom() - share * plot_.height()};
}

void LossChartView::setCursorStep(std::optional<qint64> step) {
    cursor_ = step;
    viewport()->update();
}

double LossChartView::snapped(double step) const {
    // To the nearest value of the curve that has most of them.
    const LossCurve* most = nullptr;
    for (const auto& name : shown())
        if (const auto& c = store_.curve(name); !most || c.raw().size() > most->raw().size()) most = &c;
    if (!most) return step;
    const auto index = most->nearest(step);
    return index < 0 ? step : most->raw()[static_cast<size_t>(index)].step;
}

void LossChartView::setHover(std::optional<double> step) {
    if (step) step = snapped(*step);
    if (step == hover_) return;
    hover_ = step;
    viewport()->update();
}

void LossChartView::mouseMoveEvent(QMouseEvent* e) {
    const double x = e->position().x();
    if (dragging_) Q_EMIT cursorDragged(static_cast<qint64>(std::llround(stepAt(x))));
    const bool inside = plot_.adjusted(-4, -kTop, 4, kBottom).contains(e->position());
    setHover(inside || dragging_ ? std::optional(stepAt(x)) : std::nullopt);
}

void LossChartView::mousePressEvent(QMouseEvent* e) {
    if (e->button() != Qt::LeftButton || !plot_.adjusted(-4, -kTop, 4, kBottom).contains(e->position())) return;
    dragging_ = true;
    Q_EMIT cursorDragged(static_cast<qint64>(std::llround(stepAt(e->position().x()))));
}

void LossChartView::mouseReleaseEvent(QMouseEvent*) { dragging_ = false; }
void LossChartView::leaveEvent(QEvent*) { setHover(std::nullopt); }
void LossChartView::focusOutEvent(QFocusEvent* e) {
    setHover(std::nullopt);
    QChartView::focusOutEvent(e);
}

void LossChartView::keyPressEvent(QKeyEvent* e) {
    const bool left = e->key() == Qt::Key_Left, right = e->key() == Qt::Key_Right;
    if (!left && !right) return e->ignore();
    const double pixel = (lastStep_ - firstStep_) / std::max(1.0, plot_.width());
    const double by = e->modifiers() & Qt::ShiftModifier ? 20 * pixel : std::max(1.0, 2 * pixel);
    const double from = hover_.value_or(left ? lastStep_ + by : firstStep_ - by);
    const double to = std::clamp(from + (left ? -by : by), firstStep_, lastStep_);
    setHover(to);
    Q_EMIT cursorDragged(static_cast<qint64>(std::llround(to)));
}

}  // namespace velatura
