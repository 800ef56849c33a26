// MainWindow: its commands: what each does, its keys, when it can be done.
#include <QtWidgets/QStackedWidget>

#include "ui/batch/batch_workspace.h"
#include "ui/canvas/canvas.h"
#include "ui/common/command_palette.h"
#include "ui/common/manual_window.h"
#include "ui/common/panel_frame.h"
#include "ui/library/library_desk.h"
#include "ui/main_window.h"
#include "ui/models/models_workspace.h"
#include "ui/stylize/mask_mode.h"
#include "ui/stylize/run_panel.h"
#include "ui/stylize/stylize_workspace.h"
#include "ui/top_bar.h"
#include "ui/train/train_workspace.h"
#include "ui/trays/input_panel.h"
#include "ui/window_menu.h"

namespace velatura {

QAction* MainWindow::addCommand(const char* text, const QList<QKeySequence>& keys, std::function<void()> run) {
    auto* action = new QAction(this);
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, std::move(run));
    addAction(action);
    commands_.push_back({action, text});
    return action;
}

void MainWindow::makeCommands() {
    run_ = addCommand(QT_TR_NOOP("Run"), {QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")}, [this] { start(); });
    stop_ = addCommand(QT_TR_NOOP("Stop"), {QKeySequence(Qt::Key_Escape)}, [this] {
        // What lies over the canvas goes first.
        if (pages_->currentIndex() != kStylize || !stylize_->leaveFront()) stop();
    });
    openPhoto_ = addCommand(QT_TR_NOOP("Open photo…"), {QKeySequence::Open}, [this] { askFor(true); });
    openStyle_ = addCommand(QT_TR_NOOP("Open style…"), {QKeySequence("Ctrl+Shift+O")}, [this] { askFor(false); });
    addCommand(QT_TR_NOOP("Paste picture"), {QKeySequence::Paste}, [this] { paste(); });
    export_ = addCommand(QT_TR_NOOP("Export…"), {QKeySequence("Ctrl+E")}, [this] { stylize_->exportResult(); });
    copy_ = addCommand(QT_TR_NOOP("Copy picture"), {QKeySequence::Copy}, [this] { stylize_->copyResult(); });
    useLook_ = addCommand(QT_TR_NOOP("Use this look in Batch"), {QKeySequence("Ctrl+Shift+B")}, [this] { useLookInBatch(); });
    keep_ = addCommand(QT_TR_NOOP("Keep this picture"), {QKeySequence("K")}, [this] { stylize_->keepThis(); });
    goOn_ = addCommand(QT_TR_NOOP("Go on from this result…"), {QKeySequence("G")}, [this] { stylize_->askGoOn(); });
    vary_ = addCommand(QT_TR_NOOP("Variations…"), {QKeySequence("V")}, [this] { stylize_->showVariations(); });
    live_ = addCommand(QT_TR_NOOP("Live painting on or off"), {QKeySequence("Ctrl+L")}, [this] {
        RunPanel* panel = stylize_->runPanel();
        panel->setLive(!panel->live());
    });
    compare_ = addCommand(QT_TR_NOOP("Compare results"), {QKeySequence("C")}, [this] { stylize_->toggleCompare(); });
    timelapse_ = addCommand(QT_TR_NOOP("Export time-lapse…"), {QKeySequence("Ctrl+Shift+E")}, [this] { stylize_->exportTimelapse(); });
    styleLibrary_ = addCommand(QT_TR_NOOP("Style library"), {QKeySequence("Ctrl+Shift+L")}, [this] {
        const bool here = pages_->currentIndex() == kStylize;
        showWorkspace(kStylize);
        if (here || !stylize_->library()->isOpen()) stylize_->library()->toggle();
    });
    sheet_ = addCommand(QT_TR_NOOP("Contact sheet…"), {}, [this] {
        showWorkspace(kStylize);
        stylize_->library()->openSheet();
    });
    measure_ = addCommand(QT_TR_NOOP("Facts and distances of the result"), {}, [this] { stylize_->measure(); });
    undoAction_ = addCommand(QT_TR_NOOP("Undo"), {QKeySequence::Undo}, [this] { undo_.undo(); });
    redoAction_ = addCommand(QT_TR_NOOP("Redo"), {QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")}, [this] { undo_.redo(); });
    addCommand(QT_TR_NOOP("Fit picture"), {QKeySequence("0")}, [this] { canvas()->fit(); });
    addCommand(QT_TR_NOOP("Actual size"), {QKeySequence("1")}, [this] { canvas()->setZoom(1); });
    addCommand(QT_TR_NOOP("Zoom in"), {QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")},
               [this] { canvas()->zoomStep(1); });
    addCommand(QT_TR_NOOP("Zoom out"), {QKeySequence("Ctrl+-")}, [this] { canvas()->zoomStep(-1); });
    addCommand(QT_TR_NOOP("Before and after"), {QKeySequence("B")},
               [this] { canvas()->setComparing(!canvas()->comparing()); });
    masks_ = addCommand(QT_TR_NOOP("Paint masks"), {QKeySequence("M")}, [this] { stylize_->maskMode()->toggle(); });
    addCommand(QT_TR_NOOP("Layer lab"), {QKeySequence("L")}, [this] {
        const bool here = pages_->currentIndex() == kStylize;
        showWorkspace(kStylize);
        if (here || !stylize_->runPanel()->labOpen()) stylize_->toggleLayers();
    });
    panels_ = addCommand(QT_TR_NOOP("Hide or show side panels"), {QKeySequence("Ctrl+\\")},
                         [this] { frame()->togglePanels(); });
    leftPanel_ = addCommand(QT_TR_NOOP("Hide or show left panel"), {}, [this] { frame()->togglePanel(PanelFrame::Left); });
    rightPanel_ = addCommand(QT_TR_NOOP("Hide or show right panel"), {}, [this] { frame()->togglePanel(PanelFrame::Right); });
    floatLeft_ = addCommand(QT_TR_NOOP("Float or dock left panel"), {}, [this] { frame()->toggleFloating(PanelFrame::Left); });
    floatRight_ = addCommand(QT_TR_NOOP("Float or dock right panel"), {}, [this] { frame()->toggleFloating(PanelFrame::Right); });
    resetPanels_ = addCommand(QT_TR_NOOP("Reset panels"), {}, [this] { frame()->reset(); });
    addCommand(QT_TR_NOOP("Go to Stylize"), {QKeySequence("Ctrl+1")}, [this] { showWorkspace(kStylize); });
    addCommand(QT_TR_NOOP("Go to Train"), {QKeySequence("Ctrl+2")}, [this] { showWorkspace(kTrain); });
    addCommand(QT_TR_NOOP("Go to Batch"), {QKeySequence("Ctrl+3")}, [this] { showWorkspace(kBatch); });
    addCommand(QT_TR_NOOP("Go to Models"), {QKeySequence("Ctrl+4")}, [this] { showWorkspace(kModels); });
    addCommand(QT_TR_NOOP("Import model…"), {}, [this] {
        showWorkspace(kModels);
        models()->askForFile();
    });
    fullScreen_ = addCommand(QT_TR_NOOP("Full screen"), {QKeySequence(Qt::Key_F11)},
                             [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    paletteAction_ = addCommand(QT_TR_NOOP("All commands…"), {QKeySequence("Ctrl+K")}, [this] { palette_->open(); });
    manualAction_ = addCommand(QT_TR_NOOP("Manual"), {QKeySequence(Qt::Key_F1)}, [this] {
        if (!manual_) {
            manual_ = new ManualWindow(this);
            manual_->setWindowFlag(Qt::Window);
        }
        manual_->showPage({});
    });
    logAction_ = addCommand(QT_TR_NOOP("Open log folder"), {}, [this] { openLogFolder(); });
    aboutAction_ = addCommand(QT_TR_NOOP("About Velatura"), {}, [this] { showAbout(); });
    quitAction_ = addCommand(QT_TR_NOOP("Quit"), {QKeySequence::Quit}, [this] { close(); });
}

void MainWindow::refreshCommands() {
    bool ready = stylize_->ready(), running = stylize_->running();
    if (train_ && pages_->currentIndex() == kTrain) {
        running = train_->running();
        ready = train_->ready() && !running;
    } else if (batch_ && pages_->currentIndex() == kBatch) {
        running = batch_->running();
        ready = batch_->ready();
    } else if (models_ && pages_->currentIndex() == kModels) {
        running = models_->running();
        ready = false;
    }
    run_->setEnabled(ready);
    stop_->setEnabled(running);
    useLook_->setEnabled(!stylize_->look().styles.empty());
    // They mean what is in sight: a result of Stylize is not, from elsewhere.
    const bool here = pages_->currentIndex() == kStylize, result = here && stylize_->canExport();
    export_->setEnabled(result);
    copy_->setEnabled(result);
    masks_->setEnabled(here && stylize_->inputPanel()->inputs().photo);
    keep_->setEnabled(here && stylize_->canKeep());
    goOn_->setEnabled(here && stylize_->canGoOn());
    vary_->setEnabled(here && stylize_->canVary());
    live_->setEnabled(here);
    measure_->setEnabled(here && stylize_->canMeasure());
    sheet_->setEnabled(stylize_->library()->canMakeSheet());
    compare_->setEnabled(here && stylize_->canCompare());
    timelapse_->setEnabled(here && stylize_->canExportTimelapse());
    undoAction_->setEnabled(undo_.canUndo());
    redoAction_->setEnabled(undo_.canRedo());
    undoAction_->setText(undo_.canUndo() ? tr("Undo: %1").arg(undo_.undoText()) : tr("Undo"));
    redoAction_->setText(undo_.canRedo() ? tr("Redo: %1").arg(undo_.redoText()) : tr("Redo"));
}

void MainWindow::retranslate() {
    for (const Command& c : commands_) c.action->setText(tr(c.text));
    menu_->retranslate();
    bar_->retranslate();
    refreshCommands();
}

}  // namespace velatura
