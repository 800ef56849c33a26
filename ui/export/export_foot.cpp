#include "ui/export/export_foot.h"

#include <QtCore/QEvent>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>

#include "ui/common/theme.h"

namespace velatura {

ExportFoot::ExportFoot(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::kSection, 0, grid::kSection, grid::kSection);
    column->setSpacing(grid::kRelated);
    bar_ = new QProgressBar(this);
    bar_->setTextVisible(false);
    bar_->setFixedHeight(grid::kTight);
    bar_->setRange(0, 1000);
    QSizePolicy kept = bar_->sizePolicy();
    kept.setRetainSizeWhenHidden(true);  // nothing jumps when it comes
    bar_->setSizePolicy(kept);
    column->addWidget(bar_);
    auto* row = new QHBoxLayout;
    row->setSpacing(grid::kRelated);
    const auto label = [&] {
        auto* l = new QLabel(this);
        l->setWordWrap(true);
        l->setTextFormat(Qt::PlainText);
        row->addWidget(l, 1);
        return l;
    };
    question_ = label();
    status_ = label();
    const auto button = [&](const char* name) {
        auto* b = new QPushButton(this);
        b->setObjectName(name);
        b->setAutoDefault(false);
        row->addWidget(b);
        return b;
    };
    cancel_ = button("cancel");
    keepBoth_ = button("keep-both");
    save_ = button("save");
    save_->setProperty("primary", true);
    column->addLayout(row);
    connect(cancel_, &QPushButton::clicked, this, &ExportFoot::cancelWanted);
    connect(keepBoth_, &QPushButton::clicked, this, &ExportFoot::keepBothWanted);
    connect(save_, &QPushButton::clicked, this, &ExportFoot::saveWanted);
    refresh();
}

void ExportFoot::setState(const State& state) {
    const bool asked = state.canKeepBoth && !state_.canKeepBoth;
    state_ = state;
    refresh();
    if (asked) keepBoth_->setFocus();  // a key pressed twice replaces nothing
}

ExportFoot::Press ExportFoot::press() const {
    if (!state_.ready || state_.saving || state_.running) return Press::None;
    return state_.question.isEmpty() ? Press::Export : Press::Replace;
}

void ExportFoot::setProgress(double done, int total, const QString& name) {
    bar_->setValue(static_cast<int>(1000 * done / total));
    status_->setText(tr("%1 of %2: %3").arg(static_cast<int>(done) + 1).arg(total).arg(name));
}

void ExportFoot::setStopping() {
    cancel_->setEnabled(false);
    status_->setText(tr("Stopping…"));
}

void ExportFoot::refresh() {
    const bool asking = !state_.question.isEmpty() && !state_.saving && !state_.running;
    question_->setText(state_.question);
    question_->setVisible(asking);
    status_->setVisible(!asking);
    if (!state_.running) status_->clear();
    bar_->setVisible(state_.running);
    bar_->setAccessibleName(tr("Progress"));
    keepBoth_->setVisible(asking && state_.canKeepBoth);
    keepBoth_->setText(tr("Keep both"));
    (asking && state_.canKeepBoth ? keepBoth_ : save_)->setDefault(true);
    cancel_->setEnabled(true);
    cancel_->setText(state_.running ? tr("Stop") : tr("Cancel"));
    save_->setText(state_.saving ? tr("Saving…") : asking ? tr("Replace") : tr("Export"));
    save_->setEnabled(press() != Press::None);
}

void ExportFoot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) refresh();
    QWidget::changeEvent(event);
}

}  // namespace velatura
