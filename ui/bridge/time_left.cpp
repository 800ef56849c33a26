#include "ui/bridge/time_left.h"

#include <algorithm>
#include <cmath>

namespace velatura {

namespace {

constexpr double kSilent = 1.0;    ///< seconds at the start from which nothing can be told
constexpr double kShortest = 3.0;  ///< the pace is that of so many seconds at least …
constexpr double kShare = 0.4;     ///< … and of this share of the time so far
constexpr double kQuickest = 1.5;  ///< seconds in which the word follows a new pace …
constexpr double kSlowest = 10.0;
constexpr double kSettleShare = 0.25;  ///< … a share of the time so far: what is known from one step is soon put right

}  // namespace

void TimeLeft::report(std::int64_t done, std::int64_t total, double elapsed) {
    const bool newWork = total != total_ || samples_.empty() || done < samples_.back().done;
    if (newWork) {
        samples_ = {{elapsed, done}};
        total_ = total;
        began_ = elapsed;
        end_ = -1;
        over_ = paced_ = false;
        return;
    }
    over_ = total > 0 && done >= total;
    if (done == samples_.back().done) return;
    if (!paced_) {
        // What comes before the first step is loading and warming up, which do not come again.
        paced_ = true;
        samples_ = {{elapsed, done}};
        return;
    }
    const double before = samples_.back().elapsed;
    samples_.push_back({elapsed, done});
    const double reach = std::max(kShortest, kShare * (elapsed - began_));
    while (samples_.size() > 2 && samples_[1].elapsed <= elapsed - reach) samples_.pop_front();
    const Sample& from = samples_.front();
    if (total <= 0 || elapsed - began_ < kSilent) return;
    const double left =
        (elapsed - from.elapsed) * static_cast<double>(total - done) / static_cast<double>(done - from.done);
    const double wanted = elapsed + left;
    if (end_ < 0) {
        end_ = wanted;
        return;
    }
    const double settle = std::clamp(kSettleShare * (elapsed - began_), kQuickest, kSlowest);
    end_ += (wanted - end_) * (1 - std::exp(-(elapsed - before) / settle));
}

double TimeLeft::at(double elapsed) const {
    if (over_) return 0;
    return end_ < 0 ? -1 : std::max(0.0, end_ - elapsed);
}

}  // namespace velatura
