#include "ui/batch/item_viewer.h"

#include <QtCore/QEvent>
#include <QtCore/QLocale>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include "ui/batch/item_grid.h"
#include "ui/bridge/background.h"
#include "ui/canvas/canvas.h"
#include "ui/canvas/canvas_bar.h"
#include "ui/canvas/canvas_parts.h"
#include "ui/common/banner.h"
#include "ui/common/bar_button.h"
#include "ui/common/theme.h"

namespace velatura {

ItemViewer::ItemViewer(const BatchItems& items, Background& lane, QWidget* parent)
    : QWidget(parent), items_(items), lane_(lane) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(grid::kRelated, grid::kTight, grid::kRelated, grid::kTight);
    row->setSpacing(grid::kRelated);
    back_ = barButton(head);
    back_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    name_ = new QLabel(head);
    name_->setTextFormat(Qt::PlainText);
    place_ = new QLabel(head);
    place_->setFont(Theme::instance().tabular());
    place_->setForegroundRole(QPalette::PlaceholderText);
    previous_ = barButton(head);
    next_ = barButton(head);
    row->addWidget(back_);
    row->addWidget(name_, 1, Qt::AlignCenter);
    row->addWidget(place_);
    row->addWidget(previous_);
    row->addWidget(next_);
    const CanvasParts parts(this);
    banners_ = parts.banners;
    canvas_ = parts.canvas;
    bar_ = parts.bar;
    column->addWidget(head);
    column->addWidget(banners_);
    column->addWidget(canvas_, 1);
    column->addWidget(bar_);
    connect(back_, &QToolButton::clicked, this, &ItemViewer::backWanted);
    connect(previous_, &QToolButton::clicked, this, [this] { step(-1); });
    connect(next_, &QToolButton::clicked, this, [this] { step(1); });
    connect(&Theme::instance(), &Theme::changed, this, &ItemViewer::retranslate);
    retranslate();
}

void ItemViewer::open(int index) {
    index_ = index;
    shown_.clear();
    canvas_->clearPreview();
    refresh();
}

void ItemViewer::step(int by) {
    if (index_ + by >= 0 && index_ + by < items_.count()) open(index_ + by);
}

void ItemViewer::refresh() {
    if (index_ < 0 || index_ >= items_.count()) return;
    const QString path = items_.picture(index_);
    const ItemState state = items_.state(index_);
    const bool running = items_.running() == index_;
    if (!running && state != ItemState::Waiting) canvas_->clearPreview();
    if (path != shown_ || state != shownState_) {
        shown_ = path;
        shownState_ = state;
        banners_->clear();
        if (const Error* reason = items_.reason(index_)) banners_->showError(*reason);
        load();
    }
    retranslate();
}

void ItemViewer::load() {
    using Opened = std::pair<Result<PicturePtr>, PicturePtr>;  // what is shown, and the photo to compare it with
    const QString photo = QString::fromStdString(items_.item(index_).content.string());
    lane_.run(
        this,
        [path = shown_, photo]() -> Opened {
            auto picture = openPicture(path);
            PicturePtr before;
            if (picture && photo != path)
                if (auto opened = openPicture(photo)) before = *opened;
            return {std::move(picture), std::move(before)};
        },
        [this, mine = ++request_](const Opened& opened) {
            if (mine != request_) return;
            canvas_->setPicture(opened.first ? *opened.first : PicturePtr());
            canvas_->setBefore(opened.second);
            // A failed one has said why already.
            if (!opened.first && !items_.reason(index_)) banners_->showError(opened.first.error());
        });
}

void ItemViewer::showPreview(const QImage& picture) {
    if (index_ >= 0 && items_.running() == index_) canvas_->setPreview(picture, picture.size());
}

void ItemViewer::keyPressEvent(QKeyEvent* e) {
    switch (e->key()) {
        case Qt::Key_Escape:
        case Qt::Key_Backspace:
            Q_EMIT backWanted();
            return;
        case Qt::Key_PageUp:
            return step(-1);
        case Qt::Key_PageDown:
            return step(1);
        default:
            QWidget::keyPressEvent(e);
    }
}

void ItemViewer::retranslate() {
    const Theme& t = Theme::instance();
    back_->setText(tr("All pictures"));
    back_->setIcon(t.icon("chevron-left", 16));
    back_->setToolTip(tr("Back to all pictures (Esc)"));
    previous_->setIcon(t.icon("chevron-up", 16));
    next_->setIcon(t.icon("chevron-down", 16));
    previous_->setToolTip(tr("Picture before (Page up)"));
    next_->setToolTip(tr("Next picture (Page down)"));
    previous_->setAccessibleName(tr("Picture before"));
    next_->setAccessibleName(tr("Next picture"));
    previous_->setEnabled(index_ > 0);
    next_->setEnabled(index_ + 1 < items_.count());
    if (index_ < 0 || index_ >= items_.count()) return;
    name_->setText(QString::fromStdString(items_.item(index_).relative));
    place_->setText(tr("%1 of %2").arg(locale().toString(index_ + 1), locale().toString(items_.count())));
    bar_->setCaption(items_.begun() ? ItemGrid::stateWord(items_, index_) : tr("Photo"));
}

void ItemViewer::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
