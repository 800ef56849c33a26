// StylizeWorkspace: what can be done with the picture that is seen: keep it, go on from it, compare it, export how it came
// about.
#include <QtCore/QFileInfo>
#include <QtCore/QUrl>
#include <QtGui/QCursor>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>
#include <algorithm>

#include "core/base/memory.h"
#include "core/catalog.h"
#include "core/engines/going_on_params.h"
#include "ui/bridge/background.h"
#include "ui/bridge/settings.h"
#include "ui/bridge/undo.h"
#include "ui/canvas/canvas.h"
#include "ui/common/banner.h"
#include "ui/common/qt_image.h"
#include "ui/common/toast.h"
#include "ui/compare/compare_session.h"
#include "ui/export/timelapse_dialog.h"
#include "ui/layers/layer_desk.h"
#include "ui/stylize/go_on_popup.h"
#include "ui/stylize/mask_mode.h"
#include "ui/stylize/refine_buttons.h"
#include "ui/stylize/result_recipe.h"
#include "ui/stylize/result_store.h"
#include "ui/stylize/results_strip.h"
#include "ui/stylize/run_panel.h"
#include "ui/stylize/stylize_workspace.h"

namespace velatura {

namespace {
constexpr int kMoreSteps = 50;
constexpr const char* kMoreStepsKey = "stylize/more-steps";

/// What applies to parts of a photo comes from whoever has that photo; a style that it did not have applies everywhere.
void takeMasksFrom(const Inputs& from, Inputs& to) {
    to.protect = from.protect;
    to.keptColors = from.keptColors;
    for (StyleChoice& style : to.styles) {
        const auto its = std::find_if(from.styles.begin(), from.styles.end(), [&](const StyleChoice& s) { return s.picture == style.picture; });
        style.mask = its == from.styles.end() ? Mask() : its->mask;
    }
}
}  // namespace

void StylizeWorkspace::wireRefining() {
    compare_ = new CompareSession(canvas_, compareBar_, *store_, decoding_, this);
    compare_->setOffers([this] { return comparables(); });
    // One at a time: both lie over the canvas.
    connect(masks_, &MaskMode::entered, this, [this] {
        if (layers_) layers_->hideMap();
        if (compare_->active()) compare_->leave();
    });
    connect(refine_, &RefineButtons::keepWanted, this, &StylizeWorkspace::keepThis);
    connect(refine_, &RefineButtons::goOnWanted, this, [this] { askGoOn(); });
    connect(refine_, &RefineButtons::compareWanted, this, &StylizeWorkspace::toggleCompare);
    connect(strip_, &ResultsStrip::menuOpening, this, &StylizeWorkspace::fillCardMenu);
    connect(strip_, &ResultsStrip::compareToggled, this, [this](const ResultPtr& result) {
        compare_->toggle({result, {}, {}}, current_ ? Comparable{current_, {}, {}} : Comparable{{}, inputs_->inputs().photo, tr("Photo")});
    });
    connect(compare_, &CompareSession::changed, this, [this] {
        std::vector<ResultPtr> compared;
        QStringList letters;
        for (size_t i = 0; i < compare_->chosen().size(); ++i)
            if (const ResultPtr& r = compare_->chosen()[i].result) {
                compared.push_back(r);
                letters << CompareLayer::letter(i);
            }
        if (compare_->active()) {
            masks_->leave();
            if (layers_) layers_->hideMap();
        }
        strip_->setCompared(compared, letters);
        refreshState();
    });
}

bool StylizeWorkspace::leaveFront() {
    if (masks_->active())
        masks_->leave();
    else if (compare_->active())
        compare_->leave();
    else
        return layers_ && layers_->hideMap();
    return true;
}

bool StylizeWorkspace::canKeep() const { return running() ? !lastPreview_.isNull() : current_ || liveShown(); }
bool StylizeWorkspace::canGoOn() const { return canRefine() || canGoOnFrom(exportable(), run_->engine()); }
bool StylizeWorkspace::canCompare() const { return compare_->active() || current_ || liveShown() || lastOfPhoto(); }
bool StylizeWorkspace::canExportTimelapse() const {
    const ResultPtr shown = exportable();
    return shown && shown->frames;
}

bool StylizeWorkspace::canGoOnFrom(const ResultPtr& result, const std::string& by) const {
    const auto engine = findEngine(by);
    return result && engine && !running() && !starting_ && velatura::canGoOn((*engine)->schema());
}

void StylizeWorkspace::refreshRefining() {
    const auto engine = findEngine(run_->engine());
    refine_->setState({.canKeep = canKeep(),
                       .kept = !running() && current_ && current_->kept,
                       .canGoOn = canGoOnFrom(exportable(), run_->engine()),
                       .engineGoesOn = engine && velatura::canGoOn((*engine)->schema()),
                       .canRefine = canRefine(),
                       .canVary = canVary(),
                       .live = engine && (*engine)->live,
                       .canCompare = canCompare(),
                       .comparing = compare_->active()});
}

// --- keep

void StylizeWorkspace::keepThis() {
    if (canKeep() && running())
        keepPreview();
    else if (liveShown())
        withLiveResult([this](const ResultPtr& result) { keep(result, true); });
    else if (canKeep())
        keep(current_, !current_->kept);
    refreshRefining();
}

void StylizeWorkspace::keep(const ResultPtr& result, bool on) {
    result->kept = on;
    strip_->update();
    toast_->say((on ? tr("%1 is kept") : tr("%1 is no longer kept")).arg(nameOf(*result)));
    refreshState();
}

void StylizeWorkspace::keepPreview() {
    auto snapshot = std::make_shared<StyledResult>();
    snapshot->number = ++lastNumber_;
    snapshot->snapshotStep = lastStep_;
    snapshot->kept = true;
    snapshot->inputs = job_->order().inputs;
    snapshot->engine = job_->order().engine;
    snapshot->params = job_->order().params;
    snapshot->wentOnFrom = job_->order().wentOnFrom;
    snapshot->facts["steps"] = lastStep_;
    const QString name = tr("%1-step-%2").arg(QFileInfo(snapshot->inputs.photo->name).completeBaseName()).arg(lastStep_);
    arriving_.push_back(snapshot);
    decoding_.run(
        this,
        [preview = lastPreview_, size = finalSize(), name]() -> Result<PicturePtr> {
            try {
                // As large as the result will be, so that both can lie over each other.
                const QImage whole = preview.size() == size ? preview : preview.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
                return makePicture(fromQImage(whole), name);
            } catch (const std::bad_alloc&) {
                return fail(ErrorCode::OutOfMemory, "There is not enough memory to keep this picture.", {}, "Close other pictures or choose a smaller working size.");
            }
        },
        [this, snapshot](const Result<PicturePtr>& picture) {
            std::erase(arriving_, snapshot);
            if (!picture) return banners_->showError(picture.error());
            snapshot->picture = *picture;
            snapshot->thumb = ResultsStrip::thumbOf(**picture);
            store_->add(snapshot);
            std::vector<ResultPtr> next = results_;
            next.insert(next.begin(), snapshot);
            setResults(std::move(next), current_);
            toast_->say(tr("%1 is kept").arg(nameOf(*snapshot)));
        });
}

void StylizeWorkspace::removeOthers() {
    std::vector<ResultPtr> before = results_, after = results_;
    std::erase_if(after, [](const ResultPtr& r) { return !r->kept; });
    const auto put = [this](const std::vector<ResultPtr>& results) {
        const bool gone = current_ && std::find(results.begin(), results.end(), current_) == results.end();
        if (gone && running()) current_.reset();
        if (gone && !running()) {
            canvas_->setBefore(inputs_->inputs().photo);
            showInputs(inputs_->inputs().photo);
        }
        setResults(results, current_);
    };
    undo_->push(new UndoStep(tr("Remove what is not kept"), [put, after] { put(after); }, [put, before] { put(before); }));
    offerUndo(tr("%1 pictures removed").arg(before.size() - after.size()));
}

// --- go on

ResultPtr StylizeWorkspace::lastOfPhoto() const {
    const auto it = std::find_if(results_.begin(), results_.end(), [&](const ResultPtr& r) {
        return r->snapshotStep < 0 && samePhoto(r->inputs.photo, inputs_->inputs().photo);
    });
    return it == results_.end() ? ResultPtr() : *it;
}

void StylizeWorkspace::askGoOn() {
    if (canRefine()) return refineThis();
    const QToolButton* at = refine_->goOnButton();
    askGoOn(exportable(), at->mapToGlobal(QPoint(at->width() / 2, 0)));
}

void StylizeWorkspace::askGoOn(const ResultPtr& result, const QPoint& global) {
    if (!canGoOnFrom(result, run_->engine())) return;
    const auto engine = findEngine(run_->engine());
    const ParamInfo* steps = (*engine)->schema().find("steps");
    if (!steps) return goOn(result, run_->engine(), run_->params(), inputs_->inputs());
    auto* popup = new GoOnPopup(
        nameOf(*result), *steps, settings_.value(kMoreStepsKey, kMoreSteps).toInt(),
        [this, result](int more) {
            settings_.setValue(kMoreStepsKey, more);
            ParamValues params = run_->params();
            params["steps"] = std::int64_t{more};
            // It is the same photo that is painted on; its styles may have been changed.
            Inputs inputs = inputs_->inputs();
            if (!samePhoto(inputs.photo, result->inputs.photo)) takeMasksFrom(result->inputs, inputs);
            inputs.photo = result->inputs.photo;
            if (inputs.styles.empty()) inputs.styles = result->inputs.styles;
            goOn(result, run_->engine(), params, inputs);
        },
        this);
    popup->openAt(global);
}

void StylizeWorkspace::goOn(const ResultPtr& result, const std::string& engine, const ParamValues& values, const Inputs& inputs) {
    if (!canGoOnFrom(result, engine)) return;
    const ParamValues params = withStartFromLast(values);
    // It may have been put away.
    starting_ = true;
    refreshState();
    store_->want(
        result,
        [this, result, params, inputs, engine] {
            starting_ = false;
            const Image start = result->unfinished.empty() ? result->picture->image : result->unfinished;
            RenderRequest request = requestOf(inputs);
            request.params = params;
            request.start = start;
            const auto expected = velatura::forecast(engine, request);
            if (expected && !expected->fits()) {
                banners_->showError(doesNotFit(*expected, params));
                return refreshState();
            }
            auto origin = std::make_shared<ResultOrigin>(start, result->picture->image, result->recipe);
            decoding_.run(this, [origin] { return origin->get().has_value(); }, [](bool) {});
            begin({engine, inputs, params, start, origin, result->number}, result->picture);
        },
        [this] {
            starting_ = false;
            refreshState();
        });
}

// --- compare

std::vector<Comparable> StylizeWorkspace::comparables() const {
    std::vector<Comparable> out;
    const Inputs& in = inputs_->inputs();
    if (in.photo) out.push_back({{}, in.photo, tr("Photo")});
    for (const StyleChoice& s : in.styles) out.push_back({{}, s.picture, tr("Style %1").arg(s.picture->name)});
    for (const ResultPtr& r : results_) out.push_back({r, {}, {}});
    return out;
}

void StylizeWorkspace::toggleCompare() {
    if (compare_->active()) return compare_->leave();
    if (liveShown()) return withLiveResult([this](const ResultPtr&) { toggleCompare(); });
    // What is seen against what came before it, else against the photo.
    const ResultPtr first = current_ ? current_ : lastOfPhoto();
    if (!first) return;
    const auto it = std::find(results_.begin(), results_.end(), first);
    const Inputs& in = first->inputs;
    if (it != results_.end() && it + 1 != results_.end())
        compare_->begin({{*(it + 1), {}, {}}, {first, {}, {}}});
    else
        compare_->begin({{{}, in.photo, tr("Photo")}, {first, {}, {}}});
}

// --- time-lapse

void StylizeWorkspace::exportTimelapse() { exportTimelapse(exportable()); }

void StylizeWorkspace::exportTimelapse(const ResultPtr& result) {
    if (!result || !result->frames) return;
    store_->want(result, [this, result] {
        if (!timelapse_) {
            timelapse_ = new TimelapseDialog(encoding_, settings_, this);
            connect(timelapse_, &TimelapseDialog::exported, this, [this](const QString& path) {
                toast_->say(tr("Time-lapse saved as %1").arg(QFileInfo(path).fileName()), tr("Show in folder"),
                            [path] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath())); });
            });
        }
        timelapse_->open(result);
    });
}

void StylizeWorkspace::fillCardMenu(QMenu* menu, const ResultPtr& result) {
    menu->addSeparator();
    auto* keeping = menu->addAction(tr("Keep"), this, [this, result] { keep(result, !result->kept); });
    keeping->setCheckable(true);
    keeping->setChecked(result->kept);
    const QPoint at = QCursor::pos();
    menu->addAction(tr("Go on from here…"), this, [this, result, at] { askGoOn(result, at); })->setEnabled(canGoOnFrom(result, run_->engine()));
    const Comparable other = current_ && current_ != result ? Comparable{current_, {}, {}} : Comparable{{}, result->inputs.photo, tr("Photo")};
    menu->addAction(tr("Compare with %1").arg(other.result ? nameOf(*other.result) : other.name), this,
                    [this, result, other] { compare_->begin({other, {result, {}, {}}}); });
    menu->addAction(tr("Facts and distances"), this, [this, result, at] { measure(result, at); });
    menu->addAction(tr("Export time-lapse…"), this, [this, result] { exportTimelapse(result); })->setEnabled(result->frames != nullptr);
    menu->addSeparator();
    const auto kept = std::count_if(results_.begin(), results_.end(), [](const ResultPtr& r) { return r->kept; });
    menu->addAction(tr("Remove what is not kept"), this, &StylizeWorkspace::removeOthers)->setEnabled(kept > 0 && kept < std::ssize(results_));
}

}  // namespace velatura
