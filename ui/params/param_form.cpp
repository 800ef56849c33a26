#include "ui/params/param_form.h"

#include <QtCore/QDataStream>
#include <QtCore/QEvent>
#include <QtCore/QIODevice>
#include <QtCore/QPointer>
#include <QtCore/QStringList>
#include <QtGui/QUndoStack>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "core/base/log.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"
#include "ui/params/fold_section.h"
#include "ui/params/param_row.h"

namespace velatura {

/// Values before and after one gesture. A drag pushes many; they melt into one.
class ParamCommand : public QUndoCommand {
public:
    ParamCommand(ParamForm* form, const QString& text, ParamValues before, ParamValues after, int gesture)
        : QUndoCommand(text), form_(form), before_(std::move(before)), after_(std::move(after)), gesture_(gesture) {}

    int id() const override { return 0x5061; }
    void redo() override {
        if (form_) form_->put(after_);
    }
    void undo() override {
        if (form_) form_->put(before_);
    }
    bool mergeWith(const QUndoCommand* next) override {
        const auto* other = static_cast<const ParamCommand*>(next);
        if (gesture_ == 0 || other->gesture_ != gesture_ || other->form_ != form_) return false;
        after_ = other->after_;
        setObsolete(after_ == before_);
        return true;
    }

private:
    QPointer<ParamForm> form_;
    ParamValues before_, after_;
    int gesture_;
};

ParamForm::ParamForm(const Schema& schema, QUndoStack* undo, QWidget* parent)
    : QWidget(parent), schema_(schema), undo_(undo), values_(schema.defaults()) {
    build();
    retranslate();
}

ParamForm::~ParamForm() = default;

void ParamForm::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid::kTight);
    for (const ParamInfo& info : schema_.fields()) {
        auto* row = new ParamRow(info, this);
        row->show(info.defaultValue);
        connect(row, &ParamRow::edited, this,
                [this, &info](const ParamValue& value, int gesture) { edit(info.key, value, gesture); });
        rows_[info.key] = row;
        if (info.level == ParamLevel::Basic) {
            column->addWidget(row);
            continue;
        }
        const QString group = QString::fromStdString(info.group);
        auto found = std::find_if(sections_.begin(), sections_.end(), [&](auto* s) { return s->name() == group; });
        if (found == sections_.end()) found = sections_.insert(sections_.end(), new FoldSection(group, this));
        (*found)->add(row);
    }
    if (!sections_.empty()) column->addSpacing(grid::kTight);
    for (FoldSection* section : sections_) column->addWidget(section);
}

void ParamForm::retranslate() {
    for (const auto& [key, row] : rows_) row->retranslate();
    for (FoldSection* section : sections_)
        section->setTitle(section->name().isEmpty() ? tr("More") : trParam(section->name().toStdString()));
}

void ParamForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void ParamForm::edit(const std::string& key, const ParamValue& value, int gesture) {
    const ParamInfo& info = *schema_.find(key);
    const auto checked = Schema::coerce(info, value);
    if (!checked || *checked == values_.at(key)) {
        rows_.at(key)->show(values_.at(key));
        return;
    }
    if (!undo_) return put({{key, *checked}});
    undo_->push(new ParamCommand(this, tr("Change %1").arg(trParam(info.label)), {{key, values_.at(key)}},
                                 {{key, *checked}}, gesture));
}

void ParamForm::addToGroup(const QString& group, QWidget* widget) {
    for (FoldSection* section : sections_)
        if (section->name() == group) section->add(widget);
}

void ParamForm::put(const ParamValues& values) {
    std::vector<const ParamInfo*> touched;
    for (const auto& [key, value] : values) {
        const ParamInfo* info = schema_.find(key);
        if (!info || values_.at(info->key) == value) continue;
        values_[info->key] = value;
        rows_.at(info->key)->show(value);
        touched.push_back(info);
    }
    if (touched.empty()) return;
    for (FoldSection* section : sections_) {
        bool changed = false;
        for (const ParamInfo& info : schema_.fields())
            changed = changed || (info.level != ParamLevel::Basic && info.group == section->name().toStdString() &&
                                  values_.at(info.key) != info.defaultValue);
        section->setChanged(changed);
    }
    Q_EMIT valuesChanged();
    for (const ParamInfo* info : touched)
        if (info->live) Q_EMIT liveChanged(QString::fromStdString(info->key));
}

void ParamForm::setValues(const ParamValues& values) {
    ParamValues all = schema_.defaults();
    for (const auto& [key, value] : values) {
        const ParamInfo* info = schema_.find(key);
        const auto checked = info ? Schema::coerce(*info, value) : Result<ParamValue>(fail(Error()));
        if (checked)
            all[info->key] = *checked;
        else
            logWarning("the stored value of " + key + " does not fit any more; the default is taken");
    }
    put(all);
}

void ParamForm::applyValues(const ParamValues& values, const QString& what) {
    const auto all = schema_.normalise(values);
    if (!all || *all == values_) return;
    if (!undo_) return put(*all);
    undo_->push(new ParamCommand(this, what, values_, *all, 0));
}

void ParamForm::setRunning(bool running) {
    for (const auto& [key, row] : rows_) row->setEnabled(!running || row->info().live);
}

void ParamForm::leaveOut(const std::string& key) {
    if (const auto it = rows_.find(key); it != rows_.end()) it->second->hide();
}

QByteArray ParamForm::saveState() const {
    QStringList open;
    for (const FoldSection* section : sections_)
        if (section->isOpen()) open << section->name();
    QByteArray out;
    QDataStream(&out, QIODevice::WriteOnly) << qint32(1) << open;
    return out;
}

bool ParamForm::restoreState(const QByteArray& state) {
    QDataStream in(state);
    qint32 version = 0;
    QStringList open;
    in >> version >> open;
    if (in.status() != QDataStream::Ok || version != 1) return false;
    for (FoldSection* section : sections_) section->setOpen(open.contains(section->name()));
    return true;
}

}  // namespace velatura
