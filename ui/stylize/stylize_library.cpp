// StylizeWorkspace: the style library beside the canvas, and how far a result is from what it was painted from.
#include <QtGui/QCursor>
#include <QtWidgets/QDockWidget>

#include "ui/common/toast.h"
#include "ui/library/library_desk.h"
#include "ui/stylize/distance_popup.h"
#include "ui/stylize/result_store.h"
#include "ui/stylize/run_panel.h"
#include "ui/stylize/stylize_workspace.h"

namespace velatura {

void StylizeWorkspace::wireLibrary() {
    library_ = new LibraryDesk({bridge_, decoding_, encoding_, settings_, undo_, *frame_, *inputs_, *banners_,
                                [this](const std::string& engine) { return run_->params(engine); },
                                [this](const QString& sentence, bool undoable) {
                                    undoable ? offerUndo(sentence) : toast_->say(sentence);
                                }},
                               this);
    connect(library_, &LibraryDesk::batchWanted, this, &StylizeWorkspace::lookWanted);
}

QRect StylizeWorkspace::libraryArea(const QWidget* window) const {
    const QDockWidget* dock = library_->dock();
    if (!dock->isVisible() || dock->isFloating()) return {};
    return {dock->mapTo(window, QPoint(0, 0)), dock->size()};
}

bool StylizeWorkspace::canMeasure() const { return current_ != nullptr && !running(); }

void StylizeWorkspace::measure() {
    if (canMeasure()) measure(current_, mapToGlobal(QPoint(width() / 2, height() * 3 / 4)));
}

void StylizeWorkspace::measure(const ResultPtr& result, const QPoint& global) {
    store_->want(result, [this, result, global] {
        auto* popup = new DistancePopup(result, bridge_.library(), library_->likeness().lane(), this);
        popup->openAt(global);
    });
}

}  // namespace velatura
