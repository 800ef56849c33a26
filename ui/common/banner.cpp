#include "ui/common/banner.h"

#include <QtCore/QEvent>
#include <QtGui/QClipboard>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/common/translate.h"

namespace velatura {

namespace {
constexpr int kMostBanners = 3;
}

Banner::Banner(Kind kind, const QString& what, const QString& hint, const QString& details, QWidget* parent)
    : QFrame(parent), kind_(kind) {
    setFrameShape(QFrame::NoFrame);
    row_ = new QHBoxLayout(this);
    auto* row = row_;
    row->setContentsMargins(grid::kGroup, grid::kRelated, grid::kRelated, grid::kRelated);
    row->setSpacing(grid::kRelated);
    icon_ = new QLabel(this);
    row->addWidget(icon_, 0, Qt::AlignTop);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    const auto line = [&](const QString& text) {
        auto* label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        texts->addWidget(label);
        return label;
    };
    what_ = line(what);
    hint_ = line(hint);
    hint_->setVisible(!hint.isEmpty());
    details_ = line(details);
    details_->hide();
    row->addLayout(texts, 1);
    const auto button = [&] {
        auto* b = new QToolButton(this);
        b->setAutoRaise(true);
        row->addWidget(b, 0, Qt::AlignTop);
        return b;
    };
    more_ = button();
    more_->setCheckable(true);
    more_->setVisible(!details.isEmpty());
    copy_ = button();
    copy_->hide();
    close_ = button();
    connect(more_, &QToolButton::toggled, this, [this](bool on) {
        details_->setVisible(on);
        copy_->setVisible(on);
    });
    connect(copy_, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(details_->text()); });
    connect(close_, &QToolButton::clicked, this, &Banner::closed);
    connect(&Theme::instance(), &Theme::changed, this, &Banner::retranslate);
    setAccessibleName(what);
    retranslate();
}

QString Banner::text() const { return what_->text(); }
QString Banner::hint() const { return hint_->text(); }

void Banner::addAction(const Action& action) {
    auto* button = new QPushButton(action.text, this);
    button->setToolTip(action.tip);
    button->setAutoDefault(false);
    row_->insertWidget(row_->indexOf(more_), button, 0, Qt::AlignTop);
    connect(button, &QPushButton::clicked, this, [this, act = action.act] {
        close();
        act();
    });
}

void Banner::retranslate() {
    const Theme& t = Theme::instance();
    const QColor colour = kind_ == Kind::Error ? t.error() : kind_ == Kind::Warning ? t.warning() : t.mutedText();
    icon_->setPixmap(t.pixmap(kind_ == Kind::Info ? "info" : "warning", 16, colour, devicePixelRatioF()));
    icon_->setContentsMargins(0, 6, 0, 0);
    what_->setContentsMargins(0, 5, 0, 0);
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, t.mutedText());
    hint_->setPalette(muted);
    details_->setPalette(muted);
    details_->setFont(t.small());
    more_->setText(tr("Details"));
    copy_->setText(tr("Copy"));
    close_->setIcon(t.icon("close", 16));
    close_->setToolTip(tr("Close"));
    close_->setAccessibleName(tr("Close this message"));
    update();
}

void Banner::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.fillRect(rect(), t.panel());
    const QColor colour = kind_ == Kind::Error ? t.error() : kind_ == Kind::Warning ? t.warning() : t.outline();
    p.fillRect(QRect(0, 0, 3, height()), colour);
    p.fillRect(QRect(0, height() - 1, width(), 1), t.separator());
}

void Banner::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QFrame::changeEvent(event);
}

BannerStack::BannerStack(QWidget* parent) : QWidget(parent) {
    column_ = new QVBoxLayout(this);
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(0);
    hide();
}

void BannerStack::showError(const Error& error) {
    add(new Banner(Banner::Kind::Error, trError(error), trHint(error),
                   QStringLiteral("[%1] %2").arg(errorCodeName(error.code), QString::fromStdString(error.message())), this));
}

void BannerStack::showNotice(const QString& sentence) { showRemarks(sentence, {}, {}); }

void BannerStack::showRemarks(const QString& sentence, const QString& hint, const QString& details) {
    add(new Banner(Banner::Kind::Info, sentence, hint, details, this));
}

Banner* BannerStack::showOffer(const QString& sentence, const QString& hint,
                               const std::vector<Banner::Action>& actions) {
    auto* banner = new Banner(Banner::Kind::Info, sentence, hint, {}, this);
    for (const auto& action : actions) banner->addAction(action);
    add(banner);
    return banner;
}

void BannerStack::add(Banner* banner) {
    while (column_->count() >= kMostBanners) {
        QLayoutItem* last = column_->takeAt(column_->count() - 1);
        last->widget()->deleteLater();
        delete last;
    }
    column_->insertWidget(0, banner);
    connect(banner, &Banner::closed, this, [this, banner] {
        column_->removeWidget(banner);
        banner->hide();
        banner->deleteLater();
        setVisible(column_->count() > 0);
    });
    show();
}

void BannerStack::clear() {
    while (QLayoutItem* item = column_->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    hide();
}

int BannerStack::count() const { return column_->count(); }

}  // namespace velatura
