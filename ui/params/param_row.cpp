#include "ui/params/param_row.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/common/translate.h"
#include "ui/params/param_text.h"
#include "ui/params/value_slider.h"

namespace velatura {

namespace {

constexpr int kLabelWidth = 120, kDotGap = 8;

}  // namespace

ParamLabel::ParamLabel(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMouseTracking(true);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ParamLabel::setText(const QString& text) {
    text_ = text;
    updateGeometry();
    update();
}

void ParamLabel::setChanged(bool changed) {
    if (changed == changed_) return;
    changed_ = changed;
    if (!changed) overDot_ = false;
    update();
}

QSize ParamLabel::sizeHint() const { return {kLabelWidth, grid::kControl}; }

QRectF ParamLabel::dotRect() const {
    const double words = fontMetrics().horizontalAdvance(text_);
    const double x = std::min(words + kDotGap, width() - 4.0);
    return {x - 8, height() / 2.0 - 8, 16, 16};
}

void ParamLabel::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QColor ink = isEnabled() ? t.text() : palette().color(QPalette::Disabled, QPalette::WindowText);
    p.setPen(ink);
    const int room = width() - (changed_ ? kDotGap + 4 : 0);
    p.drawText(QRect(0, 0, room, height()), Qt::AlignVCenter, fontMetrics().elidedText(text_, Qt::ElideRight, room));
    if (!changed_) return;
    const QPointF c = dotRect().center() + QPointF(0, 0.5);
    if (overDot_) {
        // Over the dot: it says that it can be clicked away.
        p.setPen(QPen(t.text(), 1.5, Qt::SolidLine, Qt::RoundCap));
        p.drawLine(c + QPointF(-3, -3), c + QPointF(3, 3));
        p.drawLine(c + QPointF(-3, 3), c + QPointF(3, -3));
    } else {
        p.setPen(Qt::NoPen);
        p.setBrush(ink);
        p.drawEllipse(c, 2.5, 2.5);
    }
}

void ParamLabel::mousePressEvent(QMouseEvent* e) {
    if (e->button() == Qt::LeftButton && changed_ && dotRect().contains(e->position())) Q_EMIT resetWanted();
}

void ParamLabel::mouseDoubleClickEvent(QMouseEvent* e) {
    if (e->button() == Qt::LeftButton && changed_) Q_EMIT resetWanted();
}

void ParamLabel::mouseMoveEvent(QMouseEvent* e) {
    const bool over = changed_ && dotRect().contains(e->position());
    if (over == overDot_) return;
    overDot_ = over;
    setCursor(over ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void ParamLabel::leaveEvent(QEvent*) {
    overDot_ = false;
    update();
}

void ParamLabel::contextMenuEvent(QContextMenuEvent* e) {
    QMenu menu(this);
    QAction* reset = menu.addAction(tr("Reset %1").arg(text_));
    reset->setEnabled(changed_);
    if (menu.exec(e->globalPos()) == reset) Q_EMIT resetWanted();
}

ParamRow::ParamRow(const ParamInfo& info, QWidget* parent) : QWidget(parent), info_(info) {
    label_ = new ParamLabel(this);
    editor_ = makeParamEditor(info, this);
    QBoxLayout* box = nullptr;
    if (editor_->isTall()) {
        box = new QVBoxLayout(this);
        box->setSpacing(0);
        box->addWidget(label_);
        box->addWidget(editor_);
    } else {
        box = new QHBoxLayout(this);
        box->setSpacing(grid::kRelated);
        label_->setFixedWidth(kLabelWidth);
        box->addWidget(label_);
        box->addWidget(editor_, 1);
    }
    box->setContentsMargins(0, 0, 0, 0);
    connect(label_, &ParamLabel::resetWanted, this, [this] { Q_EMIT edited(info_.defaultValue, newGesture()); });
    connect(editor_, &ParamEditor::edited, this, &ParamRow::edited);
    retranslate();
}

void ParamRow::show(const ParamValue& value) {
    editor_->show(value);
    label_->setChanged(value != info_.defaultValue);
}

void ParamRow::retranslate() {
    const QString label = trParam(info_.label);
    label_->setText(label);
    editor_->retranslate(label);
    setToolTip(paramToolTip(info_));
    setAccessibleName(label);
    setAccessibleDescription(trParam(info_.help));
}

}  // namespace velatura
