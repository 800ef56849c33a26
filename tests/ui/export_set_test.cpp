// Several sizes in one go: the files that are written, their names, limits, what is there already, what goes wrong.
#include <QtWidgets/QPushButton>
#include <fstream>

#include "core/image_io/color_profile.h"
#include "tests/ui/export_set_fixture.h"
#include "ui/common/banner.h"
#include "ui/export/set_place_form.h"

using namespace velatura;
using namespace velatura::test;

class ExportSetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesEverySizeInOneGo() {
        ExportSetFixture f({sized("Square", 100, 100), sized("Banner", 300, 50), sized("In", 200, 200, TargetFit::Inside),
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
        ExportSetFixture f;
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
        ExportSetFixture f;
        PictureInfo info;
        info.icc = builtinProfile(BuiltinProfile::DisplayP3);
        f.result->picture =
            makePicture(gradient(120, 80, 60).withInfo(std::make_shared<PictureInfo>(info)), "sea");
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
        ExportSetFixture f({sized("A", 80, 80), sized("B", 80, 80)});
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

    void limitsAreSaidBeforeAnythingIsDone() {
        ExportSetFixture f({sized("Small", 50, 50), sized("Frieze", 20000, 20)});
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
        ExportSetFixture f({sized("A", 10, 10), sized("B", 20, 20), sized("C", 30, 30), sized("D", 40, 40), sized("E", 50, 50)});
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
        ExportSetFixture f({sized("A", 10, 10), sized("B", 20, 20), sized("C", 30, 30)});
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
        ExportSetFixture f;
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
        ExportSetFixture f;
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
        const Image painting = gradient(120, 80, 60), photo = gradient(480, 320, 60);
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
        ExportSetFixture f({sized("A", 10, 20), sized("a", 30, 40)});
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
};

VELATURA_TEST(ExportSetTest)
#include "export_set_test.moc"
