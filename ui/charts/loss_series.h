// LossStore: the values of all curves, smoothed as they come and thinned for drawing. No widgets, no Qt: LossChart
// draws what this says, tests check it by hand. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/jobs/job_channel.h"

namespace velatura {

struct CurvePoint {
    double step = 0;
    double value = 0;
    bool operator==(const CurvePoint&) const = default;
};

/// Exponential moving average without the pull towards zero at the start (bias-corrected as in Adam). Values that are
/// not finite pass through unseen.
class Ema {
public:
    /// @param decay  0 (no smoothing) to below 1
    explicit Ema(double decay) : decay_(decay) {}
    double add(double value);

private:
    double decay_;
    double mean_ = 0, weight_ = 0;
};

/// At most four points for each of `columns` equal columns of [from, to]: first, smallest, largest and last, in the
/// order of their steps, so that no spike gets lost. Points outside are dropped but for the nearest on either side.
std::vector<CurvePoint> thinToColumns(const std::vector<CurvePoint>& points, double from, double to, int columns);

/// One loss.
class LossCurve {
public:
    explicit LossCurve(double smoothing) : smoothing_(smoothing), ema_(smoothing) {}
    /// Steps rise: a step at or before the last one wants cut() first.
    void add(std::int64_t step, double value, double seconds);
    /// Forgets everything from `step` on.
    void cut(std::int64_t step);
    std::int64_t lastStep() const { return last_; }
    void setSmoothing(double decay);

    const std::vector<CurvePoint>& raw() const { return raw_; }            ///< finite values only
    const std::vector<CurvePoint>& smooth() const { return smooth_; }      ///< one for each of raw()
    const std::vector<CurvePoint>& bad() const { return bad_; }            ///< NaN and infinities
    const std::vector<double>& seconds() const { return seconds_; }        ///< one for each of raw()
    /// Index into raw() of the value nearest to `step`; -1 when there is none.
    std::ptrdiff_t nearest(double step) const;

private:
    double smoothing_;
    Ema ema_;
    std::vector<CurvePoint> raw_, smooth_, bad_;
    std::vector<double> seconds_;
    std::int64_t last_ = INT64_MIN;
};

struct StageMark {
    std::int64_t step = 0;
    std::string word;
    bool restart = false;  ///< the run went back to an earlier step here
};

class LossStore {
public:
    static constexpr double kDefaultSmoothing = 0.9;

    void clear();
    /// A step that a curve had already means that the run was resumed or branched: all curves go back to it together.
    void add(const Scalar& scalar);
    void mark(std::int64_t step, std::string word);
    void setSmoothing(double decay);
    double smoothing() const { return smoothing_; }

    bool empty() const { return curves_.empty(); }
    /// In the order in which they first came.
    const std::vector<std::string>& names() const { return names_; }
    const LossCurve& curve(const std::string& name) const { return curves_.at(name); }
    const std::vector<StageMark>& marks() const { return marks_; }
    /// First and last step of all curves; {0, 0} when empty.
    std::pair<std::int64_t, std::int64_t> stepRange() const;

    /// One row a step, one column a curve, raw values; empty where a curve has none there.
    std::string toCsv() const;

private:
    double smoothing_ = kDefaultSmoothing;
    std::vector<std::string> names_;
    std::map<std::string, LossCurve> curves_;
    std::vector<StageMark> marks_;
};

}  // namespace velatura
