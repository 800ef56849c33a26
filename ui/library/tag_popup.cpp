#include "ui/library/tag_popup.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/common/theme.h"

namespace velatura {

namespace {
constexpr int kWidth = 320, kMostOffered = 6;
}

TagPopup::TagPopup(const QString& name, const QStringList& tags, const QStringList& known,
                   std::function<void(const QString&)> done, QWidget* parent)
    : PopupFrame("tags", parent), done_(std::move(done)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::kGroup, grid::kGroup, grid::kGroup, grid::kGroup);
    column->setSpacing(grid::kRelated);
    auto* title = new QLabel(tr("Tags of %1").arg(name), this);
    title->setFont(Theme::instance().heading());
    column->addWidget(title);
    auto* row = new QHBoxLayout;
    row->setSpacing(grid::kRelated);
    field_ = new QLineEdit(tags.join(QStringLiteral(", ")), this);
    field_->setPlaceholderText(tr("oil, night, mine"));
    field_->setAccessibleName(title->text());
    auto* button = new QPushButton(tr("Done"), this);
    button->setProperty("primary", true);
    row->addWidget(field_, 1);
    row->addWidget(button);
    column->addLayout(row);
    auto* offered = new QHBoxLayout;
    offered->setSpacing(grid::kTight);
    int count = 0;
    for (const QString& tag : known) {
        if (tags.contains(tag) || ++count > kMostOffered) continue;
        auto* b = new QToolButton(this);
        b->setText(fontMetrics().elidedText(tag, Qt::ElideRight, kWidth / 3));
        b->setToolTip(tr("Adds the tag %1").arg(tag));
        connect(b, &QToolButton::clicked, this, [this, b, tag] {
            field_->setText(field_->text().trimmed().isEmpty() ? tag : field_->text() + QStringLiteral(", ") + tag);
            b->setEnabled(false);
        });
        offered->addWidget(b);
    }
    offered->addStretch();
    column->addLayout(offered);
    connect(field_, &QLineEdit::returnPressed, this, &TagPopup::accept);
    connect(button, &QPushButton::clicked, this, &TagPopup::accept);
    setMinimumWidth(kWidth);
}

void TagPopup::accept() {
    const auto done = done_;
    const QString typed = field_->text();
    close();
    done(typed);
}

void TagPopup::takeFocus() {
    field_->setFocus();
    field_->end(false);
}

}  // namespace velatura
