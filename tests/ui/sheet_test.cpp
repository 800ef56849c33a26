// The contact sheet of one photo in every style, and what a result tells of its distances. Over a fake work library.
#include <QtTest/QSignalSpy>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

#include "core/batch/contact_sheet.h"
#include "tests/ui/library_fixture.h"
#include "ui/batch/batch_workspace.h"
#include "ui/common/banner.h"
#include "ui/library/sheet_window.h"
#include "ui/library/style_cells.h"
#include "ui/stylize/distance_popup.h"
#include "ui/trays/style_row.h"

using namespace velatura;
using test::LibraryFixture;

class SheetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSheetGrowsAndAClickTakesAStyle() {
        LibraryFixture f;
        f.plan.steps = 2;
        QVERIFY(f.open());
        QVERIFY(f.fillBoth());
        f.command("Contact sheet…")->trigger();
        SheetWindow* sheet = f.desk().sheet();
        QVERIFY(sheet && sheet->isVisible() && sheet->running());
        QAbstractItemModel* cells = sheet->cells()->model();
        QCOMPARE(cells->rowCount(), f.model().rowCount());
        QTRY_VERIFY_WITH_TIMEOUT(!sheet->running(), 20000);
        for (int i = 0; i < cells->rowCount(); ++i) {
            const auto image = cells->index(i, 0).data(Qt::DecorationRole).value<QImage>();
            QVERIFY(std::max(image.width(), image.height()) <= 320 && !image.isNull());
        }
        {
            const std::lock_guard lock(f.plan.mutex);
            QVERIFY(f.plan.lastRender.purpose == Purpose::Final);
            QCOMPARE(f.plan.lastRender.styles.size(), size_t{1});
        }
        const QModelIndex second = cells->index(1, 0);
        QTest::mouseClick(sheet->cells()->viewport(), Qt::LeftButton, {}, sheet->cells()->visualRect(second).center());
        const QString wanted = f.model().data(f.model().index(1), LibraryModel::Path).toString();
        QTRY_COMPARE(f.inputs().inputs().styles.front().picture->path, wanted);
        QVERIFY(f.stylize().strip()->results().empty());
    }

    void onlyWhatIsShownIsPainted() {
        LibraryFixture f;
        f.plan.steps = 1;
        QVERIFY(f.open());
        QVERIFY(f.fillBoth());
        const QString oil = f.add("oil.png", 200);
        f.shelf().setStarred({oil}, true);
        f.panel().starFilter()->setChecked(true);
        f.panel().sheetButton()->click();
        QCOMPARE(f.desk().sheet()->cells()->model()->rowCount(), 1);
        QTRY_VERIFY(!f.desk().sheet()->running());
        QCOMPARE(int(f.plan.renders), 1);
    }

    void itStops() {
        LibraryFixture f;
        f.plan.steps = 30;
        f.plan.stepMs = 20;
        QVERIFY(f.open());
        QVERIFY(f.fillBoth());
        f.desk().openSheet();
        SheetWindow* sheet = f.desk().sheet();
        QTRY_COMPARE(int(f.plan.renders), 1);
        QVERIFY(sheet->stopButton()->isVisible() && !sheet->exportButton()->isEnabled());
        QTest::mouseClick(sheet->stopButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!sheet->running(), 3000);
        QVERIFY(sheet->said().startsWith("Stopped"));
        QVERIFY(int(f.plan.renders) <= 2);
    }

    void itIsExportedWithRoomForNames() {
        LibraryFixture f;
        f.plan.steps = 1;
        QVERIFY(f.open());
        QVERIFY(f.fillBoth());
        f.desk().openSheet();
        SheetWindow* sheet = f.desk().sheet();
        QTRY_VERIFY(!sheet->running());
        QSignalSpy written(sheet, &SheetWindow::written);
        sheet->exportTo(QString::fromStdString((f.folder / "sheet.png").string()));
        QTRY_COMPARE(written.count(), 1);
        const auto image = loadPicture(f.folder / "sheet.png");
        QVERIFY(image);
        SheetLayout layout = sheetLayout(size_t(f.model().rowCount()), 1);
        QCOMPARE(image->width(), layout.size().width);
        QVERIFY(image->height() > layout.size().height);
        // Under the first picture there is ink.
        const int gap = (image->height() - layout.size().height) / layout.rows;
        bool ink = false;
        for (int y = layout.gap + layout.cell; y < layout.gap + layout.cell + gap; ++y)
            for (int x = layout.gap; x < layout.gap + layout.cell; ++x) ink = ink || image->row(y)[3 * x] < 100;
        QVERIFY(ink);
        sheet->exportTo("/nowhere/at/all.png");
        QTRY_COMPARE(sheet->banners()->count(), 1);
    }

    void whatFailsIsMarkedAndSaid() {
        LibraryFixture f;
        f.plan.steps = 1;
        QVERIFY(f.open());
        QVERIFY(f.fillBoth());
        const QString oil = f.add("oil.png", 200);
        std::filesystem::remove(f.styles() / "oil.png");
        f.desk().openSheet();
        SheetWindow* sheet = f.desk().sheet();
        QTRY_VERIFY(!sheet->running());
        QCOMPARE(sheet->banners()->count(), 1);
        QVERIFY(sheet->said().contains("1 could not be"));
        QCOMPARE(int(f.plan.renders), sheet->cells()->model()->rowCount() - 1);
    }

    void withoutAPhotoItSaysSo() {
        LibraryFixture f;
        QVERIFY(f.open());
        QVERIFY(f.fillBoth());
        f.inputs().setInputs({});
        QVERIFY(!f.command("Contact sheet…")->isEnabled());
        f.panel().sheetButton()->click();
        QCOMPARE(f.stylize().banners()->count(), 1);
        QVERIFY(!f.desk().sheet());
    }

    void oneStyleOverAFolderLeadsToBatch() {
        LibraryFixture f;
        QVERIFY(f.open());
        const QString key = f.add("oil.png", 200);
        f.menuItem(key, "Over a folder in Batch")->trigger();
        QTRY_VERIFY(f.window->batch()->isVisible());
    }
};

class DistanceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aResultTellsItsDistances() {
        LibraryFixture f;
        f.plan.steps = 2;
        QVERIFY(f.fillBoth());
        f.stylize().run();
        QVERIFY(f.waitForResults(1));
        QTRY_VERIFY(f.command("Facts and distances of the result")->isEnabled());
        f.command("Facts and distances of the result")->trigger();
        QTRY_VERIFY(f.stylize().findChild<DistancePopup*>());
        auto* popup = f.stylize().findChild<DistancePopup*>();
        QTRY_COMPARE(popup->value("Content distance"), "0.250");
        QCOMPARE(popup->value("Style distance"), "1.280");  // the style is 128 px wide
        QVERIFY(!popup->value("Size").isEmpty());
        popup->close();
    }

    void withoutTheNetworkTheDistanceSaysWhy() {
        LibraryFixture f;
        f.plan.steps = 2;
        QVERIFY(f.fillBoth());
        f.stylize().run();
        QVERIFY(f.waitForResults(1));
        f.plan.noNetwork = true;
        QTRY_VERIFY(f.stylize().canMeasure());
        f.stylize().measure();
        QTRY_VERIFY(f.stylize().findChild<DistancePopup*>());
        auto* popup = f.stylize().findChild<DistancePopup*>();
        QTRY_VERIFY(popup->error().contains("models/fake.safetensors"));
        popup->close();
    }
};

VELATURA_TEST(SheetTest)
VELATURA_TEST(DistanceTest)
#include "sheet_test.moc"
