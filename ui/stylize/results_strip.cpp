#include "ui/stylize/results_strip.h"

#include <QtGui/QContextMenuEvent>
#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolTip>
#include <algorithm>

#include "ui/common/style.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {
constexpr int kCardWidth = 96, kCardHeight = 72, kMargin = 12;
}

ResultCards::ResultCards(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ResultCards::setResults(const std::vector<ResultPtr>& results) {
    results_ = results;
    const int n = static_cast<int>(results_.size());
    setFixedSize(2 * kMargin + n * kCardWidth + std::max(0, n - 1) * grid::kRelated, kCardHeight + 2 * kMargin);
    hot_ = -1;
    update();
}

void ResultCards::setCurrent(const ResultPtr& result) {
    current_ = result;
    update();
}

void ResultCards::setCompared(const std::vector<ResultPtr>& compared, const QStringList& letters) {
    compared_ = compared;
    letters_ = letters;
    update();
}

/// A star on what is kept, the letter of what is compared.
void ResultCards::paintMarks(QPainter& p, int i) const {
    const ResultPtr& r = results_[static_cast<size_t>(i)];
    const QRect box = cardRect(i);
    const auto badge = [&](QPointF corner) {
        const QRectF out(corner, QSizeF(20, 20));
        p.setPen(Qt::NoPen);
        p.setBrush(QColor(0, 0, 0, 150));
        p.drawEllipse(out);
        return out;
    };
    if (r->kept) {
        const QRectF at = badge(QPointF(box.left() + 3, box.bottom() - 22));
        const QPixmap star = Theme::instance().pixmap("star", 14, QColor(0xff, 0xff, 0xff), devicePixelRatioF());
        p.drawPixmap(at.topLeft() + QPointF(3, 3), star);
    }
    const auto it = std::find(compared_.begin(), compared_.end(), r);
    if (it == compared_.end()) return;
    const QRectF at = badge(QPointF(box.left() + 3, box.top() + 3));
    QFont font = Theme::instance().small();
    font.setWeight(QFont::DemiBold);
    p.setFont(font);
    p.setPen(QColor(0xff, 0xff, 0xff));
    p.drawText(at, Qt::AlignCenter, letters_[static_cast<int>(it - compared_.begin())]);
}

QRect ResultCards::cardRect(int i) const {
    return {kMargin + i * (kCardWidth + grid::kRelated), kMargin, kCardWidth, kCardHeight};
}

QRectF ResultCards::closeBox(int i) const {
    const QRect card = cardRect(i);
    return {card.right() - 22.0, card.top() + 3.0, 20, 20};
}

int ResultCards::cardAt(QPoint p) const {
    for (int i = 0; i < static_cast<int>(results_.size()); ++i)
        if (cardRect(i).contains(p)) return i;
    return -1;
}

void ResultCards::paintEvent(QPaintEvent* e) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.fillRect(e->rect(), t.window());
    p.setRenderHint(QPainter::Antialiasing);
    p.setRenderHint(QPainter::SmoothPixmapTransform);
    for (int i = 0; i < static_cast<int>(results_.size()); ++i) {
        const QRect box = cardRect(i);
        if (!box.intersects(e->rect())) continue;
        const StyledResult& r = *results_[static_cast<size_t>(i)];
        QPainterPath shape;
        shape.addRoundedRect(box, grid::kTight, grid::kTight);
        p.save();
        p.setClipPath(shape);
        p.drawImage(QRectF(box), r.thumb, coverSource(r.thumb.size(), box.size()));
        p.restore();
        paintMarks(p, i);
        const bool current = results_[static_cast<size_t>(i)] == current_;
        if (current || i == hot_) {
            p.setBrush(Qt::NoBrush);
            p.setPen(QPen(current ? t.text() : t.mutedText(), current ? 2 : 1));
            const qreal out = current ? 2.0 : 0.5;
            p.drawRoundedRect(QRectF(box).adjusted(-out, -out, out, out), grid::kRadius, grid::kRadius);
        }
        if (current && keyFocus_) drawFocusRing(p, QRectF(box).adjusted(-4, -4, 4, 4), grid::kRadius + 2);
        if (i == hot_) {
            const QRectF close = closeBox(i);
            p.setPen(Qt::NoPen);
            p.setBrush(QColor(0, 0, 0, overClose_ ? 220 : 150));
            p.drawEllipse(close);
            p.setPen(QPen(QColor(0xff, 0xff, 0xff), 1.5, Qt::SolidLine, Qt::RoundCap));
            const QPointF c = close.center();
            p.drawLine(c + QPointF(-3.2, -3.2), c + QPointF(3.2, 3.2));
            p.drawLine(c + QPointF(-3.2, 3.2), c + QPointF(3.2, -3.2));
        }
    }
}

void ResultCards::mouseMoveEvent(QMouseEvent* e) {
    const QPoint at = e->position().toPoint();
    if (!(e->buttons() & Qt::LeftButton)) pressed_.reset();  // it was let go where nobody saw it
    if (pressed_ && (at - pressedAt_).manhattanLength() >= QApplication::startDragDistance())
        Q_EMIT takeWanted(std::exchange(pressed_, {}));
    const int hot = cardAt(at);
    const bool over = hot >= 0 && closeBox(hot).contains(e->position());
    if (hot == hot_ && over == overClose_) return;
    hot_ = hot;
    overClose_ = over;
    setCursor(hot >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void ResultCards::mousePressEvent(QMouseEvent* e) {
    const int i = cardAt(e->position().toPoint());
    if (i < 0 || e->button() != Qt::LeftButton) return;
    const ResultPtr result = results_[static_cast<size_t>(i)];
    if (closeBox(i).contains(e->position())) {
        Q_EMIT removeWanted(result);
        return;
    }
    pressed_ = result;
    pressedAt_ = e->position().toPoint();
    Q_EMIT takePressed(result);
}

void ResultCards::mouseReleaseEvent(QMouseEvent* e) {
    if (e->button() != Qt::LeftButton) return;
    const ResultPtr result = std::exchange(pressed_, {});
    const int i = cardAt(e->position().toPoint());
    if (!result || i < 0 || results_[static_cast<size_t>(i)] != result) return;
    if (e->modifiers() & Qt::ControlModifier)
        Q_EMIT compareToggled(result);
    else
        Q_EMIT chosen(result);
}

void ResultCards::leaveEvent(QEvent*) {
    hot_ = -1;
    update();
}

void ResultCards::keyPressEvent(QKeyEvent* e) {
    if (results_.empty()) return QWidget::keyPressEvent(e);
    const auto it = std::find(results_.begin(), results_.end(), current_);
    auto i = it == results_.end() ? std::ptrdiff_t{0} : it - results_.begin();
    const auto last = static_cast<std::ptrdiff_t>(results_.size()) - 1;
    switch (e->key()) {
        case Qt::Key_Left:
            i = std::max<std::ptrdiff_t>(0, i - 1);
            break;
        case Qt::Key_Right:
            i = std::min(last, i + 1);
            break;
        case Qt::Key_Delete:
        case Qt::Key_Backspace:
            if (it != results_.end()) Q_EMIT removeWanted(*it);
            return;
        case Qt::Key_Menu:
            Q_EMIT menuWanted(results_[static_cast<size_t>(i)], mapToGlobal(cardRect(int(i)).center()));
            return;
        default:
            return QWidget::keyPressEvent(e);
    }
    Q_EMIT chosen(results_[static_cast<size_t>(i)]);
}

void ResultCards::contextMenuEvent(QContextMenuEvent* e) {
    if (const int i = cardAt(e->pos()); i >= 0) Q_EMIT menuWanted(results_[static_cast<size_t>(i)], e->globalPos());
}

void ResultCards::focusInEvent(QFocusEvent* e) {
    keyFocus_ = e->reason() == Qt::TabFocusReason || e->reason() == Qt::BacktabFocusReason;
    update();
}

void ResultCards::focusOutEvent(QFocusEvent*) {
    keyFocus_ = false;
    update();
}

bool ResultCards::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int i = cardAt(help->pos());
        QString text;
        if (i >= 0) {
            const StyledResult& r = *results_[static_cast<size_t>(i)];
            text = tr("%1: click brings back picture and settings").arg(nameOf(r));
            if (r.stopped) text += '\n' + tr("Stopped early: the best so far");
            if (!r.saved) text += '\n' + tr("Not exported yet");
        }
        QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QWidget::event(event);
}

ResultsStrip::ResultsStrip(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 1, 0, 0);
    area_ = new QScrollArea(this);
    area_->setFrameShape(QFrame::NoFrame);
    area_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area_->setFocusPolicy(Qt::NoFocus);
    area_->viewport()->setAutoFillBackground(false);
    cards_ = new ResultCards(area_);
    area_->setWidget(cards_);
    area_->viewport()->installEventFilter(this);
    cards_->installEventFilter(this);
    row->addWidget(area_);
    setFixedHeight(kCardHeight + 2 * kMargin + 1);
    connect(cards_, &ResultCards::chosen, this, &ResultsStrip::chosen);
    connect(cards_, &ResultCards::removeWanted, this, &ResultsStrip::removeWanted);
    connect(cards_, &ResultCards::compareToggled, this, &ResultsStrip::compareToggled);
    connect(cards_, &ResultCards::takePressed, this, &ResultsStrip::takePressed);
    connect(cards_, &ResultCards::takeWanted, this, &ResultsStrip::takeWanted);
    connect(cards_, &ResultCards::menuWanted, this, [this](const ResultPtr& result, const QPoint& at) {
        QMenu menu(this);
        menu.addAction(tr("Export…"), this, [this, result] { Q_EMIT exportWanted(result); });
        menu.addAction(tr("Copy picture"), this, [this, result] { Q_EMIT copyWanted(result); });
        menu.addSeparator();
        menu.addAction(tr("Use as photo"), this, [this, result] { Q_EMIT photoWanted(result); });
        menu.addAction(tr("Use as style"), this, [this, result] { Q_EMIT styleWanted(result); });
        menu.addAction(tr("Use this look in Batch"), this, [this, result] { Q_EMIT lookWanted(result); });
        Q_EMIT menuOpening(&menu, result);
        menu.addSeparator();
        menu.addAction(tr("Remove"), this, [this, result] { Q_EMIT removeWanted(result); });
        menu.exec(at);
    });
    cards_->setAccessibleName(tr("Results"));
}

void ResultsStrip::setCompared(const std::vector<ResultPtr>& compared, const QStringList& letters) {
    cards_->setCompared(compared, letters);
}

QImage ResultsStrip::thumbOf(const Picture& picture) {
    // Twice the card for screens of 200 %, as much as its shape covers.
    const QSize card(2 * kCardWidth, 2 * kCardHeight);
    const QImage& level = picture.level(2 * card.width());
    return level.scaled(card, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
}

void ResultsStrip::setResults(const std::vector<ResultPtr>& results) {
    cards_->setResults(results);
}
const std::vector<ResultPtr>& ResultsStrip::results() const {
    return cards_->results();
}

void ResultsStrip::setCurrent(const ResultPtr& result) {
    cards_->setCurrent(result);
    const auto& all = cards_->results();
    const auto it = std::find(all.begin(), all.end(), result);
    if (it != all.end()) {
        const QPoint c = cards_->cardRect(static_cast<int>(it - all.begin())).center();
        area_->ensureVisible(c.x(), c.y(), kCardWidth, 0);
    }
}

void ResultsStrip::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.fillRect(rect(), t.window());
    p.fillRect(0, 0, width(), 1, t.separator());
}

bool ResultsStrip::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Wheel) {
        const auto* wheel = static_cast<QWheelEvent*>(event);
        QScrollBar* bar = area_->horizontalScrollBar();
        const QPoint delta = wheel->angleDelta();
        bar->setValue(bar->value() - (delta.x() ? delta.x() : delta.y()));
        return true;
    }
    if (event->type() == QEvent::LanguageChange) cards_->setAccessibleName(tr("Results"));
    return QWidget::eventFilter(watched, event);
}

}  // namespace velatura
