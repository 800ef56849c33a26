#include "ui/params/engine_forms.h"

#include <QtCore/QEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include "core/catalog.h"
#include "ui/bridge/settings.h"
#include "ui/bridge/undo.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"
#include "ui/params/param_form.h"
#include "ui/params/preset_bar.h"
#include "ui/params/shared_values.h"

namespace velatura {

EngineForms::EngineForms(const QString& name, const QString& prefix, Settings& settings, QUndoStack* undo, QWidget* parent)
    : QWidget(parent), name_(name), prefix_(prefix), settings_(settings), undo_(undo) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid::kTight);
    head_ = new QWidget(this);
    auto* head = new QVBoxLayout(head_);
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(grid::kTight);
    title_ = new QLabel(head_);
    title_->setFont(Theme::instance().heading());
    box_ = new QComboBox(head_);
    box_->setFocusPolicy(Qt::StrongFocus);
    help_ = new QLabel(head_);
    help_->setFont(Theme::instance().small());
    help_->setWordWrap(true);
    head->addWidget(title_);
    head->addWidget(box_);
    head->addWidget(help_);
    column->addWidget(head_);
    // A switch with one position is no switch.
    title_->setVisible(engines().size() == 1);
    box_->setVisible(engines().size() > 1);
    for (size_t i = 0; i < engines().size(); ++i) {
        box_->addItem(QString());
        makePage(i);
        column->addWidget(pages_[i].page);
    }
    connect(box_, &QComboBox::activated, this, [this](int index) {
        if (index != current_) pushChoice(index);
    });
    connect(&Theme::instance(), &Theme::changed, this, &EngineForms::retranslate);
    for (size_t i = 0; i < engines().size(); ++i)
        if (QString::fromStdString(engines()[i].key) == settings_.value(name_ + "/engine").toString())
            current_ = static_cast<int>(i);
    choose(current_);
}

QString EngineForms::scope(size_t engine) const {
    return QString::fromStdString(engines()[engine].key);
}

void EngineForms::makePage(size_t engine) {
    const EngineInfo& info = engines()[engine];
    Page made;
    made.page = new QWidget(this);
    auto* column = new QVBoxLayout(made.page);
    column->setContentsMargins(0, 0, 0, 0);
    made.form = new ParamForm(info.schema(), undo_, made.page);
    if (name_ == "batch") made.form->leaveOut("frame-every");  // a batch keeps no frames
    made.form->setValues(settings_.params(prefix_ + scope(engine)));
    made.form->restoreState(settings_.value(name_ + "/folds/" + scope(engine)).toByteArray());
    auto* presets = new PresetBar(scope(engine), info.schema(), made.form, made.page);
    presets->setUndoStack(undo_);
    made.presets = presets;
    column->addWidget(presets);
    column->addWidget(made.form);
    connect(made.form, &ParamForm::valuesChanged, this, &EngineForms::changed);
    pages_.push_back(made);
}

std::string EngineForms::engine() const {
    return engines()[static_cast<size_t>(current_)].key;
}
ParamValues EngineForms::params() const {
    return form()->values();
}

ParamValues EngineForms::params(const std::string& engine) const {
    for (size_t i = 0; i < engines().size(); ++i)
        if (engines()[i].key == engine) return pages_[i].form->values();
    return {};
}

std::vector<ParamForm*> EngineForms::forms() const {
    std::vector<ParamForm*> out;
    for (const Page& page : pages_) out.push_back(page.form);
    return out;
}

void EngineForms::setParams(const std::string& engine, const ParamValues& values) {
    for (size_t i = 0; i < engines().size(); ++i)
        if (engines()[i].key == engine) {
            choose(static_cast<int>(i));
            pages_[i].form->setValues(values);
        }
}

void EngineForms::chooseEngine(const std::string& engine) {
    for (size_t i = 0; i < engines().size(); ++i)
        if (engines()[i].key == engine && static_cast<int>(i) != current_) pushChoice(static_cast<int>(i));
}

/// What both engines have in common goes along.
void EngineForms::pushChoice(int index) {
    ParamForm* other = pages_[static_cast<size_t>(index)].form;
    const ParamValues before = other->values(), shared = withShared(form()->schema(), form()->values(), other->schema(), before);
    const auto go = [this, other](int to, const ParamValues& values) {
        return [this, other, to, values] {
            other->setValues(values);
            choose(to);
        };
    };
    if (undo_)
        undo_->push(new UndoStep(tr("Choose engine"), go(index, shared), go(current_, before)));
    else
        go(index, shared)();
}

void EngineForms::choose(int index) {
    current_ = index;
    box_->setCurrentIndex(index);
    for (size_t i = 0; i < pages_.size(); ++i) pages_[i].page->setVisible(static_cast<int>(i) == index);
    retranslate();
    Q_EMIT changed();
}

void EngineForms::setRunning(bool running) {
    box_->setEnabled(!running);
    for (const Page& page : pages_) {
        page.form->setRunning(running);
        page.presets->setEnabled(!running);
    }
}

void EngineForms::saveState() {
    settings_.setValue(name_ + "/engine", QString::fromStdString(engine()));
    for (size_t i = 0; i < pages_.size(); ++i) {
        settings_.setParams(prefix_ + scope(i), pages_[i].form->values());
        settings_.setValue(name_ + "/folds/" + scope(i), pages_[i].form->saveState());
    }
}

void EngineForms::retranslate() {
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, Theme::instance().mutedText());
    help_->setPalette(muted);
    const EngineInfo& now = engines()[static_cast<size_t>(current_)];
    title_->setText(trParam(now.label));
    help_->setText(trParam(now.help));
    for (size_t i = 0; i < engines().size(); ++i) box_->setItemText(static_cast<int>(i), trParam(engines()[i].label));
    box_->setAccessibleName(tr("Engine"));
}

void EngineForms::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
