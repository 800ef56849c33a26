#include "core/work_jobs.h"

namespace velatura {

Result<EngineSession*> EngineSessions::session(const std::string& engine) {
    auto& slot = sessions_[engine];
    if (!slot) {
        auto work = library_.work();
        if (!work) return fail(work.error());
        auto made = (*work)->engine(engine);
        if (!made) return fail(made.error());
        slot = std::move(*made);
    }
    return slot.get();
}

JobOutcome RenderJob::run(JobContext& context) {
    context.progress(0, 0, "Loading");
    auto session = sessions_->session(engine_);
    if (!session) return JobOutcome::failed(session.error());
    auto rendered = (*session)->render(request_, context);
    if (!rendered) return JobOutcome::failed(rendered.error());
    JobOutcome out;
    out.end = rendered->stopped ? JobEnd::Stopped : JobEnd::Done;
    out.picture = rendered->picture;
    out.facts = std::move(rendered->facts);
    return out;
}

JobOutcome TrainingJob::run(JobContext& context) {
    context.progress(0, 0, "Loading");
    auto work = library_.work();
    if (!work) return JobOutcome::failed(work.error());
    auto job = (*work)->trainJob(request_);
    if (!job) return JobOutcome::failed(job.error());
    return (*job)->run(context);
}

}  // namespace velatura
