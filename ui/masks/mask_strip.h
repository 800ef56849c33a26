// MaskStrip: the tools over the canvas while masks are painted: what is painted, with what, how large, and what can be
// done to the mask as a whole. Only tells what the person wants. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <functional>
#include <map>
#include <vector>

#include "ui/masks/mask_target.h"

class QActionGroup;
class QButtonGroup;
class QCheckBox;
class QComboBox;
class QLabel;
class QMenu;
class QToolButton;

namespace velatura {

class KeptColorList;
class ToolSlider;

class MaskStrip : public QWidget {
    Q_OBJECT
public:
    enum class Operation { Fill, Invert, Clear, Feather, Grow, Shrink, Import, Export };

    explicit MaskStrip(QWidget* parent = nullptr);
    void setTargets(const Inputs& inputs, const MaskTarget& current);
    /// There is a mask to invert, soften, save.
    void setHasMask(bool has);
    void setValues(const MaskToolValues& values);
    const MaskToolValues& values() const { return values_; }
    void setVeil(double opacity);
    KeptColorList* colors() const { return colors_; }
    QToolButton* toolButton(MaskTool tool) const { return tools_.at(tool); }
    QComboBox* targets() const { return target_; }
    /// Keys: larger or smaller, harder or softer, brush and eraser.
    void stepSize(int count);
    void stepHardness(int count);
    void swapBrush();

Q_SIGNALS:
    void targetChosen(const velatura::MaskTarget& target);
    void valuesChanged(const velatura::MaskToolValues& values);
    void operationWanted(velatura::MaskStrip::Operation operation);
    void veilChosen(double opacity);
    void doneWanted();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent*) override;

private:
    void build();
    void buildMenu();
    QWidget* page(std::initializer_list<QWidget*> parts);
    void change(const std::function<void(MaskToolValues&)>& how);
    void showPage();
    void retranslate();

    MaskToolValues values_;
    std::vector<MaskTarget> targetOf_;
    bool painted_ = true;
    QComboBox* target_;
    QButtonGroup* group_;
    std::map<MaskTool, QToolButton*> tools_;
    std::map<Operation, QAction*> actions_;
    QToolButton *invert_, *clear_, *more_, *done_;
    QMenu *menu_, *veil_;
    QActionGroup* veils_;
    std::vector<QWidget*> pages_;  ///< brush, fill, gradients, edge, colours: one is seen
    ToolSlider *size_, *hardness_, *opacity_, *tolerance_, *softness_, *edge_;
    QCheckBox* everywhere_;
    QToolButton *feather_, *grow_, *shrink_;
    QLabel *gradientHint_, *colorHint_;
    KeptColorList* colors_;
    Inputs shown_;
    MaskTarget current_;
};

}  // namespace velatura
