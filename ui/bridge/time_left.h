// TimeLeft: how long a job will still take, as a person can believe it: from the pace of the last while, smoothed, not
// said in the first second, and counting down between two reports. Used by JobBridge. No widgets, no clock of its own.
#pragma once

#include <cstdint>
#include <deque>

namespace velatura {

class TimeLeft {
public:
    /// What the job reports; `elapsed` are its seconds so far, pauses left out.
    void report(std::int64_t done, std::int64_t total, double elapsed);
    /// Seconds left when `elapsed` have gone; below 0: nothing worth saying yet.
    double at(double elapsed) const;

private:
    struct Sample {
        double elapsed;
        std::int64_t done;
    };
    std::deque<Sample> samples_;  ///< of the last while, oldest first
    std::int64_t total_ = 0;
    double began_ = 0;  ///< when this piece of work was first heard of
    double end_ = -1;   ///< when it will be done, smoothed; below 0: not known
    bool over_ = false;
    bool paced_ = false;          ///< a first step was made
};

}  // namespace velatura
