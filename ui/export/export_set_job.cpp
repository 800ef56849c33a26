#include "ui/export/export_set_job.h"

#include <new>

#include "core/image_io/color_profile.h"
#include "ui/bridge/background.h"
#include "ui/common/translate.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

constexpr int kWatchMs = 100;

bool padded(const TargetPlan& plan) {
    return plan.inner.width < plan.file.width || plan.inner.height < plan.file.height;
}

/// A colour of sRGB as the picture's own space says it.
Result<std::array<float, 4>> inSpaceOfPicture(const std::array<float, 4>& colour, const Image& picture) {
    if (picture.info().icc.empty() || picture.channels() <= 2) return colour;
    PixelBuffer one({1, 1}, 3, Depth::F32);
    std::copy_n(colour.begin(), 3, one.rowAs<float>(0));
    const auto there = convertColors(Image(std::move(one)), picture.info().icc);
    if (!there) return fail(there.error());
    const float* p = there->rowAs<float>(0);
    return std::array<float, 4>{p[0], p[1], p[2], colour[3]};
}

Status roomFor(const ExportSetJob::Item& item) {
    std::error_code ec;
    if (!item.replace && fs::exists(item.path, ec))
        return fail(ErrorCode::Disk, "The file %1 has come meanwhile.", {item.path.filename().string()},
                    "Export once more and say what shall become of it.");
    fs::create_directories(item.path.parent_path(), ec);
    if (ec)
        return fail(ErrorCode::Disk, "The folder %1 cannot be made: %2.",
                    {item.path.parent_path().string(), ec.message()},
                    "Choose another folder or another template for the names.");
    return {};
}

}  // namespace

Result<bool> exportItem(const Image& painting, const RenderRequest& painted, const ExportSetJob::Item& item,
                        CarriedPicture& carried, const std::function<bool(double)>& proceed) {
    if (!proceed(0)) return false;
    if (auto s = roomFor(item); !s) return fail(s.error());
    // The painting itself has pixels enough for small ones; all others share what is carried to the photo's size.
    const Rect seen = cropPixels(item.plan.crop, painting.size());
    const bool fine = item.plan.inner.width > seen.width || item.plan.inner.height > seen.height;
    auto base = carried.at(painting, painted, fine ? OutputSize{.source = true} : OutputSize{}, proceed);
    if (!base) return fail(base.error());
    if (base->empty() || !proceed(1)) return false;
    try {
        std::array<float, 4> border = item.border;
        if (padded(item.plan)) {
            const auto there = inSpaceOfPicture(border, *base);
            if (!there) return fail(there.error());
            border = *there;
        }
        const Image picture = renderTarget(*base, item.plan, border);
        if (!proceed(1)) return false;
        SaveOptions how = item.how;
        if (item.recipe)
            if (auto s = item.recipe(how); !s) return fail(s.error());
        if (auto s = savePicture(picture, item.path, how); !s) return fail(s.error());
        return true;
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, "There is not enough memory for a picture of this size.", {},
                    "Choose a smaller one.");
    }
}

ExportSetJob::ExportSetJob(Background& lane, std::shared_ptr<CarriedPicture> carried, QObject* parent)
    : QObject(parent), lane_(lane), carried_(std::move(carried)) {
    watch_.setInterval(kWatchMs);
    connect(&watch_, &QTimer::timeout, this, [this] {
        const int item = shared_->item;
        Q_EMIT progress(item + shared_->share / 1000.0, total_, names_.value(item));
    });
}

void ExportSetJob::start(const Image& painting, const RenderRequest& painted, std::vector<Item> items) {
    outcome_ = {};
    names_.clear();
    done_ = 0;
    total_ = static_cast<int>(items.size());
    shared_ = std::make_shared<Shared>();
    if (total_ == 0) return;
    for (int i = 0; i < total_; ++i) {
        Item& item = items[static_cast<size_t>(i)];
        const QString name = item.name;
        const std::string path = item.path.string();
        names_ << name;
        lane_.run(
            this,
            [painting, painted, item = std::move(item), carried = carried_, shared = shared_, i]() -> Result<bool> {
                shared->item = i;
                shared->share = 0;
                return exportItem(painting, painted, item, *carried, [&](double share) {
                    shared->share = static_cast<int>(share * 999);  // it is done when it is written
                    return !shared->stop;
                });
            },
            [this, name, path](const Result<bool>& written) { one(name, path, written); });
    }
    watch_.start();
    Q_EMIT progress(0, total_, names_.front());
}

void ExportSetJob::one(const QString& name, const std::string& path, const Result<bool>& written) {
    if (!written)
        outcome_.failed.emplace_back(name, written.error());
    else if (*written)
        outcome_.written << QString::fromStdString(path);
    else
        outcome_.stopped = true;
    if (++done_ < total_) return;
    watch_.stop();
    total_ = 0;
    Q_EMIT finished(outcome_);
}

void ExportSetJob::stop() {
    if (shared_) shared_->stop = true;
}

Error setFailure(const ExportSetJob::Outcome& outcome) {
    QStringList sentences;
    for (const auto& [name, error] : outcome.failed)
        sentences << QStringLiteral("%1: %2").arg(name, (trError(error) + ' ' + trHint(error)).trimmed());
    const auto n = outcome.failed.size();
    Error out = fail(ErrorCode::Disk, "%1 of %2 pictures could not be exported.",
                     {std::to_string(n), std::to_string(n + static_cast<size_t>(outcome.written.size()))})
                    .value();
    out.code = outcome.failed.front().second.code;
    out.hint = sentences.join('\n').toStdString();  // in the person's language already
    return out;
}

}  // namespace velatura
