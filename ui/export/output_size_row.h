// OutputSizeRow: how large one file is made: as the photo, as painted, or with a usual long side. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "core/image/carry.h"

class QComboBox;
class QGridLayout;
class QLabel;

namespace velatura {

class OutputSizeRow : public QWidget {
    Q_OBJECT
public:
    explicit OutputSizeRow(QWidget* parent = nullptr);
    /// @param photo  0 x 0: there is none
    void offer(ImageSize painted, ImageSize photo);
    OutputSize size() const;
    /// "working", "source" or a long side in pixels; what a result does not have stays wished for the next.
    void setWish(const QString& size);
    QString wish() const { return wish_; }
    QGridLayout* rows() const { return rows_; }

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QGridLayout* rows_;
    QLabel* label_;
    QComboBox* box_;
    QString wish_ = QStringLiteral("source");
    ImageSize painted_, photo_;
};

}  // namespace velatura
