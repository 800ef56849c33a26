// The editors of a ParamRow, one for each type of parameter.
#include <QtGui/QWheelEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <cmath>

#include "ui/common/theme.h"
#include "ui/common/translate.h"
#include "ui/params/offered_texts.h"
#include "ui/params/param_form.h"
#include "ui/params/param_row.h"
#include "ui/params/switch_box.h"
#include "ui/params/value_slider.h"

namespace velatura {

namespace {

QHBoxLayout* rowLayout(QWidget* of) {
    auto* row = new QHBoxLayout(of);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::kRelated);
    return row;
}

ParamValue asParam(const ParamInfo& info, double v) {
    if (info.type == ParamType::Integer) return static_cast<std::int64_t>(std::llround(v));
    return v;
}

double asNumber(const ParamValue& value) {
    if (const auto* i = std::get_if<std::int64_t>(&value)) return static_cast<double>(*i);
    return std::get<double>(value);
}

/// Slider and number field that show one value.
struct NumberPair {
    ValueSlider* slider = nullptr;
    NumberField* field = nullptr;

    NumberPair(const ParamInfo& info, QWidget* parent) {
        const SliderScale scale(info);
        if (scale.usable()) slider = new ValueSlider(scale, info.range, parent);
        field = new NumberField(info, parent);
        if (!slider) return;
        field->setFixedWidth(field->sizeHint().width());
    }
    void show(double v) const {
        if (slider) slider->setNumber(v);
        field->setNumber(v);
    }
    void name(const QString& label) const {
        if (slider) slider->setAccessibleName(label);
        field->setAccessibleName(label);
    }
};

class NumberEditor : public ParamEditor {
public:
    NumberEditor(const ParamInfo& info, QWidget* parent) : ParamEditor(parent), pair_(info, this) {
        auto* row = rowLayout(this);
        if (pair_.slider) row->addWidget(pair_.slider, 1);
        row->addWidget(pair_.field, pair_.slider ? 0 : 1);
        const auto tell = [this, &info](double v, int gesture) { Q_EMIT edited(asParam(info, v), gesture); };
        if (pair_.slider) connect(pair_.slider, &ValueSlider::moved, this, tell);
        connect(pair_.field, &NumberField::typed, this, tell);
    }
    void show(const ParamValue& value) override { pair_.show(asNumber(value)); }
    void retranslate(const QString& label) override { pair_.name(label); }

private:
    NumberPair pair_;
};

class ListEditor : public ParamEditor {
public:
    ListEditor(const ParamInfo& info, QWidget* parent) : ParamEditor(parent), info_(info) {
        auto* cells = new QGridLayout(this);
        cells->setContentsMargins(0, 0, 0, 0);
        cells->setHorizontalSpacing(grid::kRelated);
        cells->setVerticalSpacing(0);
        cells->setColumnMinimumWidth(0, 120);
        cells->setColumnStretch(1, 1);
        for (size_t i = 0; i < info.listLabels.size(); ++i) {
            auto* name = new QLabel(this);
            name->setFont(Theme::instance().small());
            name->setContentsMargins(grid::kRelated, 0, 0, 0);
            name->setForegroundRole(QPalette::PlaceholderText);
            names_.push_back(name);
            pairs_.emplace_back(info, this);
            const int row = static_cast<int>(i);
            cells->addWidget(name, row, 0);
            const auto tell = [this, i](double v, int gesture) {
                list_[i] = v;
                Q_EMIT edited(list_, gesture);
            };
            if (pairs_.back().slider) {
                cells->addWidget(pairs_.back().slider, row, 1);
                connect(pairs_.back().slider, &ValueSlider::moved, this, tell);
            }
            cells->addWidget(pairs_.back().field, row, 2);
            connect(pairs_.back().field, &NumberField::typed, this, tell);
        }
    }
    bool isTall() const override { return true; }
    void show(const ParamValue& value) override {
        list_ = std::get<std::vector<double>>(value);
        for (size_t i = 0; i < pairs_.size() && i < list_.size(); ++i) pairs_[i].show(list_[i]);
    }
    void retranslate(const QString& label) override {
        for (size_t i = 0; i < names_.size(); ++i) {
            const QString name = trParam(info_.listLabels[i]);
            names_[i]->setText(name);
            pairs_[i].name(label + ' ' + name);
        }
    }

private:
    const ParamInfo& info_;
    std::vector<QLabel*> names_;
    std::vector<NumberPair> pairs_;
    std::vector<double> list_;
};

class BoolEditor : public ParamEditor {
public:
    explicit BoolEditor(QWidget* parent) : ParamEditor(parent), box_(new SwitchBox(this)) {
        auto* row = rowLayout(this);
        row->addStretch();
        row->addWidget(box_);
        connect(box_, &QCheckBox::toggled, this, [this](bool on) { Q_EMIT edited(on, newGesture()); });
    }
    void show(const ParamValue& value) override {
        const QSignalBlocker quiet(box_);
        box_->setChecked(std::get<bool>(value));
    }
    void retranslate(const QString& label) override { box_->setAccessibleName(label); }

private:
    SwitchBox* box_;
};

/// Scrolling a panel must not change what lies under the pointer.
class QuietComboBox : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* e) override { hasFocus() ? QComboBox::wheelEvent(e) : e->ignore(); }
};

class ChoiceEditor : public ParamEditor {
public:
    ChoiceEditor(const ParamInfo& info, QWidget* parent) : ParamEditor(parent), info_(info), box_(new QuietComboBox(this)) {
        rowLayout(this)->addWidget(box_, 1);
        box_->setFocusPolicy(Qt::StrongFocus);
        box_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box_->setMinimumContentsLength(6);
        for (const auto& c : info.choices) box_->addItem(QString(), QString::fromStdString(c.key));
        connect(box_, &QComboBox::activated, this, [this](int index) {
            Q_EMIT edited(box_->itemData(index).toString().toStdString(), newGesture());
        });
    }
    void show(const ParamValue& value) override {
        box_->setCurrentIndex(box_->findData(QString::fromStdString(std::get<std::string>(value))));
    }
    void retranslate(const QString& label) override {
        box_->setAccessibleName(label);
        for (size_t i = 0; i < info_.choices.size(); ++i) {
            const int row = static_cast<int>(i);
            box_->setItemText(row, trParam(info_.choices[i].label));
            box_->setItemData(row, trParam(info_.choices[i].help), Qt::ToolTipRole);
        }
    }

private:
    const ParamInfo& info_;
    QComboBox* box_;
};

/// The form that an editor stands in.
const ParamForm* formAround(const QWidget* editor) {
    for (const QWidget* w = editor; w; w = w->parentWidget())
        if (const auto* form = qobject_cast<const ParamForm*>(w)) return form;
    return nullptr;
}

std::vector<OfferedText> offersFor(const std::string& key, const QWidget* editor) {
    const ParamForm* form = formAround(editor);
    return OfferedTexts::instance().of(key, form ? form->values() : ParamValues{});
}

/// A text for which somebody offers values, asked for whenever the list opens. Where others may be typed, the first one is
/// what no value means; where not, one that is not offered (any more) is shown as what it is.
class OfferedTextEditor : public ParamEditor {
public:
    OfferedTextEditor(const ParamInfo& info, QWidget* parent)
        : ParamEditor(parent), key_(info.key), typed_(OfferedTexts::instance().othersTyped(info.key)), box_(new Box(*this)) {
        rowLayout(this)->addWidget(box_, 1);
        box_->setFocusPolicy(Qt::StrongFocus);
        box_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box_->setMinimumContentsLength(6);
        connect(box_, &QComboBox::activated, this, [this](int index) { tell(box_->itemData(index).toString()); });
        if (typed_) {
            box_->setEditable(true);
            box_->setInsertPolicy(QComboBox::NoInsert);
            box_->setCompleter(nullptr);  // it would turn what is typed into what it is like
            connect(box_->lineEdit(), &QLineEdit::editingFinished, this, [this] { tell(box_->lineEdit()->text()); });
        }
        connect(&OfferedTexts::instance(), &OfferedTexts::changed, this, [this](const QString& key) {
            if (key.toStdString() == key_) fill();
        });
        fill();
    }
    void show(const ParamValue& value) override {
        shown_ = std::get<std::string>(value);
        fill();
        const ParamForm* form = formAround(this);
        if (typed_ && form && !heard_) heard_ = connect(form, &ParamForm::valuesChanged, this, [this] { showDefault(offersFor(key_, this)); });
    }
    void retranslate(const QString& label) override {
        box_->setAccessibleName(label);
        fill();
    }

private:
    struct Box : QuietComboBox {
        explicit Box(OfferedTextEditor& owner) : QuietComboBox(&owner), editor(owner) {}
        void showPopup() override {
            editor.fill();
            QuietComboBox::showPopup();
        }
        OfferedTextEditor& editor;
    };

    void fill() {
        const auto offers = offersFor(key_, this);
        box_->clear();
        for (const auto& offer : offers) box_->addItem(offer.label, QString::fromStdString(offer.value));
        const QString value = QString::fromStdString(shown_);
        if (!typed_ && box_->findData(value) < 0) box_->addItem(ParamForm::tr("%1 (not there)").arg(value), value);
        box_->setCurrentIndex(box_->findData(value));
        if (!typed_) return;
        if (box_->currentIndex() < 0) box_->setEditText(value);
        box_->lineEdit()->setCursorPosition(0);
        showDefault(offers);
    }
    void showDefault(const std::vector<OfferedText>& offers) { box_->lineEdit()->setPlaceholderText(offers.empty() ? QString() : offers.front().label); }
    void tell(const QString& text) {
        if (text.toStdString() == shown_) return;
        shown_ = text.toStdString();
        Q_EMIT edited(shown_, newGesture());
    }

    std::string key_, shown_;
    bool typed_;
    QComboBox* box_;
    QMetaObject::Connection heard_;
};

class TextEditor : public ParamEditor {
public:
    explicit TextEditor(QWidget* parent) : ParamEditor(parent), line_(new QLineEdit(this)) {
        rowLayout(this)->addWidget(line_, 1);
        connect(line_, &QLineEdit::editingFinished, this, [this] {
            if (!line_->isModified()) return;
            line_->setModified(false);
            Q_EMIT edited(line_->text().toStdString(), newGesture());
        });
    }
    void show(const ParamValue& value) override {
        const QString text = QString::fromStdString(std::get<std::string>(value));
        if (line_->text() != text) line_->setText(text);
    }
    void retranslate(const QString& label) override { line_->setAccessibleName(label); }

private:
    QLineEdit* line_;
};

}  // namespace

ParamEditor* makeParamEditor(const ParamInfo& info, QWidget* parent) {
    switch (info.type) {
        case ParamType::Bool: return new BoolEditor(parent);
        case ParamType::Choice: return new ChoiceEditor(info, parent);
        case ParamType::Text:
            if (OfferedTexts::instance().has(info.key)) return new OfferedTextEditor(info, parent);
            return new TextEditor(parent);
        case ParamType::RealList: return new ListEditor(info, parent);
        case ParamType::Integer:
        case ParamType::Real: break;
    }
    return new NumberEditor(info, parent);
}

}  // namespace velatura
