// CompareBar: the row over the canvas's own bar while pictures are compared: how they are shown, how much a difference is
// amplified, which pictures, and the way out. Only tells what the person wants. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <vector>

#include "ui/compare/compare_layer.h"

class QButtonGroup;
class QLabel;
class QMenu;
class QToolButton;

namespace velatura {

class ValueSlider;

class CompareBar : public QWidget {
    Q_OBJECT
public:
    /// One that can be among the compared.
    struct Choice {
        QString name;
        bool on = false;
    };
    explicit CompareBar(QWidget* parent = nullptr);
    void show(const CompareLayer& layer);
    void setChoices(const std::vector<Choice>& choices);

Q_SIGNALS:
    void modeWanted(velatura::CompareMode mode);
    void gainWanted(double gain);
    void swapWanted();
    /// The choice at `index` goes in or out.
    void toggleWanted(int index);
    void doneWanted();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent*) override;

private:
    using QWidget::show;
    void retranslate();
    void fillMenu();
    void refreshGain();

    QButtonGroup* modes_;
    std::vector<QToolButton*> modeButtons_;
    QToolButton *swap_, *pictures_, *done_;
    QLabel* gainText_;
    ValueSlider* gain_;
    std::vector<Choice> choices_;
};

}  // namespace velatura
