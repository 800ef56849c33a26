// PictureTaker: what a JobContext may be besides, where pictures are wanted that must not be dropped as previews may be:
// the frames of a time-lapse, and what a result can be gone on from. Engines ask of(); it is called on the job's thread.
#pragma once

#include <cstdint>

#include "core/jobs/job_context.h"

namespace velatura {

class PictureTaker {
public:
    virtual ~PictureTaker() = default;
    /// The picture after `step` steps (0: where it started), as the result would look if the run ended there.
    virtual void frame(std::int64_t step, const Image& image) = 0;
    /// The result in 16 bits, before what is done once at the end: going on from it rounds and finishes nothing twice.
    virtual void unfinished(const Image& image) = 0;

    /// Null where nobody takes any.
    static PictureTaker* of(JobContext& context) { return dynamic_cast<PictureTaker*>(&context); }
};

}  // namespace velatura
