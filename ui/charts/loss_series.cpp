#include "ui/charts/loss_series.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace velatura {

double Ema::add(double value) {
    if (!std::isfinite(value)) return weight_ > 0 ? mean_ / weight_ : value;
    mean_ = decay_ * mean_ + (1 - decay_) * value;
    weight_ = decay_ * weight_ + (1 - decay_);
    return mean_ / weight_;
}

namespace {

/// One column's first, smallest, largest and last point, appended in order of step, each once.
void flushColumn(const CurvePoint* begin, const CurvePoint* end, std::vector<CurvePoint>& out) {
    if (begin == end) return;
    const auto [low, high] = std::minmax_element(begin, end, [](const auto& a, const auto& b) {
        return a.value < b.value;
    });
    const CurvePoint* picks[] = {begin, std::min(low, high), std::max(low, high), end - 1};
    const CurvePoint* last = nullptr;
    for (const CurvePoint* p : picks) {
        if (p != last) out.push_back(*p);
        last = p;
    }
}

bool beforeStep(const CurvePoint& p, double step) { return p.step < step; }

}  // namespace

std::vector<CurvePoint> thinToColumns(const std::vector<CurvePoint>& points, double from, double to, int columns) {
    auto first = std::lower_bound(points.begin(), points.end(), from, beforeStep);
    auto last = std::upper_bound(points.begin(), points.end(), to,
                                 [](double step, const CurvePoint& p) { return step < p.step; });
    // The nearest point outside on either side, so that the line leaves the plot where it should.
    if (first != points.begin()) --first;
    if (last != points.end()) ++last;
    if (columns < 1 || last - first <= 4 * columns || to <= from) return {first, last};

    std::vector<CurvePoint> out;
    out.reserve(static_cast<size_t>(4 * columns) + 8);
    const double perColumn = (to - from) / columns;
    const auto columnOf = [&](double step) { return std::floor((step - from) / perColumn); };
    const CurvePoint* begin = &*first;
    const CurvePoint* const end = begin + (last - first);
    const CurvePoint* start = begin;
    double column = columnOf(begin->step);
    for (const CurvePoint* p = begin; p != end; ++p) {
        const double c = columnOf(p->step);
        if (c == column) continue;
        flushColumn(start, p, out);
        start = p;
        column = c;
    }
    flushColumn(start, end, out);
    return out;
}

void LossCurve::add(std::int64_t step, double value, double seconds) {
    last_ = step;
    const double x = static_cast<double>(step);
    if (!std::isfinite(value)) {
        bad_.push_back({x, value});
        return;
    }
    raw_.push_back({x, value});
    smooth_.push_back({x, ema_.add(value)});
    seconds_.push_back(seconds);
}

void LossCurve::cut(std::int64_t step) {
    if (last_ < step) return;
    const auto x = static_cast<double>(step);
    const auto keep = std::lower_bound(raw_.begin(), raw_.end(), x, beforeStep) - raw_.begin();
    raw_.resize(static_cast<size_t>(keep));
    seconds_.resize(static_cast<size_t>(keep));
    std::erase_if(bad_, [x](const auto& p) { return p.step >= x; });
    last_ = step - 1;
    setSmoothing(smoothing_);
}

void LossCurve::setSmoothing(double decay) {
    smoothing_ = decay;
    ema_ = Ema(decay);
    smooth_.clear();
    smooth_.reserve(raw_.size());
    for (const auto& p : raw_) smooth_.push_back({p.step, ema_.add(p.value)});
}

std::ptrdiff_t LossCurve::nearest(double step) const {
    if (raw_.empty()) return -1;
    const auto after = std::lower_bound(raw_.begin(), raw_.end(), step, beforeStep);
    if (after == raw_.begin()) return 0;
    if (after == raw_.end()) return static_cast<std::ptrdiff_t>(raw_.size()) - 1;
    const auto index = after - raw_.begin();
    return step - (after - 1)->step <= after->step - step ? index - 1 : index;
}

void LossStore::clear() {
    names_.clear();
    curves_.clear();
    marks_.clear();
}

void LossStore::add(const Scalar& scalar) {
    auto found = curves_.find(scalar.name);
    if (found == curves_.end()) {
        names_.push_back(scalar.name);
        found = curves_.emplace(scalar.name, LossCurve(smoothing_)).first;
    }
    if (scalar.step <= found->second.lastStep()) {
        for (auto& [name, curve] : curves_) curve.cut(scalar.step);
        std::erase_if(marks_, [&](const StageMark& m) { return m.step >= scalar.step; });
        marks_.push_back({scalar.step, {}, true});
    }
    found->second.add(scalar.step, scalar.value, scalar.seconds);
}

void LossStore::mark(std::int64_t step, std::string word) {
    if (!marks_.empty() && marks_.back().word == word && !marks_.back().restart) return;
    marks_.push_back({step, std::move(word), false});
}

void LossStore::setSmoothing(double decay) {
    smoothing_ = decay;
    for (auto& [name, curve] : curves_) curve.setSmoothing(decay);
}

std::pair<std::int64_t, std::int64_t> LossStore::stepRange() const {
    double low = INFINITY, high = -INFINITY;
    for (const auto& [name, curve] : curves_)
        for (const auto* points : {&curve.raw(), &curve.bad()})
            if (!points->empty()) {
                low = std::min(low, points->front().step);
                high = std::max(high, points->back().step);
            }
    if (low > high) return {0, 0};
    return {static_cast<std::int64_t>(low), static_cast<std::int64_t>(high)};
}

std::string LossStore::toCsv() const {
    std::map<std::int64_t, std::vector<std::string>> rows;
    for (size_t c = 0; c < names_.size(); ++c) {
        const LossCurve& curve = curves_.at(names_[c]);
        for (const auto* points : {&curve.raw(), &curve.bad()})
            for (const auto& p : *points) {
                auto& row = rows[static_cast<std::int64_t>(p.step)];
                row.resize(names_.size());
                row[c] = fmt::format("{}", p.value);
            }
    }
    std::string out = "step";
    for (const auto& name : names_) out += "," + name;
    out += "\n";
    for (const auto& [step, row] : rows) {
        out += fmt::format("{}", step);
        for (const auto& cell : row) out += "," + cell;
        out += "\n";
    }
    return out;
}

}  // namespace velatura
