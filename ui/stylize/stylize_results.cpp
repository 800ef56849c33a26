// StylizeWorkspace: the list of results: what comes in, is shown, brought back, removed.
#include <QtCore/QTimer>
#include <QtGui/QUndoStack>
#include <algorithm>

#include "ui/bridge/undo.h"
#include "ui/canvas/canvas.h"
#include "ui/common/banner.h"
#include "ui/common/toast.h"
#include "ui/compare/compare_session.h"
#include "ui/stylize/recipe_offer.h"
#include "ui/stylize/result_store.h"
#include "ui/stylize/results_strip.h"
#include "ui/stylize/run_panel.h"
#include "ui/stylize/stylize_workspace.h"

namespace velatura {

void StylizeWorkspace::listResult(const ResultPtr& result) {
    store_->add(result);
    std::vector<ResultPtr> next = results_;
    next.insert(next.begin(), result);
    setResults(std::move(next), current_);
}

void StylizeWorkspace::addResult(const ResultPtr& result) {
    store_->add(result);
    std::vector<ResultPtr> next = results_;
    next.insert(next.begin(), result);
    // A run that was begun meanwhile has the canvas.
    setResults(std::move(next), running() ? current_ : result);
    if (running()) return;
    if (!compare_->active()) return showResult(result);
    // Who compares is not torn away from it; the result is there when they are done.
    current_ = result;
    liveSeen_.reset();
    canvas_->setBefore(result->inputs.photo);
    canvas_->setPicture(result->picture);
    canvas_->clearPreview();
    toast_->say(tr("%1 is finished").arg(nameOf(*result)), tr("Show"), [this, result] { showResult(result); });
    refreshState();
}

void StylizeWorkspace::setResults(std::vector<ResultPtr> results, const ResultPtr& current) {
    results_ = std::move(results);
    strip_->setResults(results_);
    strip_->setCurrent(current);
    strip_->setVisible(!results_.empty());
    compare_->keepOnly(results_);
    refreshState();
}

void StylizeWorkspace::showResult(const ResultPtr& result) {
    current_ = result;
    strip_->setCurrent(result);
    compare_->leave();
    store_->want(result, [this, result] {
        if (current_ != result || running()) return;  // something else was chosen while it was read
        live_->cancel();
        liveSeen_.reset();
        canvas_->setBefore(result->inputs.photo);
        canvas_->setPicture(result->picture);
        canvas_->clearPreview();
        refreshState();
    });
    refreshState();
}

void StylizeWorkspace::bringBack(const QString& what, const std::string& engine, const ParamValues& params,
                                 const Inputs& inputs, const std::function<void()>& then) {
    const Inputs before = inputs_->inputs();
    const std::string engineBefore = run_->engine();
    // The other engine's form has values of its own, which come back too.
    const ParamValues values = run_->params(), others = run_->params(engine);
    if (before == inputs && values == params && engineBefore == engine) return then();
    undo_->push(new UndoStep(
        what,
        [this, engine, params, inputs, then] {
            run_->setParams(engine, params);
            inputs_->setInputs(inputs);
            then();
        },
        [this, before, values, others, engine, engineBefore] {
            run_->setParams(engine, others);
            run_->setParams(engineBefore, values);
            inputs_->setInputs(before);
        }));
}

void StylizeWorkspace::restore(const ResultPtr& result) {
    // That it went on from another is its past, not a setting: what is run next starts as the form says now.
    ParamValues params = result->params;
    if (result->wentOnFrom > 0 && params.contains("start")) {
        const ParamValues now = run_->params(result->engine);
        if (const auto it = now.find("start"); it != now.end()) params["start"] = it->second;
    }
    bringBack(tr("Go back to %1").arg(nameOf(*result)), result->engine, params, result->inputs,
              [this, result] {
                  if (!running()) showResult(result);
              });
}

std::vector<PicturePtr> StylizeWorkspace::openPictures() const {
    std::vector<PicturePtr> out;
    // Most results come from the same few pictures, and each that is asked about is hashed.
    const auto once = [&](const PicturePtr& p) {
        if (p && std::find(out.begin(), out.end(), p) == out.end()) out.push_back(p);
    };
    const auto add = [&](const Inputs& in) {
        once(in.photo);
        for (const StyleChoice& s : in.styles) once(s.picture);
    };
    add(inputs_->inputs());
    for (const ResultPtr& r : results_) add(r->inputs);
    return out;
}

void StylizeWorkspace::restoreRecipe(const RestoredRecipe& restored) {
    ParamValues params = run_->params(restored.engine);  // device and threads stay those of this machine
    for (const auto& [key, value] : restored.params) params[key] = value;
    Inputs inputs = inputs_->inputs();
    if (restored.inputs.photo) inputs.photo = restored.inputs.photo;
    if (!restored.inputs.styles.empty()) inputs.styles = restored.inputs.styles;
    inputs.protect = restored.inputs.protect;
    inputs.keptColors = restored.inputs.keptColors;
    // The photo was not found, and the one that is there has another shape.
    if (dropForeignMasks(inputs)) banners_->showNotice(masksDroppedText());
    bringBack(tr("Restore the recipe of %1").arg(restored.name), restored.engine, params, inputs, [] {});
    recipes_->tell(restored);
    offerUndo(tr("Recipe of %1 restored").arg(restored.name));
}

void StylizeWorkspace::remove(const ResultPtr& result) {
    const auto place = std::find(results_.begin(), results_.end(), result) - results_.begin();
    undo_->push(new UndoStep(
        tr("Remove %1").arg(nameOf(*result)),
        [this, result] {
            std::vector<ResultPtr> next = results_;
            std::erase(next, result);
            const bool shown = current_ == result;
            if (shown) {
                current_.reset();
                if (!running()) {
                    canvas_->setBefore(inputs_->inputs().photo);
                    canvas_->setPicture(inputs_->inputs().photo);
                }
            }
            setResults(std::move(next), current_);
        },
        [this, result, place] {
            std::vector<ResultPtr> next = results_;
            next.insert(next.begin() + std::min<std::ptrdiff_t>(place, std::ssize(next)), result);
            setResults(std::move(next), result);
            if (!running()) showResult(result);
        }));
    offerUndo(tr("%1 removed").arg(nameOf(*result)));
}

/// Offers to undo the step that is being made now, and only that.
void StylizeWorkspace::offerUndo(const QString& sentence) {
    offer(sentence, tr("Undo"), [this] { undo_->undo(); });
}

void StylizeWorkspace::offer(const QString& sentence, const QString& action, std::function<void()> act) {
    toast_->say(sentence, action, std::move(act));
    QTimer::singleShot(0, this, [this, sentence] {
        const auto end = [this, sentence] {
            if (toast_->sentence() == sentence) toast_->hide();
        };
        connect(undo_, &QUndoStack::indexChanged, this, end, Qt::SingleShotConnection);
    });
}

ResultPtr StylizeWorkspace::exportable() const {
    return current_ ? current_ : running() ? ResultPtr() : lastOfPhoto();
}

}  // namespace velatura
