#include "ui/train/data_panel.h"

#include <QtCore/QDir>
#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtCore/QLocale>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "core/base/paths.h"
#include "core/image_io/image_io.h"
#include "ui/bridge/background.h"
#include "ui/bridge/settings.h"
#include "ui/bridge/undo.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"
#include "ui/train/folder_slot.h"

namespace velatura {

DataPanel::DataPanel(Background& lane, Settings& settings, QUndoStack* undo, QWidget* parent)
    : QWidget(parent), lane_(lane), settings_(settings), undo_(undo) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::kGroup, grid::kTight, grid::kGroup, grid::kGroup);
    column->setSpacing(grid::kGroup);
    auto* head = new QVBoxLayout;
    head->setSpacing(grid::kTight);
    title_ = new QLabel(this);
    title_->setFont(Theme::instance().heading());
    trainerBox_ = new QComboBox(this);
    help_ = new QLabel(this);
    help_->setWordWrap(true);
    help_->setFont(Theme::instance().small());
    head->addWidget(title_);
    head->addWidget(trainerBox_);
    head->addWidget(help_);
    column->addLayout(head);
    trainerBox_->setVisible(trainers().size() > 1);
    for (const auto& t : trainers()) trainerBox_->addItem(trParam(t.label), QString::fromStdString(t.key));

    data_ = slot(&TrainInputs::data, "train-data");
    styles_ = slot(&TrainInputs::styles, "train-styles");
    teachers_ = slot(&TrainInputs::teachers, "train-teachers");
    runSlot_ = new FolderSlot(this);
    for (FolderSlot* s : {data_, styles_, teachers_, runSlot_}) column->addWidget(s);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, grid::kRelated - grid::kGroup, 0, 0);
    open_ = new QPushButton(this);
    branch_ = new QPushButton(this);
    branchMenu_ = new QMenu(branch_);
    branch_->setLayoutDirection(Qt::RightToLeft);  // the chevron stands behind the words
    connect(branch_, &QPushButton::clicked, this, [this] {
        branchMenu_->popup(branch_->mapToGlobal(QPoint(0, branch_->height() + grid::kTight)));
    });
    buttons->addWidget(open_);
    buttons->addWidget(branch_);
    buttons->addStretch();
    column->addLayout(buttons);
    column->addStretch();

    connect(trainerBox_, &QComboBox::activated, this, [this](int index) {
        TrainInputs next = inputs_;
        next.trainer = trainers()[static_cast<size_t>(index)].key;
        change(next, tr("Choose trainer"));
    });
    connect(open_, &QPushButton::clicked, this, [this] {
        if (const QString f = askFolder("train-run", tr("Open a run folder")); !f.isEmpty()) Q_EMIT openRunWanted(f);
    });
    const auto take = [this](const QString& path) {
        if (holdsRun(path.toStdString())) {
            Q_EMIT openRunWanted(path);
            return;
        }
        setRun({.folder = path});
    };
    connect(runSlot_, &FolderSlot::dropped, this, take);
    connect(runSlot_, &FolderSlot::openWanted, this, [this, take] {
        if (const QString f = askFolder("train-run", tr("Folder of the run")); !f.isEmpty()) take(f);
    });
    connect(runSlot_, &FolderSlot::clearWanted, this, [this] { setRun({}); });
    connect(&Theme::instance(), &Theme::changed, this, &DataPanel::retranslate);

    TrainInputs first;
    first.trainer = settings_.value("train/trainer").toString().toStdString();
    if (!findTrainer(first.trainer)) first.trainer = trainers().front().key;
    first.data = settings_.value("train/data").toString();
    first.styles = settings_.value("train/styles").toString();
    first.teachers = settings_.value("train/teachers").toString();
    put(first);
    showRun();
}

FolderSlot* DataPanel::slot(QString TrainInputs::*member, const char* kind) {
    auto* made = new FolderSlot(this);
    const auto take = [this, member](const QString& path) {
        TrainInputs next = inputs_;
        next.*member = path;
        change(next, path.isEmpty() ? tr("Remove folder") : tr("Choose folder"));
    };
    connect(made, &FolderSlot::dropped, this, take);
    connect(made, &FolderSlot::clearWanted, this, [take] { take({}); });
    connect(made, &FolderSlot::openWanted, this, [this, take, kind] {
        if (const QString f = askFolder(kind, tr("Choose a folder")); !f.isEmpty()) take(f);
    });
    return made;
}

QString DataPanel::askFolder(const QString& kind, const QString& title) {
    const QString folder = QFileDialog::getExistingDirectory(this, title, settings_.folder(kind));
    if (!folder.isEmpty()) settings_.setFolder(kind, QFileInfo(folder).absolutePath());
    return folder;
}

const TrainerInfo& DataPanel::trainer() const {
    const auto found = findTrainer(inputs_.trainer);
    return found ? **found : trainers().front();
}

void DataPanel::change(const TrainInputs& inputs, const QString& what) {
    if (inputs == inputs_) return;
    if (!undo_) return put(inputs);
    undo_->push(new UndoStep(
        what, [panel = QPointer<DataPanel>(this), inputs] { if (panel) panel->put(inputs); },
        [panel = QPointer<DataPanel>(this), old = inputs_] { if (panel) panel->put(old); }));
}

void DataPanel::setInputs(const TrainInputs& inputs) { put(inputs); }

void DataPanel::put(const TrainInputs& inputs) {
    const TrainInputs old = inputs_;
    inputs_ = inputs;
    settings_.setValue("train/trainer", QString::fromStdString(inputs.trainer));
    settings_.setValue("train/data", inputs.data);
    settings_.setValue("train/styles", inputs.styles);
    settings_.setValue("train/teachers", inputs.teachers);
    trainerBox_->setCurrentIndex(trainerBox_->findData(QString::fromStdString(inputs.trainer)));
    if (inputs.data != old.data) count(data_, inputs.data);
    if (inputs.styles != old.styles) count(styles_, inputs.styles);
    if (inputs.teachers != old.teachers) countWeights(inputs.teachers);
    retranslate();
    Q_EMIT inputsChanged();
}

void DataPanel::count(FolderSlot* slot, const QString& path) {
    slot->setFolder(path);
    slot->setDetail({});
    if (path.isEmpty()) return;
    if (QFileInfo(path).isFile()) return slot->setDetail(tr("Packed set"));
    slot->setDetail(tr("Looking for pictures…"));
    lane_.run(
        slot, [folder = path.toStdString()] { return listPictures(folder); },
        [this, slot, path](const Result<std::vector<std::filesystem::path>>& found) {
            if (slot->folder() != path) return;
            if (!found) return slot->setDetail(trError(found.error()), true);
            const auto n = static_cast<int>(found->size());
            slot->setDetail(n == 0 ? tr("No pictures in there") : tr("%1 pictures").arg(locale().toString(n)), n == 0);
        });
}

void DataPanel::countWeights(const QString& path) {
    teachers_->setFolder(path);
    teachers_->setDetail({});
    if (path.isEmpty()) return;
    lane_.run(
        teachers_,
        [path] { return QDir(path).entryList({"*.pth", "*.pt", "*.safetensors"}, QDir::Files).size(); },
        [this, path](qsizetype n) {
            if (teachers_->folder() != path) return;
            teachers_->setDetail(n == 0 ? tr("No weights in there") : tr("%1 files of weights").arg(n), n == 0);
        });
}

bool DataPanel::complete() const {
    const TrainerInfo& t = trainer();
    return !inputs_.data.isEmpty() && (!t.needsStyles || !inputs_.styles.isEmpty()) &&
           (t.teachers != Need::Required || !inputs_.teachers.isEmpty());
}

void DataPanel::setRun(const RunChoice& run) {
    run_ = run;
    showRun();
    Q_EMIT runChanged();
}

void DataPanel::setRunning(bool running) {
    running_ = running;
    for (QWidget* w : std::initializer_list<QWidget*>{trainerBox_, data_, styles_, teachers_, runSlot_, open_, branch_})
        w->setEnabled(!running);
}

void DataPanel::showRun() {
    const QString step = locale().toString(run_.step);
    runSlot_->setClearable(!run_.folder.isEmpty());
    if (run_.mode == RunChoice::Mode::New) {
        const auto folder = freeRunFolder(runsFolder(), inputs_.trainer);
        runSlot_->setFolder(run_.folder.isEmpty() ? QString::fromStdString(folder.string()) : run_.folder);
        runSlot_->setDetail(tr("New run"));
    } else {
        runSlot_->setFolder(run_.folder);
        runSlot_->setDetail(run_.mode == RunChoice::Mode::Resume ? tr("Stands at step %1").arg(step)
                                                                 : tr("New branch from step %1").arg(step));
    }
    branchMenu_->clear();
    for (auto it = run_.checkpoints.rbegin(); it != run_.checkpoints.rend(); ++it) {
        const qint64 at = it->first;
        const QString file = QString::fromStdString(it->second.string());
        branchMenu_->addAction(tr("Step %1").arg(locale().toString(at)), this, [this, at, file] {
            RunChoice next = run_;
            next.mode = RunChoice::Mode::Branch;
            next.checkpoint = file;
            next.step = at;
            setRun(next);
        });
    }
    branch_->setVisible(!run_.checkpoints.empty());
}

void DataPanel::retranslate() {
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, Theme::instance().mutedText());
    help_->setPalette(muted);
    const TrainerInfo& t = trainer();
    for (size_t i = 0; i < trainers().size(); ++i)
        trainerBox_->setItemText(static_cast<int>(i), trParam(trainers()[i].label));
    title_->setText(trainers().size() > 1 ? tr("Trainer") : trParam(t.label));
    trainerBox_->setAccessibleName(tr("Trainer"));
    help_->setText(trParam(t.help));
    styles_->setVisible(t.needsStyles);
    teachers_->setVisible(t.teachers != Need::None);
    data_->setTitle(tr("Pictures"));
    data_->setPrompt(tr("Drop a folder of pictures"));
    data_->setToolTip(trParam(t.dataHelp));
    styles_->setTitle(tr("Style pictures"));
    styles_->setPrompt(tr("Drop a folder of paintings"));
    teachers_->setTitle(t.teachers == Need::Optional ? tr("Teacher weights (optional)") : tr("Teacher weights"));
    teachers_->setPrompt(tr("Drop the folder that holds them"));
    runSlot_->setTitle(tr("Run"));
    open_->setText(tr("Open run…"));
    open_->setToolTip(tr("See an earlier run, go on with it or branch from it"));
    branch_->setText(tr("Branch from"));
    branch_->setIcon(Theme::instance().icon(QStringLiteral("chevron-down"), 16, Theme::instance().mutedText()));
    branch_->setToolTip(tr("Begin a new run from one of this run's checkpoints"));
    showRun();
}

void DataPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        count(data_, inputs_.data);
        count(styles_, inputs_.styles);
        countWeights(inputs_.teachers);
    }
    QWidget::changeEvent(event);
}

}  // namespace velatura
