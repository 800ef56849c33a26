#include "ui/canvas/canvas_bar.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>

#include "ui/canvas/canvas.h"
#include "ui/common/bar_button.h"
#include "ui/common/theme.h"

namespace velatura {

CanvasBar::CanvasBar(Canvas* canvas, QWidget* parent) : QWidget(parent), canvas_(canvas) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(grid::kGroup, 4, grid::kRelated, 4);
    row->setSpacing(grid::kTight);
    caption_ = new QLabel(this);
    size_ = new QLabel(this);
    row->addWidget(caption_);
    row->addSpacing(grid::kRelated);
    row->addWidget(size_);
    row->addStretch();
    const auto button = [&](bool checkable) {
        auto* b = barButton(this, checkable);
        row->addWidget(b);
        return b;
    };
    peek_ = button(false);
    compare_ = button(true);
    row->addSpacing(grid::kRelated);
    fit_ = button(false);
    actual_ = button(false);
    zoom_ = button(false);
    zoom_->setPopupMode(QToolButton::InstantPopup);
    zoom_->setMenu(new QMenu(zoom_));
    zoom_->setMinimumWidth(64);

    connect(peek_, &QToolButton::pressed, canvas_, [this] { canvas_->setPeeking(true); });
    connect(peek_, &QToolButton::released, canvas_, [this] { canvas_->setPeeking(false); });
    connect(compare_, &QToolButton::toggled, canvas_, &Canvas::setComparing);
    connect(canvas_, &Canvas::comparingChanged, compare_, &QToolButton::setChecked);
    connect(fit_, &QToolButton::clicked, canvas_, &Canvas::fit);
    connect(actual_, &QToolButton::clicked, canvas_, [this] { canvas_->setZoom(1); });
    connect(canvas_, &Canvas::viewChanged, this, &CanvasBar::refresh);
    connect(canvas_, &Canvas::contentChanged, this, &CanvasBar::refresh);
    connect(zoom_->menu(), &QMenu::aboutToShow, this, &CanvasBar::fillZoomMenu);
    connect(&Theme::instance(), &Theme::changed, this, &CanvasBar::retranslate);
    retranslate();
}

void CanvasBar::setCaption(const QString& text) { caption_->setText(text); }

void CanvasBar::addButton(QToolButton* button) {
    auto* row = static_cast<QHBoxLayout*>(layout());
    row->addSpacing(grid::kRelated);
    row->addWidget(button);
}

void CanvasBar::retranslate() {
    const Theme& t = Theme::instance();
    peek_->setIcon(t.icon("eye", 16));
    peek_->setToolTip(tr("Show the photo while pressed (hold Space)"));
    peek_->setAccessibleName(tr("Show the photo while pressed"));
    compare_->setIcon(t.icon("compare", 16));
    compare_->setToolTip(tr("Before and after side by side, with a handle to drag (B)"));
    compare_->setAccessibleName(tr("Before and after"));
    fit_->setIcon(t.icon("fit", 16));
    fit_->setToolTip(tr("Fit the picture into the window (0)"));
    fit_->setAccessibleName(tr("Fit"));
    actual_->setText("1:1");
    actual_->setToolTip(tr("One picture pixel on one screen pixel (1)"));
    actual_->setAccessibleName(tr("Actual size"));
    zoom_->setToolTip(tr("Zoom"));
    zoom_->setAccessibleName(tr("Zoom"));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, t.mutedText());
    size_->setPalette(muted);
    size_->setFont(t.tabular());
    zoom_->setFont(t.tabular());
    refresh();
}

void CanvasBar::refresh() {
    const bool shown = canvas_->shows();
    for (QToolButton* b : {fit_, actual_, zoom_}) b->setEnabled(shown);
    compare_->setEnabled(canvas_->canCompare());
    peek_->setEnabled(canvas_->canCompare());
    zoom_->setText(shown ? QStringLiteral("%1 %").arg(qRound(canvas_->zoom() * 100)) : QStringLiteral("–"));
    const QSizeF size = canvas_->view().rect().size() / (canvas_->zoom() / canvas_->devicePixelRatioF());
    size_->setText(shown ? QStringLiteral("%1 × %2").arg(qRound(size.width())).arg(qRound(size.height())) : QString());
}

void CanvasBar::fillZoomMenu() {
    QMenu* menu = zoom_->menu();
    menu->clear();
    menu->addAction(tr("Fit"), canvas_, &Canvas::fit);
    menu->addSeparator();
    for (int percent : {25, 50, 100, 200, 400, 800})
        menu->addAction(QStringLiteral("%1 %").arg(percent), canvas_, [this, percent] { canvas_->setZoom(percent / 100.0); });
}

void CanvasBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
