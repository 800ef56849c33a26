#include "ui/library/style_cells.h"

#include <QtCore/QMimeData>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QDrag>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include "ui/common/picture.h"
#include "ui/common/style.h"
#include "ui/common/theme.h"
#include "ui/library/library_model.h"

namespace velatura {

namespace {

constexpr int kDragThumb = 72;

class CellPainter : public QStyledItemDelegate {
public:
    CellPainter(int side, StyleCells::Fit fit, QObject* parent) : QStyledItemDelegate(parent), side_(side), fit_(fit) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {side_ + grid::kRelated, side_ + nameHeight() + grid::kRelated};
    }

    void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Theme& t = Theme::instance();
        const QRect box(option.rect.left() + grid::kTight, option.rect.top() + grid::kTight, side_, side_);
        p->save();
        p->setRenderHint(QPainter::Antialiasing);
        p->setRenderHint(QPainter::SmoothPixmapTransform);
        QPainterPath shape;
        shape.addRoundedRect(box, grid::kTight, grid::kTight);
        const bool whole = fit_ == StyleCells::Fit::Whole;
        if (!whole || !index.data(Qt::DecorationRole).isValid()) p->fillPath(shape, t.field());
        if (const auto image = index.data(Qt::DecorationRole).value<QImage>(); !image.isNull()) {
            p->setClipPath(shape);
            if (whole)
                p->drawImage(containRect(image.size(), box), image);
            else
                p->drawImage(QRectF(box), image, coverSource(image.size(), box.size()));
            p->setClipping(false);
        } else if (index.data(LibraryModel::Broken).toBool()) {
            p->drawPixmap(box.center() - QPoint(8, 8), t.pixmap("warning", 16, t.mutedText(), p->device()->devicePixelRatioF()));
        }
        if (index.data(LibraryModel::Starred).toBool()) {
            p->setPen(Qt::NoPen);
            p->setBrush(QColor(0, 0, 0, 150));
            p->drawEllipse(box.left() + 3, box.top() + 3, 20, 20);
            p->drawPixmap(box.topLeft() + QPoint(6, 6), t.pixmap("star", 14, QColor(0xff, 0xff, 0xff), p->device()->devicePixelRatioF()));
        }
        const bool selected = option.state & QStyle::State_Selected, hot = option.state & QStyle::State_MouseOver;
        const bool current = index.data(LibraryModel::Current).toBool();
        if (selected || hot || current) {
            p->setBrush(Qt::NoBrush);
            p->setPen(QPen(selected || current ? t.text() : t.mutedText(), selected ? 2 : 1));
            const qreal inset = selected ? 1 : 0.5;
            p->drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), grid::kTight, grid::kTight);
        }
        if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange))
            drawFocusRing(*p, box, grid::kTight);
        p->setFont(t.small());
        p->setPen(current ? t.text() : t.mutedText());
        p->drawText(nameRect(option.rect), Qt::AlignHCenter | Qt::AlignVCenter,
                    QFontMetrics(t.small()).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, side_));
        p->restore();
    }

    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const override {
        editor->setGeometry(nameRect(option.rect).adjusted(-grid::kTight, -6, grid::kTight, 4));
    }

private:
    int nameHeight() const { return QFontMetrics(Theme::instance().small()).height() + 2; }
    QRect nameRect(const QRect& cell) const { return {cell.left() + grid::kTight, cell.top() + grid::kTight + side_ + 1, side_, nameHeight()}; }

    int side_;
    StyleCells::Fit fit_;
};

}  // namespace

StyleCells::StyleCells(int side, Fit fit, QWidget* parent) : QListView(parent) {
    setViewMode(IconMode);
    setMovement(Static);
    setResizeMode(Adjust);
    setUniformItemSizes(true);
    setSpacing(0);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(EditKeyPressed);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setDragEnabled(true);
    setItemDelegate(new CellPainter(side, fit, this));
    viewport()->setAutoFillBackground(false);
    connect(this, &QListView::doubleClicked, this, &StyleCells::chosen);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        scheduleDelayedItemsLayout();
        viewport()->update();
    });
}

void StyleCells::setEmptyText(const QString& text) {
    empty_ = text;
    viewport()->update();
}

void StyleCells::paintEvent(QPaintEvent* e) {
    QListView::paintEvent(e);
    if (!model() || model()->rowCount() > 0) return;
    QPainter p(viewport());
    p.setPen(Theme::instance().mutedText());
    p.drawText(viewport()->rect().adjusted(grid::kGroup, grid::kGroup, -grid::kGroup, -grid::kGroup),
               Qt::AlignCenter | Qt::TextWordWrap, empty_);
}

void StyleCells::keyPressEvent(QKeyEvent* e) {
    if ((e->key() == Qt::Key_Return || e->key() == Qt::Key_Enter) && state() != EditingState && currentIndex().isValid()) {
        Q_EMIT chosen(currentIndex());
        return;
    }
    QListView::keyPressEvent(e);
}

void StyleCells::contextMenuEvent(QContextMenuEvent* e) {
    const bool keyboard = e->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = keyboard ? currentIndex() : indexAt(e->pos());
    if (index.isValid()) Q_EMIT menuWanted(index, keyboard ? viewport()->mapToGlobal(visualRect(index).center()) : e->globalPos());
}

void StyleCells::startDrag(Qt::DropActions) {
    const QModelIndexList indexes = selectionModel()->selectedIndexes();
    if (indexes.isEmpty()) return;
    QMimeData* data = model()->mimeData(indexes);
    if (!data) return;
    auto* drag = new QDrag(this);  // deletes itself when the drag ends
    drag->setMimeData(data);
    if (const auto image = indexes.front().data(Qt::DecorationRole).value<QImage>(); !image.isNull())
        drag->setPixmap(QPixmap::fromImage(image.scaled(kDragThumb, kDragThumb, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    drag->exec(Qt::CopyAction);
}

}  // namespace velatura
