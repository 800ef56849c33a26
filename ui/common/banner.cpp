#include "ui/common/banner.h"

#include <QtCore/QEvent>
#include <QtGui/QClipboard>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
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
    auto* row = new QHBoxLayout(this);
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

void BannerStack::showNotice(const QString& sentence) { add(new Banner(Banner::Kind::Info, sentence, {}, {}, this)); }

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
