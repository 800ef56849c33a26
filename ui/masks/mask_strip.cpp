#include "ui/masks/mask_strip.h"

#include <QtCore/QEvent>
#include <QtCore/QSignalBlocker>
#include <QtGui/QActionGroup>
#include <QtGui/QPainter>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>
#include <algorithm>

#include "ui/common/theme.h"
#include "ui/masks/kept_color_list.h"
#include "ui/masks/tool_slider.h"

namespace velatura {

namespace {

constexpr int kTargetWidth = 168, kLongestName = 28;
constexpr int kVeils[] = {30, 50, 70};

enum Page { kBrush, kFill, kGradient, kEdge, kColors };

ParamInfo percent(double low, double high, double softHigh, bool logarithmic) {
    ParamInfo info;
    info.unit = "%";
    info.range = {low, high};
    info.soft = {low, softHigh};
    info.step = logarithmic ? 0 : 1;
    info.logarithmic = logarithmic;
    return info;
}

ParamInfo toleranceInfo() {
    ParamInfo info;
    info.range = {0, 100};
    info.soft = {0, 40};
    info.step = 0.5;
    return info;
}

}  // namespace

MaskStrip::MaskStrip(QWidget* parent) : QWidget(parent) {
    build();
    buildMenu();
    const auto bind = [this](ToolSlider* slider, double MaskToolValues::*member, double scale) {
        connect(slider, &ToolSlider::changed, this, [this, member, scale](double v) {
            change([&](MaskToolValues& values) { values.*member = v / scale; });
        });
    };
    bind(size_, &MaskToolValues::size, 100);
    bind(hardness_, &MaskToolValues::hardness, 100);
    bind(opacity_, &MaskToolValues::opacity, 100);
    bind(tolerance_, &MaskToolValues::tolerance, 1);
    bind(softness_, &MaskToolValues::softness, 100);
    bind(edge_, &MaskToolValues::edge, 100);
    connect(everywhere_, &QCheckBox::toggled, this,
            [this](bool on) { change([on](MaskToolValues& values) { values.everywhere = on; }); });
    for (const auto& [tool, button] : tools_)
        connect(button, &QToolButton::clicked, this,
                [this, tool = tool] { change([tool](MaskToolValues& values) { values.tool = tool; }); });
    connect(target_, &QComboBox::activated, this,
            [this](int i) { Q_EMIT targetChosen(targetOf_[static_cast<size_t>(i)]); });
    const auto operation = [this](QToolButton* button, Operation what) {
        connect(button, &QToolButton::clicked, this, [this, what] { Q_EMIT operationWanted(what); });
    };
    operation(invert_, Operation::Invert);
    operation(clear_, Operation::Clear);
    operation(feather_, Operation::Feather);
    operation(grow_, Operation::Grow);
    operation(shrink_, Operation::Shrink);
    connect(done_, &QToolButton::clicked, this, &MaskStrip::doneWanted);
    connect(&Theme::instance(), &Theme::changed, this, &MaskStrip::retranslate);
    retranslate();
    setValues(values_);
}

void MaskStrip::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::kGroup, grid::kTight, grid::kRelated, grid::kTight);
    column->setSpacing(grid::kTight);
    auto* top = new QHBoxLayout;
    top->setSpacing(grid::kTight);
    column->addLayout(top);
    target_ = new QComboBox(this);
    target_->setFixedWidth(kTargetWidth);
    target_->setFocusPolicy(Qt::StrongFocus);
    top->addWidget(target_);
    top->addSpacing(grid::kRelated);
    const auto button = [&](bool words) {
        auto* b = new QToolButton(this);
        b->setAutoRaise(true);
        b->setFocusPolicy(Qt::TabFocus);
        b->setToolButtonStyle(words ? Qt::ToolButtonTextOnly : Qt::ToolButtonIconOnly);
        return b;
    };
    group_ = new QButtonGroup(this);
    for (const MaskTool tool :
         {MaskTool::Brush, MaskTool::Eraser, MaskTool::Fill, MaskTool::Linear, MaskTool::Radial, MaskTool::Edge}) {
        auto* b = button(false);
        b->setCheckable(true);
        group_->addButton(b);
        tools_[tool] = b;
        top->addWidget(b);
    }
    top->addStretch();
    for (QToolButton** b : {&invert_, &clear_}) top->addWidget(*b = button(true));
    top->addWidget(more_ = button(false));
    more_->setPopupMode(QToolButton::InstantPopup);
    top->addSpacing(grid::kRelated);
    top->addWidget(done_ = button(true));

    size_ = new ToolSlider(percent(0.2, 100, 50, true), 100 * values_.size, this);
    hardness_ = new ToolSlider(percent(0, 100, 100, false), 100 * values_.hardness, this);
    opacity_ = new ToolSlider(percent(1, 100, 100, false), 100 * values_.opacity, this);
    tolerance_ = new ToolSlider(toleranceInfo(), values_.tolerance, this);
    softness_ = new ToolSlider(percent(0, 300, 200, false), 100 * values_.softness, this);
    edge_ = new ToolSlider(percent(0.05, 10, 5, true), 100 * values_.edge, this);
    everywhere_ = new QCheckBox(this);
    for (QToolButton** b : {&feather_, &grow_, &shrink_}) *b = button(true);
    gradientHint_ = new QLabel(this);
    colorHint_ = new QLabel(this);
    colors_ = new KeptColorList(this);
    page({size_, hardness_, opacity_});
    page({tolerance_, softness_, everywhere_});
    page({gradientHint_});
    page({edge_, feather_, grow_, shrink_});
    page({colorHint_, colors_});
    for (QWidget* p : pages_) column->addWidget(p);
}

QWidget* MaskStrip::page(std::initializer_list<QWidget*> parts) {
    auto* out = new QWidget(this);
    auto* row = new QHBoxLayout(out);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::kGroup);
    for (QWidget* part : parts) {
        part->setParent(out);
        row->addWidget(part, qobject_cast<ToolSlider*>(part) || qobject_cast<KeptColorList*>(part) ? 1 : 0);
    }
    out->setMinimumHeight(grid::kControl);
    pages_.push_back(out);
    return out;
}

void MaskStrip::buildMenu() {
    menu_ = new QMenu(more_);
    more_->setMenu(menu_);
    for (const Operation what : {Operation::Fill, Operation::Import, Operation::Export}) {
        actions_[what] = menu_->addAction(QString(), this, [this, what] { Q_EMIT operationWanted(what); });
        if (what == Operation::Fill) menu_->addSeparator();
    }
    menu_->addSeparator();
    veil_ = menu_->addMenu(QString());
    veils_ = new QActionGroup(this);
    for (const int percent : kVeils) {
        QAction* action = veil_->addAction(QStringLiteral("%1 %").arg(percent));
        action->setCheckable(true);
        action->setData(percent / 100.0);
        veils_->addAction(action);
    }
    connect(veils_, &QActionGroup::triggered, this,
            [this](QAction* action) { Q_EMIT veilChosen(action->data().toDouble()); });
}

void MaskStrip::setVeil(double opacity) {
    for (QAction* action : veils_->actions()) action->setChecked(qFuzzyCompare(action->data().toDouble(), opacity));
}

void MaskStrip::setTargets(const Inputs& inputs, const MaskTarget& current) {
    shown_ = inputs;
    current_ = current;
    const QSignalBlocker quiet(target_);
    target_->clear();
    targetOf_.clear();
    const auto add = [&](const MaskTarget& target, const QString& text, bool there) {
        // A mark tells which of them hold something.
        target_->addItem(there ? text + QStringLiteral(" •") : text);
        targetOf_.push_back(target);
        if (target == current) target_->setCurrentIndex(target_->count() - 1);
    };
    for (int i = 0; i < static_cast<int>(inputs.styles.size()); ++i) {
        const StyleChoice& style = inputs.styles[static_cast<size_t>(i)];
        QString name = style.picture->name;
        if (name.size() > kLongestName) name = name.left(kLongestName - 1) + QChar(0x2026);
        add({MaskTarget::Kind::Style, i}, tr("Where: %1").arg(name), !style.mask.empty());
    }
    add({MaskTarget::Kind::Protect, 0}, tr("Protect the photo"), !inputs.protect.empty());
    add({MaskTarget::Kind::Colors, 0}, tr("Kept colours"), !inputs.keptColors.empty());
    target_->setToolTip(target_->currentText());
    colors_->setColors(inputs.keptColors);
    painted_ = current.painted();
    for (const auto& [tool, button] : tools_) button->setVisible(painted_);
    for (QToolButton* b : {invert_, clear_, more_}) b->setVisible(painted_);
    colorHint_->setText(inputs.keptColors.empty() ? tr("Click colours in the photo that may hardly move.") : QString());
    colorHint_->setVisible(inputs.keptColors.empty());
    showPage();
}

void MaskStrip::setHasMask(bool has) {
    clear_->setEnabled(has);
    for (QToolButton* b : {feather_, grow_, shrink_}) b->setEnabled(has);
    actions_[Operation::Export]->setEnabled(has);
}

void MaskStrip::setValues(const MaskToolValues& values) {
    values_ = values;
    size_->setNumber(100 * values.size);
    hardness_->setNumber(100 * values.hardness);
    opacity_->setNumber(100 * values.opacity);
    tolerance_->setNumber(values.tolerance);
    softness_->setNumber(100 * values.softness);
    edge_->setNumber(100 * values.edge);
    {
        const QSignalBlocker quiet(everywhere_);
        everywhere_->setChecked(values.everywhere);
    }
    tools_.at(values.tool)->setChecked(true);
    showPage();
}

void MaskStrip::change(const std::function<void(MaskToolValues&)>& how) {
    MaskToolValues next = values_;
    how(next);
    if (next == values_) return;
    values_ = next;
    tools_.at(next.tool)->setChecked(true);
    showPage();
    Q_EMIT valuesChanged(values_);
}

void MaskStrip::showPage() {
    const Page page = !painted_                                                              ? kColors
                      : values_.tool == MaskTool::Fill                                       ? kFill
                      : values_.tool == MaskTool::Edge                                       ? kEdge
                      : values_.tool == MaskTool::Linear || values_.tool == MaskTool::Radial ? kGradient
                                                                                             : kBrush;
    for (size_t i = 0; i < pages_.size(); ++i) pages_[i]->setVisible(i == static_cast<size_t>(page));
}

void MaskStrip::stepSize(int count) {
    size_->step(count);
}
void MaskStrip::stepHardness(int count) {
    hardness_->step(10 * count);
}

void MaskStrip::swapBrush() {
    change([](MaskToolValues& v) { v.tool = v.tool == MaskTool::Brush ? MaskTool::Eraser : MaskTool::Brush; });
}

void MaskStrip::retranslate() {
    const Theme& t = Theme::instance();
    const auto tool = [&](MaskTool which, const char* icon, const QString& name, const QString& tip) {
        QToolButton* b = tools_.at(which);
        b->setIcon(t.icon(icon, 16));
        b->setAccessibleName(name);
        b->setToolTip(tip);
    };
    tool(MaskTool::Brush, "brush", tr("Brush"), tr("Brush: paint where (X swaps with the eraser, Alt erases)"));
    tool(MaskTool::Eraser, "eraser", tr("Eraser"), tr("Eraser: take away (X swaps with the brush)"));
    tool(MaskTool::Fill, "fill", tr("Fill by colour"),
         tr("Click a colour of the photo: what looks like it is added, with Alt taken away"));
    tool(MaskTool::Linear, "gradient", tr("Gradient"), tr("Gradient: drag from where it is full to where it ends"));
    tool(MaskTool::Radial, "radial", tr("Round gradient"), tr("Round gradient: drag from its middle to where it ends"));
    tool(MaskTool::Edge, "edge", tr("Edge"), tr("Edge: feather, grow or shrink the whole mask"));
    target_->setAccessibleName(tr("What is painted"));
    invert_->setText(tr("Invert"));
    invert_->setToolTip(tr("White becomes black and black becomes white"));
    clear_->setText(tr("Clear"));
    clear_->setToolTip(tr("Takes the mask away"));
    more_->setIcon(t.icon("more", 16));
    more_->setToolTip(tr("More for this mask"));
    more_->setAccessibleName(tr("More for this mask"));
    done_->setText(tr("Done"));
    done_->setToolTip(tr("Back to the picture (M)"));
    size_->setText(tr("Size"), tr("Diameter of the brush, of the photo's long side ([ and ])"));
    hardness_->setText(tr("Hardness"),
                       tr("How much of the brush is full before its edge falls off (Shift with [ and ])"));
    opacity_->setText(tr("Opacity"), tr("How much one stroke adds or takes away"));
    tolerance_->setText(tr("Tolerance"), tr("How unlike the colour under the pointer may be (0 to 100)"));
    softness_->setText(tr("Soft edge"), tr("How far beyond the tolerance the fill fades out"));
    everywhere_->setText(tr("Everywhere"));
    everywhere_->setToolTip(tr("Also what is not joined to the place that is clicked"));
    edge_->setText(tr("Width"), tr("How far it goes, of the photo's long side"));
    feather_->setText(tr("Feather"));
    feather_->setToolTip(tr("Softens the edges of the mask by that width"));
    grow_->setText(tr("Grow"));
    grow_->setToolTip(tr("Moves the edges outwards by that width"));
    shrink_->setText(tr("Shrink"));
    shrink_->setToolTip(tr("Moves the edges inwards by that width"));
    gradientHint_->setText(tr("Drag over the photo. With Shift it is added, with Alt taken away."));
    actions_[Operation::Fill]->setText(tr("Fill all"));
    actions_[Operation::Import]->setText(tr("Import…"));
    actions_[Operation::Export]->setText(tr("Export as PNG…"));
    veil_->setTitle(tr("Veil"));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, t.mutedText());
    for (QLabel* label : {gradientHint_, colorHint_}) label->setPalette(muted);
    if (!targetOf_.empty()) setTargets(shown_, current_);
}

void MaskStrip::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.fillRect(0, height() - 1, width(), 1, Theme::instance().separator());
}

void MaskStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
