#include "ui/batch/failure_list.h"

#include <QtCore/QEvent>
#include <QtCore/QLocale>
#include <QtGui/QPainter>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/common/translate.h"

namespace velatura {

namespace {
constexpr int kMostRows = 4, kMostListed = 2000;
}

FailureList::FailureList(const BatchItems& items, QWidget* parent) : QWidget(parent), items_(items) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::kGroup - 3, grid::kTight + 1, grid::kTight, grid::kTight);
    column->setSpacing(0);
    title_ = new QLabel(this);
    title_->setFont(Theme::instance().heading());
    title_->setMinimumHeight(grid::kControl);
    title_->setIndent(3);  // over the words of the rows
    list_ = new QListWidget(this);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setUniformItemSizes(true);
    list_->setTextElideMode(Qt::ElideRight);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->viewport()->setAutoFillBackground(false);
    column->addWidget(title_);
    column->addWidget(list_);
    const auto open = [this](QListWidgetItem* item) { Q_EMIT opened(item->data(Qt::UserRole).toInt()); };
    connect(list_, &QListWidget::itemClicked, this, open);
    connect(list_, &QListWidget::itemActivated, this, open);
    hide();
}

void FailureList::refresh() {
    std::set<size_t> failed = items_.failed();
    if (failed == shown_) return;
    shown_ = std::move(failed);
    fill();
}

void FailureList::fill() {
    list_->clear();
    std::set<std::string> named;
    for (const size_t index : shown_) {
        const Error* reason = items_.reason(static_cast<int>(index));
        if (!reason || list_->count() >= kMostListed) continue;
        const std::filesystem::path& photo = items_.item(static_cast<int>(index)).content;
        // A broken photo fails with every style; it is named once.
        if (!named.insert(photo.string() + reason->message()).second) continue;
        const QString text = trError(*reason);
        auto* row = new QListWidgetItem(
            QStringLiteral("%1    %2").arg(QString::fromStdString(photo.filename().string()), text), list_);
        row->setData(Qt::UserRole, static_cast<int>(index));
        row->setToolTip(text + QStringLiteral("\n") + trHint(*reason));
    }
    title_->setText(shown_.size() == 1 ? tr("1 failed")
                                       : tr("%1 failed").arg(locale().toString(static_cast<int>(shown_.size()))));
    list_->setAccessibleName(tr("Failed pictures"));
    setVisible(!shown_.empty());
    if (list_->count() > 0)
        list_->setFixedHeight(std::min(kMostRows, list_->count()) * std::max(22, list_->sizeHintForRow(0)) + 4);
}

void FailureList::paintEvent(QPaintEvent*) {
    const Theme& t = Theme::instance();
    QPainter p(this);
    p.fillRect(rect(), t.window());
    p.fillRect(0, 0, width(), 1, t.separator());
}

void FailureList::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && !shown_.empty()) fill();
    QWidget::changeEvent(event);
}

}  // namespace velatura
