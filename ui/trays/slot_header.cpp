#include "ui/trays/slot_header.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>

#include "ui/bridge/settings.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {
constexpr int kNameWidth = 130, kButton = 24;
}

QString sizeText(const PicturePtr& p) {
    return p ? QStringLiteral("%1 × %2").arg(p->size().width()).arg(p->size().height()) : QString();
}

SlotHeader::SlotHeader(const Settings& settings, const QString& kind, QWidget* parent)
    : QWidget(parent), settings_(settings), kind_(kind) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::kTight);
    title_ = new QLabel(this);
    title_->setFont(Theme::instance().heading());
    detail_ = new QLabel(this);
    detail_->setFont(Theme::instance().small());
    recent_ = new QToolButton(this);
    recent_->setAutoRaise(true);
    recent_->setPopupMode(QToolButton::InstantPopup);
    recent_->setMenu(new QMenu(recent_));
    recent_->setFixedSize(kButton, kButton);
    row->addWidget(title_);
    row->addStretch();
    row->addWidget(detail_);
    row->addWidget(recent_);
    connect(recent_->menu(), &QMenu::aboutToShow, this, &SlotHeader::fillMenu);
    connect(&Theme::instance(), &Theme::changed, this, &SlotHeader::refresh);
    refresh();
}

void SlotHeader::setTitle(const QString& title, const QString& recentName) {
    title_->setText(title);
    recent_->setToolTip(tr("Recent files"));
    recent_->setAccessibleName(recentName);
}

void SlotHeader::setPicture(const PicturePtr& p) {
    detail_->setText(p ? detail_->fontMetrics().elidedText(p->name, Qt::ElideMiddle, kNameWidth) : QString());
    detail_->setToolTip(p ? p->name + QStringLiteral("  ") + sizeText(p) : QString());
}

void SlotHeader::refresh() {
    const Theme& t = Theme::instance();
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, t.mutedText());
    detail_->setPalette(muted);
    recent_->setIcon(t.icon("clock", 16));
}

void SlotHeader::fillMenu() {
    QMenu* menu = recent_->menu();
    menu->clear();
    const QStringList recent = settings_.recent(kind_);
    for (const QString& path : recent)
        menu->addAction(QFileInfo(path).fileName(), this, [this, path] { Q_EMIT recentChosen(path); })
            ->setToolTip(path);
    if (recent.isEmpty()) menu->addAction(tr("No recent files"))->setEnabled(false);
    menu->setToolTipsVisible(true);
    menu->addSeparator();
    menu->addAction(tr("Open…"), this, &SlotHeader::openWanted);
}

}  // namespace velatura
