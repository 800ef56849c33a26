// StyleMix: the styles of a mix with their weights, one row each, a pad that sets two or three of them together, and
// the button that adds one. Shows what it is given and tells what the person wants. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <vector>

#include "ui/trays/inputs.h"

class QToolButton;
class QVBoxLayout;

namespace velatura {

class MixPad;
class StyleRow;

class StyleMix : public QWidget {
    Q_OBJECT
public:
    explicit StyleMix(QWidget* parent = nullptr);
    /// `more`: another one may be mixed in.
    void show(const std::vector<StyleChoice>& styles, bool more);
    using QWidget::show;
    /// The engine can take large forms from one style and fine texture from another.
    void setLevelsShown(bool shown);
    /// The pad is there where there are two or three styles.
    void offerPad();
    MixPad* pad() const { return pad_; }

Q_SIGNALS:
    void addWanted();
    void weightChosen(int index, double weight);
    /// While its slider moves; weightChosen() comes at the end.
    void weightTried(int index, double weight);
    void levelsChosen(int index, velatura::StyleLevels levels);
    void removeWanted(int index);
    void viewWanted(int index);
    void keepWanted(int index);
    /// All of them together; `done`: at the end of the gesture.
    void weightsChosen(const std::vector<double>& weights, bool done);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    MixPad* pad_;
    bool padOffered_ = false;
    QVBoxLayout* rows_;
    std::vector<StyleRow*> shown_;
    std::vector<PicturePtr> pictures_;
    bool levels_ = false;
    QToolButton* add_;
};

}  // namespace velatura
