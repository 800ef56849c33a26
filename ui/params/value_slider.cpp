#include "ui/params/value_slider.h"

#include <QtCore/QLocale>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QStyleOptionSlider>
#include <QtWidgets/QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/common/theme.h"
#include "ui/common/translate.h"
#include "ui/params/param_text.h"

namespace velatura {

namespace {

constexpr int kTicks = 10000;         // of the QSlider underneath, which only draws and speaks to screen readers
constexpr int kSameGestureMs = 700;   // steps closer together than this are undone together
constexpr double kHandle = 7;         // half its width
constexpr double kFine = 0.1;

}  // namespace

int newGesture() {
    static int last = 0;
    return ++last;
}

ValueSlider::ValueSlider(const SliderScale& scale, ParamRange hard, QWidget* parent)
    : QSlider(Qt::Horizontal, parent), scale_(scale), hard_(hard) {
    setRange(0, kTicks);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_Hover);
    // Only assistive technology moves the QSlider itself; people come in through the events below.
    connect(this, &QSlider::valueChanged, this, [this](int v) {
        take(scale_.value(static_cast<double>(v) / kTicks), newGesture());
    });
}

void ValueSlider::setNumber(double value) {
    number_ = value;
    const QSignalBlocker quiet(this);
    setValue(static_cast<int>(std::lround(scale_.place(value) * kTicks)));
    update();
}

double ValueSlider::placeAt(double x) const {
    double place = (x - kHandle) / std::max(1.0, width() - 2 * kHandle);
    if (layoutDirection() == Qt::RightToLeft) place = 1 - place;
    return std::clamp(place, 0.0, 1.0);
}

void ValueSlider::take(double value, int gesture) {
    value = std::clamp(value, hard_.min, hard_.max);
    if (value == number_) return;
    setNumber(value);
    Q_EMIT moved(value, gesture);
}

void ValueSlider::mousePressEvent(QMouseEvent* e) {
    if (e->button() != Qt::LeftButton) return e->ignore();
    dragging_ = true;
    gesture_ = newGesture();
    lastX_ = e->position().x();
    const bool fine = e->modifiers() & Qt::ShiftModifier;
    place_ = fine ? scale_.place(number_) : placeAt(lastX_);
    if (!fine) take(scale_.value(place_), gesture_);
    update();
    e->accept();
}

void ValueSlider::mouseMoveEvent(QMouseEvent* e) {
    if (!dragging_) return QSlider::mouseMoveEvent(e);
    const double x = e->position().x();
    const bool fine = e->modifiers() & Qt::ShiftModifier;
    if (fine) {
        const double moved = (x - lastX_) / std::max(1.0, width() - 2 * kHandle);
        place_ = std::clamp(place_ + moved * kFine * (layoutDirection() == Qt::RightToLeft ? -1 : 1), 0.0, 1.0);
    } else {
        place_ = placeAt(x);
    }
    lastX_ = x;
    take(scale_.value(place_, fine), gesture_);
}

void ValueSlider::mouseReleaseEvent(QMouseEvent* e) {
    if (e->button() != Qt::LeftButton || !dragging_) return;
    dragging_ = false;
    update();
}

int ValueSlider::runningGesture() {
    if (!sinceStep_.isValid() || sinceStep_.elapsed() > kSameGestureMs) gesture_ = newGesture();
    sinceStep_.start();
    return gesture_;
}

void ValueSlider::step(int count, bool fine) { take(scale_.stepped(number_, count, fine), runningGesture()); }

void ValueSlider::wheelEvent(QWheelEvent* e) {
    // Without the focus the wheel belongs to the panel around, which scrolls.
    if (!hasFocus()) return e->ignore();
    wheel_ += e->angleDelta().y() != 0 ? e->angleDelta().y() : e->angleDelta().x();
    const int clicks = wheel_ / 120;
    wheel_ -= clicks * 120;
    if (clicks != 0) step(clicks, e->modifiers() & Qt::ShiftModifier);
    e->accept();
}

void ValueSlider::keyPressEvent(QKeyEvent* e) {
    const bool fine = e->modifiers() & Qt::ShiftModifier;
    switch (e->key()) {
        case Qt::Key_Right:
        case Qt::Key_Up: return step(1, fine);
        case Qt::Key_Left:
        case Qt::Key_Down: return step(-1, fine);
        case Qt::Key_PageUp: return step(10, fine);
        case Qt::Key_PageDown: return step(-10, fine);
        case Qt::Key_Home: return take(scale_.span().min, runningGesture());
        case Qt::Key_End: return take(scale_.span().max, runningGesture());
        default: e->ignore();
    }
}

void ValueSlider::initStyleOption(QStyleOptionSlider* option) const {
    QSlider::initStyleOption(option);
    if (dragging_) {
        option->state |= QStyle::State_Sunken;
        option->activeSubControls = QStyle::SC_SliderHandle;
    }
}

void ValueSlider::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QStyleOptionSlider option;
    initStyleOption(&option);
    option.subControls = QStyle::SC_SliderGroove | QStyle::SC_SliderHandle;
    style()->drawComplexControl(QStyle::CC_Slider, &option, &painter, this);
}

NumberField::NumberField(const ParamInfo& info, QWidget* parent) : QLineEdit(parent), info_(info), scale_(info) {
    setAlignment(Qt::AlignRight);
    setFont(Theme::instance().tabular());
    if (!info.unit.empty()) {
        const int unit = fontMetrics().horizontalAdvance(QString::fromStdString(info.unit));
        setTextMargins(0, 0, unit + grid::kTight, 0);
    }
    connect(this, &QLineEdit::editingFinished, this, &NumberField::accept);
}

void NumberField::setNumber(double value) {
    number_ = value;
    setText(numberText(value));
    setModified(false);
    setCursorPosition(0);
}

void NumberField::accept() {
    if (!isModified()) return;
    const QString text = this->text().trimmed();
    bool ok = false;
    double value = locale().toDouble(text, &ok);
    if (!ok) value = QLocale::c().toDouble(text, &ok);
    if (!ok || !std::isfinite(value)) {
        setNumber(number_);
        QToolTip::showText(mapToGlobal(QPoint(0, height())), rangeText(info_), this);
        return;
    }
    double allowed = std::clamp(value, info_.range.min, info_.range.max);
    if (info_.type == ParamType::Integer) allowed = std::round(allowed);
    if (allowed != value) QToolTip::showText(mapToGlobal(QPoint(0, height())), rangeText(info_), this);
    take(allowed, newGesture());
}

void NumberField::take(double value, int gesture) {
    const bool changed = value != number_;
    setNumber(value);
    if (changed) Q_EMIT typed(value, gesture);
}

void NumberField::keyPressEvent(QKeyEvent* e) {
    if (e->key() == Qt::Key_Escape && isModified()) {
        setNumber(number_);
        selectAll();
        return;
    }
    if (e->key() == Qt::Key_Up || e->key() == Qt::Key_Down) {
        accept();
        if (!sinceStep_.isValid() || sinceStep_.elapsed() > kSameGestureMs) gesture_ = newGesture();
        sinceStep_.start();
        const double moved =
            scale_.stepped(number_, e->key() == Qt::Key_Up ? 1 : -1, e->modifiers() & Qt::ShiftModifier);
        take(std::clamp(moved, info_.range.min, info_.range.max), gesture_);
        return;
    }
    QLineEdit::keyPressEvent(e);
}

void NumberField::focusInEvent(QFocusEvent* e) {
    QLineEdit::focusInEvent(e);
    if (e->reason() == Qt::TabFocusReason || e->reason() == Qt::BacktabFocusReason) selectAll();
}

void NumberField::paintEvent(QPaintEvent* e) {
    QLineEdit::paintEvent(e);
    if (info_.unit.empty()) return;
    QPainter painter(this);
    painter.setPen(isEnabled() ? Theme::instance().mutedText() : palette().color(QPalette::Disabled, QPalette::Text));
    painter.drawText(rect().adjusted(0, 0, -6, 0), Qt::AlignRight | Qt::AlignVCenter, QString::fromStdString(info_.unit));
}

}  // namespace velatura
