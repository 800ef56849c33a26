// Job: something that takes long enough to be watched, paused and stopped. Runs in a Worker's thread, or inline in the
// terminal program and in tests; it cannot tell which.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/error.h"
#include "core/base/param_values.h"
#include "core/image/image.h"
#include "core/jobs/job_context.h"

namespace velatura {

enum class JobEnd { Done, Stopped, Failed };

struct JobOutcome {
    JobEnd end = JobEnd::Done;
    Image picture;                      ///< the result, or the best so far when stopped; may be empty
    std::filesystem::path file;         ///< exported weights or picture, if any
    ParamValues facts;                  ///< what was really done: "steps", "seconds", "device" …
    std::optional<Error> error;         ///< when Failed

    static JobOutcome failed(Error e) {
        JobOutcome out;
        out.end = JobEnd::Failed;
        out.error = std::move(e);
        return out;
    }
};

class Job {
public:
    virtual ~Job() = default;
    virtual std::string title() const = 0;
    virtual JobOutcome run(JobContext& context) = 0;
};

}  // namespace velatura
