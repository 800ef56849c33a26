// The list of sizes and the crop of each, in the dialog: by mouse, by keys, undone, kept.
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSpinBox>

#include "tests/ui/export_set_fixture.h"
#include "ui/export/export_format_form.h"
#include "ui/export/set_place_form.h"
#include "ui/export/target_form.h"

using namespace velatura;
using namespace velatura::test;

class ExportSetPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEditorByMouse() {
        ExportSetFixture f({sized("A", 80, 80)});
        CropEditor& e = f.editor();
        const auto crop = [&] { return f.panel().chosen()[0].plan.crop; };
        const auto drag = [&](QPointF from, QPointF to) {
            QTest::mousePress(&e, Qt::LeftButton, {}, from.toPoint());
            QTest::mouseMove(&e, ((from + to) / 2).toPoint());
            QTest::mouseMove(&e, to.toPoint());
            QTest::mouseRelease(&e, Qt::LeftButton, {}, to.toPoint());
        };
        QVERIFY(near(crop().x, 1 / 6.0));
        // The frame, beside the mark in its middle.
        const QPointF inside = e.frameRect().center() + QPointF(30, 40);
        drag(inside, inside - QPointF(e.pictureRect().width() / 12, 0));
        QVERIFY2(near(crop().x, 1 / 12.0), qPrintable(QString::number(crop().x)));
        QVERIFY(f.panel().set().entries[0].crop);
        // A handle; the proportions stay.
        drag(e.frameRect().bottomRight(), e.frameRect().center());
        QVERIFY(near(crop().height, 0.5) && near(crop().x, 1 / 12.0) && near(crop().y, 0));
        QVERIFY(near(crop().width * 480, crop().height * 320, 0.01));
        // The mark.
        drag(e.focusPosition(), e.pictureRect().bottomRight());
        QVERIFY(near(f.panel().set().focus.x, 1) && near(f.panel().set().focus.y, 1));
        // Each drag is one step back.
        QCOMPARE(f.panel().undoStack()->count(), 4);
        f.panel().undoStack()->undo();
        QVERIFY(f.panel().set().focus == FocusPoint{});
        f.panel().undoStack()->undo();
        QVERIFY(near(crop().height, 1));
        f.panel().undoStack()->undo();
        QVERIFY(!f.panel().set().entries[0].crop);
        f.panel().undoStack()->redo();
        QVERIFY(near(crop().x, 1 / 12.0));
        QTest::mouseDClick(&e, Qt::LeftButton, {}, e.frameRect().center().toPoint());
        QVERIFY(!f.panel().set().entries[0].crop);
    }

    void theEditorByKeys() {
        ExportSetFixture f({sized("A", 80, 80)});
        CropEditor& e = f.editor();
        const auto crop = [&] { return f.panel().chosen()[0].plan.crop; };
        const double x = crop().x;
        QTest::keyClick(&e, Qt::Key_Right);
        QVERIFY(near(crop().x, x + 0.01, 1e-9));
        QTest::keyClick(&e, Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(near(crop().x, x + 0.009, 1e-9));
        QTest::keyClick(&e, Qt::Key_Minus);
        QVERIFY(near(crop().height, 1 / 1.05, 1e-9));
        QTest::keyClick(&e, Qt::Key_Plus);
        QVERIFY(near(crop().height, 1, 1e-9));
        QTest::keyClick(&e, Qt::Key_Up, Qt::ControlModifier);
        QVERIFY(near(f.panel().set().focus.y, 0.49, 1e-9));
        QTest::keyClick(&e, Qt::Key_Delete);
        QVERIFY(!f.panel().set().entries[0].crop && near(crop().x, x, 1e-9));
    }

    void whatIsNotCroppedCannotBe() {
        ExportSetFixture f({sized("A", 80, 80, TargetFit::Pad)});
        QTest::keyClick(&f.editor(), Qt::Key_Right);
        QTest::mousePress(&f.editor(), Qt::LeftButton, {}, f.editor().frameRect().center().toPoint() + QPoint(20, 20));
        QTest::mouseMove(&f.editor(), QPoint(20, 20));
        QTest::mouseRelease(&f.editor(), Qt::LeftButton);
        QVERIFY(!f.panel().set().entries[0].crop);
    }

    void theListIsKeptInItsOrder() {
        ExportSetFixture f({sized("A", 10, 10), sized("B", 20, 20), sized("C", 30, 30)});
        auto names = [](const ExportSet& set) {
            QString out;
            for (const auto& e : set.entries) out += QString::fromStdString(e.target.name) + (e.on ? "" : "-");
            return out;
        };
        const int b = f.panel().set().entries[1].id;
        f.panel().move(b, -1);
        f.panel().tick(b, false);
        QCOMPARE(names(f.panel().set()), "B-AC");
        QCOMPARE(names(loadSet(f.settings)), "B-AC");
        f.panel().remove(f.panel().set().entries[1].id);
        QCOMPARE(names(loadSet(f.settings)), "B-C");
        f.panel().undoStack()->undo();
        QCOMPARE(names(f.panel().set()), "B-AC");
        // Added again it is not there twice.
        f.panel().add({sized("C", 30, 30), sized("D", 40, 40)});
        QCOMPARE(names(f.panel().set()), "B-ACD");
        QCOMPARE(f.exported().size(), 3);
        QVERIFY(!QFileInfo::exists(QString::fromStdString(f.file("sea-B.png"))));
    }

    void theFirstSetIsTheUsualOne() {
        ExportSetFixture f;
        Settings fresh(QString::fromStdString(f.file("fresh.ini")));
        QCOMPARE(loadSet(fresh).entries.size(), size_t{4});
        fresh.setValue("export/set", R"([{"name":"ok"},{"name":""},7,{"name":"x","width":-3}])");
        QCOMPARE(loadSet(fresh).entries.size(), size_t{1});
        fresh.setValue("export/set", "rubbish");
        QVERIFY(loadSet(fresh).entries.empty());
    }

    void aSizeIsEditedInItsForm() {
        ExportSetFixture f({sized("A", 80, 80)});
        auto* form = f.dialog->findChild<TargetForm*>();
        const auto spin = [&](const char* name) {
            for (auto* box : form->findChildren<QSpinBox*>())
                if (box->accessibleName() == name) return box;
            return static_cast<QSpinBox*>(nullptr);
        };
        spin("Width in pixels")->setValue(160);
        QVERIFY((f.panel().chosen()[0].plan.file == ImageSize{160, 80}));
        auto* name = form->findChild<QLineEdit*>();
        name->setText("");
        QTest::keyClicks(name, "Wide");
        QCOMPARE(f.panel().set().entries[0].target.name, std::string("Wide"));
        // Typing a name is one step, a number another.
        QCOMPARE(f.panel().undoStack()->count(), 3);
        f.panel().undoStack()->undo();
        QCOMPARE(f.panel().set().entries[0].target.name, std::string("A"));
        QCOMPARE(form->target().name, std::string("A"));
        for (auto* box : form->findChildren<QComboBox*>()) {
            if (box->accessibleName() != "Resolution") continue;
            box->setCurrentIndex(box->findData(150));
            Q_EMIT box->activated(box->currentIndex());
        }
        QCOMPARE(loadSet(f.settings).entries[0].target.dpi, 150.0);
    }

    void cropsBelongToTheResult() {
        ExportSetFixture f({sized("A", 80, 80)});
        f.panel().setCrop({0, 0, 0.5, 0.75});
        const auto other = std::make_shared<StyledResult>(*f.result);
        other->number = 2;
        f.dialog->open(other);
        QVERIFY(!f.panel().set().entries[0].crop && !f.panel().undoStack()->canUndo());
        f.dialog->open(f.result);
        QVERIFY(f.panel().set().entries[0].crop);
    }

    void theSimpleCaseStaysSimple() {
        ExportSetFixture f;
        f.dialog->setSeveral(false);
        QVERIFY(!f.panel().isVisible() && !f.dialog->placeForm()->isVisible());
        QVERIFY(f.dialog->width() < 520);
        const int folded = f.dialog->height();
        f.dialog->formatForm()->setUnfolded(true);
        QTRY_VERIFY(f.dialog->height() > folded + 100);
        f.dialog->formatForm()->setUnfolded(false);
        QTRY_COMPARE(f.dialog->height(), folded);
        f.dialog->setSeveral(true);
        QVERIFY(f.panel().isVisible() && f.dialog->width() > 900);
    }
};

VELATURA_TEST(ExportSetPanelTest)
#include "export_set_panel_test.moc"
