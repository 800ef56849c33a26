#include "core/batch/style_sheet.h"

namespace velatura {

namespace {

/// A style may be larger than what is painted, as strokes are measured in it; whole it would be read for nothing.
constexpr int kStyleShort = 512;

}  // namespace

Result<Image> StyleSheetJob::paint(EngineSession& session, const std::filesystem::path& style, JobContext& context) const {
    auto painting = files_->reader().read(style, {.minShortSide = kStyleShort});
    if (!painting) return fail(painting.error());
    painting = files_->inSpaceOf(*painting, order_.photo);
    if (!painting) return fail(painting.error());
    RenderRequest request;
    request.content = order_.photo;
    request.styles = {{*painting, 1.0, {}}};
    request.params = order_.params;
    request.params["long-side"] = std::int64_t{order_.longSide};
    auto rendered = session.render(request, context);
    if (!rendered) return fail(rendered.error());
    // Side by side they must be in one space, and the sheet's file says none.
    static const Image plain(PixelBuffer({1, 1}, 3, Depth::U8));
    return rendered->picture.empty() ? Result<Image>(Image()) : files_->inSpaceOf(rendered->picture, plain);
}

JobOutcome StyleSheetJob::run(JobContext& context) {
    context.progress(0, 0, "Loading");
    auto session = sessions_->session(order_.engine);
    if (!session) return JobOutcome::failed(session.error());
    InnerContext quiet(context);
    const auto total = static_cast<std::int64_t>(order_.styles.size());
    std::int64_t done = 0, failed = 0;
    for (size_t i = 0; i < order_.styles.size() && quiet.proceed(); ++i) {
        context.progress(static_cast<std::int64_t>(i), total, "Painting");
        auto picture = paint(**session, order_.styles[i], quiet);
        if (quiet.ended()) break;  // half a picture says the wrong thing about a style
        SheetPicture told{i, {}, {}};
        picture ? ++done : ++failed;
        if (picture)
            told.picture = std::move(*picture);
        else
            told.error = picture.error();
        onPicture_(told);
    }
    (*session)->clearCache();
    context.progress(done + failed, total, "Painting");
    JobOutcome out;
    out.end = quiet.ended() ? JobEnd::Stopped : JobEnd::Done;
    out.facts["done"] = done;
    out.facts["failed"] = failed;
    return out;
}

}  // namespace velatura
