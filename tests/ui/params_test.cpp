#include <QtCore/QEvent>
#include <QtGui/QUndoStack>
#include <QtWidgets/QApplication>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <fstream>

#include "core/base/paths.h"
#include "tests/support/test_case.h"
#include "ui/common/theme.h"
#include "ui/params/fold_section.h"
#include "ui/params/offered_texts.h"
#include "ui/params/param_form.h"
#include "ui/params/param_row.h"
#include "ui/params/param_text.h"
#include "ui/params/preset_bar.h"
#include "ui/params/switch_box.h"
#include "ui/params/value_slider.h"

using namespace velatura;

namespace {

enum class Shape { Round, Square };

struct BrushParams {
    double size = 1;
    int steps = 100;
    bool wet = false;
    Shape shape = Shape::Round;
    std::string name = "oil";
    std::vector<double> taps{1, 0.5};
    double rate = 0.01;
    double dryness = 0;
};

const ParamSchema<BrushParams>& brushSchema() {
    using P = BrushParams;
    static const ParamSchema<P> schema({
        field(&P::size, {.key = "size", .label = "Size", .help = "How large.", .unit = "px", .range = {0, 100}, .soft = {0, 4}, .step = 0.1}),
        field(&P::steps, {.key = "steps", .label = "Steps", .help = "How many.", .range = {1, 1e6}, .soft = {1, 1000}, .step = 10, .live = true}),
        field(&P::wet, {.key = "wet", .label = "Wet", .help = "Runs together."}),
        field(&P::shape, {.key = "shape", .label = "Shape", .help = "Which.", .choices = {{"round", "Round", ""}, {"square", "Square", ""}}}),
        field(&P::name, {.key = "name", .label = "Name", .help = "What it is called."}),
        field(&P::taps, {.key = "taps", .label = "Taps", .help = "Weights.", .range = {0, 10}, .soft = {0, 2}, .level = ParamLevel::Advanced, .group = "Loss", .listLabels = {"a", "b"}}),
        field(&P::rate, {.key = "rate", .label = "Rate", .help = "How fast.", .range = {0.0001, 1}, .logarithmic = true, .level = ParamLevel::Expert, .group = "Loss"}),
        field(&P::dryness, {.key = "dryness", .label = "Dryness", .help = "How dry.", .range = {0, 1}, .level = ParamLevel::Advanced, .group = "Paint"}),
    });
    return schema;
}

ParamRow* rowOf(ParamForm& form, const std::string& key) {
    for (ParamRow* row : form.findChildren<ParamRow*>())
        if (row->info().key == key) return row;
    return nullptr;
}

double real(const ParamForm& form, const char* key) { return std::get<double>(form.values().at(key)); }

}  // namespace

class ParamsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sliderScaleIsLinearOrLogarithmic() {
        const SliderScale linear({0, 4}, 0.1, false, false);
        QCOMPARE(linear.place(1), 0.25);
        QCOMPARE(linear.place(9), 1.0);
        QCOMPARE(linear.value(0.26), 1.0);
        QCOMPARE(linear.value(0.2650, true), 1.06);
        QCOMPARE(linear.value(1), 4.0);
        QCOMPARE(linear.stepped(0.2, 1), 0.3);
        const SliderScale log({0.0001, 1}, 0, true, false);
        QCOMPARE(log.place(0.01), 0.5);
        QCOMPARE(log.value(0.5), 0.01);
        QCOMPARE(log.value(0.53), 0.013);  // 0.0001 * 10^(4 * 0.53) = 0.01318
        QCOMPARE(log.stepped(0.01, 1), 0.011);
        const SliderScale whole({1, 1000}, 10, false, true);
        QCOMPARE(whole.value(0.5), 500.0);
        QCOMPARE(whole.value(0), 1.0);
        QVERIFY(!SliderScale({0, INFINITY}, 0, false, false).usable());
    }

    void numbersReadShort() {
        QLocale::setDefault(QLocale::c());
        QCOMPARE(numberText(0.1 + 0.2), QString("0.3"));
        QCOMPARE(numberText(100000), QString("100000"));
        QCOMPARE(numberText(1e-7), QString("1e-7"));
        QCOMPARE(shortNumber(12000), QString("12 k"));
        QCOMPARE(shortNumber(3.5e6), QString("3.5 M"));
        QCOMPARE(numberText(NAN), QString("NaN"));
    }

    void basicStandsOpenTheRestIsFolded() {
        ParamForm form(brushSchema(), nullptr);
        form.show();
        const auto sections = form.findChildren<FoldSection*>();
        QCOMPARE(sections.size(), 2);
        QVERIFY(rowOf(form, "size")->isVisible());
        QVERIFY(!rowOf(form, "taps")->isVisible());
        sections.first()->setOpen(true);
        QVERIFY(rowOf(form, "taps")->isVisible());
        QVERIFY(rowOf(form, "rate")->isVisible());
        ParamForm other(brushSchema(), nullptr);
        QVERIFY(other.restoreState(form.saveState()));
        QVERIFY(other.findChildren<FoldSection*>().first()->isOpen());
        QVERIFY(!other.restoreState("rubbish"));
    }

    void offeredTextsAreListedAndOthersTyped() {
        auto& offers = OfferedTexts::instance();
        // What there is depends on another value of the form.
        offers.provide("name", [](const ParamValues& form) {
            const bool wet = std::get<bool>(form.at("wet"));
            return std::vector<OfferedText>{{wet ? "ink" : "chalk", wet ? "Ink" : "Chalk"}, {"oil", "Oil"}};
        }, OfferedTexts::Others::Typed);
        ParamForm form(brushSchema(), nullptr);
        auto* box = rowOf(form, "name")->findChild<QComboBox*>();
        QVERIFY(box && box->isEditable());
        QCOMPARE(box->currentText(), QString("Oil"));
        QCOMPARE(box->lineEdit()->placeholderText(), QString("Chalk"));
        QSignalSpy told(&form, &ParamForm::valuesChanged);
        Q_EMIT box->activated(0);
        QCOMPARE(std::get<std::string>(form.values().at("name")), std::string("chalk"));
        QCOMPARE(told.count(), 1);
        // Something else is typed, and stays as it was typed.
        box->setEditText("oil:0.7,chalk:0.3");
        QTest::keyClick(box->lineEdit(), Qt::Key_Return);
        QCOMPARE(std::get<std::string>(form.values().at("name")), std::string("oil:0.7,chalk:0.3"));
        QCOMPARE(box->currentText(), QString("oil:0.7,chalk:0.3"));
        ParamValues values = form.values();
        values["wet"] = true;
        form.applyValues(values, "wet");
        QCOMPARE(box->lineEdit()->placeholderText(), QString("Ink"));
        form.show();
        box->showPopup();
        QCOMPARE(box->itemText(0), QString("Ink"));
        QCOMPARE(box->currentText(), QString("oil:0.7,chalk:0.3"));
        box->hidePopup();
        offers.withdraw("name");
    }

    void clickJumpsAndOneDragIsOneStep() {
        QUndoStack undo;
        ParamForm form(brushSchema(), &undo);
        form.resize(320, 400);
        form.show();
        auto* slider = rowOf(form, "size")->findChild<ValueSlider*>();
        const QPoint middle = slider->rect().center();
        QTest::mousePress(slider, Qt::LeftButton, {}, middle);
        QVERIFY(std::abs(real(form, "size") - 2) < 0.11);
        for (int x = 4; x < 40; x += 4) QTest::mouseMove(slider, middle + QPoint(x, 0));
        QTest::mouseRelease(slider, Qt::LeftButton, {}, middle + QPoint(36, 0));
        QVERIFY(real(form, "size") > 2.2);
        QCOMPARE(undo.count(), 1);
        undo.undo();
        QCOMPARE(real(form, "size"), 1.0);
        QCOMPARE(slider->number(), 1.0);
        undo.redo();
        QVERIFY(real(form, "size") > 2.2);
        QTest::mouseClick(slider, Qt::LeftButton, {}, middle);
        QCOMPARE(undo.count(), 2);
    }

    void shiftDragsFinely() {
        ParamForm form(brushSchema(), nullptr);
        form.resize(320, 400);
        form.show();
        auto* slider = rowOf(form, "size")->findChild<ValueSlider*>();
        const QPoint start = slider->rect().center();
        QMouseEvent press(QEvent::MouseButtonPress, start, slider->mapToGlobal(start), Qt::LeftButton, Qt::LeftButton, Qt::ShiftModifier);
        QApplication::sendEvent(slider, &press);
        QCOMPARE(real(form, "size"), 1.0);  // no jump
        const QPoint moved = start + QPoint(10, 0);
        QMouseEvent move(QEvent::MouseMove, moved, slider->mapToGlobal(moved), Qt::NoButton, Qt::LeftButton, Qt::ShiftModifier);
        QApplication::sendEvent(slider, &move);
        const double fine = real(form, "size") - 1, coarse = 4.0 * 10 / (slider->width() - 14);
        QVERIFY2(fine > 0 && std::abs(fine - coarse / 10) < 0.02, qPrintable(QString::number(fine)));
    }

    void keysStepAndMelt() {
        QUndoStack undo;
        ParamForm form(brushSchema(), &undo);
        form.show();
        auto* slider = rowOf(form, "size")->findChild<ValueSlider*>();
        QTest::keyClick(slider, Qt::Key_Right);
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(real(form, "size"), 1.2);
        QCOMPARE(undo.count(), 1);
        QTest::keyClick(slider, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(real(form, "size"), 1.19);
    }

    void wheelNeedsTheFocus() {
        ParamForm form(brushSchema(), nullptr);
        form.show();
        auto* slider = rowOf(form, "size")->findChild<ValueSlider*>();
        const auto wheel = [slider] {
            QWheelEvent e({5, 5}, slider->mapToGlobal(QPointF(5, 5)), {}, {0, 120}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
            QApplication::sendEvent(slider, &e);
        };
        slider->clearFocus();
        wheel();
        QCOMPARE(real(form, "size"), 1.0);
        form.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&form));
        slider->setFocus();
        QVERIFY(slider->hasFocus());
        wheel();
        QCOMPARE(real(form, "size"), 1.1);
    }

    void numberFieldTakesTheHardRange() {
        QLocale::setDefault(QLocale::c());
        ParamForm form(brushSchema(), nullptr);
        form.show();
        auto* number = rowOf(form, "size")->findChild<NumberField*>();
        const auto type = [number](const char* text) {
            number->selectAll();
            QTest::keyClicks(number, text);
            QTest::keyClick(number, Qt::Key_Return);
        };
        type("50");  // beyond the slider, within what is allowed
        QCOMPARE(real(form, "size"), 50.0);
        type("500");
        QCOMPARE(real(form, "size"), 100.0);
        type("much");
        QCOMPARE(real(form, "size"), 100.0);
        QCOMPARE(number->text(), QString("100"));
        QTest::keyClicks(number, "9");
        QTest::keyClick(number, Qt::Key_Escape);
        QCOMPARE(number->text(), QString("100"));
    }

    void dotAndDoubleClickReset() {
        QUndoStack undo;
        ParamForm form(brushSchema(), &undo);
        form.resize(320, 400);
        form.show();
        auto* label = rowOf(form, "size")->findChild<ParamLabel*>();
        QVERIFY(!label->isChanged());
        form.setValues({{"size", 2.0}});
        QVERIFY(label->isChanged());
        QTest::mouseClick(label, Qt::LeftButton, {}, label->dotRect().center().toPoint());
        QCOMPARE(real(form, "size"), 1.0);
        form.setValues({{"size", 2.0}});
        QTest::mouseDClick(label, Qt::LeftButton, {}, QPoint(4, 10));
        QCOMPARE(real(form, "size"), 1.0);
        QCOMPARE(undo.count(), 2);
    }

    void otherEditorsEdit() {
        ParamForm form(brushSchema(), nullptr);
        form.show();
        QSignalSpy changed(&form, &ParamForm::valuesChanged), live(&form, &ParamForm::liveChanged);
        rowOf(form, "wet")->findChild<SwitchBox*>()->click();
        QCOMPARE(std::get<bool>(form.values().at("wet")), true);
        auto* box = rowOf(form, "shape")->findChild<QComboBox*>();
        box->setCurrentIndex(1);
        Q_EMIT box->activated(1);
        QCOMPARE(std::get<std::string>(form.values().at("shape")), std::string("square"));
        auto* line = rowOf(form, "name")->findChild<QLineEdit*>();
        line->clear();
        QTest::keyClicks(line, "ink");
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(std::get<std::string>(form.values().at("name")), std::string("ink"));
        const auto fields = rowOf(form, "taps")->findChildren<NumberField*>();
        QCOMPARE(fields.size(), 2);
        fields[1]->selectAll();
        QTest::keyClicks(fields[1], "2");
        QTest::keyClick(fields[1], Qt::Key_Return);
        QCOMPARE(std::get<std::vector<double>>(form.values().at("taps")), (std::vector<double>{1, 2}));
        QCOMPARE(changed.count(), 4);
        QCOMPARE(live.count(), 0);
        QTest::keyClick(rowOf(form, "steps")->findChild<ValueSlider*>(), Qt::Key_Right);
        QCOMPARE(live.count(), 1);
        QCOMPARE(std::get<std::int64_t>(form.values().at("steps")), std::int64_t(110));
    }

    void runningLeavesOnlyLiveFields() {
        ParamForm form(brushSchema(), nullptr);
        form.setRunning(true);
        QVERIFY(!rowOf(form, "size")->isEnabled());
        QVERIFY(rowOf(form, "steps")->isEnabled());
        form.setRunning(false);
        QVERIFY(rowOf(form, "size")->isEnabled());
    }

    void strangeValuesBecomeDefaults() {
        ParamForm form(brushSchema(), nullptr);
        form.setValues({{"size", 3.0}, {"steps", 0.5}, {"unknown", true}, {"wet", std::string("x")}});
        QCOMPARE(real(form, "size"), 3.0);
        QCOMPARE(std::get<std::int64_t>(form.values().at("steps")), std::int64_t(100));
    }

    void everythingHasANameAndAHint() {
        ParamForm form(brushSchema(), nullptr);
        for (auto* slider : form.findChildren<ValueSlider*>()) QVERIFY(!slider->accessibleName().isEmpty());
        for (auto* number : form.findChildren<NumberField*>()) QVERIFY(!number->accessibleName().isEmpty());
        for (auto* box : form.findChildren<QComboBox*>()) QVERIFY(!box->accessibleName().isEmpty());
        const QString tip = rowOf(form, "size")->toolTip();
        QVERIFY(tip.contains("How large.") && tip.contains("100"));
        QEvent language(QEvent::LanguageChange);
        QApplication::sendEvent(&form, &language);  // must not lose anything
        QCOMPARE(rowOf(form, "size")->toolTip(), tip);
    }

    void presetsAreKeptAppliedRenamedRemoved() {
        QUndoStack undo;
        ParamForm form(brushSchema(), &undo);
        PresetBar bar("test-brush", brushSchema(), &form);
        QVERIFY(bar.names().isEmpty());
        form.setValues({{"size", 3.0}});
        bar.save("Big / 大");
        QCOMPARE(bar.active(), QString("Big / 大"));
        QVERIFY(!bar.modified());
        form.setValues({{"size", 2.0}});
        QVERIFY(bar.modified());
        bar.apply("Big / 大");
        QCOMPARE(real(form, "size"), 3.0);
        QVERIFY(!bar.modified());
        bar.rename("Big / 大", "Large");
        QCOMPARE(bar.names(), QStringList{"Large"});
        QCOMPARE(bar.active(), QString("Large"));
        bar.remove("Large");
        QVERIFY(bar.names().isEmpty());
        undo.undo();
        QCOMPARE(bar.names(), QStringList{"Large"});
        undo.undo();
        QCOMPARE(bar.names(), QStringList{"Big / 大"});

        // Another bar, another session: the files are there.
        const auto folder = configFolder() / "presets" / "test-brush";
        std::ofstream(folder / "broken.json") << "{ not json";
        std::ofstream(folder / "stranger.json") << R"({"name": "stranger", "params": {"size": 1000}})";
        PresetBar again("test-brush", brushSchema(), &form);
        QCOMPARE(again.names(), QStringList{"Big / 大"});
    }

    void presetNamesStayInTheFolder() {
        QCOMPARE(PresetStore::fileName("../x"), std::string("%2E%2E%2Fx.json"));
        QVERIFY(PresetStore::fileName("a%2F") != PresetStore::fileName("a/"));
    }
};

VELATURA_TEST(ParamsTest)
#include "params_test.moc"
