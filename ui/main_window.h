// MainWindow: the frame: workspaces, top bar, commands, drops anywhere, closing. Wiring only; each part is its own file.
// Window thread.
#pragma once

#include <QtCore/QStringList>
#include <QtGui/QUndoGroup>
#include <QtGui/QUndoStack>
#include <QtWidgets/QMainWindow>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/work_library.h"
#include "ui/bridge/background.h"
#include "ui/bridge/job_bridge.h"
#include "ui/bridge/session_cache.h"
#include "ui/bridge/settings.h"
#include "ui/params/offered_texts.h"

class QStackedWidget;

namespace velatura {

class BatchWorkspace;
class Canvas;
class CommandPalette;
class DropOverlay;
class ManualWindow;
class ModelShelf;
class ModelsWorkspace;
class PanelFrame;
class StylizeWorkspace;
class TopBar;
class TrainWorkspace;
class WeightsDrop;
class WindowMenu;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(WorkLibrary& library, Settings& settings);
    ~MainWindow() override;

    StylizeWorkspace* stylize() const { return stylize_; }
    /// Made when first asked for: the first paint does not wait for it.
    TrainWorkspace* train();
    BatchWorkspace* batch();
    ModelsWorkspace* models();
    JobBridge& bridge() { return *bridge_; }
    /// Of the workspace that is shown; null where nothing can be undone.
    QUndoStack* undoStack() const { return undo_.activeStack(); }
    void showWorkspace(int index);
    /// Pictures named at the start, e.g. by a file manager: the first is the photo, the second the style.
    void openAtStart(const QStringList& files) { startFiles_ = files; }

    /// Once the window has been painted and the loop was idle: pictures of the last session, then the work library.
    void afterFirstPaint();
    /// Everything was told to stop; true once nothing runs, false after `ms`.
    bool waitForJobs(int ms);

Q_SIGNALS:
    void closed();

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum Page { kStylize, kTrain, kBatch, kModels };  // as in TopBar
    QStringList startFiles_;
    struct Command {
        QAction* action;
        const char* text;  ///< English, translated at every change of language
    };
    /// The panels of the workspace that is shown.
    PanelFrame* frame() const;
    /// The one that the zoom commands mean.
    Canvas* canvas() const;
    void start();
    void stop();
    void askFor(bool photo);
    void useLookInBatch();
    void importModels(const QStringList& files);
    void useNetwork(const QString& network);
    void offerNetworks();
    void tellUnfinishedBatch();
    // main_window_commands.cpp
    QAction* addCommand(const char* text, const QList<QKeySequence>& keys, std::function<void()> run);
    void makeCommands();
    void retranslate();
    void refreshCommands();
    // main_window.cpp again
    void warmUp();
    void loadLibrary();
    void showAbout();
    void openLogFolder();
    void paste();
    QStringList runningJobs() const;
    void saveState();

    WorkLibrary& library_;
    Settings& settings_;
    QUndoStack stylizeUndo_, trainUndo_, batchUndo_;
    QUndoGroup undo_;
    SessionCache cache_;  // before the lanes, which write into it
    std::unique_ptr<Background> decoding_, encoding_, loading_;
    std::unique_ptr<JobBridge> bridge_;
    std::vector<Command> commands_;
    QStackedWidget* pages_;
    StylizeWorkspace* stylize_;
    TrainWorkspace* train_ = nullptr;
    BatchWorkspace* batch_ = nullptr;
    ModelsWorkspace* models_ = nullptr;
    ModelShelf* shelf_;
    std::map<std::string, std::vector<OfferedText>> stylesOf_;  ///< by the name of the network; until there are others
    QWidget *trainPage_, *batchPage_, *modelsPage_;
    TopBar* bar_;
    WindowMenu* menu_;
    DropOverlay* overlay_;
    WeightsDrop* weightsDrop_;
    CommandPalette* palette_;
    ManualWindow* manual_ = nullptr;
    QAction *run_, *stop_, *export_, *copy_, *useLook_, *masks_, *openPhoto_, *openStyle_, *undoAction_, *redoAction_, *panels_, *leftPanel_,
        *rightPanel_, *floatLeft_, *floatRight_, *resetPanels_, *manualAction_, *logAction_, *aboutAction_, *quitAction_,
        *paletteAction_, *fullScreen_, *keep_, *goOn_, *vary_, *live_, *compare_, *timelapse_, *styleLibrary_, *sheet_, *measure_;
    bool painted_ = false, closing_ = false;
};

}  // namespace velatura
