#include "ui/batch/path_list.h"

#include <QtCore/QFileInfo>
#include <QtCore/QUrl>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QDesktopServices>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStyledItemDelegate>

#include "core/image_io/image_io.h"
#include "ui/common/picture.h"
#include "ui/common/style.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {

constexpr int kPath = Qt::UserRole, kDetail = Qt::UserRole + 1, kThumb = Qt::UserRole + 2, kFolder = Qt::UserRole + 3;
constexpr int kClose = 24;

QRect closeBox(const QRect& row) {
    return {row.right() - kClose - 2, row.center().y() - kClose / 2, kClose, kClose};
}

class RowPainter : public QStyledItemDelegate {
public:
    RowPainter(int height, QObject* parent) : QStyledItemDelegate(parent), height_(height) {}
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {100, height_}; }

    void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Theme& t = Theme::instance();
        p->save();
        p->setRenderHint(QPainter::Antialiasing);
        p->setRenderHint(QPainter::SmoothPixmapTransform);
        const QRectF row = QRectF(option.rect).adjusted(2, 1, -2, -1);
        const bool enabled = option.state & QStyle::State_Enabled,
                   hot = enabled && (option.state & QStyle::State_MouseOver);
        if (option.state & QStyle::State_Selected || hot) {
            p->setPen(Qt::NoPen);
            p->setBrush(option.state & QStyle::State_Selected ? t.selection() : t.hover());
            p->drawRoundedRect(row, grid::kTight, grid::kTight);
        }
        if (!enabled) p->setOpacity(0.5);
        const int side = height_ - 8;
        const QRectF box(row.left() + 4, row.center().y() - side / 2.0, side, side);
        const auto thumb = index.data(kThumb).value<QImage>();
        if (!thumb.isNull()) {
            QPainterPath shape;
            shape.addRoundedRect(box, 3, 3);
            p->save();
            p->setClipPath(shape, Qt::IntersectClip);
            p->drawImage(box, thumb, coverSource(thumb.size(), box.size()));
            p->restore();
        } else {
            const QString icon = index.data(kFolder).toBool() ? QStringLiteral("folder") : QStringLiteral("image");
            p->drawPixmap(box.center() - QPointF(8, 8),
                          t.pixmap(icon, 16, t.mutedText(), p->device()->devicePixelRatioF()));
        }
        QRectF words = row.adjusted(side + 12, 0, hot ? -kClose - 6 : -6, 0);
        const QString detail = index.data(kDetail).toString();
        p->setFont(t.small());
        if (const int room = p->fontMetrics().horizontalAdvance(detail); room > 0) {
            p->setPen(t.mutedText());
            p->drawText(words, Qt::AlignRight | Qt::AlignVCenter, detail);
            words.setRight(words.right() - room - 8);
        }
        p->setFont(t.base());
        p->setPen(t.text());
        const QString name = index.data(Qt::DisplayRole).toString();
        p->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                    p->fontMetrics().elidedText(name, Qt::ElideMiddle, static_cast<int>(words.width())));
        if (hot) {
            const QRect close = closeBox(option.rect);
            p->drawPixmap(QRectF(close).center() - QPointF(8, 8),
                          t.pixmap(QStringLiteral("close"), 16, t.text(), p->device()->devicePixelRatioF()));
        }
        if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange)
            drawFocusRing(*p, row, grid::kTight);
        p->restore();
    }

private:
    int height_;
};

}  // namespace

PathList::PathList(int rowHeight, int most, QWidget* parent) : QListWidget(parent), rowHeight_(rowHeight), most_(most) {
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new RowPainter(rowHeight, this));
    setUniformItemSizes(true);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    viewport()->setAutoFillBackground(false);
    setAcceptDrops(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void PathList::setPaths(const QStringList& paths) {
    if (paths == this->paths()) return;
    const int row = currentRow();
    clear();
    for (const QString& path : paths) {
        auto* made = new QListWidgetItem(QFileInfo(path).fileName(), this);
        made->setToolTip(path);
        made->setData(kPath, path);
        // By its name: 500 files may lie at the far end of a network.
        made->setData(kFolder, !formatForPath(path.toStdString()).has_value());
    }
    setCurrentRow(std::min(row, count() - 1), QItemSelectionModel::NoUpdate);
    setFixedHeight(std::clamp(count(), 1, most_) * rowHeight_);
}

QStringList PathList::paths() const {
    QStringList out;
    for (int i = 0; i < count(); ++i) out << item(i)->data(kPath).toString();
    return out;
}

QListWidgetItem* PathList::find(const QString& path) const {
    for (int i = 0; i < count(); ++i)
        if (item(i)->data(kPath).toString() == path) return item(i);
    return nullptr;
}

void PathList::setDetail(const QString& path, const QString& detail) {
    if (auto* found = find(path)) found->setData(kDetail, detail);
}

void PathList::setThumb(const QString& path, const QImage& thumb) {
    if (auto* found = find(path)) found->setData(kThumb, thumb);
}

QStringList PathList::chosen() const {
    QStringList out;
    for (const auto* chosen : selectedItems()) out << chosen->data(kPath).toString();
    if (out.isEmpty() && currentItem()) out << currentItem()->data(kPath).toString();
    return out;
}

void PathList::mousePressEvent(QMouseEvent* e) {
    const QPoint at = e->position().toPoint();
    if (const auto* under = itemAt(at); under && closeBox(visualItemRect(under)).contains(at)) {
        Q_EMIT removeWanted({under->data(kPath).toString()});
        return;
    }
    QListWidget::mousePressEvent(e);
}

void PathList::keyPressEvent(QKeyEvent* e) {
    if ((e->key() == Qt::Key_Delete || e->key() == Qt::Key_Backspace) && count() > 0) {
        if (const QStringList gone = chosen(); !gone.isEmpty()) Q_EMIT removeWanted(gone);
        return;
    }
    // Typing letters is for the commands of the window, not for looking up a name.
    if (e->matches(QKeySequence::Copy)) return e->ignore();
    QListWidget::keyPressEvent(e);
}

void PathList::contextMenuEvent(QContextMenuEvent* e) {
    const QStringList gone = chosen();
    if (gone.isEmpty()) return;
    QMenu menu(this);
    menu.addAction(tr("Remove"), this, [this, gone] { Q_EMIT removeWanted(gone); });
    menu.addAction(tr("Show in folder"), this, [path = gone.first()] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
    });
    menu.exec(e->globalPos());
}

void PathList::focusInEvent(QFocusEvent* e) {
    if (currentRow() < 0 && count() > 0) setCurrentRow(0, QItemSelectionModel::NoUpdate);
    QListWidget::focusInEvent(e);
}

}  // namespace velatura
