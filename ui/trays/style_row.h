// StyleRow: one style of a mix: small picture, name, weight, and an x. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/trays/inputs.h"

class QComboBox;
class QLabel;
class QSlider;
class QToolButton;

namespace velatura {

class StyleRow : public QWidget {
    Q_OBJECT
public:
    explicit StyleRow(const StyleChoice& style, QWidget* parent = nullptr);
    double weight() const;
    /// Without telling: somebody else has set it.
    void setWeight(double weight);
    /// A small picture of where it applies, on the corner of the painting's.
    void setMask(const Mask& mask);
    /// Which of the painting's features it gives; shown where the engine can take them apart.
    void setLevels(StyleLevels levels);
    void setLevelsShown(bool shown);
    StyleLevels levels() const;
    QComboBox* levelBox() const { return levels_; }
    QSlider* slider() const { return slider_; }

Q_SIGNALS:
    /// While the slider moves; `done` at the end of the gesture.
    void weightChanged(double weight, bool done);
    void levelsChosen(velatura::StyleLevels levels);
    void removeWanted();
    void viewWanted();
    /// Into the style library.
    void keepWanted();

protected:
    void changeEvent(QEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override;

private:
    void retranslate();

    PicturePtr picture_;
    Mask mask_;
    QString name_;
    QLabel *thumb_, *value_;
    QSlider* slider_;
    QComboBox* levels_;
    QToolButton* remove_;
};

}  // namespace velatura
