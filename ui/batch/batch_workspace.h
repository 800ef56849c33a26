// BatchWorkspace: photos and styles on the left; in the middle the planned pictures with what became of each, or one of
// them on the canvas; how, and the big button, on the right. Plans while one chooses, runs BatchJob through the
// JobBridge, and goes on after a restart with what was left. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <optional>

#include "core/jobs/job.h"
#include "ui/batch/batch_items.h"
#include "ui/batch/batch_order.h"
#include "ui/batch/batch_planner.h"
#include "ui/batch/last_batch.h"
#include "ui/batch/thumb_store.h"
#include "ui/bridge/background.h"
#include "ui/trays/dropped.h"
#include "ui/trays/look.h"

class QStackedWidget;
class QUndoStack;

namespace velatura {

class BannerStack;
class BatchInputPanel;
class BatchPanel;
class BatchRunner;
class Canvas;
class FailureList;
class ItemGrid;
class ItemViewer;
class JobBridge;
class OfferBar;
class PanelFrame;
class Settings;
enum class SlotKind;
struct BatchLookChoice;
struct Progress;

class BatchWorkspace : public QWidget {
    Q_OBJECT
public:
    BatchWorkspace(JobBridge& bridge, Settings& settings, QUndoStack* undo, QWidget* parent = nullptr);
    ~BatchWorkspace() override;

    bool running() const;
    /// There is a plan or there will be one soon, and nothing runs.
    bool ready() const;
    bool planning() const { return planner_.busy(); }
    /// Everything that is chosen, the folder of the results included.
    BatchOrder order() const;
    /// Takes the look of a result as the batch's own, as one undo step.
    void takeLook(const Look& look);
    void paste(const Dropped& what);
    /// One picture was being looked at, and all are shown again.
    bool leaveViewer();
    void saveState();

    PanelFrame* frame() const { return frame_; }
    BatchInputPanel* inputPanel() const { return inputs_; }
    BatchPanel* panel() const { return panel_; }
    ItemGrid* grid() const { return grid_; }
    ItemViewer* viewer() const { return viewer_; }
    FailureList* failures() const { return failures_; }
    BannerStack* banners() const { return banners_; }
    OfferBar* offer() const { return offer_; }
    const BatchItems& items() const { return items_; }
    Canvas* canvas() const;

public Q_SLOTS:
    void start();
    void stop();
    /// The rest of a batch that was ended: what the journal says is done is not done again.
    void goOn();
    void retryFailed();

Q_SIGNALS:
    /// ready() or running() changed.
    void stateChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class Start { Anew, GoOn };
    void build();
    void wire();
    void retranslate();
    void onOrderChanged();
    void replan();
    void onPlanned(const PlannedPtr& batch);
    void onProblem(const Error& error);
    /// The one banner about the plan; another one takes its place.
    void showProblem(const std::optional<Error>& error, const QString& notice = {});
    void putOrder(const BatchOrder& order);
    void changeOrder(const BatchOrder& order, const QString& what);
    void takeChoice(const Result<BatchLookChoice>& choice);
    void takeLookOf(const QString& path);
    void offerUnfinished();
    void offerLook(const QString& path);

    void begin(Start how, const std::set<size_t>& only);
    void onItems(const std::vector<BatchItemResult>& results);
    void onProgress(const Progress& progress);
    void onFinished(const JobOutcome& outcome);
    void offerAfter(const JobOutcome& outcome);
    void refreshState();
    void open(int index);
    void openFolder();

    JobBridge& bridge_;
    Settings& settings_;
    QUndoStack* undo_;
    Background lane_;  ///< pictures that are opened, recipes, the remembered batch
    ThumbStore thumbs_;
    BatchPlanner planner_;
    BatchItems items_;
    std::optional<Start> whenPlanned_;        ///< the button was pressed while it was still planned
    bool restoring_ = false, stale_ = false;  ///< stale: the order changed while a batch ran
    QString problem_;
    BatchRunner* runner_;
    PanelFrame* frame_;
    BatchInputPanel* inputs_;
    QStackedWidget* middle_;
    BannerStack* banners_;
    OfferBar* offer_;
    ItemGrid* grid_;
    ItemViewer* viewer_;
    FailureList* failures_;
    BatchPanel* panel_;
};

/// "yesterday", "today at 14:05", a date: when something was begun.
QString dayText(const QDateTime& when);

}  // namespace velatura
