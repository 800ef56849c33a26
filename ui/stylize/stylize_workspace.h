// StylizeWorkspace: what goes in on the left, the picture in the middle with the results under it, how on the right. Wires
// the parts together; each part is its own file. Window thread.
#pragma once

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>
#include <functional>
#include <optional>
#include <vector>

#include "core/base/error.h"
#include "core/forecast.h"
#include "core/jobs/job.h"
#include "ui/stylize/live_paint.h"
#include "ui/stylize/result.h"
#include "ui/stylize/stylize_run.h"
#include "ui/trays/dropped.h"
#include "ui/trays/look.h"
#include "ui/trays/input_panel.h"

class QMenu;
class QToolButton;
class QUndoStack;

namespace velatura {

class Background;
class BannerStack;
class Canvas;
class CanvasBar;
class CompareBar;
class CompareSession;
class RefineButtons;
class TimelapseDialog;
struct Comparable;
class JobBridge;
class MaskMode;
class LayerDesk;
class LibraryDesk;
struct LayerSubject;
class PanelFrame;
struct RestoredRecipe;
class RecipeOffer;
class ResultOutlet;
class ResultStore;
class ResultsStrip;
class RunPanel;
class SessionCache;
class Settings;
class Toast;
class VariationsPopup;

class StylizeWorkspace : public QWidget {
    Q_OBJECT
public:
    /// `decoding` and `encoding` are separate lanes, so that a slow export never holds up a thumbnail.
    StylizeWorkspace(JobBridge& bridge, Background& decoding, Background& encoding, Settings& settings,
                     SessionCache& cache, QUndoStack* undo, QWidget* parent = nullptr);

    Canvas* canvas() const { return canvas_; }
    InputPanel* inputPanel() const { return inputs_; }
    MaskMode* maskMode() const { return masks_; }
    RunPanel* runPanel() const { return run_; }
    ResultsStrip* strip() const { return strip_; }
    BannerStack* banners() const { return banners_; }
    PanelFrame* frame() const { return frame_; }
    ResultStore& store() { return *store_; }
    LibraryDesk* library() const { return library_; }
    /// The opened library in the coordinates of `window`; empty when it is away or a window of its own.
    QRect libraryArea(const QWidget* window) const;

    bool running() const;
    bool ready() const;
    bool canExport() const;
    /// There is a preview or a result that could be kept, a result to go on from, two pictures to compare, frames.
    bool canKeep() const;
    /// Also: what a quick engine painted can be refined.
    bool canGoOn() const;
    bool canVary() const;
    /// The canvas shows what the form says, which is no result yet.
    bool liveShown() const;
    LivePaint* live() const { return live_; }
    bool canCompare() const;
    bool canExportTimelapse() const;
    bool canMeasure() const;
    CompareSession* comparison() const { return compare_; }
    /// Names of results that were never exported.
    QStringList unsaved() const;
    /// How the chosen result was painted, else how the next one would be; without styles when there is none.
    Look look() const;
    /// One line over the canvas, with one thing to do about it.
    void say(const QString& sentence, const QString& action, std::function<void()> act);
    void restoreInputs();
    void saveState();
    /// Something the work library said while it was loaded.
    void showError(const Error& error);

public Q_SLOTS:
    void run();
    void stop();
    void exportResult();
    void copyResult();
    /// The layer lab in the form's place, or the form again.
    void toggleLayers();
    // stylize_refine.cpp: what can be done with the picture that is seen
    /// Keeps the running preview as a snapshot; the shown result stays when others are removed, or no longer.
    void keepThis();
    /// Asks for how many steps, then goes on from the shown result.
    void askGoOn();
    void toggleCompare();
    /// Leaves what lies over the canvas: masks, a comparison, a map of the lab. @return false when nothing does
    bool leaveFront();
    void exportTimelapse();
    // stylize_live.cpp
    /// The optimiser carries on from what a quick engine painted.
    void refineThis();
    void showVariations();
    /// How far the shown result is from photo and styles.
    void measure();

Q_SIGNALS:
    /// ready(), running() or canExport() changed.
    void stateChanged();
    /// Many photos are to be painted in this look.
    void lookWanted(const velatura::Look& look);

private:
    void build();
    void wire();
    void onInputsChanged();
    void onFinished(const JobOutcome& outcome);
    /// Makes it ready for the screen; then it has a picture, unless there was no memory for one, which is told.
    void arrive(const ResultPtr& result, const Image& painted, const std::function<void()>& then);
    void addResult(const ResultPtr& result);
    /// In the strip, but not on the canvas.
    void listResult(const ResultPtr& result);
    /// On the canvas, once it is in memory.
    void showResult(const ResultPtr& result);
    void showInputs(const PicturePtr& picture);
    void begin(const StylizeRun::Order& order, const PicturePtr& shown);
    void start();
    void wireRefining();
    void wireLibrary();
    void measure(const ResultPtr& result, const QPoint& global);
    void keep(const ResultPtr& result, bool on);
    void keepPreview();
    void askGoOn(const ResultPtr& result, const QPoint& global);
    void goOn(const ResultPtr& result, const std::string& engine, const ParamValues& params, const Inputs& inputs);
    bool canGoOnFrom(const ResultPtr& result, const std::string& engine) const;
    void exportTimelapse(const ResultPtr& result);
    void removeOthers();
    void fillCardMenu(QMenu* menu, const ResultPtr& result);
    std::vector<Comparable> comparables() const;
    void refreshRefining();
    /// The newest result of the photo in the slot.
    ResultPtr lastOfPhoto() const;
    void restore(const ResultPtr& result);
    /// Engine, parameters and pictures as one undo step; `then` follows each time that it is done.
    void bringBack(const QString& what, const std::string& engine, const ParamValues& params, const Inputs& inputs,
                   const std::function<void()>& then);
    void restoreRecipe(const RestoredRecipe& restored);
    /// Those in the slots, and those that the results were painted from.
    std::vector<PicturePtr> openPictures() const;
    void remove(const ResultPtr& result);
    void offerUndo(const QString& sentence);
    /// Ends with the next undo step.
    void offer(const QString& sentence, const QString& action, std::function<void()> act);
    void setResults(std::vector<ResultPtr> results, const ResultPtr& current);
    static QString masksDroppedText();
    void refreshState();
    void refreshCaption();
    /// What the engine would take for the pictures and values as they are; nothing without a photo.
    std::optional<Forecast> forecast() const;
    void refreshForecast();
    void offerSmaller(const Forecast& forecast);
    void retranslate();
    QSize finalSize() const;
    static QSize finalSizeOf(const Image& photo, const ParamValues& params, const Image& start);
    using AfterLive = std::function<void(const ResultPtr&)>;
    void wireLive();
    LivePaint::Order liveOrder() const;
    bool liveReady() const;
    bool saysForm(const ResultPtr& result) const;
    void paintLive();
    void onLivePainted(const LivePaint::Painted& picture);
    void onLiveFailed(const Error& error);
    void leaveLive();
    /// `then` gets what the form says as a result, as soon as there is one.
    void withLiveResult(const AfterLive& then);
    void keepLive();
    bool canRefine() const;
    LivePaint::Order variationOrder() const;
    void paintVariation();
    void takeVariation(const LivePaint::Painted& picture);
    void leaveVariations();
    ResultPtr exportable() const;
    LayerSubject layerSubject() const;
    void openLayers(bool on);
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

    JobBridge& bridge_;
    Background &decoding_, &encoding_;
    Settings& settings_;
    QUndoStack* undo_;
    StylizeRun* job_;
    ResultStore* store_;
    ResultOutlet* outlet_;
    PanelFrame* frame_;
    InputPanel* inputs_;
    Canvas* canvas_;
    CanvasBar* bar_;
    RefineButtons* refine_;
    CompareBar* compareBar_;
    CompareSession* compare_ = nullptr;
    TimelapseDialog* timelapse_ = nullptr;
    QToolButton* exportButton_;
    BannerStack* banners_;
    ResultsStrip* strip_;
    RunPanel* run_;
    RecipeOffer* recipes_;
    Toast* toast_;
    MaskMode* masks_;
    LibraryDesk* library_ = nullptr;
    LayerDesk* layers_ = nullptr;      ///< made when the lab is first opened
    std::vector<ResultPtr> results_;   ///< newest first
    std::vector<ResultPtr> arriving_;  ///< finished, and being made ready for the screen
    ResultPtr current_;               ///< shown on the canvas; null: a slot's picture
    int lastNumber_ = 0;
    bool starting_ = false;           ///< the last result is being fetched for the run to start from
    std::int64_t lastStep_ = 0;       ///< of the curves
    std::string lastStage_;
    QImage lastPreview_;              ///< of the run, for snapshots
    LivePaint* live_ = nullptr;
    QTimer liveSoon_;
    std::optional<LivePaint::Painted> liveSeen_;  ///< on the canvas
    std::vector<AfterLive> afterLive_;            ///< waiting for a result of it
    bool liveKeeps_ = false;    ///< the next whole picture becomes a result
    bool liveArrives_ = false;  ///< one is being made ready for the screen
    bool liveTold_ = false;     ///< that it does not fit
    std::string liveError_;     ///< that was told
    QString liveNote_;          ///< the same
    QPointer<VariationsPopup> variations_;
};

}  // namespace velatura
