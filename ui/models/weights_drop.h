// WeightsDrop: a file of weights that is dragged anywhere over the window goes to the Models workspace, whatever part of
// the window takes pictures there. While it is dragged a large target says so. Window thread.
#pragma once

#include <QtWidgets/QWidget>

class QMimeData;

namespace velatura {

class WeightsDrop : public QWidget {
    Q_OBJECT
public:
    explicit WeightsDrop(QWidget* window);
    ~WeightsDrop() override;
    /// Files of weights among what is dragged.
    static QStringList weightsIn(const QMimeData* data);

Q_SIGNALS:
    void dropped(const QStringList& files);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent*) override;
};

}  // namespace velatura
