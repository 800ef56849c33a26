// The export dialog's half for several sizes: names of the files, the one question about those that exist, and what
// becomes of the job that writes them.
#include <QtCore/QDate>

#include "core/batch/export_names.h"
#include "ui/bridge/settings.h"
#include "ui/common/banner.h"
#include "ui/export/export_dialog.h"
#include "ui/export/export_format_form.h"
#include "ui/export/export_meter.h"
#include "ui/export/export_set_panel.h"
#include "ui/export/set_place_form.h"
#include "ui/stylize/result_recipe.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {
constexpr int kMostNamed = 3;
}

Result<std::vector<ExportFile>> ExportDialog::setFiles(bool keepBoth) const {
    std::vector<NameValues> items;
    const auto& styles = result_->inputs.styles;
    const auto text = [](const QString& s) { return s.toStdString(); };
    for (const auto& [target, plan] : panel_->chosen())
        items.push_back({{"name", text(picture_->name)},
                         {"target", target.name},
                         {"width", std::to_string(plan.file.width)},
                         {"height", std::to_string(plan.file.height)},
                         {"date", text(QDate::currentDate().toString(Qt::ISODate))},
                         {"index", std::to_string(items.size() + 1)},
                         {"style", styles.empty() ? "" : text(styles.front().picture->name)}});
    return exportFiles(place_->folder().toStdString(), text(place_->names()), items,
                       formatOf(format_->choices()).extensions.front(), keepBoth);
}

void ExportDialog::refreshPlace() {
    question_.clear();  // it was about other files
    if (result_ && several_) {
        const auto chosen = panel_->chosen();
        qint64 pixels = 0;
        for (const auto& c : chosen) pixels += c.plan.file.pixels();
        place_->setTotal(static_cast<int>(chosen.size()), pixels);
        const auto files = setFiles(false);
        if (!files)
            place_->setExample(files.error());
        else
            place_->setExample(
                files->empty() ? QString()
                               : QString::fromStdString(
                                     files->front().path.lexically_relative(place_->folder().toStdString()).string()));
    }
    refresh();
}

QString ExportDialog::takenText(const std::vector<ExportFile>& files) const {
    QStringList names;
    for (const ExportFile& f : files)
        if (f.exists) names << QString::fromStdString(f.path.filename().string());
    QString listed = names.mid(0, kMostNamed).join(", ");
    if (names.size() > kMostNamed) listed = tr("%1 and %2 more").arg(listed).arg(names.size() - kMostNamed);
    return tr("%1 of %2 files exist already: %3.").arg(names.size()).arg(files.size()).arg(listed);
}

void ExportDialog::keepBoth() {
    if (!question_.isEmpty()) saveSet(false, true);
}

void ExportDialog::saveSet(bool replace, bool keepBoth) {
    banners_->clear();
    if (const Status fits = panel_->check(); !fits) return banners_->showError(fits.error());
    const auto files = setFiles(keepBoth);
    if (!files) return banners_->showError(files.error());
    const bool taken = std::any_of(files->begin(), files->end(), [](const ExportFile& f) { return f.exists; });
    if (taken && !replace) {
        question_ = takenText(*files);
        return refresh();
    }
    question_.clear();
    meter_->stop();
    std::vector<ExportSetJob::Item> items;
    const auto chosen = panel_->chosen();
    for (size_t i = 0; i < chosen.size(); ++i) {
        const auto& [target, plan] = chosen[i];
        items.push_back({.name = QString::fromStdString(target.name),
                         .plan = plan,
                         .border = borderColour(target.border).value_or(std::array<float, 4>{1, 1, 1, 1}),
                         .how = saveOptions(format_->choices(), *result_, target.dpi),
                         .recipe = putRecipe(result_, picture_->image, std::nullopt),
                         .path = (*files)[i].path,
                         .replace = (*files)[i].exists});
    }
    remember();
    exporting_ = result_;
    job_->start(picture_->image, painted(), std::move(items));
    refresh();
}

void ExportDialog::setDone(const ExportSetJob::Outcome& outcome) {
    const ResultPtr result = std::exchange(exporting_, nullptr);
    refresh();
    if (!outcome.failed.empty()) banners_->showError(setFailure(outcome));
    if (outcome.stopped)
        banners_->showNotice(outcome.written.isEmpty()
                                 ? tr("Stopped; nothing was written.")
                                 : tr("Stopped; pictures written: %1.").arg(outcome.written.size()));
    if (outcome.failed.empty() && !outcome.stopped && result == result_) close();
    if (!outcome.written.isEmpty()) Q_EMIT exportedSet(result, outcome.written);
}

}  // namespace velatura
