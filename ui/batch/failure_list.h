// FailureList: the photos of a batch that failed, one line each with the reason; a click shows the picture. Hidden
// while there is none. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/batch/batch_items.h"

class QLabel;
class QListWidget;

namespace velatura {

class FailureList : public QWidget {
    Q_OBJECT
public:
    explicit FailureList(const BatchItems& items, QWidget* parent = nullptr);
    /// Called whenever something was reported.
    void refresh();
    QListWidget* list() const { return list_; }

Q_SIGNALS:
    void opened(int index);

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent* event) override;

private:
    void fill();

    const BatchItems& items_;
    std::set<size_t> shown_;
    QLabel* title_;
    QListWidget* list_;
};

}  // namespace velatura
