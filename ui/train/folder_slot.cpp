#include "ui/train/folder_slot.h"

#include <QtCore/QFileInfo>
#include <QtCore/QMimeData>
#include <QtGui/QDragEnterEvent>
#include <QtGui/QFocusEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>

#include "ui/common/style.h"
#include "ui/common/theme.h"
#include "ui/trays/dropped.h"

namespace velatura {

namespace {

constexpr int kTitle = 24, kBox = 56;

QString firstPath(const QMimeData* data) {
    const Dropped what = Dropped::from(data);
    return !what.folders.isEmpty() ? what.folders.first() : what.files.value(0);
}

}  // namespace

FolderSlot::FolderSlot(QWidget* parent) : QWidget(parent) {
    setAcceptDrops(true);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize FolderSlot::sizeHint() const { return {200, kTitle + kBox}; }

void FolderSlot::setTitle(const QString& title) {
    title_ = title;
    refresh();
}

void FolderSlot::setPrompt(const QString& text) {
    prompt_ = text;
    refresh();
}

void FolderSlot::setFolder(const QString& path) {
    folder_ = path;
    setToolTip(path);
    refresh();
}

void FolderSlot::setDetail(const QString& text, bool wrong) {
    detail_ = text;
    wrong_ = wrong;
    refresh();
}

void FolderSlot::setClearable(bool on) {
    clearable_ = on;
    update();
}

void FolderSlot::refresh() {
    setAccessibleName(title_);
    setAccessibleDescription(folder_.isEmpty() ? prompt_ : folder_ + ' ' + detail_);
    update();
}

QRectF FolderSlot::box() const { return QRectF(0.5, kTitle + 0.5, width() - 1, kBox - 1); }
QRectF FolderSlot::closeBox() const { return {box().right() - 26, box().top() + 4, 22, 22}; }

void FolderSlot::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(t.text());
    p.setFont(t.heading());
    p.drawText(QRect(0, 0, width(), kTitle - 4), Qt::AlignVCenter, title_);
    p.setFont(t.base());
    const bool empty = folder_.isEmpty();
    QPen edge(dragOver_ || keyFocus_ ? t.accent() : hovered_ ? t.mutedText() : t.outline(), dragOver_ ? 2 : 1);
    if (empty && !dragOver_) edge.setStyle(Qt::DashLine);
    p.setPen(edge);
    p.setBrush(isEnabled() ? t.field() : QColor(Qt::transparent));
    p.drawRoundedRect(box(), grid::kRadius, grid::kRadius);
    p.setOpacity(isEnabled() ? 1 : 0.5);
    const double ratio = devicePixelRatioF();
    const QPointF icon(box().left() + 12, box().center().y() - 10);
    p.drawPixmap(icon, t.pixmap(QStringLiteral("folder"), 20, t.mutedText(), ratio));
    const QRectF words = box().adjusted(44, 8, closeBox().width() > 0 && !empty && clearable_ ? -28 : -10, -8);
    if (empty) {
        p.setPen(t.mutedText());
        p.drawText(words, Qt::AlignVCenter | Qt::TextWordWrap, prompt_);
        return;
    }
    const QString name = QFileInfo(folder_).fileName();
    p.setPen(t.text());
    p.drawText(words, detail_.isEmpty() ? int(Qt::AlignVCenter) : int(Qt::AlignTop),
               p.fontMetrics().elidedText(name, Qt::ElideMiddle, int(words.width())));
    p.setFont(t.small());
    p.setPen(wrong_ ? t.error() : t.mutedText());
    p.drawText(words, Qt::AlignBottom, p.fontMetrics().elidedText(detail_, Qt::ElideRight, int(words.width())));
    if (hovered_ && clearable_ && isEnabled()) {
        if (overClose_) {
            p.setPen(Qt::NoPen);
            p.setBrush(t.hover());
            p.drawRoundedRect(closeBox(), grid::kTight, grid::kTight);
        }
        p.drawPixmap(closeBox().center() - QPointF(8, 8), t.pixmap(QStringLiteral("close"), 16, t.text(), ratio));
    }
}

void FolderSlot::mousePressEvent(QMouseEvent* e) {
    if (e->button() != Qt::LeftButton || !box().contains(e->position())) return;
    if (!folder_.isEmpty() && clearable_ && closeBox().contains(e->position()))
        Q_EMIT clearWanted();
    else
        Q_EMIT openWanted();
}

void FolderSlot::mouseMoveEvent(QMouseEvent* e) {
    overClose_ = closeBox().contains(e->position());
    update();
}

void FolderSlot::enterEvent(QEnterEvent*) {
    hovered_ = true;
    update();
}

void FolderSlot::leaveEvent(QEvent*) {
    hovered_ = overClose_ = false;
    update();
}

void FolderSlot::keyPressEvent(QKeyEvent* e) {
    if (e->key() == Qt::Key_Return || e->key() == Qt::Key_Enter || e->key() == Qt::Key_Space)
        Q_EMIT openWanted();
    else if ((e->key() == Qt::Key_Delete || e->key() == Qt::Key_Backspace) && clearable_ && !folder_.isEmpty())
        Q_EMIT clearWanted();
    else
        QWidget::keyPressEvent(e);
}

void FolderSlot::focusInEvent(QFocusEvent* e) {
    keyFocus_ = e->reason() == Qt::TabFocusReason || e->reason() == Qt::BacktabFocusReason;
    QWidget::focusInEvent(e);
    update();
}

void FolderSlot::focusOutEvent(QFocusEvent* e) {
    keyFocus_ = false;
    QWidget::focusOutEvent(e);
    update();
}

void FolderSlot::dragEnterEvent(QDragEnterEvent* e) {
    if (!Dropped::accepts(e->mimeData())) return;
    e->acceptProposedAction();
    dragOver_ = true;
    update();
}

void FolderSlot::dragLeaveEvent(QDragLeaveEvent*) {
    dragOver_ = false;
    update();
}

void FolderSlot::dropEvent(QDropEvent* e) {
    dragOver_ = false;
    update();
    const QString path = firstPath(e->mimeData());
    if (path.isEmpty()) return;
    e->acceptProposedAction();
    Q_EMIT dropped(path);
}

}  // namespace velatura
