// What TrainWorkspace is made of; shared by its source files alone.
#pragma once

#include <QtCore/QObject>
#include <memory>
#include <optional>

#include "core/jobs/job_queue.h"
#include "ui/bridge/background.h"
#include "ui/train/data_panel.h"
#include "ui/train/preview_history.h"
#include "ui/train/train_panel.h"
#include "ui/train/train_workspace.h"

class QLabel;
class QPushButton;
class QSplitter;

namespace velatura {

class BannerStack;
class Canvas;
class LossChart;
class PanelFrame;
class PreviewStrip;

struct TrainWorkspace::Parts : public QObject {
    Parts(TrainWorkspace& owner, JobBridge& jobBridge, Settings& store, QUndoStack* undo);

    void build(QUndoStack* undo);
    void wire();
    void retranslate();

    // Running
    void start();
    void stop();
    void refreshState();
    void onProgress(const Progress& progress);
    void onPreview(const QImage& picture);
    void onEnded(const JobOutcome& outcome);
    void sendLive(const QString& key);
    /// Reads which checkpoints the run folder holds now.
    void refreshRun(const QString& folder);

    // Showing
    void clearCurves();
    void openRun(const QString& folder);
    void showRun(const RunFolder& run);
    void readThumbs();
    void select(qint64 step);
    void follow();
    void showPreview(int index);

    TrainWorkspace& self;
    JobBridge& bridge;
    Settings& settings;
    Background lane;       ///< folders are listed and samples read here
    PreviewHistory history;
    std::optional<JobId> job;
    QString runFolder;     ///< of the curves that are shown
    bool stopping = false, following = true, drawn = false;  ///< drawn: this job has values in the chart
    qint64 selected = -1;
    Progress progress;
    std::string stage;
    QString shownRun;      ///< a run that is being read; an older reading is dropped

    PanelFrame* frame = nullptr;
    QSplitter* middle = nullptr;
    QWidget* timeline = nullptr;
    DataPanel* data = nullptr;
    BannerStack* banners = nullptr;
    Canvas* canvas = nullptr;
    QLabel* caption = nullptr;
    QPushButton* newest = nullptr;
    PreviewStrip* strip = nullptr;
    LossChart* chart = nullptr;
    TrainPanel* panel = nullptr;
};

}  // namespace velatura
