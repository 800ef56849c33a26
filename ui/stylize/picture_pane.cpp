#include "ui/stylize/picture_pane.h"

#include <QtCore/QEvent>
#include <QtWidgets/QVBoxLayout>

#include "ui/canvas/canvas.h"
#include "ui/canvas/canvas_bar.h"
#include "ui/canvas/canvas_parts.h"
#include "ui/common/banner.h"
#include "ui/common/bar_button.h"
#include "ui/common/theme.h"
#include "ui/common/toast.h"
#include "ui/compare/compare_bar.h"
#include "ui/masks/mask_strip.h"
#include "ui/stylize/refine_buttons.h"
#include "ui/stylize/results_strip.h"

namespace velatura {

PicturePane::PicturePane(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const CanvasParts parts(this);
    banners_ = parts.banners;
    canvas_ = parts.canvas;
    bar_ = parts.bar;
    compare_ = new CompareBar(this);
    refine_ = new RefineButtons(bar_);
    maskStrip_ = new MaskStrip(this);
    maskStrip_->hide();
    for (QToolButton** button : {&mask_, &export_}) {
        *button = barButton(bar_);
        bar_->addButton(*button);
    }
    mask_->setCheckable(true);
    mask_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    strip_ = new ResultsStrip(this);
    strip_->hide();
    column->addWidget(banners_);
    column->addWidget(maskStrip_);
    column->addWidget(canvas_, 1);
    column->addWidget(compare_);
    column->addWidget(bar_);
    column->addWidget(strip_);
    toast_ = new Toast(canvas_);
    connect(&Theme::instance(), &Theme::changed, this, &PicturePane::retranslate);
    retranslate();
}

void PicturePane::retranslate() {
    canvas_->setEmptyText(tr("Drop a photo and a painting here, or click to open a photo."));
    mask_->setText(tr("Mask"));
    mask_->setIcon(Theme::instance().icon("mask", 16));
    mask_->setToolTip(tr("Paint where each style applies and what of the photo stays (M)"));
    export_->setText(tr("Export…"));
    export_->setToolTip(tr("Save this result as a file (Ctrl+E)"));
}

void PicturePane::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
