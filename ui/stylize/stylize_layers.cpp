// StylizeWorkspace: the layer lab: what it looks at, how it opens and closes.
#include <QtGui/QKeyEvent>

#include "ui/canvas/canvas.h"
#include "ui/common/panel_frame.h"
#include "ui/layers/layer_desk.h"
#include "ui/layers/layer_lab.h"
#include "ui/stylize/run_panel.h"
#include "ui/stylize/stylize_workspace.h"

namespace velatura {

LayerSubject StylizeWorkspace::layerSubject() const {
    const Inputs& in = inputs_->inputs();
    LayerSubject out{{}, {}, run_->engine(), in, run_->params(), run_->engine(), in.styles, run_->params()};
    if (current_) {
        // Put away, it is looked at when it is back.
        out.picture = current_->picture;
        out.name = tr("result %1").arg(current_->number);
        out.engine = current_->engine;
        out.inputs = current_->inputs;
        out.params = current_->params;
    } else if (in.photo && canvas_->picture() == in.photo) {
        out.picture = in.photo;
        out.name = tr("the photo, unpainted");
    }
    return out;
}

void StylizeWorkspace::openLayers(bool on) {
    if (on && !layers_) {
        layers_ = new LayerDesk(bridge_, settings_, run_->lab(), canvas_, [this] { return layerSubject(); }, this);
        connect(run_, &RunPanel::paramsChanged, layers_, &LayerDesk::refresh);
    }
    run_->openLab(on);
    if (on && !run_->isVisible() && isVisible()) frame_->togglePanel(PanelFrame::Right);
}

void StylizeWorkspace::toggleLayers() { openLayers(!run_->labOpen() || !run_->isVisible()); }

void StylizeWorkspace::keyPressEvent(QKeyEvent* event) {
    // While a job runs Esc stops it; then it leaves the map, then the lab.
    if (event->key() == Qt::Key_Escape && run_->labOpen()) {
        if (!layers_->hideMap()) openLayers(false);
        return;
    }
    QWidget::keyPressEvent(event);
}

}  // namespace velatura
