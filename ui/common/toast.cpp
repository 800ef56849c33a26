#include "ui/common/toast.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

#include "ui/common/theme.h"

namespace velatura {

namespace {
constexpr int kShownMs = 6000;
}

Toast::Toast(QWidget* over) : QWidget(over) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(grid::kGroup, grid::kTight, grid::kRelated, grid::kTight);
    label_ = new QLabel(this);
    button_ = new QPushButton(this);
    button_->setFlat(true);
    row->addWidget(label_);
    row->addWidget(button_);
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &QWidget::hide);
    connect(button_, &QPushButton::clicked, this, [this] {
        hide();
        if (act_) act_();
    });
    over->installEventFilter(this);
    hide();
}

void Toast::say(const QString& sentence, const QString& action, std::function<void()> act) {
    label_->setText(sentence);
    button_->setText(action);
    button_->setVisible(!action.isEmpty());
    act_ = std::move(act);
    setAccessibleName(sentence);
    place();
    show();
    raise();
    timer_.start(kShownMs);
}

QString Toast::sentence() const { return isVisible() ? label_->text() : QString(); }

void Toast::place() {
    layout()->activate();
    resize(sizeHint().boundedTo(parentWidget()->size() - QSize(32, 0)));
    move((parentWidget()->width() - width()) / 2, parentWidget()->height() - height() - grid::kGroup);
}

void Toast::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(t.outline());
    p.setBrush(t.panel());
    p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), grid::kRadius, grid::kRadius);
}

bool Toast::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && isVisible()) place();
    return QWidget::eventFilter(watched, event);
}

}  // namespace velatura
