// What BatchJob does with single pictures: which are done already, painting one, saving it, writing it down. One
// thread.
#pragma once

#include <memory>
#include <optional>

#include "core/batch/batch_job.h"
#include "core/batch/batch_journal.h"
#include "core/batch/batch_looks.h"

namespace velatura {

/// What makes results of two batches comparable, for the journal: everything that changes a picture, nothing else.
Result<nlohmann::json> journalRequest(const BatchRequest& request);

/// The parameters of one item: the batch's with its own strength and seed.
ParamValues itemParams(const BatchRequest& request, const BatchItem& item);

class BatchSteps {
public:
    BatchSteps(const BatchPlan& plan, std::shared_ptr<const PictureFiles> files, EngineSessions& sessions, BatchJournal& journal)
        : plan_(plan), files_(*files), sessions_(sessions), journal_(journal), looks_(plan.request.looks, *files), matched_(std::move(files)) {}

    /// The result is there, by the journal or by skipExisting.
    bool isThere(const BatchItem& item);
    /// Paints and saves one. Nothing where it was told to end before there was a picture. `fatal` is set where no other
    /// picture could be painted or saved either.
    std::optional<BatchItemResult> paint(const BatchItem& item, JobContext& context, bool& fatal);
    /// What the manifest says of a picture that is there.
    Result<JournalEntry> entry(const BatchItem& item);

private:
    Result<BatchItemResult> tryPaint(const BatchItem& item, JobContext& context, bool& fatal);
    Status save(const BatchItem& item, const Image& picture, const std::string& recipe, bool& fatal);
    Result<std::string> recipe(const BatchItem& item, const RenderRequest& request, const Rendered& rendered);
    Result<JournalEntry> describe(const BatchItem& item);
    bool roomLeft() const;

    const BatchPlan& plan_;
    const PictureFiles& files_;
    EngineSessions& sessions_;
    BatchJournal& journal_;
    BatchLooks looks_;
    MatchedPictures matched_;  ///< keeps the files alive
    std::filesystem::path contentPath_;  ///< of the content that is kept for its next look
    Image content_;
};

}  // namespace velatura
