// Toast: one line over the canvas that says what just happened and offers one thing to do about it (Undo, Show in
// folder). Goes by itself. Window thread.
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>
#include <functional>

class QLabel;
class QPushButton;

namespace velatura {

class Toast : public QWidget {
    Q_OBJECT
public:
    /// Lies over the lower middle of `over`.
    explicit Toast(QWidget* over);
    void say(const QString& sentence, const QString& action = {}, std::function<void()> act = {});
    QString sentence() const;

protected:
    void paintEvent(QPaintEvent*) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();

    QLabel* label_;
    QPushButton* button_;
    std::function<void()> act_;
    QTimer timer_;
};

}  // namespace velatura
