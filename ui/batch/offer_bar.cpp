#include "ui/batch/offer_bar.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

#include "ui/common/theme.h"

namespace velatura {

namespace {
constexpr int kMostActions = 3;
}

OfferBar::OfferBar(QWidget* parent) : QFrame(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(grid::kGroup, grid::kTight, grid::kRelated, grid::kTight + 1);
    row->setSpacing(grid::kRelated);
    icon_ = new QLabel(this);
    words_ = new QLabel(this);
    words_->setTextFormat(Qt::PlainText);
    words_->setWordWrap(true);
    row->addWidget(icon_);
    row->addWidget(words_, 1);
    for (int i = 0; i < kMostActions; ++i) {
        auto* button = new QPushButton(this);
        buttons_.push_back(button);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, i] {
            // The act may make another offer.
            const auto act = actions_[static_cast<size_t>(i)].act;
            act();
        });
    }
    close_ = new QToolButton(this);
    close_->setAutoRaise(true);
    row->addWidget(close_);
    connect(close_, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
    connect(&Theme::instance(), &Theme::changed, this, &OfferBar::retranslate);
    hide();
}

void OfferBar::offer(std::function<QString()> sentence, std::vector<Action> actions) {
    sentence_ = std::move(sentence);
    actions_ = std::move(actions);
    retranslate();
    show();
}

QString OfferBar::sentence() const {
    return isHidden() ? QString() : words_->text();
}

std::vector<QPushButton*> OfferBar::buttons() const {
    return {buttons_.begin(), buttons_.begin() + static_cast<std::ptrdiff_t>(actions_.size())};
}

void OfferBar::retranslate() {
    const Theme& t = Theme::instance();
    icon_->setPixmap(t.pixmap("info", 16, t.mutedText(), devicePixelRatioF()));
    words_->setText(sentence_ ? sentence_() : QString());
    setAccessibleName(words_->text());
    for (size_t i = 0; i < buttons_.size(); ++i) {
        buttons_[i]->setVisible(i < actions_.size());
        if (i < actions_.size()) buttons_[i]->setText(actions_[i].word());
    }
    close_->setIcon(t.icon("close", 16));
    close_->setToolTip(tr("Close"));
    close_->setAccessibleName(tr("Close this message"));
    update();
}

void OfferBar::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.fillRect(rect(), t.panel());
    p.fillRect(QRect(0, 0, 3, height()), t.outline());
    p.fillRect(QRect(0, height() - 1, width(), 1), t.separator());
}

void OfferBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QFrame::changeEvent(event);
}

}  // namespace velatura
