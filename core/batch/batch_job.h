// BatchJob: carries out a BatchPlan, one picture after the other, as a job: progress over all, previews, pause and stop
// between steps, a journal that survives a kill. One failure never stops the rest. The Batch workspace puts it into the
// JobQueue; the terminal runs it inline.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "core/batch/batch_plan.h"
#include "core/jobs/job.h"
#include "core/work_jobs.h"

namespace velatura {

enum class BatchState {
    Done,     ///< painted and saved
    Kept,     ///< was there already, by the journal or by skipExisting
    Stopped,  ///< the best so far was saved when the batch was told to end
    Failed,
};

struct BatchItemResult {
    BatchItem item;
    BatchState state = BatchState::Done;
    std::optional<Error> error;  ///< when Failed
    ImageSize size;              ///< of what was saved
    ParamValues facts;           ///< of the engine
};

struct BatchSummary {
    int done = 0, kept = 0, failed = 0;
    int left = 0;  ///< not reached: told to end
    double seconds = 0;
    std::vector<BatchItemResult> failures;
    std::vector<std::filesystem::path> written;  ///< manifests and contact sheet
};

class BatchJob : public Job {
public:
    using OnItem = std::function<void(const BatchItemResult&)>;
    /// `onItem` hears of each item once, on the job's thread; it may be empty.
    BatchJob(std::shared_ptr<EngineSessions> sessions, BatchPlan plan, std::shared_ptr<const PictureFiles> files,
             OnItem onItem = {});
    ~BatchJob() override;
    std::string title() const override;
    /// Failed only where nothing can go on (no engine, no room on the disk); failed pictures are in the summary.
    /// Facts: "done", "kept", "failed", "left".
    JobOutcome run(JobContext& context) override;
    /// After run().
    const BatchSummary& summary() const { return summary_; }

private:
    std::shared_ptr<EngineSessions> sessions_;
    BatchPlan plan_;
    std::shared_ptr<const PictureFiles> files_;
    OnItem onItem_;
    BatchSummary summary_;
};

}  // namespace velatura
