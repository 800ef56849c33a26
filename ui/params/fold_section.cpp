#include "ui/params/fold_section.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QVBoxLayout>

#include "ui/common/style.h"
#include "ui/common/theme.h"

namespace velatura {

FoldHeader::FoldHeader(QWidget* parent) : QAbstractButton(parent) {
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FoldHeader::setChanged(bool changed) {
    changed_ = changed;
    update();
}

QSize FoldHeader::sizeHint() const { return {fontMetrics().horizontalAdvance(text()) + 40, grid::kControl}; }

void FoldHeader::keyPressEvent(QKeyEvent* e) {
    if (e->key() == Qt::Key_Right || e->key() == Qt::Key_Left)
        setChecked(e->key() == Qt::Key_Right);
    else
        QAbstractButton::keyPressEvent(e);
}

void FoldHeader::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    // The chevron stands in the margin of the labels under it, the words line up with them.
    const QRectF mark(-2, 0, 16, height());
    drawChevron(p, mark, isChecked() ? Qt::DownArrow : Qt::RightArrow, underMouse() ? t.text() : t.mutedText());
    p.setFont(t.heading());
    p.setPen(t.text());
    const QRectF words(18, 0, width() - 18, height());
    p.drawText(words, Qt::AlignVCenter, text());
    if (changed_ && !isChecked()) {
        const double x = words.left() + QFontMetricsF(t.heading()).horizontalAdvance(text()) + 10;
        p.setPen(Qt::NoPen);
        p.setBrush(t.text());
        p.drawEllipse(QPointF(x, height() / 2.0 + 0.5), 2.5, 2.5);
    }
    if (hasFocus()) drawFocusRing(p, QRectF(rect()).adjusted(-0.5, 1, 0, -1), grid::kTight);
}

FoldSection::FoldSection(const QString& name, QWidget* parent) : QWidget(parent), name_(name) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    header_ = new FoldHeader(this);
    body_ = new QWidget(this);
    rows_ = new QVBoxLayout(body_);
    rows_->setContentsMargins(0, grid::kTight, 0, grid::kRelated);
    rows_->setSpacing(grid::kTight);
    body_->hide();
    column->addWidget(header_);
    column->addWidget(body_);
    connect(header_, &QAbstractButton::toggled, body_, &QWidget::setVisible);
    connect(&Theme::instance(), &Theme::changed, header_, qOverload<>(&QWidget::update));
}

void FoldSection::setTitle(const QString& title) {
    header_->setText(title);
    header_->setAccessibleName(title);
}

void FoldSection::add(QWidget* row) { rows_->addWidget(row); }
bool FoldSection::isOpen() const { return header_->isChecked(); }
void FoldSection::setOpen(bool open) { header_->setChecked(open); }
void FoldSection::setChanged(bool changed) { header_->setChanged(changed); }

}  // namespace velatura
