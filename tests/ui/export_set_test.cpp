#include <QtTest/QSignalSpy>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <fstream>

#include "core/image/export_presets.h"
#include "core/image_io/color_profile.h"
#include "tests/ui/window_fixture.h"
#include "ui/bridge/background.h"
#include "ui/common/banner.h"
#include "ui/export/crop_editor.h"
#include "ui/export/export_dialog.h"
#include "ui/export/export_format_form.h"
#include "ui/export/export_set_panel.h"
#include "ui/export/set_place_form.h"
#include "ui/export/target_form.h"
#include "ui/export/target_list.h"

using namespace velatura;

namespace {

ExportTarget sized(const std::string& name, int width, int height, TargetFit fit = TargetFit::Fill) {
    return {.name = name, .width = width, .height = height, .fit = fit};
}

struct Fixture {
    test::ScratchFolder folder;
    Settings settings{QString::fromStdString((folder / "w.ini").string())};
    Background lane;
    std::unique_ptr<ExportDialog> dialog;
    ResultPtr result = std::make_shared<StyledResult>();

    explicit Fixture(const std::vector<ExportTarget>& targets = {}) {
        settings.setFolder("export", QString::fromStdString(folder.path().string()));
        settings.setValue("export/set", "[]");
        result->number = 1;
        result->picture = makePicture(test::gradient(120, 80, 60), "sea");
        result->inputs.photo = makePicture(test::gradient(480, 320, 60), "photo");
        dialog = std::make_unique<ExportDialog>(lane, settings, nullptr);
        dialog->setSeveral(true);
        dialog->setFormat("png");
        dialog->open(result);
        if (!targets.empty()) panel().add(targets);
    }
    ExportSetPanel& panel() { return *dialog->setPanel(); }
    CropEditor& editor() { return *panel().editor(); }
    std::string file(const std::string& name) { return (folder / name).string(); }
    ImageSize sizeOf(const std::string& name) {
        const auto header = probePicture(file(name));
        return header ? header->size : ImageSize{};
    }
    /// Presses Export and waits until all is written.
    QStringList exported() {
        QSignalSpy done(dialog.get(), &ExportDialog::exportedSet);
        dialog->save();
        if (done.isEmpty() && !done.wait(10000)) return {};
        return done[0][1].toStringList();
    }
    QString question() {
        for (const QLabel* label : dialog->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains("exist already")) return label->text();
        return {};
    }
};

bool near(double a, double b, double tolerance = 0.02) {
    return std::abs(a - b) <= tolerance;
}

}  // namespace

class ExportSetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesEverySizeInOneGo() {
        Fixture f({sized("Square", 100, 100), sized("Banner", 300, 50), sized("In", 200, 200, TargetFit::Inside),
                   sized("Pad", 90, 90, TargetFit::Pad)});
        const QStringList paths = f.exported();
        QCOMPARE(paths.size(), 4);
        QVERIFY((f.sizeOf("sea-Square.png") == ImageSize{100, 100}));
        QVERIFY((f.sizeOf("sea-Banner.png") == ImageSize{300, 50}));
        QVERIFY((f.sizeOf("sea-In.png") == ImageSize{200, 133}));
        QVERIFY((f.sizeOf("sea-Pad.png") == ImageSize{90, 90}));
        QVERIFY(!f.dialog->isVisible());
    }

    void longSideScaleBorderAndResolution() {
        Fixture f;
        f.result->picture = makePicture(
            f.result->picture->image.withInfo(std::make_shared<PictureInfo>(PictureInfo{.dpiX = 72, .dpiY = 72})),
            "sea");
        f.dialog->open(f.result);
        ExportTarget longSide{.name = "L", .size = TargetSize::LongSide, .longSide = 240};
        ExportTarget half{.name = "H", .size = TargetSize::Scale, .percent = 50, .dpi = 300};
        ExportTarget pad = sized("P", 60, 60, TargetFit::Pad);
        pad.border = "#ff0000";
        ExportTarget clear = sized("C", 60, 60, TargetFit::Pad);
        clear.border = "transparent";
        f.panel().add({longSide, half, pad, clear});
        QCOMPARE(f.exported().size(), 4);
        QVERIFY((f.sizeOf("sea-L.png") == ImageSize{240, 160}));
        QVERIFY((f.sizeOf("sea-H.png") == ImageSize{240, 160}));
        QVERIFY(near(loadPicture(f.file("sea-H.png"))->info().dpiX, 300, 0.1));
        QVERIFY(near(loadPicture(f.file("sea-L.png"))->info().dpiX, 72, 0.1));
        const auto red = loadPicture(f.file("sea-P.png"));
        QCOMPARE(red->row(2)[0], 255);
        QCOMPARE(red->row(2)[1], 0);
        const auto gone = loadPicture(f.file("sea-C.png"));
        QCOMPARE(gone->channels(), 4);
        QCOMPARE(gone->row(2)[3], 0);
    }

    void aBorderIsTheSameColourInOtherSpaces() {
        Fixture f;
        PictureInfo info;
        info.icc = builtinProfile(BuiltinProfile::DisplayP3);
        f.result->picture =
            makePicture(test::gradient(120, 80, 60).withInfo(std::make_shared<PictureInfo>(info)), "sea");
        f.result->inputs.photo.reset();
        f.dialog->open(f.result);
        ExportTarget pad = sized("P", 60, 60, TargetFit::Pad);
        pad.border = "#ff0000";
        f.panel().add({pad});
        QCOMPARE(f.exported().size(), 1);
        const auto image = loadPicture(f.file("sea-P.png"), {.toSrgb = true});
        QVERIFY(image->row(2)[0] >= 254 && image->row(2)[1] <= 1 && image->row(2)[2] <= 1);
        // In P3 itself it is another triple: 234, 51, 35.
        QVERIFY(near(loadPicture(f.file("sea-P.png"))->row(2)[1], 51, 2));
    }

    void theFocusMovesWhatHasNoOwnCrop() {
        Fixture f({sized("A", 80, 80), sized("B", 80, 80)});
        const int a = f.panel().set().entries[0].id, b = f.panel().set().entries[1].id;
        f.panel().look(a);
        f.panel().setCrop({0, 0, 0.5, 0.75});
        f.panel().setFocusPoint({1, 0.5});
        QCOMPARE(f.exported().size(), 2);
        // Red rises from left to right: A shows the left half, B the right two thirds.
        const auto left = loadPicture(f.file("sea-A.png")), right = loadPicture(f.file("sea-B.png"));
        QVERIFY(near(left->row(40)[0], 1, 4) && near(left->row(40)[79 * 3], 127, 4));
        QVERIFY(near(right->row(40)[0], 86, 4) && near(right->row(40)[79 * 3], 254, 4));
        // Its crop is its own until it is reset; then it follows, and once more brings the focus to the middle.
        f.panel().look(a);
        f.panel().resetCrop();
        QVERIFY(!f.panel().set().entries[0].crop);
        QCOMPARE(f.panel().chosen()[0].plan.crop.x, f.panel().chosen()[1].plan.crop.x);
        f.panel().look(b);
        f.panel().resetCrop();
        QVERIFY(f.panel().set().focus == FocusPoint{});
    }

    void theEditorByMouse() {
        Fixture f({sized("A", 80, 80)});
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
        Fixture f({sized("A", 80, 80)});
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
        Fixture f({sized("A", 80, 80, TargetFit::Pad)});
        QTest::keyClick(&f.editor(), Qt::Key_Right);
        QTest::mousePress(&f.editor(), Qt::LeftButton, {}, f.editor().frameRect().center().toPoint() + QPoint(20, 20));
        QTest::mouseMove(&f.editor(), QPoint(20, 20));
        QTest::mouseRelease(&f.editor(), Qt::LeftButton);
        QVERIFY(!f.panel().set().entries[0].crop);
    }

    void theListIsKeptInItsOrder() {
        Fixture f({sized("A", 10, 10), sized("B", 20, 20), sized("C", 30, 30)});
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
        Fixture f;
        Settings fresh(QString::fromStdString(f.file("fresh.ini")));
        QCOMPARE(loadSet(fresh).entries.size(), size_t{4});
        fresh.setValue("export/set", R"([{"name":"ok"},{"name":""},7,{"name":"x","width":-3}])");
        QCOMPARE(loadSet(fresh).entries.size(), size_t{1});
        fresh.setValue("export/set", "rubbish");
        QVERIFY(loadSet(fresh).entries.empty());
    }

    void aSizeIsEditedInItsForm() {
        Fixture f({sized("A", 80, 80)});
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
        Fixture f({sized("A", 80, 80)});
        f.panel().setCrop({0, 0, 0.5, 0.75});
        const auto other = std::make_shared<StyledResult>(*f.result);
        other->number = 2;
        f.dialog->open(other);
        QVERIFY(!f.panel().set().entries[0].crop && !f.panel().undoStack()->canUndo());
        f.dialog->open(f.result);
        QVERIFY(f.panel().set().entries[0].crop);
    }

    void limitsAreSaidBeforeAnythingIsDone() {
        Fixture f({sized("Small", 50, 50), sized("Frieze", 20000, 20)});
        f.dialog->setFormat("webp");
        f.dialog->save();
        QCOMPARE(f.dialog->findChild<BannerStack*>()->count(), 1);
        QVERIFY(f.dialog->findChild<Banner*>()->text().contains("Frieze"));
        QCOMPARE(f.panel().current(), f.panel().set().entries[1].id);
        QTest::qWait(100);
        QVERIFY(!QFileInfo::exists(QString::fromStdString(f.file("sea-Small.webp"))));
        f.dialog->setFormat("png");
        QCOMPARE(f.exported().size(), 2);
    }

    void oneBrokenAmongFive() {
        Fixture f({sized("A", 10, 10), sized("B", 20, 20), sized("C", 30, 30), sized("D", 40, 40), sized("E", 50, 50)});
        f.dialog->placeForm()->setNames("{target}/{name}");
        std::ofstream(f.folder / "C") << "a file where a folder should be";
        const QStringList paths = f.exported();
        QCOMPARE(paths.size(), 4);
        QVERIFY((f.sizeOf("E/sea.png") == ImageSize{50, 50}));
        QVERIFY(f.dialog->isVisible());
        QCOMPARE(f.dialog->findChild<BannerStack*>()->count(), 1);
        QVERIFY(f.dialog->findChild<Banner*>()->text().contains("1 of 5"));
        bool named = false;
        for (const QLabel* l : f.dialog->findChild<Banner*>()->findChildren<QLabel*>())
            named = named || l->text().startsWith("C: ");
        QVERIFY(named);
    }

    void oneQuestionAboutAllThatExist() {
        Fixture f({sized("A", 10, 10), sized("B", 20, 20), sized("C", 30, 30)});
        QCOMPARE(f.exported().size(), 3);
        const auto before = [&] { return QFileInfo(QString::fromStdString(f.file("sea-A.png"))).size(); };
        std::ofstream(f.folder / "sea-A.png") << "mine";
        std::filesystem::remove(f.folder / "sea-B.png");
        f.dialog->open(f.result);
        f.dialog->save();
        QVERIFY2(f.question().startsWith("2 of 3") && f.question().contains("sea-A.png, sea-C.png"),
                 qPrintable(f.question()));
        QTest::qWait(50);
        QCOMPARE(before(), 4);
        // Enter once more keeps what is there.
        QVERIFY(f.dialog->findChild<QPushButton*>("keep-both")->isDefault());
        // Cancel takes the question back, not the dialog.
        f.dialog->reject();
        QVERIFY(f.question().isEmpty() && f.dialog->isVisible());
        QCOMPARE(before(), 4);
        f.dialog->save();
        QSignalSpy done(f.dialog.get(), &ExportDialog::exportedSet);
        f.dialog->keepBoth();
        QVERIFY(done.wait(5000));
        QCOMPARE(before(), 4);
        for (const char* name : {"sea-A-2.png", "sea-B.png", "sea-C-2.png"})
            QVERIFY2(QFileInfo::exists(QString::fromStdString(f.file(name))), name);
        f.dialog->open(f.result);
        f.dialog->save();
        QVERIFY(f.question().startsWith("3 of 3"));
        f.dialog->save();  // Replace
        QVERIFY(done.wait(5000));
        QVERIFY((f.sizeOf("sea-A.png") == ImageSize{10, 10}));
    }

    void aFileThatComesMeanwhileIsLeft() {
        Fixture f;
        const auto item = [&](bool replace) {
            return ExportSetJob::Item{.name = "A",
                                      .plan = planTarget(sized("A", 10, 10), {120, 80}),
                                      .path = f.folder / "late.png",
                                      .replace = replace};
        };
        std::ofstream(f.folder / "late.png") << "mine";
        CarriedPicture carried;
        const auto always = [](double) { return true; };
        const auto refused = exportItem(f.result->picture->image, {}, item(false), carried, always);
        QVERIFY(!refused && refused.error().message().find("late.png") != std::string::npos);
        QVERIFY(*exportItem(f.result->picture->image, {}, item(true), carried, always));
    }

    void stoppingLeavesWholeFilesOnly() {
        Fixture f;
        // The lane is held up, so that all of them still wait.
        std::atomic<bool> go = false;
        f.lane.run(
            f.dialog.get(),
            [&go] {
                while (!go) QThread::msleep(1);
                return 0;
            },
            [](int) {});
        f.panel().add({sized("A", 10, 10), sized("B", 20, 20), sized("C", 30, 30)});
        f.dialog->save();
        QSignalSpy done(f.dialog.get(), &ExportDialog::exportedSet);
        f.dialog->reject();  // Stop
        go = true;
        QTRY_COMPARE(f.dialog->findChild<BannerStack*>()->count(), 1);
        QVERIFY(done.isEmpty() && f.dialog->isVisible());
        QVERIFY(QDir(QString::fromStdString(f.folder.path().string())).entryList({"*.png"}).isEmpty());
        // And it works again afterwards.
        QCOMPARE(f.exported().size(), 3);
    }

    void theCarriedPictureIsMadeOnce() {
        const Image painting = test::gradient(120, 80, 60), photo = test::gradient(480, 320, 60);
        RenderRequest painted;
        painted.content = photo;
        CarriedPicture carried;
        int asked = 0;
        const auto count = [&asked](double) {
            ++asked;
            return true;
        };
        const Image first = *carried.at(painting, painted, {.source = true}, count);
        const int once = asked;
        QVERIFY(once > 0);
        QCOMPARE(carried.at(painting, painted, {.source = true}, count)->id(), first.id());
        QCOMPARE(asked, once);
        QCOMPARE(carried.at(painting, painted, {}, count)->id(), painting.id());
        // What is kept of the photo is kept at the size that is saved, too.
        PixelBuffer all({48, 32}, 1, Depth::U8);
        for (int y = 0; y < 32; ++y) std::fill_n(all.row(y), 48, 255);
        painted.protect = Image(std::move(all));
        carried.forget();
        const Image held = *carried.at(painting, painted, {.source = true}, count);
        QVERIFY(std::equal(held.row(100), held.row(100) + held.rowBytes(), photo.row(100)));
        QVERIFY(!std::equal(first.row(100), first.row(100) + first.rowBytes(), photo.row(100)));
        QVERIFY(carried.at(painting, painted, {.longSide = 240}, [](double) { return false; })->empty());
    }

    void namesFollowTheTemplate() {
        Fixture f({sized("A", 10, 20), sized("a", 30, 40)});
        f.dialog->placeForm()->setNames("{width}x{height}-{name}-{index}");
        auto paths = f.exported();
        QCOMPARE(QFileInfo(paths.value(0)).fileName(), "10x20-sea-1.png");
        f.dialog->open(f.result);
        f.dialog->placeForm()->setNames("x-{target}");
        paths = f.exported();
        QCOMPARE(QFileInfo(paths.value(0)).fileName(), "x-A.png");
        QCOMPARE(QFileInfo(paths.value(1)).fileName(), "x-a-2.png");
        QCOMPARE(f.settings.value("export/names").toString(), "x-{target}");
        // A template that names nothing is refused, and nothing is written.
        f.dialog->open(f.result);
        f.dialog->placeForm()->setNames("{nonsense}");
        f.dialog->save();
        QCOMPARE(f.dialog->findChild<BannerStack*>()->count(), 1);
    }

    void theSimpleCaseStaysSimple() {
        Fixture f;
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

VELATURA_TEST(ExportSetTest)
#include "export_set_test.moc"
