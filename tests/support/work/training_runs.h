// Runs of trainers as the doors start them, for tests that look at what they leave and at their curves.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/engines/factory.h"
#include "core/image/picture_reader.h"
#include "core/jobs/job_channel.h"
#include "core/train/train_loop.h"

namespace velatura::test {

inline JobOutcome trained(const TrainRequest& r, const PictureReader& pictures, JobContext& context) {
    const auto door = findTrainerDoor(r.trainer);
    auto job = makeTrainJob(r, *door, WorkHost{&pictures});
    if (!job) return JobOutcome::failed(job.error());
    return (*job)->run(context);
}

/// A whole run's curves by name. Throws what it is refused with.
inline std::map<std::string, std::vector<double>> curvesOf(const TrainRequest& r, const PictureReader& pictures) {
    JobChannel channel;
    const auto outcome = trained(r, pictures, channel);
    if (outcome.error) throw std::runtime_error(outcome.error->message());
    std::map<std::string, std::vector<double>> out;
    for (const auto& s : channel.scalars().takeAll()) out[s.name].push_back(s.value);
    return out;
}

}  // namespace velatura::test
