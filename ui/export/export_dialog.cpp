#include "ui/export/export_dialog.h"

#include <fmt/format.h>

#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtCore/QLocale>
#include <QtGui/QHideEvent>
#include <QtGui/QScreen>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "core/base/atomic_file.h"
#include "core/batch/export_names.h"
#include "ui/bridge/background.h"
#include "ui/bridge/settings.h"
#include "ui/common/banner.h"
#include "ui/export/export_foot.h"
#include "ui/export/export_format_form.h"
#include "ui/export/export_meter.h"
#include "ui/export/export_set_panel.h"
#include "ui/export/file_name_row.h"
#include "ui/export/form_rows.h"
#include "ui/export/output_size_row.h"
#include "ui/export/set_place_form.h"
#include "ui/stylize/result_recipe.h"

namespace velatura {

namespace {
constexpr QSize kSetSize(1200, 700);
constexpr int kFormWidth = 376;
}  // namespace

ExportDialog::ExportDialog(Background& lane, Settings& settings, QWidget* parent)
    : QDialog(parent), lane_(lane), settings_(settings) {
    setModal(false);
    meter_ = new ExportMeter(lane, this);
    job_ = new ExportSetJob(lane, carried_, this);
    build();
    listen();
    pixels_->setWish(settings_.value("export/size", "source").toString());
    place_->setNames(settings_.value("export/names", "{name}-{target}").toString());
    format_->setUnfolded(settings_.value("export/unfolded", false).toBool());
    format_->setChoices(loadChoices(settings_));
    setSeveral(settings_.value("export/several", false).toBool());
    retranslate();
}

void ExportDialog::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    banners_ = new BannerStack(this);
    column->addWidget(banners_);
    auto* modeRow = new QHBoxLayout;
    // At the upper left in both, so that it stays under the pointer.
    modeRow->setContentsMargins(grid::kSection - grid::kRelated, grid::kGroup, grid::kSection, 0);
    modeRow->setSpacing(grid::kTight);
    modes_ = new QButtonGroup(this);
    const auto mode = [&](int id) {
        auto* b = new QToolButton(this);
        b->setAutoRaise(true);
        b->setCheckable(true);
        b->setFocusPolicy(Qt::TabFocus);
        modes_->addButton(b, id);
        modeRow->addWidget(b);
        return b;
    };
    oneMode_ = mode(0);
    setMode_ = mode(1);
    modeRow->addStretch();
    column->addLayout(modeRow);
    auto* body = new QHBoxLayout;
    body->setContentsMargins(grid::kSection, grid::kRelated + grid::kTight, grid::kSection, grid::kRelated);
    body->setSpacing(grid::kSection);
    column->addLayout(body, 1);
    auto* forms = new QVBoxLayout;
    forms->setSpacing(grid::kRelated + grid::kTight);
    panel_ = new ExportSetPanel(settings_, this);
    pixels_ = new OutputSizeRow(this);
    format_ = new ExportFormatForm(this);
    file_ = new FileNameRow(this);
    place_ = new SetPlaceForm(this);
    body->addWidget(panel_, 1);
    body->addLayout(forms);
    for (QWidget* w : std::initializer_list<QWidget*>{pixels_, format_, file_, place_}) {
        w->setFixedWidth(kFormWidth);
        forms->addWidget(w);
    }
    forms->addStretch();
    foot_ = new ExportFoot(this);
    column->addWidget(foot_);
}

void ExportDialog::listen() {
    meter_->setQuestion([this]() -> ExportMeter::Question {
        return {measuredKey(),
                [carried = carried_, painting = picture_->image, painted = painted(), size = pixels_->size()](
                    const std::function<bool(double)>& proceed) { return carried->at(painting, painted, size, proceed); },
                [key = formatOf(format_->choices()).key, how = saveOptions(format_->choices(), *result_),
                 recipe = putRecipe(result_, picture_->image, pixels_->size())](const Image& image) {
                    SaveOptions with = how;
                    const Status put = recipe(with);
                    return put ? encodePicture(image, key, with) : Result<std::string>(fail(put.error()));
                }};
    });
    connect(meter_, &ExportMeter::measured, this, [this](qint64 bytes) {
        if (several_) return;
        format_->setFileSize(QLocale().formattedDataSize(bytes));
        Q_EMIT sizeKnown(bytes);
    });
    connect(meter_, &ExportMeter::failed, this, [this](const Error& error) {
        if (several_) return;
        format_->setFileSize(QStringLiteral("–"));
        banners_->clear();
        banners_->showError(error);
    });
    connect(modes_, &QButtonGroup::idClicked, this, [this](int id) { setSeveral(id == 1); });
    connect(pixels_, &OutputSizeRow::changed, this, &ExportDialog::askForSize);
    connect(format_, &ExportFormatForm::changed, this, [this] {
        formatFollows();
        askForSize();
    });
    connect(format_, &ExportFormatForm::failed, banners_, &BannerStack::showError);
    connect(format_, &ExportFormatForm::foldToggled, this, &ExportDialog::fit);
    connect(file_, &FileNameRow::changed, this, &ExportDialog::refresh);
    connect(file_, &FileNameRow::formatNamed, format_, &ExportFormatForm::setFormat);
    connect(panel_, &ExportSetPanel::changed, this, &ExportDialog::refreshPlace);
    connect(place_, &SetPlaceForm::changed, this, &ExportDialog::refreshPlace);
    connect(job_, &ExportSetJob::progress, foot_, &ExportFoot::setProgress);
    connect(job_, &ExportSetJob::finished, this, &ExportDialog::setDone);
    connect(foot_, &ExportFoot::cancelWanted, this, &ExportDialog::reject);
    connect(foot_, &ExportFoot::keepBothWanted, this, &ExportDialog::keepBoth);
    connect(foot_, &ExportFoot::saveWanted, this, &ExportDialog::save);
}

void ExportDialog::open(const ResultPtr& result) {
    result_ = result;
    picture_ = result->picture;
    saving_ = false;
    question_.clear();
    if (session_++ > 0) banners_->clear();  // what was wrong with the settings is said at the first opening
    pixels_->offer(picture_->image.size(), result->inputs.photo ? result->inputs.photo->image.size() : ImageSize{});
    file_->setFolder(settings_.folder("export"));
    place_->setFolder(settings_.folder("export"));
    file_->suggest(picture_->name, formatOf(format_->choices()));
    panel_->open(result);
    refreshPlace();
    fit();
    show();
    raise();
    activateWindow();
    if (!several_) file_->focusName();
    askForSize();
}

QString ExportDialog::path() const {
    return file_->path();
}
void ExportDialog::setPath(const QString& path) {
    file_->setPath(path);
}
void ExportDialog::setFormat(const std::string& key) {
    format_->setFormat(key);
}

void ExportDialog::setOutputSize(const QString& size) {
    pixels_->setWish(size);
    askForSize();
}

void ExportDialog::setSeveral(bool on) {
    several_ = on;
    question_.clear();
    (on ? setMode_ : oneMode_)->setChecked(true);
    panel_->setVisible(on);
    place_->setVisible(on);
    pixels_->setVisible(!on);
    file_->setVisible(!on);
    refreshPlace();
    askForSize();
    fit();
}

RenderRequest ExportDialog::painted() const { return result_ ? requestOf(result_->inputs) : RenderRequest(); }

std::string ExportDialog::measuredKey() const {
    return fmt::format("{}/{}/{}", picture_->image.id(), toText(pixels_->size()), signature(format_->choices()));
}

void ExportDialog::formatFollows() {
    const PictureFormat& f = formatOf(format_->choices());
    file_->followFormat(f);
    panel_->setLimits({f.label, f.maxSide, kMaxPixels});
    refreshPlace();
}

void ExportDialog::askForSize() {
    meter_->stop();
    format_->setFileSize(several_ ? QString() : tr("measuring…"));
    if (!several_ && isVisible() && result_) meter_->askSoon();
}

void ExportDialog::save() {
    if (!result_ || foot_->press() == ExportFoot::Press::None) return;
    several_ ? saveSet(!question_.isEmpty(), false) : saveOne();
}

void ExportDialog::saveOne() {
    const QString target = path();
    const auto named = formatForPath(target.toStdString());
    if (!named) return banners_->showError(named.error());
    // The button said "Replace" when the file was there; if it has come since, ask first.
    if (QFileInfo::exists(target) && foot_->press() != ExportFoot::Press::Replace) return refresh();
    saving_ = true;
    banners_->clear();
    refresh();
    remember();
    // What was measured is the file already.
    const auto ready = meter_->encoded(measuredKey());
    meter_->stop();
    lane_.run(
        this,
        [ready, carried = carried_, painting = picture_->image, painted = painted(), size = pixels_->size(), target,
         how = saveOptions(format_->choices(), *result_),
         recipe = putRecipe(result_, picture_->image, pixels_->size())]() mutable -> Status {
            if (ready) return writeFileAtomically(target.toStdString(), *ready);
            const auto image = carried->at(painting, painted, size);
            if (!image) return fail(image.error());
            if (auto s = recipe(how); !s) return s;
            return savePicture(*image, target.toStdString(), how);
        },
        [this, target, result = result_, mine = session_](const Status& status) {
            oneSaved(status, result, target, mine);
        });
}

void ExportDialog::oneSaved(const Status& status, const ResultPtr& result, const QString& target, int session) {
    if (session == session_) {
        saving_ = false;
        refresh();
    }
    if (!status) return banners_->showError(status.error());
    if (session == session_) close();
    Q_EMIT exported(result, target);
}

void ExportDialog::reject() {
    if (job_->running()) {
        job_->stop();
        return foot_->setStopping();
    }
    if (!question_.isEmpty()) {
        question_.clear();
        return refresh();
    }
    QDialog::reject();
}

void ExportDialog::hideEvent(QHideEvent* event) {
    QDialog::hideEvent(event);
    if (event->spontaneous()) return;  // minimised
    meter_->forget();
    // On the lane, behind a saving that still needs it; the result itself may be put away meanwhile.
    lane_.run(
        this,
        [carried = carried_] {
            carried->forget();
            return true;
        },
        [](bool) {});
}

void ExportDialog::remember() {
    storeChoices(settings_, format_->choices());
    settings_.setValue("export/size", pixels_->wish());
    settings_.setValue("export/names", place_->names());
    settings_.setValue("export/several", several_);
    settings_.setValue("export/unfolded", format_->isUnfolded());
    settings_.setFolder("export", several_ ? place_->folder() : QFileInfo(path()).absolutePath());
}

void ExportDialog::refresh() {
    const bool running = job_->running();
    const bool ready = several_ ? !panel_->chosen().empty() && !place_->folder().isEmpty() : !path().isEmpty();
    ExportFoot::State state{.ready = ready, .saving = saving_, .running = running, .question = question_};
    state.canKeepBoth = several_ && !question_.isEmpty();
    if (!several_)
        state.question =
            QFileInfo::exists(path()) ? tr("%1 exists already.").arg(QFileInfo(path()).fileName()) : QString();
    foot_->setState(state);
    for (QWidget* w : std::initializer_list<QWidget*>{panel_, format_, place_, pixels_, file_, oneMode_, setMode_})
        w->setEnabled(!running);
}

/// One file needs no more than its form, a set room for the picture; neither leaves the screen.
void ExportDialog::fit() {
    const QRect screen = this->screen() ? this->screen()->availableGeometry() : QRect(0, 0, 1280, 800);
    const QSize frame = isVisible() ? frameSize() - size() : QSize(8, 32);
    layout()->activate();
    if (several_)
        resize(kSetSize.expandedTo(minimumSizeHint()).boundedTo(screen.size() - frame));
    else
        adjustSize();
    if (!isVisible()) return;
    const QPoint last(screen.right() + 1 - frame.width() - width(), screen.bottom() + 1 - frame.height() - height());
    move(std::clamp(x(), screen.x(), std::max(screen.x(), last.x())),
         std::clamp(y(), screen.y(), std::max(screen.y(), last.y())));
}

void ExportDialog::retranslate() {
    setWindowTitle(tr("Export"));
    oneMode_->setText(tr("One file"));
    setMode_->setText(tr("Several sizes"));
    oneMode_->setToolTip(tr("The result as one picture"));
    setMode_->setToolTip(tr("The result in several sizes and crops, in one go"));
    std::vector<QGridLayout*> grids = format_->grids();
    grids.insert(grids.end(), {pixels_->rows(), file_->rows(), place_->rows()});
    alignLabels(grids);
    refreshPlace();
    askForSize();
}

void ExportDialog::changeEvent(QEvent* event) {
    // The forms hear of it after the dialog; their labels are as wide as their words then.
    if (event->type() == QEvent::LanguageChange) QTimer::singleShot(0, this, &ExportDialog::retranslate);
    QDialog::changeEvent(event);
}

}  // namespace velatura
