#include "ui/export/timelapse_dialog.h"

#include <QtCore/QDir>
#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "core/frame_recorder.h"
#include "ui/bridge/background.h"
#include "ui/bridge/settings.h"
#include "ui/common/banner.h"
#include "ui/export/export_foot.h"
#include "ui/export/form_rows.h"
#include "ui/params/param_form.h"

namespace velatura {

namespace {

constexpr int kWidth = 440, kTellMs = 100;
constexpr const char* kScope = "timelapse";
/// A name that was asked for in the window always has its format beside it.
constexpr const char* kUsualFormat = "avi";

/// "lake-painted.avi", then "lake-painted-2.avi" …: a name that is free; a folder for numbered pictures.
QString freeName(const QString& folder, const QString& base, const QString& ending) {
    for (int i = 1;; ++i) {
        const QString name = i == 1 ? base : QStringLiteral("%1-%2").arg(base).arg(i);
        const QString path = QDir(folder).filePath(ending.isEmpty() ? name : name + '.' + ending);
        if (!QFileInfo::exists(path)) return path;
    }
}

}  // namespace

TimelapseDialog::TimelapseDialog(Background& lane, Settings& settings, QWidget* parent)
    : QDialog(parent), lane_(lane), settings_(settings) {
    setModal(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    banners_ = new BannerStack(this);
    column->addWidget(banners_);
    auto* body = new QVBoxLayout;
    body->setContentsMargins(grid::kSection, grid::kSection, grid::kSection, grid::kGroup);
    body->setSpacing(grid::kGroup);
    column->addLayout(body, 1);
    frames_ = new QLabel(this);
    body->addWidget(frames_);
    form_ = new ParamForm(timelapseSchema(), nullptr, this);
    body->addWidget(form_);
    auto* row = new QHBoxLayout;
    row->setSpacing(grid::kRelated);
    pathLabel_ = new QLabel(this);
    path_ = new QLineEdit(this);
    browse_ = new QToolButton(this);
    row->addWidget(pathLabel_);
    row->addWidget(path_, 1);
    row->addWidget(browse_);
    body->addLayout(row);
    body->addStretch();
    foot_ = new ExportFoot(this);
    column->addWidget(foot_);

    ParamValues values = settings_.params(kScope);
    const auto* format = valueIf<std::string>(values, "timelapse-format");
    if (!format || *format == "auto") values["timelapse-format"] = std::string(kUsualFormat);
    form_->setValues(values);
    connect(form_, &ParamForm::valuesChanged, this, &TimelapseDialog::followFormat);
    connect(path_, &QLineEdit::textEdited, this, &TimelapseDialog::refresh);
    connect(browse_, &QToolButton::clicked, this, &TimelapseDialog::browse);
    connect(foot_, &ExportFoot::saveWanted, this, &TimelapseDialog::save);
    connect(foot_, &ExportFoot::cancelWanted, this, &TimelapseDialog::reject);
    connect(&timer_, &QTimer::timeout, this, [this] {
        // Below 1, which would be the next file.
        if (writing_ && !writing_->stop) foot_->setProgress(std::min(0.999, writing_->share.load()), 1, QFileInfo(path()).fileName());
    });
    setMinimumWidth(kWidth);
    retranslate();
}

void TimelapseDialog::open(const ResultPtr& result) {
    if (!writing_) {
        result_ = result;
        picture_ = result->picture;
        banners_->clear();
        const QString base = tr("%1-time-lapse").arg(QFileInfo(result->inputs.photo->name).completeBaseName());
        setPath(freeName(settings_.folder("export"), base, QString::fromLatin1(timelapseEnding(format()))));
    }
    retranslate();
    show();
    raise();
    activateWindow();
}

QString TimelapseDialog::path() const {
    const QString p = path_->text().trimmed();
    if (p.startsWith("~/")) return QDir::homePath() + p.mid(1);
    return p.isEmpty() || QDir::isAbsolutePath(p) ? p : QDir(settings_.folder("export")).filePath(p);
}

void TimelapseDialog::setPath(const QString& path) {
    path_->setText(path);
    refresh();
}

TimelapseFormat TimelapseDialog::format() const { return timelapseSchema().read(form_->values())->format; }

/// The name's ending goes with the format; a name of one's own stays.
void TimelapseDialog::followFormat() {
    const TimelapseFormat now = format();
    if (now != TimelapseFormat::ByName && !path().isEmpty()) {
        const QFileInfo file(path());
        const bool known = file.suffix() == timelapseEnding(TimelapseFormat::Avi) || file.suffix() == timelapseEnding(TimelapseFormat::Webp);
        const QString base = known ? file.completeBaseName() : file.fileName(), ending = QString::fromLatin1(timelapseEnding(now));
        path_->setText(file.dir().filePath(ending.isEmpty() ? base : base + '.' + ending));
    }
    refresh();
}

void TimelapseDialog::browse() {
    auto* dialog = new QFileDialog(this, tr("Save the time-lapse as"), QFileInfo(path()).absolutePath());
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);  // asked here, once
    dialog->selectFile(QFileInfo(path()).fileName());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &TimelapseDialog::setPath);
    dialog->open();
}

void TimelapseDialog::refresh() {
    const QFileInfo file(path());
    ExportFoot::State state{.ready = result_ && !path().isEmpty(), .running = writing_ != nullptr, .question = {}};
    if (file.isFile()) state.question = tr("%1 exists already.").arg(file.fileName());
    foot_->setState(state);
    for (QWidget* w : std::initializer_list<QWidget*>{form_, path_, browse_}) w->setEnabled(!writing_);
}

void TimelapseDialog::save() {
    if (!result_ || writing_ || foot_->press() == ExportFoot::Press::None) return;
    const QString target = path();
    // The button said "Replace" when the file was there; if it has come since, ask first.
    if (QFileInfo(target).isFile() && foot_->press() != ExportFoot::Press::Replace) return refresh();
    banners_->clear();
    TimelapseOrder order{{}, picture_->image, target.toStdString(), *timelapseSchema().read(form_->values())};
    for (const auto& frame : result_->frames->frames()) order.frames.push_back(frame.file);
    writing_ = std::make_shared<Writing>();
    settings_.setParams(kScope, form_->values());
    settings_.setFolder("export", QFileInfo(target).absolutePath());
    refresh();
    foot_->setProgress(0, 1, QFileInfo(target).fileName());
    timer_.start(kTellMs);
    // The frames' files stay while the recorder does.
    lane_.run(
        this,
        [order, writing = writing_, frames = result_->frames] {
            return exportTimelapse(order, [&](double share) {
                writing->share = share;
                return !writing->stop;
            });
        },
        [this, target](const Result<int>& shown) { written(shown, target); });
}

TimelapseDialog::~TimelapseDialog() {
    if (writing_) writing_->stop = true;
}

void TimelapseDialog::written(const Result<int>& shown, const QString& target) {
    timer_.stop();
    writing_.reset();
    refresh();
    if (!shown) return banners_->showError(shown.error());
    if (*shown == 0) return;  // stopped
    close();
    Q_EMIT exported(target);
}

void TimelapseDialog::reject() {
    if (writing_) {
        writing_->stop = true;
        return foot_->setStopping();
    }
    QDialog::reject();
}

void TimelapseDialog::retranslate() {
    setWindowTitle(tr("Export time-lapse"));
    frames_->setText(result_ && result_->frames ? tr("%1 frames of %2").arg(result_->frames->frames().size()).arg(nameOf(*result_)) : QString());
    pathLabel_->setText(tr("Save as"));
    path_->setAccessibleName(tr("File or folder name"));
    browse_->setText(tr("Browse…"));
    refresh();
}

void TimelapseDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

}  // namespace velatura
