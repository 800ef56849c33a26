#include "core/batch/batch_job.h"

#include <chrono>
#include <map>
#include <set>

#include "core/base/writable.h"
#include "core/batch/batch_manifest.h"
#include "core/batch/batch_steps.h"
#include "core/batch/contact_sheet.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kShare = 100;  ///< units of progress a picture

/// A picture's part of the whole batch.
class PartContext : public JobContext {
public:
    PartContext(JobContext& whole, std::int64_t before, std::int64_t total)
        : whole_(whole), before_(before), total_(total) {}
    void progress(std::int64_t done, std::int64_t total, std::string_view stage) override {
        const std::int64_t part = total > 0 ? std::min(kShare, kShare * done / total) : 0;
        whole_.progress(before_ + part, total_, stage);
    }
    void preview(const Image& image) override { whole_.preview(image); }
    void scalar(std::string_view name, std::int64_t step, double value) override { whole_.scalar(name, step, value); }
    void checkpointed(const fs::path& path) override { whole_.checkpointed(path); }
    void note(const Error& sentence) override { whole_.note(sentence); }
    bool proceed() override { return whole_.proceed(); }
    std::optional<ParamValues> takeChanges() override { return std::nullopt; }

private:
    JobContext& whole_;
    std::int64_t before_, total_;
};

/// Whether `folder` lies below `above`, however the two are written.
bool isBelow(const fs::path& folder, const fs::path& above) {
    std::error_code ec;
    const fs::path inner = fs::weakly_canonical(fs::absolute(folder, ec), ec);
    const fs::path outer = fs::weakly_canonical(fs::absolute(above, ec), ec);
    const fs::path rest = inner.lexically_relative(outer);
    return !rest.empty() && *rest.begin() != "..";
}

/// The contact sheet comes at the end: that it has no place is found out now, not after hours of painting.
Status checkSheet(const BatchRequest& request) {
    const fs::path& sheet = request.contactSheet;
    if (sheet.empty()) return {};
    std::error_code ec;
    // A folder among the results comes only with them.
    if (isBelow(sheet.parent_path(), request.output)) fs::create_directories(sheet.parent_path(), ec);
    return checkWritable(sheet);
}

/// One run of a batch.
class BatchRun {
public:
    BatchRun(const BatchPlan& plan, std::shared_ptr<const PictureFiles> files, EngineSessions& sessions, JobContext& context,
             const BatchJob::OnItem& onItem, BatchSummary& summary)
        : plan_(plan), shared_(std::move(files)), files_(*shared_), sessions_(sessions), context_(context), onItem_(onItem), summary_(summary) {}

    Result<JobEnd> run();

private:
    void report(BatchItemResult result);
    void reportFailure(const BatchItem& item, const Error& error);
    bool sift(BatchSteps& steps);
    Status paintAll(BatchSteps& steps);
    Status finish(BatchSteps& steps);
    Status writeSheet();

    const BatchPlan& plan_;
    std::shared_ptr<const PictureFiles> shared_;
    const PictureFiles& files_;
    EngineSessions& sessions_;
    JobContext& context_;
    const BatchJob::OnItem& onItem_;
    BatchSummary& summary_;
    std::vector<const BatchItem*> pending_;
    std::set<size_t> there_;  ///< items whose result lies in its place
    bool told_ = false;       ///< to end
};

void BatchRun::report(BatchItemResult result) {
    switch (result.state) {
        case BatchState::Done:
            ++summary_.done;
            break;
        case BatchState::Kept:
            ++summary_.kept;
            break;
        case BatchState::Stopped:
            ++summary_.left;  // it has to be done again
            break;
        case BatchState::Failed:
            ++summary_.failed;
            break;
    }
    if (result.state == BatchState::Done || result.state == BatchState::Kept) there_.insert(result.item.index);
    if (onItem_) onItem_(result);
    if (result.state == BatchState::Failed) summary_.failures.push_back(std::move(result));
}

void BatchRun::reportFailure(const BatchItem& item, const Error& error) {
    BatchItemResult result;
    result.item = item;
    result.state = BatchState::Failed;
    result.error = error;
    report(std::move(result));
}

/// What is done, what can never be, and what remains. Headers first: what is no picture is named now, not after hours.
bool BatchRun::sift(BatchSteps& steps) {
    std::map<fs::path, std::optional<Error>> seen;
    for (const auto& item : plan_.items) {
        if (!context_.proceed()) return false;
        context_.progress(static_cast<std::int64_t>(item.index), static_cast<std::int64_t>(plan_.items.size()),
                          "Checking");
        const bool wanted = plan_.only.empty() || plan_.only.contains(item.index);
        if (steps.isThere(item)) {
            BatchItemResult kept;
            kept.item = item;
            kept.state = BatchState::Kept;
            report(std::move(kept));
            continue;
        }
        if (!wanted) {
            ++summary_.left;
            continue;
        }
        auto it = seen.find(item.content);
        if (it == seen.end()) {
            const auto size = files_.probe(item.content);
            it = seen.emplace(item.content, size ? std::nullopt : std::optional(size.error())).first;
        }
        if (it->second)
            reportFailure(item, *it->second);
        else
            pending_.push_back(&item);
    }
    return true;
}

Status BatchRun::paintAll(BatchSteps& steps) {
    const auto total = static_cast<std::int64_t>(pending_.size()) * kShare;
    for (size_t i = 0; i < pending_.size(); ++i) {
        const auto before = static_cast<std::int64_t>(i) * kShare;
        if (!context_.proceed()) told_ = true;
        if (told_) {
            summary_.left += static_cast<int>(pending_.size() - i);
            return {};
        }
        context_.progress(before, total, "Painting");
        PartContext part(context_, before, total);
        bool fatal = false;
        auto result = steps.paint(*pending_[i], part, fatal);
        if (!result) {
            told_ = true;
            summary_.left += static_cast<int>(pending_.size() - i);
            return {};
        }
        if (fatal) {
            summary_.left += static_cast<int>(pending_.size() - i);
            return fail(*result->error);
        }
        told_ = result->state == BatchState::Stopped;
        report(std::move(*result));
    }
    context_.progress(total, total, "Painting");
    return {};
}

Status BatchRun::finish(BatchSteps& steps) {
    if (plan_.request.augment) {
        std::vector<JournalEntry> entries;
        for (const auto& item : plan_.items) {
            if (!there_.contains(item.index)) continue;
            auto entry = steps.entry(item);
            if (!entry) return fail(entry.error());
            entries.push_back(std::move(*entry));
        }
        auto written = writeManifest(plan_.request.output, entries);
        if (!written) return fail(written.error());
        summary_.written = std::move(*written);
    }
    return plan_.request.contactSheet.empty() || told_ ? Status() : writeSheet();
}

Status BatchRun::writeSheet() {
    context_.progress(0, 0, "Contact sheet");
    std::vector<fs::path> pictures;
    for (const auto& item : plan_.items) pictures.push_back(there_.contains(item.index) ? item.output : fs::path());
    const size_t across = plan_.request.augment
                              ? static_cast<size_t>(plan_.request.augment->variants)
                              : plan_.request.looks.size() * std::max<size_t>(1, plan_.request.strengths.size());
    const SheetLayout layout = sheetLayout(pictures.size(), across);
    if (layout.shown < pictures.size())
        context_.note({ErrorCode::TooLarge,
                       "The contact sheet shows the first %1 of %2 pictures.",
                       {std::to_string(layout.shown), std::to_string(pictures.size())}});
    const Image sheet = contactSheet(pictures, layout, files_.reader(), context_);
    if (sheet.empty()) return {};  // told to end
    if (auto s = files_.save(sheet, plan_.request.contactSheet, {}); !s) return s;
    summary_.written.push_back(plan_.request.contactSheet);
    return {};
}

Result<JobEnd> BatchRun::run() {
    const BatchRequest& request = plan_.request;
    context_.progress(0, 0, "Checking");
    if (auto s = BatchLooks(request.looks, files_).probe(); !s) return fail(s.error());
    if (auto s = makeFolder(request.output); !s) return fail(s.error());
    if (auto s = checkSheet(request); !s) return fail(s.error());
    const auto wanted = journalRequest(request);
    if (!wanted) return fail(wanted.error());
    const auto start = request.resume         ? JournalStart::Resume
                       : request.skipExisting ? JournalStart::Keep
                                              : JournalStart::Anew;
    auto journal = BatchJournal::open(request.output, *wanted, start);
    if (!journal) return fail(journal.error());
    BatchSteps steps(plan_, shared_, sessions_, *journal);
    if (sift(steps)) {
        if (auto s = paintAll(steps); !s) return fail(s.error());
    } else {
        // Nothing was painted: manifest and contact sheet of an earlier run stay as they are.
        summary_.left = static_cast<int>(plan_.items.size()) - summary_.kept - summary_.failed;
        return JobEnd::Stopped;
    }
    if (auto s = finish(steps); !s) return fail(s.error());
    return told_ ? JobEnd::Stopped : JobEnd::Done;
}

}  // namespace

BatchJob::BatchJob(std::shared_ptr<EngineSessions> sessions, BatchPlan plan, std::shared_ptr<const PictureFiles> files,
                   OnItem onItem)
    : sessions_(std::move(sessions)), plan_(std::move(plan)), files_(std::move(files)), onItem_(std::move(onItem)) {}

BatchJob::~BatchJob() = default;

std::string BatchJob::title() const {
    return plan_.request.output.filename().empty() ? plan_.request.output.parent_path().filename().string()
                                                   : plan_.request.output.filename().string();
}

JobOutcome BatchJob::run(JobContext& context) {
    const auto start = std::chrono::steady_clock::now();
    summary_ = {};
    BatchRun run(plan_, files_, *sessions_, context, onItem_, summary_);
    const auto end = run.run();
    summary_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    JobOutcome out = end ? JobOutcome{.end = *end} : JobOutcome::failed(end.error());
    out.file = plan_.request.output;
    out.facts = {{"done", std::int64_t{summary_.done}},
                 {"kept", std::int64_t{summary_.kept}},
                 {"failed", std::int64_t{summary_.failed}},
                 {"left", std::int64_t{summary_.left}},
                 {"seconds", summary_.seconds}};
    return out;
}

}  // namespace velatura
