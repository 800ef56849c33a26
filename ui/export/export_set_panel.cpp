#include "ui/export/export_set_panel.h"

#include <QtCore/QEvent>
#include <QtCore/QLocale>
#include <QtGui/QShortcut>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>

#include "ui/bridge/settings.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"
#include "ui/export/crop_editor.h"
#include "ui/export/target_form.h"
#include "ui/export/target_list.h"

namespace velatura {

namespace {

constexpr int kListWidth = 264;
constexpr int kFieldGestures = -1000;  ///< runs of edits to one field of one size; those of the mouse count upwards

QString sizeText(ImageSize size) {
    return QStringLiteral("%1 × %2").arg(size.width).arg(size.height);
}

}  // namespace

ExportSetPanel::ExportSetPanel(Settings& settings, QWidget* parent)
    : QWidget(parent), settings_(settings), set_(loadSet(settings)) {
    build();
    connect(list_, &TargetList::currentChanged, this, &ExportSetPanel::look);
    connect(list_, &TargetList::toggled, this, &ExportSetPanel::tick);
    connect(list_, &TargetList::addWanted, this, &ExportSetPanel::add);
    connect(list_, &TargetList::removeWanted, this, &ExportSetPanel::remove);
    connect(list_, &TargetList::moveWanted, this, &ExportSetPanel::move);
    connect(form_, &TargetForm::edited, this, &ExportSetPanel::edit);
    connect(editor_, &CropEditor::cropChanged, this, &ExportSetPanel::setCrop);
    connect(editor_, &CropEditor::focusChanged, this, &ExportSetPanel::setFocusPoint);
    connect(editor_, &CropEditor::resetWanted, this, &ExportSetPanel::resetCrop);
    connect(automatic_, &QToolButton::clicked, this, &ExportSetPanel::resetCrop);
    connect(undoButton_, &QToolButton::clicked, &undo_, &QUndoStack::undo);
    connect(redoButton_, &QToolButton::clicked, &undo_, &QUndoStack::redo);
    connect(&undo_, &QUndoStack::indexChanged, this, &ExportSetPanel::refreshCaption);
    for (const auto& [keys, act] :
         {std::pair{QKeySequence::Undo, &QUndoStack::undo}, {QKeySequence::Redo, &QUndoStack::redo}})
        connect(new QShortcut(keys, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated,
                &undo_, act);
    connect(&Theme::instance(), &Theme::changed, this, &ExportSetPanel::retranslate);
    if (!set_.entries.empty()) current_ = set_.entries.front().id;
    retranslate();
}

void ExportSetPanel::build() {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::kGroup);
    auto* left = new QWidget(this);
    left->setFixedWidth(kListWidth);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid::kGroup);
    list_ = new TargetList(left);
    form_ = new TargetForm(left);
    column->addWidget(list_, 1);
    column->addWidget(form_);
    row->addWidget(left);
    auto* middle = new QVBoxLayout;
    middle->setSpacing(grid::kTight);
    editor_ = new CropEditor(this);
    middle->addWidget(editor_, 1);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(grid::kTight);
    caption_ = new QLabel(this);
    caption_->setTextFormat(Qt::PlainText);
    caption_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    foot->addWidget(caption_, 1);
    const auto button = [&] {
        auto* b = new QToolButton(this);
        b->setAutoRaise(true);
        b->setFocusPolicy(Qt::TabFocus);
        foot->addWidget(b);
        return b;
    };
    automatic_ = button();
    undoButton_ = button();
    redoButton_ = button();
    middle->addLayout(foot);
    row->addLayout(middle, 1);
}

void ExportSetPanel::open(const ResultPtr& result) {
    Crops& before = crops_[result_];
    before = {.focus = set_.focus};
    for (const SetEntry& e : set_.entries)
        if (e.crop) before.own[e.id] = *e.crop;
    result_ = result->number;
    const Crops& now = crops_[result_];
    set_.focus = now.focus;
    for (SetEntry& e : set_.entries) {
        const auto own = now.own.find(e.id);
        e.crop = own == now.own.end() ? std::nullopt : std::optional(own->second);
    }
    undo_.clear();  // its steps hold the crops of another picture
    const auto& photo = result->inputs.photo;
    size_ = photo ? photo->image.size() : result->picture->image.size();
    editor_->setPicture(result->picture);
    refresh();
}

void ExportSetPanel::setLimits(const FormatLimits& limits) {
    limits_ = limits;
    refresh();
}

TargetPlan ExportSetPanel::planOf(const SetEntry& entry) const {
    return planTarget(entry.target, size_, set_.focus, entry.crop);
}

std::vector<ExportSetPanel::Chosen> ExportSetPanel::chosen() const {
    std::vector<Chosen> out;
    if (size_.width == 0) return out;
    for (const SetEntry& e : set_.entries)
        if (e.on) out.push_back({e.target, planOf(e)});
    return out;
}

Status ExportSetPanel::check() {
    if (size_.width == 0) return {};
    for (const SetEntry& e : set_.entries) {
        if (!e.on) continue;
        if (auto s = checkLimits(e.target, planOf(e), limits_); !s) {
            look(e.id);
            return s;
        }
    }
    return {};
}

void ExportSetPanel::push(const QString& text, ExportSet next, int current, int gesture) {
    if (next == set_) return;
    undo_.push(new SetStep(
        text, {set_, current_}, {std::move(next), current}, [this](const ExportSet& set, int at) { apply(set, at); },
        gesture));
}

void ExportSetPanel::apply(const ExportSet& set, int current) {
    set_ = set;
    current_ = current;
    storeSet(settings_, set_);
    refresh();
    Q_EMIT changed();
}

void ExportSetPanel::add(const std::vector<ExportTarget>& targets) {
    ExportSet next = set_;
    int current = current_;
    for (const ExportTarget& t : targets) {
        const auto same =
            std::find_if(next.entries.begin(), next.entries.end(), [&](const SetEntry& e) { return e.target == t; });
        if (same == next.entries.end()) {
            current = next.nextId();
            next.entries.push_back({.id = current, .target = t});
        } else {  // there already: it is meant to be used
            same->on = true;
            current = same->id;
        }
    }
    if (next == set_) return look(current);
    push(targets.size() == 1 ? tr("Add size") : tr("Add sizes"), next, current);
}

void ExportSetPanel::remove(int id) {
    const int at = set_.indexOf(id);
    if (at < 0) return;
    ExportSet next = set_;
    next.entries.erase(next.entries.begin() + at);
    const int beside = std::min(at, static_cast<int>(next.entries.size()) - 1);
    push(tr("Remove size"), next, beside < 0 ? -1 : next.entries[static_cast<size_t>(beside)].id);
}

void ExportSetPanel::move(int id, int by) {
    const int at = set_.indexOf(id), to = at + by;
    if (at < 0 || to < 0 || to >= static_cast<int>(set_.entries.size())) return;
    ExportSet next = set_;
    std::swap(next.entries[static_cast<size_t>(at)], next.entries[static_cast<size_t>(to)]);
    push(tr("Move size"), next, id);
}

void ExportSetPanel::tick(int id, bool on) {
    const int at = set_.indexOf(id);
    if (at < 0) return;
    ExportSet next = set_;
    next.entries[static_cast<size_t>(at)].on = on;
    push(on ? tr("Choose size") : tr("Leave out size"), next, current_);
}

void ExportSetPanel::look(int id) {
    current_ = id;
    refresh();
}

void ExportSetPanel::edit(const ExportTarget& target, int field) {
    const int at = set_.indexOf(current_);
    if (at < 0) return;
    ExportSet next = set_;
    next.entries[static_cast<size_t>(at)].target = target;
    push(tr("Change size"), next, current_, kFieldGestures * current_ - field);
}

void ExportSetPanel::setCrop(const CropRect& crop, int gesture) {
    const int at = set_.indexOf(current_);
    if (at < 0) return;
    ExportSet next = set_;
    next.entries[static_cast<size_t>(at)].crop = crop;
    push(tr("Crop"), next, current_, gesture);
}

void ExportSetPanel::setFocusPoint(const FocusPoint& focus, int gesture) {
    ExportSet next = set_;
    next.focus = focus;
    push(tr("Move focus"), next, current_, gesture);
}

void ExportSetPanel::resetCrop() {
    const int at = set_.indexOf(current_);
    if (at < 0) return;
    ExportSet next = set_;
    auto& crop = next.entries[static_cast<size_t>(at)].crop;
    if (crop)
        crop.reset();
    else
        next.focus = {};
    push(tr("Automatic crop"), next, current_);
}

void ExportSetPanel::refresh() {
    QStringList sizes, problems;
    for (const SetEntry& e : set_.entries) {
        if (size_.width == 0) break;
        const TargetPlan plan = planOf(e);
        sizes << sizeText(plan.file);
        const Status fits = checkLimits(e.target, plan, limits_);
        problems << (fits ? QString() : trError(fits.error()) + ' ' + trHint(fits.error()));
    }
    list_->setSet(set_, sizes, problems, current_);
    const int at = set_.indexOf(current_);
    form_->setVisible(at >= 0);
    if (at < 0 || size_.width == 0) {
        editor_->show({}, {});
        return refreshCaption();
    }
    const SetEntry& e = set_.entries[static_cast<size_t>(at)];
    form_->setTarget(e.target);
    CropEditor::Shown shown{.plan = planOf(e),
                            .aspect = targetAspect(e.target, size_),
                            .canCrop = canCrop(e.target),
                            .focus = set_.focus,
                            .name = QString::fromStdString(e.target.name)};
    if (e.target.size == TargetSize::Exact && e.target.fit == TargetFit::Pad)
        shown.border = e.target.border == "transparent" ? QColor(Qt::transparent)
                                                        : QColor(QString::fromStdString(e.target.border));
    editor_->show(shown, size_);
    refreshCaption();
}

void ExportSetPanel::refreshCaption() {
    undoButton_->setEnabled(undo_.canUndo());
    redoButton_->setEnabled(undo_.canRedo());
    undoButton_->setToolTip(undo_.canUndo() ? tr("Undo: %1 (Ctrl+Z)").arg(undo_.undoText()) : tr("Undo (Ctrl+Z)"));
    redoButton_->setToolTip(undo_.canRedo() ? tr("Redo: %1 (Ctrl+Shift+Z)").arg(undo_.redoText())
                                            : tr("Redo (Ctrl+Shift+Z)"));
    const int at = set_.indexOf(current_);
    const bool there = at >= 0 && size_.width > 0;
    automatic_->setEnabled(there && canCrop(set_.entries[static_cast<size_t>(at)].target) &&
                           (set_.entries[static_cast<size_t>(at)].crop || !(set_.focus == FocusPoint{})));
    if (!there) return caption_->setText({});
    const SetEntry& e = set_.entries[static_cast<size_t>(at)];
    QString text = !canCrop(e.target) ? tr("The whole picture")
                   : e.crop           ? tr("Own crop")
                                      : tr("Follows the focus point");
    // An enlarged picture is soft: better said before it is printed.
    if (const double times = enlargement(planOf(e), size_); times > 1.005)
        text += QStringLiteral("  ·  ") + tr("enlarged %1 times").arg(QLocale().toString(times, 'f', 1));
    caption_->setText(text);
}

void ExportSetPanel::retranslate() {
    const Theme& t = Theme::instance();
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, t.mutedText());
    caption_->setPalette(muted);
    automatic_->setIcon(t.icon("reset", 16));
    undoButton_->setIcon(t.icon("undo", 16));
    redoButton_->setIcon(t.icon("redo", 16));
    automatic_->setToolTip(tr("Automatic crop (double-click on the picture)"));
    automatic_->setAccessibleName(tr("Automatic crop"));
    undoButton_->setAccessibleName(tr("Undo"));
    redoButton_->setAccessibleName(tr("Redo"));
    refresh();
}

void ExportSetPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
