#include "ui/batch/batch_panel.h"

#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtCore/QLocale>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QFrame>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStyle>
#include <QtWidgets/QVBoxLayout>

#include "ui/batch/batch_output.h"
#include "ui/params/engine_forms.h"
#include "ui/batch/name_field.h"
#include "ui/bridge/settings.h"
#include "ui/common/theme.h"
#include "ui/params/param_form.h"
#include "ui/train/folder_slot.h"

namespace velatura {

namespace {

QFrame* separator(QWidget* parent) {
    auto* line = new QFrame(parent);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    return line;
}

}  // namespace

BatchPanel::BatchPanel(Settings& settings, QUndoStack* undo, QWidget* parent)
    : QWidget(parent), settings_(settings), undo_(undo) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeForms(), 1);
    column->addWidget(separator(this));
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(grid::kGroup, grid::kRelated, grid::kGroup, grid::kGroup);
    foot_ = new JobFoot(this);
    foot->addWidget(foot_);
    column->addLayout(foot);
    pause_ = new QPushButton(this);
    pause_->setIconSize({16, 16});
    foot_->addBeside(pause_);

    connect(engines_, &EngineForms::changed, this, &BatchPanel::changed);
    connect(output_, &ParamForm::valuesChanged, this, &BatchPanel::changed);
    connect(folder_, &FolderSlot::openWanted, this, &BatchPanel::askFolder);
    connect(folder_, &FolderSlot::clearWanted, this, [this] { Q_EMIT folderChosen({}); });
    connect(folder_, &FolderSlot::dropped, this, [this](const QString& path) {
        Q_EMIT folderChosen(QFileInfo(path).isDir() ? path : QFileInfo(path).absolutePath());
    });
    connect(foot_, &JobFoot::runWanted, this, &BatchPanel::runWanted);
    connect(foot_, &JobFoot::stopWanted, this, &BatchPanel::stopWanted);
    connect(pause_, &QPushButton::clicked, this, [this] { Q_EMIT pauseWanted(!paused_); });
    connect(&Theme::instance(), &Theme::changed, this, &BatchPanel::retranslate);
    setState(RunState::Missing);
}

QWidget* BatchPanel::makeForms() {
    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);  // painted only where there is something to scroll
    area->setFocusPolicy(Qt::NoFocus);
    auto* page = new QWidget(area);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(grid::kGroup, grid::kTight,
                               grid::kGroup - style()->pixelMetric(QStyle::PM_ScrollBarExtent), grid::kGroup);
    column->setSpacing(grid::kRelated);
    engines_ = new EngineForms("batch", "batch-", settings_, undo_, page);
    folder_ = new FolderSlot(page);
    names_ = new NameField(page);
    title_ = new QLabel(page);
    title_->setFont(Theme::instance().heading());
    output_ = new ParamForm(batchOutputSchema(), undo_, page);
    output_->setValues(settings_.params("batch-output"));
    output_->restoreState(settings_.value("batch/folds/output").toByteArray());
    column->addWidget(engines_);
    column->addSpacing(grid::kRelated);
    column->addWidget(separator(page));
    column->addWidget(title_);
    column->addWidget(folder_);
    column->addWidget(names_);
    column->addSpacing(grid::kTight);
    column->addWidget(output_);
    column->addStretch();
    area->setWidget(page);
    return area;
}

void BatchPanel::showPlace(const QString& folder, bool chosen) {
    ownFolder_ = chosen;
    folder_->setFolder(folder);
    folder_->setClearable(chosen);
    retranslate();
}

void BatchPanel::setPlanned(int pictures) {
    planned_ = pictures;
    retranslate();
}

void BatchPanel::setState(RunState state, bool paused) {
    paused_ = paused;
    foot_->setState(state, paused);
    pause_->setVisible(state == RunState::Running || state == RunState::Stopping);
    pause_->setEnabled(state == RunState::Running);
    const bool busy = foot_->busy();
    engines_->setRunning(busy);
    output_->setRunning(busy);
    for (QWidget* w : std::initializer_list<QWidget*>{folder_, names_}) w->setEnabled(!busy);
    retranslate();
}

void BatchPanel::askFolder() {
    auto* dialog = new QFileDialog(window(), tr("Folder for the results"), settings_.folder("batch-results"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        settings_.setFolder("batch-results", QFileInfo(folder).absolutePath());
        Q_EMIT folderChosen(folder);
    });
    dialog->open();
}

void BatchPanel::saveState() {
    engines_->saveState();
    settings_.setParams("batch-output", output_->values());
    settings_.setValue("batch/folds/output", output_->saveState());
}

void BatchPanel::retranslate() {
    const Theme& t = Theme::instance();
    title_->setText(tr("Results"));
    folder_->setTitle(tr("Folder"));
    folder_->setPrompt(tr("Beside the photos, or click to choose"));
    folder_->setDetail(folder_->folder().isEmpty() ? QString()
                       : ownFolder_                ? QFileInfo(folder_->folder()).absolutePath()
                                                   : tr("Beside the photos"));
    const QString paint = planned_ < 0    ? tr("Paint")
                          : planned_ == 1 ? tr("Paint 1 picture")
                                          : tr("Paint %1 pictures").arg(locale().toString(planned_));
    foot_->setWords({paint, tr("Paint all of them, one after the other (Ctrl+Enter)"), tr("Needs photos and a style"),
                     tr("End; what is painted is kept, and the rest can go on (Esc)")});
    pause_->setIcon(t.icon(paused_ ? QStringLiteral("play") : QStringLiteral("pause")));
    pause_->setText(paused_ ? tr("Go on") : tr("Pause"));
    pause_->setAccessibleName(pause_->text());
}

void BatchPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
