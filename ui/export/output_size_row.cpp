#include "ui/export/output_size_row.h"

#include <QtCore/QEvent>
#include <QtWidgets/QComboBox>

#include "ui/export/form_rows.h"

namespace velatura {

namespace {
constexpr int kLongSides[] = {3840, 2160, 1920, 1080};
}

OutputSizeRow::OutputSizeRow(QWidget* parent) : QWidget(parent) {
    rows_ = formGrid(this);
    label_ = rowLabel(rows_, 0);
    box_ = new QComboBox(this);
    box_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    rows_->addWidget(box_, 0, 1, 1, 2, Qt::AlignLeft);
    connect(box_, &QComboBox::activated, this, [this] {
        wish_ = box_->currentData().toString();
        Q_EMIT changed();
    });
    retranslate();
}

void OutputSizeRow::offer(ImageSize painted, ImageSize photo) {
    painted_ = painted;
    photo_ = photo;
    box_->clear();
    if (painted.width == 0) return;
    const auto add = [&](const QString& text, ImageSize size, const QString& key) {
        box_->addItem(QStringLiteral("%1,  %2 × %3").arg(text).arg(size.width).arg(size.height), key);
    };
    if (photo.width > 0 && photo != painted) add(tr("As the photo"), photo, "source");
    add(tr("As painted"), painted, "working");
    for (const int side : kLongSides)
        if (side < std::max(photo.width, photo.height))
            add(tr("Long side"), fitLongSide(photo, side), QString::number(side));
    if (const int i = box_->findData(wish_); i >= 0) box_->setCurrentIndex(i);
}

OutputSize OutputSizeRow::size() const {
    const auto size = parseOutputSize(box_->currentData().toString().toStdString());
    return size ? *size : OutputSize{};
}

void OutputSizeRow::setWish(const QString& size) {
    wish_ = size;
    if (const int i = box_->findData(size); i >= 0) box_->setCurrentIndex(i);
}

void OutputSizeRow::retranslate() {
    label_->setText(tr("Size"));
    box_->setAccessibleName(tr("Size"));
    offer(painted_, photo_);
}

void OutputSizeRow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
