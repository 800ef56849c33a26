// StyleSheetJob: one photo painted small in one style after the other, for a contact sheet to choose from. A style that
// fails is told and the rest goes on. The window puts it into the JobQueue.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/image/picture_files.h"
#include "core/jobs/job.h"
#include "core/work_jobs.h"

namespace velatura {

struct SheetOrder {
    std::string title;   ///< of the job
    std::string engine;  ///< a key of the catalog
    ParamValues params;  ///< of that engine; `longSide` takes the place of its working size
    int longSide = 0;    ///< of each picture
    Image photo;
    std::vector<std::filesystem::path> styles;
};

struct SheetPicture {
    size_t index = 0;  ///< in SheetOrder::styles
    Image picture;
    std::optional<Error> error;
};

class StyleSheetJob : public Job {
public:
    using OnPicture = std::function<void(const SheetPicture&)>;
    /// `onPicture` hears of each style once, in order, on the job's thread.
    StyleSheetJob(std::shared_ptr<EngineSessions> sessions, SheetOrder order, std::shared_ptr<const PictureFiles> files,
                  OnPicture onPicture)
        : sessions_(std::move(sessions)), order_(std::move(order)), files_(std::move(files)), onPicture_(std::move(onPicture)) {}
    std::string title() const override { return order_.title; }
    /// Failed only where no style can be painted at all (no engine). Facts: "done", "failed".
    JobOutcome run(JobContext& context) override;

private:
    Result<Image> paint(EngineSession& session, const std::filesystem::path& style, JobContext& context) const;

    std::shared_ptr<EngineSessions> sessions_;
    SheetOrder order_;
    std::shared_ptr<const PictureFiles> files_;
    OnPicture onPicture_;
};

}  // namespace velatura
