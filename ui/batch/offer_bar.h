// OfferBar: one sentence with the few things that can be done about it, in place: "37 of 90 done. [Go on]".
// Stays until it is closed or replaced. Window thread.
#pragma once

#include <QtWidgets/QFrame>
#include <functional>
#include <vector>

class QLabel;
class QPushButton;
class QToolButton;

namespace velatura {

class OfferBar : public QFrame {
    Q_OBJECT
public:
    struct Action {
        std::function<QString()> word;
        std::function<void()> act;
    };

    explicit OfferBar(QWidget* parent = nullptr);
    /// Words are asked again when the language changes.
    void offer(std::function<QString()> sentence, std::vector<Action> actions);
    void withdraw() { hide(); }
    QString sentence() const;
    /// Of the actions, in order, for tests.
    std::vector<QPushButton*> buttons() const;

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent*) override;

private:
    void retranslate();

    std::function<QString()> sentence_;
    std::vector<Action> actions_;
    QLabel *icon_, *words_;
    std::vector<QPushButton*> buttons_;
    QToolButton* close_;
};

}  // namespace velatura
