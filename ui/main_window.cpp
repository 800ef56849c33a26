#include "ui/main_window.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QFileInfo>
#include <QtCore/QMimeData>
#include <QtCore/QThread>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtGui/QClipboard>
#include <QtGui/QCloseEvent>
#include <QtGui/QDesktopServices>
#include <QtGui/QDragEnterEvent>
#include <QtGui/QScreen>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QStackedWidget>

#include "core/base/log.h"
#include "core/style_networks.h"
#include "ui/batch/batch_input_panel.h"
#include "ui/batch/batch_workspace.h"
#include "ui/canvas/canvas.h"
#include "ui/common/about_window.h"
#include "ui/common/command_palette.h"
#include "ui/common/manual_window.h"
#include "ui/common/panel_frame.h"
#include "ui/common/quit_dialog.h"
#include "ui/common/theme.h"
#include "ui/library/library_desk.h"
#include "ui/models/models_workspace.h"
#include "ui/models/weights_drop.h"
#include "ui/params/offered_texts.h"
#include "ui/stylize/live_paint.h"
#include "ui/stylize/run_panel.h"
#include "ui/stylize/stylize_workspace.h"
#include "ui/train/train_workspace.h"
#include "ui/trays/drop_overlay.h"
#include "ui/top_bar.h"
#include "ui/trays/input_panel.h"
#include "ui/window_menu.h"

namespace velatura {

namespace {

constexpr int kIdleMs = 60;  ///< after the first paint, before the disk gets busy

}  // namespace

MainWindow::MainWindow(WorkLibrary& library, Settings& settings) : library_(library), settings_(settings) {
    setWindowTitle("Velatura");
    setAcceptDrops(true);
    decoding_ = std::make_unique<Background>();
    encoding_ = std::make_unique<Background>();
    loading_ = std::make_unique<Background>();
    bridge_ = std::make_unique<JobBridge>(library_);
    shelf_ = new ModelShelf(library_, this);
    offerNetworks();

    pages_ = new QStackedWidget(this);
    stylize_ = new StylizeWorkspace(*bridge_, *decoding_, *encoding_, settings_, cache_, &stylizeUndo_, pages_);
    trainPage_ = new QWidget(pages_);
    batchPage_ = new QWidget(pages_);
    modelsPage_ = new QWidget(pages_);
    for (QWidget* page : {trainPage_, batchPage_, modelsPage_}) (new QHBoxLayout(page))->setContentsMargins(0, 0, 0, 0);
    for (QWidget* page : std::initializer_list<QWidget*>{stylize_, trainPage_, batchPage_, modelsPage_}) pages_->addWidget(page);
    setCentralWidget(pages_);

    makeCommands();
    menu_ = new WindowMenu(settings_, this);
    menu_->addActions({openPhoto_, openStyle_, export_, timelapse_, copy_, useLook_});
    menu_->addSeparator();
    menu_->addActions({keep_, goOn_, vary_, compare_, measure_, live_});
    menu_->addSeparator();
    menu_->addActions({styleLibrary_, sheet_});
    menu_->addSeparator();
    menu_->addActions({undoAction_, redoAction_});
    menu_->addSeparator();
    menu_->addSettings({panels_, leftPanel_, rightPanel_, floatLeft_, floatRight_, resetPanels_});
    menu_->addSeparator();
    menu_->addActions({paletteAction_, fullScreen_});
    menu_->addSeparator();
    menu_->addActions({manualAction_, logAction_, aboutAction_});
    menu_->addSeparator();
    menu_->addAction(quitAction_);
    bar_ = new TopBar(*bridge_, menu_, this);
    connect(bar_, &TopBar::workspaceChosen, this, &MainWindow::showWorkspace);
    setMenuWidget(bar_);
    overlay_ = new DropOverlay(this);
    weightsDrop_ = new WeightsDrop(this);
    connect(weightsDrop_, &WeightsDrop::dropped, this, &MainWindow::importModels);
    palette_ = new CommandPalette(this);
    connect(overlay_, &DropOverlay::dropped, this,
            [this](SlotKind kind, const Dropped& what) {
                if (pages_->currentIndex() == kBatch)
                    batch()->inputPanel()->take(kind, what);
                else
                    stylize_->inputPanel()->take(kind, what);
            });
    connect(stylize_, &StylizeWorkspace::lookWanted, this, [this](const Look& look) {
        showWorkspace(kBatch);
        batch()->takeLook(look);
    });
    connect(stylize_, &StylizeWorkspace::stateChanged, this, &MainWindow::refreshCommands);
    for (QUndoStack* stack : {&stylizeUndo_, &trainUndo_, &batchUndo_}) undo_.addStack(stack);
    connect(&undo_, &QUndoGroup::indexChanged, this, &MainWindow::refreshCommands);
    connect(&Theme::instance(), &Theme::changed, this, &MainWindow::retranslate);

    if (!restoreGeometry(settings_.value("window/geometry").toByteArray()))
        // Less than the whole of a small screen: the window's frame wants its share.
        resize(QSize(1280, 800).boundedTo(screen()->availableGeometry().size() - QSize(8, 40)));
    retranslate();
    showWorkspace(settings_.value("window/workspace", kStylize).toInt());
    stylize_->canvas()->setFocus();
}

MainWindow::~MainWindow() {
    // Steps hold functions that look at the workspaces. A line that loses the focus as it goes may push one more.
    undo_.disconnect(this);
    for (QUndoStack* stack : undo_.stacks()) stack->clear();
    delete takeCentralWidget();
    for (const char* key : {"network", "model", "blend"}) OfferedTexts::instance().withdraw(key);
    bridge_.reset();
}

TrainWorkspace* MainWindow::train() {
    if (!train_) {
        train_ = new TrainWorkspace(*bridge_, settings_, &trainUndo_, trainPage_);
        trainPage_->layout()->addWidget(train_);
        connect(train_, &TrainWorkspace::stateChanged, this, &MainWindow::refreshCommands);
    }
    return train_;
}

BatchWorkspace* MainWindow::batch() {
    if (!batch_) {
        batch_ = new BatchWorkspace(*bridge_, settings_, &batchUndo_, batchPage_);
        batchPage_->layout()->addWidget(batch_);
        connect(batch_, &BatchWorkspace::stateChanged, this, &MainWindow::refreshCommands);
    }
    return batch_;
}

ModelsWorkspace* MainWindow::models() {
    if (!models_) {
        models_ = new ModelsWorkspace(*shelf_, settings_, modelsPage_);
        modelsPage_->layout()->addWidget(models_);
        models_->setUsed(stylize_->runPanel()->network());
        connect(models_, &ModelsWorkspace::stateChanged, this, &MainWindow::refreshCommands);
        connect(models_, &ModelsWorkspace::useWanted, this, &MainWindow::useNetwork);
        connect(stylize_->runPanel(), &RunPanel::paramsChanged, models_, [this] { models_->setUsed(stylize_->runPanel()->network()); });
    }
    return models_;
}

void MainWindow::importModels(const QStringList& files) {
    showWorkspace(kModels);
    models()->importFiles(files);
}

void MainWindow::useNetwork(const QString& network) {
    stylize_->runPanel()->useNetwork(network.toStdString());
    models()->setUsed(stylize_->runPanel()->network());
}

/// The forms' drop-downs for the parameters "network" and "model", the shipped ones and what is imported, and "blend".
void MainWindow::offerNetworks() {
    OfferedTexts::instance().provide("network", [this](const ParamValues&) {
        std::vector<OfferedText> out{{"", tr("Comes with the program")}};
        for (const ShelfModel& m : shelf_->models())
            if (m.imported && m.looksThrough()) out.push_back({m.model.name, QString::fromStdString(m.model.name)});
        return out;
    });
    OfferedTexts::instance().provide("model", [this](const ParamValues&) {
        std::vector<OfferedText> out{{"", tr("Comes with the program")}};
        for (const ShelfModel& m : shelf_->models())
            if (m.imported && m.paints()) out.push_back({m.model.name, QString::fromStdString(m.model.name)});
        return out;
    });
    // The styles of the network that this form has chosen; a mixture of them is typed.
    // Asked whenever a value of the form changes, so a file is read once.
    OfferedTexts::instance().provide("blend", [this](const ParamValues& form) {
        const auto model = form.find("model");
        const std::string name = model == form.end() ? std::string() : std::get<std::string>(model->second);
        if (const auto known = stylesOf_.find(name); known != stylesOf_.end()) return known->second;
        std::vector<OfferedText>& styles = stylesOf_[name];
        if (const auto network = findStyleNetwork(name))
            for (const std::string& style : stylesIn(*network)) styles.push_back({style, QString::fromStdString(style)});
        return styles;
    }, OfferedTexts::Others::Typed);
    connect(shelf_, &ModelShelf::changed, this, [this] {
        stylesOf_.clear();
        for (const char* key : {"network", "model", "blend"}) Q_EMIT OfferedTexts::instance().changed(QString::fromLatin1(key));
    });
}

void MainWindow::showWorkspace(int index) {
    if (index != kTrain && index != kBatch && index != kModels) index = kStylize;
    if (index == kModels) models();
    if (index == kTrain) train();
    if (index == kBatch) batch();
    pages_->setCurrentIndex(index);
    // What is undone is seen; in Models there is nothing to undo.
    undo_.setActiveStack(index == kTrain ? &trainUndo_ : index == kBatch ? &batchUndo_ : index == kStylize ? &stylizeUndo_ : nullptr);
    bar_->setWorkspace(index);
    settings_.setValue("window/workspace", index);
    refreshCommands();
}

Canvas* MainWindow::canvas() const {
    return batch_ && pages_->currentIndex() == kBatch ? batch_->canvas() : stylize_->canvas();
}

void MainWindow::start() {
    switch (pages_->currentIndex()) {
        case kModels: return;
        case kTrain: return train()->start();
        case kBatch: return batch()->start();
        default: stylize_->run();
    }
}

void MainWindow::stop() {
    switch (pages_->currentIndex()) {
        case kModels: return models()->stop();
        case kTrain: return train()->stop();
        case kBatch:
            // The first Esc leaves the picture that is looked at.
            if (!batch()->leaveViewer()) batch()->stop();
            return;
        default: stylize_->stop();
    }
}

void MainWindow::askFor(bool photo) {
    const SlotKind kind = photo ? SlotKind::Photo : SlotKind::Style;
    if (pages_->currentIndex() == kBatch)
        batch()->inputPanel()->askFor(kind);
    else
        stylize_->inputPanel()->askFor(kind);
}

void MainWindow::useLookInBatch() {
    const Look look = stylize_->look();
    if (look.styles.empty()) return;
    showWorkspace(kBatch);
    batch()->takeLook(look);
}

/// In the workspace itself an offer stands; elsewhere a word tells of it.
void MainWindow::tellUnfinishedBatch() {
    loading_->run(
        this, [] { return unfinishedBatch(); },
        [this](const std::optional<LastBatch>& last) {
            if (!last || pages_->currentIndex() == kBatch) return;
            stylize_->say(tr("The batch of %1 is not finished: %2 of %3 pictures are done.")
                              .arg(dayText(last->begun), locale().toString(last->done), locale().toString(last->planned)),
                          tr("Show"), [this] { showWorkspace(kBatch); });
        });
}

bool MainWindow::event(QEvent* event) {
    const bool handled = QMainWindow::event(event);
    if (event->type() == QEvent::Paint && !painted_) {
        painted_ = true;
        QTimer::singleShot(kIdleMs, this, &MainWindow::afterFirstPaint);
    }
    return handled;
}

void MainWindow::afterFirstPaint() {
    stylize_->restoreInputs();
    constexpr SlotKind kSlots[] = {SlotKind::Photo, SlotKind::Style};
    for (int i = 0; i < std::min<int>(2, static_cast<int>(startFiles_.size())); ++i)
        stylize_->inputPanel()->open(kSlots[i], QFileInfo(startFiles_[i]).absoluteFilePath());
    shelf_->refresh();
    warmUp();
    tellUnfinishedBatch();
    QTimer::singleShot(kIdleMs, this, &MainWindow::loadLibrary);
}

void MainWindow::warmUp() {
    // Two dlopens wait for each other: what Qt loads late (icons, text shaping, the menu's font) is loaded now.
    menu_->ensurePolished();
    menu_->sizeHint();
    QApplication::clipboard()->mimeData();
}

void MainWindow::loadLibrary() {
    loading_->run(
        this,
        [this] {
            cache_.sweep();
            return library_.work().map([](Work*) {});
        },
        [this](const Status& status) {
            if (!status) stylize_->showError(status.error());
        });
}

void MainWindow::showAbout() {
    auto* about = new AboutWindow(this);
    about->show();
    loading_->run(
        about,
        [this]() -> Result<DeviceReport> {
            auto work = library_.work();
            if (!work) return fail(work.error());
            return (*work)->device("auto");
        },
        [about](const Result<DeviceReport>& report) { about->setDevice(report); });
}

void MainWindow::openLogFolder() {
    std::error_code ec;
    std::filesystem::create_directories(logFolder(), ec);
    QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(logFolder().string())));
}

void MainWindow::paste() {
    if (pages_->currentIndex() == kBatch) return batch()->paste(Dropped::from(QApplication::clipboard()->mimeData()));
    showWorkspace(kStylize);
    stylize_->inputPanel()->paste(Dropped::from(QApplication::clipboard()->mimeData()));
}

PanelFrame* MainWindow::frame() const {
    if (train_ && pages_->currentIndex() == kTrain) return train_->frame();
    if (models_ && pages_->currentIndex() == kModels) return models_->frame();
    return batch_ && pages_->currentIndex() == kBatch ? batch_->frame() : stylize_->frame();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    // Training has its own places to drop on; everywhere else the two targets light up.
    const bool batch = pages_->currentIndex() == kBatch;
    const int page = pages_->currentIndex();
    if (page == kTrain || page == kModels || (batch && batch_->running()) || !Dropped::accepts(event->mimeData())) return;
    event->acceptProposedAction();
    overlay_->open(Dropped::hasFolder(event->mimeData()), batch, batch ? QRect() : stylize_->libraryArea(this));
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    overlay_->setGeometry(rect());
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QMainWindow::changeEvent(event);
}

QStringList MainWindow::runningJobs() const {
    QStringList out;
    for (const JobEntry& e : bridge_->entries())
        if (e.state == JobState::Running || e.state == JobState::Waiting) out << QString::fromStdString(e.title);
    return out;
}

void MainWindow::saveState() {
    stylize_->saveState();
    if (train_) train_->saveState();
    if (batch_) batch_->saveState();
    if (models_) models_->saveState();
    settings_.setValue("window/geometry", saveGeometry());
    settings_.sync();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    const QStringList running = runningJobs(), unsaved = stylize_->unsaved();
    if (!closing_ && (!running.isEmpty() || !unsaved.isEmpty())) {
        event->ignore();
        if (auto* asked = findChild<QuitDialog*>()) return asked->raise();
        auto* question = new QuitDialog(running, unsaved, this);
        question->setAttribute(Qt::WA_DeleteOnClose);
        connect(question, &QDialog::accepted, this, [this] {
            closing_ = true;
            close();
        });
        question->open();
        return;
    }
    saveState();
    bridge_->stopAll();
    event->accept();
    Q_EMIT closed();
}

bool MainWindow::waitForJobs(int ms) {
    bridge_->stopAll();
    stylize_->live()->cancel();
    QElapsedTimer clock;
    clock.start();
    // A lane that still encodes or loads would hold up the end as a job does.
    while (!bridge_->idle() || stylize_->live()->working() || encoding_->busy() || decoding_->busy() || loading_->busy()) {
        if (clock.elapsed() > ms) return false;
        QThread::msleep(5);
    }
    return true;
}

}  // namespace velatura
