#include "ui/stylize/result_outlet.h"

#include "ui/bridge/background.h"
#include "ui/bridge/settings.h"
#include "ui/export/drag_gesture.h"
#include "ui/export/export_dialog.h"

namespace velatura {

ResultOutlet::ResultOutlet(ResultStore& store, Background& encoding, Settings& settings, SessionCache& cache,
                           QWidget* parent)
    : QObject(parent),
      store_(store),
      encoding_(encoding),
      settings_(settings),
      parent_(parent),
      out_(encoding, settings, cache) {
    connect(&out_, &PictureOut::copied, this, &ResultOutlet::copied);
    connect(&out_, &PictureOut::failed, this, &ResultOutlet::failed);
}

void ResultOutlet::exportAs(const ResultPtr& result) {
    store_.want(result, [this, result] {
        if (!dialog_) {
            dialog_ = new ExportDialog(encoding_, settings_, parent_);
            connect(dialog_, &ExportDialog::exported, this, &ResultOutlet::exported);
            connect(dialog_, &ExportDialog::exportedSet, this, &ResultOutlet::exportedSet);
        }
        dialog_->open(result);
    });
}

void ResultOutlet::copy(const ResultPtr& result) {
    store_.want(result, [this, result] { out_.copy(result); });
}

void ResultOutlet::prepareDrag(const ResultPtr& result) {
    store_.want(result, [this, result] { out_.prepare(result); });
}

void ResultOutlet::drag(QWidget* source, const ResultPtr& result) {
    // The gesture begins now; the picture may have to be read first.
    store_.want(result, [this, result, source = QPointer<QWidget>(source), gesture = std::make_shared<DragGesture>()] {
        if (source) out_.drag(source, result, gesture);
    });
}

}  // namespace velatura
