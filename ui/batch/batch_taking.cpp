// BatchWorkspace: orders that come as a whole: the look of a result or of a picture's recipe, what is pasted, a batch
// of an earlier day.
#include <filesystem>

#include "ui/batch/batch_input_panel.h"
#include "ui/batch/batch_look.h"
#include "ui/batch/batch_panel.h"
#include "ui/batch/batch_workspace.h"
#include "ui/params/engine_forms.h"
#include "ui/batch/offer_bar.h"
#include "ui/bridge/undo.h"
#include "ui/common/banner.h"
#include "ui/params/param_form.h"

namespace velatura {

void BatchWorkspace::putOrder(const BatchOrder& order) {
    restoring_ = true;
    panel_->engines()->setParams(order.engine, order.params);
    panel_->output()->setValues(order.output);
    inputs_->setInputs(order.inputs);
    restoring_ = false;
    onOrderChanged();
}

void BatchWorkspace::changeOrder(const BatchOrder& next, const QString& what) {
    BatchOrder before = order();
    before.inputs.folder = inputs_->inputs().folder;
    if (!undo_) return putOrder(next);
    undo_->push(new UndoStep(
        what, [this, next] { putOrder(next); }, [this, before] { putOrder(before); }));
}

void BatchWorkspace::takeLook(const Look& look) {
    lane_.run(
        this, [look] { return lookOf(look); }, [this](const Result<BatchLookChoice>& choice) { takeChoice(choice); });
}

void BatchWorkspace::takeLookOf(const QString& path) {
    lane_.run(
        this, [path] { return lookFromPicture(path); },
        [this](const Result<BatchLookChoice>& choice) { takeChoice(choice); });
}

void BatchWorkspace::takeChoice(const Result<BatchLookChoice>& choice) {
    if (!choice) return banners_->showError(choice.error());
    if (running()) return banners_->showNotice(tr("The look can be taken when the batch has ended."));
    BatchOrder next = order();
    next.inputs.folder = inputs_->inputs().folder;
    next.engine = choice->engine;
    next.params = choice->params;
    next.inputs.styles = choice->styles;
    next.inputs.keptColors = choice->keptColors;
    next.inputs.mixed = choice->styles.size() > 1;
    changeOrder(next, tr("Take look"));
    if (choice->masked)
        banners_->showNotice(tr("The masks of this look belong to its own photo and were left out."));
    if (choice->onlySmall)
        banners_->showNotice(
            tr("A style was found only as the small picture inside the recipe; the result will be coarser."));
}

void BatchWorkspace::offerLook(const QString& path) {
    offer_->offer(
        [path] {
            return tr("%1 was painted by Velatura.")
                .arg(QString::fromStdString(std::filesystem::path(path.toStdString()).filename().string()));
        },
        {{[] { return tr("Paint as it was painted"); },
          [this, path] {
              offer_->withdraw();
              takeLookOf(path);
          }}});
}

void BatchWorkspace::paste(const Dropped& what) {
    const BatchInputs& in = inputs_->inputs();
    inputs_->take(!in.photos.isEmpty() && in.styles.empty() ? SlotKind::Style : SlotKind::Photo, what);
}

}  // namespace velatura
