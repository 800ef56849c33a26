// The style library in the window: what is put in, found, changed and undone; styles that are alike; contact sheets;
// distances. Over a fake work library, in a data folder of each test's own.
#include <QtCore/QElapsedTimer>
#include <QtCore/QMimeData>
#include <QtGui/QUndoStack>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <fstream>

#include "core/base/json_file.h"
#include "core/batch/contact_sheet.h"
#include "tests/ui/window_fixture.h"
#include "ui/batch/batch_workspace.h"
#include "ui/bridge/job_bridge.h"
#include "ui/common/banner.h"
#include "ui/common/panel_frame.h"
#include "ui/common/toast.h"
#include "ui/library/library_desk.h"
#include "ui/library/library_model.h"
#include "ui/library/library_panel.h"
#include "ui/library/sheet_window.h"
#include "ui/library/style_cells.h"
#include "ui/library/tag_popup.h"
#include "ui/stylize/distance_popup.h"
#include "ui/trays/drop_overlay.h"
#include "ui/trays/library_strip.h"
#include "ui/trays/style_mix.h"
#include "ui/trays/style_row.h"

using namespace velatura;
using test::WindowFixture;

namespace {

/// Comes before the window is made.
struct OwnData {
    QByteArray before = qgetenv("XDG_DATA_HOME");
    test::ScratchFolder data;
    OwnData() { qputenv("XDG_DATA_HOME", QByteArray::fromStdString(data.path().string())); }
    ~OwnData() { qputenv("XDG_DATA_HOME", before); }
    std::filesystem::path styles() const { return data / "velatura/styles"; }
};

struct LibraryFixture : OwnData, WindowFixture {
    LibraryDesk& desk() { return *stylize().library(); }
    StyleShelf& shelf() { return desk().shelf(); }
    LibraryPanel& panel() { return *desk().panel(); }
    LibraryModel& model() { return *panel().model(); }

    bool open() {
        desk().open();
        return QTest::qWaitFor([this] { return shelf().listed(); }, 5000);
    }
    /// Not the samples, which a new window brings.
    bool fillBoth() {
        fill();
        return QTest::qWaitFor([this] {
            const Inputs& in = inputs().inputs();
            return in.ready() && in.photo->name == "photo.png" && in.styles[0].picture->name == "style.png";
        }, 5000);
    }
    /// A style of our own; its key.
    QString add(const std::string& name, int hue) {
        const QString key = QString::fromStdString(name);
        shelf().addFiles({picture(name, 64, 64, hue)});
        return QTest::qWaitFor([&] { return shelf().find(key) != nullptr; }, 5000) ? key : QString();
    }
    bool settled() {
        bool done = false;
        shelf().lane().run(window.get(), [] { return 0; }, [&done](int) { done = true; });
        return QTest::qWaitFor([&done] { return done; }, 5000);
    }
    nlohmann::json notes(const QString& key) {
        const auto json = readJsonFile(styles() / (key.toStdString() + ".json"));
        return json ? *json : nlohmann::json();
    }
    QStringList shown() {
        QStringList out;
        for (const LibraryStyle& s : model().shown()) out << QString::fromStdString(s.key);
        return out;
    }
    QAction* menuItem(const QString& key, const QString& text) {
        menu = std::make_unique<QMenu>();
        panel().fillMenu(menu.get(), key, {});
        for (QAction* a : menu->actions())
            if (a->text() == text) return a;
        return nullptr;
    }
    QAction* command(const QString& text) {
        for (QAction* a : window->actions())
            if (a->text() == text) return a;
        return nullptr;
    }
    std::unique_ptr<QMenu> menu;
};

}  // namespace

class LibraryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theCommandOpensAndClosesIt() {
        LibraryFixture f;
        QTRY_VERIFY(f.stylize().frame()->isVisible());
        QVERIFY(!f.desk().isOpen());
        f.command("Style library")->trigger();
        QTRY_VERIFY(f.panel().isVisible());
        QVERIFY(!f.desk().dock()->isFloating());
        QTRY_VERIFY(f.model().rowCount() >= 6);  // the shipped ones
        f.command("Style library")->trigger();
        QVERIFY(!f.panel().isVisible());
        f.inputs().library()->findChildren<QToolButton*>().last()->click();
        QVERIFY(f.panel().isVisible());
    }

    void itIsOpenAgainAtTheNextStart() {
        LibraryFixture f;
        QTRY_VERIFY(f.stylize().frame()->isVisible());
        QVERIFY(f.open());
        f.window->close();
        f.window.reset();
        MainWindow again(f.library, *f.settings);
        again.resize(1280, 800);
        again.show();
        QTRY_VERIFY(again.stylize()->library()->dock()->isVisible());
        QTRY_VERIFY(again.stylize()->library()->panel()->isVisible());
        QTRY_VERIFY(again.stylize()->library()->panel()->model()->rowCount() >= 6);
        again.stylize()->frame()->reset();
        QVERIFY(!again.stylize()->library()->dock()->isVisible());
    }

    void aDroppedFileIsCopiedIn() {
        LibraryFixture f;
        QVERIFY(f.open());
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(f.picture("oil.png", 64, 64, 200))});
        QVERIFY(test::dropOn(&f.panel(), data));
        QTRY_VERIFY(f.shelf().find("oil.png"));
        QVERIFY(std::filesystem::exists(f.styles() / "oil.png"));
        QCOMPARE(f.notes("oil.png")["name"], "oil");
        QTRY_VERIFY(f.shown().contains("oil.png"));
    }

    void aFolderAndPixelsAreTaken() {
        LibraryFixture f;
        QVERIFY(f.open());
        std::filesystem::create_directories(f.folder / "set");
        f.picture("set/1.png", 40, 40, 10);
        f.picture("set/2.png", 40, 40, 20);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QString::fromStdString((f.folder / "set").string()))});
        QVERIFY(test::dropOn(&f.panel(), data));
        QTRY_VERIFY(f.shelf().find("1.png") && f.shelf().find("2.png"));
        const auto count = f.shelf().styles().size();
        QMimeData pixels;
        QImage image(32, 20, QImage::Format_RGB32);
        image.fill(Qt::red);
        pixels.setImageData(image);
        QVERIFY(test::dropOn(&f.panel(), pixels));
        QTRY_COMPARE(f.shelf().styles().size(), count + 1);
    }

    void theOverlayLeavesTheLibraryFree() {
        LibraryFixture f;
        QTRY_VERIFY(f.stylize().frame()->isVisible());
        QVERIFY(f.open());
        QTRY_VERIFY(f.panel().height() > 100);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(f.picture("a.png"))});
        QDragEnterEvent enter({600, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(f.window.get(), &enter);
        auto* overlay = f.window->findChild<DropOverlay*>();
        QVERIFY(overlay->isVisible());
        const QPoint at = f.panel().cells()->mapTo(f.window.get(), f.panel().cells()->rect().center());
        QVERIFY(!overlay->mask().contains(at) && overlay->mask().contains(QPoint(600, 300)));
    }

    void aStyleOfTheMixIsAdded() {
        LibraryFixture f;
        QVERIFY(f.fillBoth());
        f.inputs().open(SlotKind::MixStyle, f.picture("second.png", 50, 50, 33));
        QTRY_COMPARE(f.inputs().inputs().styles.size(), size_t{2});
        Q_EMIT f.inputs().mix()->findChildren<StyleRow*>().at(1)->keepWanted();
        QTRY_VERIFY(f.shelf().find("second.png"));
        auto* toast = f.window->findChild<Toast*>();
        QVERIFY(toast->sentence().contains("second"));
        Q_EMIT f.inputs().library()->keepWanted(f.picture("third.png", 50, 50, 34));
        QTRY_VERIFY(f.shelf().find("third.png"));
    }

    void whatIsThereIsNotAddedTwice() {
        LibraryFixture f;
        f.add("oil.png", 200);
        const int steps = f.window->undoStack()->count();
        f.shelf().addFiles({f.picture("oil.png", 64, 64, 200)});
        QTRY_VERIFY(f.window->findChild<Toast*>()->sentence().contains("already"));
        QCOMPARE(f.window->undoStack()->count(), steps);
    }

    void addingAndRemovingAreUndone() {
        LibraryFixture f;
        QVERIFY(f.open());
        const QString key = f.add("oil.png", 200);
        f.window->undoStack()->undo();
        QVERIFY(!f.shelf().find(key));
        QVERIFY(f.settled());
        QVERIFY(!std::filesystem::exists(f.styles() / "oil.png"));
        f.window->undoStack()->redo();
        QVERIFY(f.settled() && f.shelf().find(key) && std::filesystem::exists(f.styles() / "oil.png"));
        f.menuItem(key, "Remove")->trigger();
        QVERIFY(f.settled());
        QVERIFY(!f.shelf().find(key) && !f.shown().contains(key) && !std::filesystem::exists(f.styles() / "oil.png"));
        f.window->undoStack()->undo();
        QVERIFY(f.settled());
        QVERIFY(f.shown().contains(key) && std::filesystem::exists(f.styles() / "oil.png.json"));
        f.shelf().refresh();
        QVERIFY(f.settled());
        QVERIFY(f.shelf().find(key));
        QCOMPARE(f.panel().banners()->count(), 0);
    }

    void theDeleteKeyRemoves() {
        LibraryFixture f;
        QVERIFY(f.open());
        const QString key = f.add("oil.png", 200);
        QTRY_VERIFY(f.model().rowOf(key) >= 0);
        f.panel().cells()->setCurrentIndex(f.model().index(f.model().rowOf(key)));
        f.panel().cells()->setFocus();
        QTest::keyClick(f.panel().cells(), Qt::Key_Delete);
        QVERIFY(!f.shelf().find(key));
    }

    void notesAreKeptAndUndone() {
        LibraryFixture f;
        QVERIFY(f.open());
        const QString key = f.add("oil.png", 200);
        f.menuItem(key, "Star")->trigger();
        f.shelf().setTags(key, "night, 夜色，oil");
        QTRY_VERIFY(f.model().rowOf(key) >= 0);
        QVERIFY(f.model().setData(f.model().index(f.model().rowOf(key)), "Moonlight", Qt::EditRole));
        QVERIFY(f.settled());
        QCOMPARE(f.notes(key)["star"], true);
        QCOMPARE(f.notes(key)["tags"], (std::vector<std::string>{"night", "夜色", "oil"}));
        QCOMPARE(f.notes(key)["name"], "Moonlight");
        for (int i = 0; i < 3; ++i) f.window->undoStack()->undo();
        QVERIFY(f.settled());
        QCOMPARE(f.notes(key)["star"], false);
        QCOMPARE(f.notes(key)["name"], "oil");
        QVERIFY(f.notes(key)["tags"].empty());
    }

    void shippedOnesAreStarredButStay() {
        LibraryFixture f;
        QVERIFY(f.open());
        const QString key = f.shown().first();
        QVERIFY(key.startsWith("shipped/"));
        QVERIFY(!f.menuItem(key, "Remove")->isEnabled() && !f.menuItem(key, "Rename")->isEnabled());
        f.menuItem(key, "Star")->trigger();
        QVERIFY(f.settled());
        f.shelf().refresh();
        QVERIFY(f.settled());
        QVERIFY(f.shelf().find(key)->starred);
        f.shelf().remove({key});
        QVERIFY(f.shelf().find(key));
    }

    void searchAndStarFilter() {
        LibraryFixture f;
        QVERIFY(f.open());
        const QString oil = f.add("oil.png", 200), sea = f.add("sea.png", 20);
        f.shelf().setTags(sea, "Blue calm");
        f.shelf().setStarred({oil}, true);
        f.panel().search()->setText("OIL");
        QCOMPARE(f.shown(), QStringList{oil});
        f.panel().search()->setText("calm  blue");
        QCOMPARE(f.shown(), QStringList{sea});
        f.panel().starFilter()->setChecked(true);
        QVERIFY(f.shown().isEmpty());
        QVERIFY(!f.panel().sheetButton()->isEnabled());
        f.panel().search()->clear();
        QCOMPARE(f.shown(), QStringList{oil});
        f.panel().starFilter()->setChecked(false);
        QVERIFY(f.shown().size() >= 8);
    }

    void tagsAreTypedInALine() {
        bool told = false;
        QString typed;
        auto* popup = new TagPopup("Oil", {"night"}, {"night", "sea"}, [&](const QString& t) { told = true, typed = t; }, nullptr);
        popup->openAt({100, 400});
        QCOMPARE(popup->field()->text(), "night");
        popup->findChild<QToolButton*>()->click();
        QTest::keyClick(popup->field(), Qt::Key_Return);
        QVERIFY(told);
        QCOMPARE(typed, "night, sea");
    }

    void aDoubleClickPutsItIntoTheSlot() {
        LibraryFixture f;
        QVERIFY(f.open());
        const QString key = f.add("oil.png", 200);
        QTRY_VERIFY(f.model().rowOf(key) >= 0);
        const QModelIndex index = f.model().index(f.model().rowOf(key));
        StyleCells* cells = f.panel().cells();
        cells->scrollTo(index);
        QTRY_VERIFY(!cells->visualRect(index).isEmpty());
        QTest::mouseClick(cells->viewport(), Qt::LeftButton, {}, cells->visualRect(index).center());
        QTest::mouseDClick(cells->viewport(), Qt::LeftButton, {}, cells->visualRect(index).center());
        QTRY_VERIFY(!f.inputs().inputs().styles.empty() && f.inputs().inputs().styles[0].picture->name == "oil.png");
        QVERIFY(f.model().data(index, LibraryModel::Current).toBool());
        f.menuItem(f.shown().first(), "Mix in as another style")->trigger();
        QTRY_COMPARE(f.inputs().inputs().styles.size(), size_t{2});
    }

    void itCanBeDraggedOut() {
        LibraryFixture f;
        QVERIFY(f.open());
        const QString key = f.add("oil.png", 200);
        QTRY_VERIFY(f.model().rowOf(key) >= 0);
        const std::unique_ptr<QMimeData> data(f.model().mimeData({f.model().index(f.model().rowOf(key))}));
        QVERIFY(test::dropOn(f.inputs().styleSlot(), *data));
        QTRY_VERIFY(!f.inputs().inputs().styles.empty() && f.inputs().inputs().styles[0].picture->name == "oil.png");
    }

    void hundredsOfStylesReadOnlyWhatIsSeen() {
        LibraryFixture f;
        std::filesystem::create_directories(f.styles());
        const auto one = f.picture("one.png", 32, 32, 5).toStdString();
        for (int i = 0; i < 600; ++i)
            std::filesystem::copy_file(one, f.styles() / (QString("s%1.png").arg(i, 3, 10, QChar('0')).toStdString()));
        QVERIFY(f.open());
        QTRY_COMPARE(f.model().rowCount(), int(f.shelf().styles().size()));
        QVERIFY(f.model().rowCount() >= 600);
        StyleCells* cells = f.panel().cells();
        QTRY_VERIFY(!f.model().data(f.model().index(0), Qt::DecorationRole).value<QImage>().isNull());
        // Far below nothing was painted, so nothing was read: what comes first there is a wish, not a picture.
        QVERIFY(f.model().data(f.model().index(590), Qt::DecorationRole).value<QImage>().isNull());
        cells->scrollToBottom();
        QTRY_VERIFY(!f.model().data(f.model().index(f.model().rowCount() - 1), Qt::DecorationRole).value<QImage>().isNull());
        QVERIFY(f.shown().contains("s599.png"));
    }

    void brokenNotesAreSaidAndLoseNothing() {
        LibraryFixture f;
        std::filesystem::create_directories(f.styles());
        std::filesystem::copy_file(f.picture("a.png").toStdString(), f.styles() / "a.png");
        std::ofstream(f.styles() / "a.png.json") << "{ no json";
        std::ofstream(f.styles() / "gone.png.json") << R"({"name": "Gone"})";
        QVERIFY(f.open());
        QTRY_COMPARE(f.panel().banners()->count(), 2);
        QVERIFY(f.shown().contains("a.png"));
        f.shelf().setStarred({"a.png"}, true);
        QVERIFY(f.settled());
        QCOMPARE(f.notes("a.png")["star"], true);
        QVERIFY(std::filesystem::exists(f.styles() / "gone.png.json"));
    }

    void aFileThatIsNoPictureIsSaid() {
        LibraryFixture f;
        QVERIFY(f.open());
        std::ofstream(f.folder / "words.jpg") << "words";
        f.shelf().addFiles({QString::fromStdString((f.folder / "words.jpg").string())});
        QTRY_COMPARE(f.panel().banners()->count(), 1);
        QVERIFY(f.panel().banners()->findChild<Banner*>()->text().contains("words.jpg"));
    }

    void aStyleWhosePictureIsGoneIsSaidWhenItIsUsed() {
        LibraryFixture f;
        QVERIFY(f.open());
        const QString key = f.add("oil.png", 200);
        std::filesystem::remove(f.styles() / "oil.png");
        f.menuItem(key, "Use as style")->trigger();
        QTRY_COMPARE(f.stylize().banners()->count(), 1);
        for (const StyleChoice& style : f.inputs().inputs().styles) QVERIFY(style.picture->name != "oil.png");
    }

    // --- styles like this

    void theNearestComeFirst() {
        LibraryFixture f;
        QVERIFY(f.open());
        const QString red = f.add("red.png", 10), blue = f.add("blue.png", 240), bluish = f.add("bluish.png", 225);
        f.menuItem(blue, "Styles like this")->trigger();
        QTRY_VERIFY(f.desk().likeness().ready());
        const QStringList order = f.shown();
        QCOMPARE(order[0], blue);
        QVERIFY(order.indexOf(bluish) < order.indexOf(red));
        QCOMPARE(f.desk().likeness().distances().value(blue), 0.0);
        QVERIFY(f.panel().likeText().contains("blue"));
        f.desk().likeness().leave();
        QVERIFY(f.panel().likeText().isEmpty());
        QVERIFY(f.shown().first().startsWith("shipped/"));
    }

    void whatWasSeenIsKeptUntilTheNetworkChanges() {
        LibraryFixture f;
        QVERIFY(f.open());
        const QString blue = f.add("blue.png", 240);
        f.desk().likeness().find({"blue", {}, QString::fromStdString(f.shelf().find(blue)->file.string())});
        QTRY_VERIFY(f.desk().likeness().ready());
        QVERIFY(f.settled());
        QCOMPARE(f.notes(blue)["code"]["model"], "fake1");
        const auto all = int(f.shelf().styles().size());
        int before = f.plan.codes;
        f.desk().likeness().find({"blue", {}, QString::fromStdString(f.shelf().find(blue)->file.string())});
        QTRY_VERIFY(f.desk().likeness().ready());
        QCOMPARE(f.plan.codes - before, 1);  // the wished one alone
        f.plan.model = 2;
        before = f.plan.codes;
        f.desk().likeness().find({"blue", {}, QString::fromStdString(f.shelf().find(blue)->file.string())});
        QTRY_VERIFY(f.desk().likeness().ready());
        QCOMPARE(f.plan.codes - before, 1 + all);
        QVERIFY(f.settled());
        QCOMPARE(f.notes(blue)["code"]["model"], "fake2");
    }

    void aSlotAndADroppedPictureAreLookedFor() {
        LibraryFixture f;
        QVERIFY(f.open());
        const QString blue = f.add("blue.png", 240);
        QVERIFY(f.fillBoth());
        Q_EMIT f.inputs().likeWanted(f.inputs().inputs().photo);
        QTRY_VERIFY(f.desk().likeness().ready());
        QCOMPARE(f.desk().likeness().name(), "photo.png");
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(f.picture("wanted.png", 30, 30, 241))});
        // Qt drops only where the drag came in.
        QDragEnterEvent enter({40, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&f.panel(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(40, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);  // on the search line
        QApplication::sendEvent(&f.panel(), &drop);
        QTRY_COMPARE(f.desk().likeness().name(), "wanted.png");
        QTRY_VERIFY(f.desk().likeness().ready());
        QCOMPARE(f.shown().first(), blue);
        QVERIFY(!f.shelf().find("wanted.png"));
    }

    void aSlotIsLookedForBeforeTheLibraryWasEverOpened() {
        LibraryFixture f;
        QVERIFY(f.fillBoth());
        QVERIFY(!f.shelf().listed());
        Q_EMIT f.inputs().likeWanted(f.inputs().inputs().photo);
        QTRY_VERIFY(f.desk().likeness().ready());
        QVERIFY(f.desk().isOpen());
        QCOMPARE(f.desk().likeness().distances().size(), qsizetype(f.shelf().styles().size()));
    }

    void aSpoiledEntryComesLastAndStopsNothing() {
        LibraryFixture f;
        QVERIFY(f.open());
        const QString blue = f.add("blue.png", 240), bad = f.add("bad.png", 100);
        std::ofstream(f.styles() / "bad.png") << "rubbish";
        f.menuItem(blue, "Styles like this")->trigger();
        QTRY_VERIFY(f.desk().likeness().ready());
        QCOMPARE(f.shown().first(), blue);
        QCOMPARE(f.shown().last(), bad);
    }

    void withoutTheNetworkItIsGreyedWithASentence() {
        LibraryFixture f;
        f.plan.noNetwork = true;
        QVERIFY(f.open());
        QTRY_VERIFY(f.desk().likeness().problem());
        const QString key = f.shown().first();
        QAction* like = f.menuItem(key, "Styles like this");
        QVERIFY(!like->isEnabled());
        QVERIFY(like->toolTip().contains("models/fake.safetensors"));
        QVERIFY(f.menuItem(key, "Use as style")->isEnabled());
        QVERIFY(f.fillBoth());
        Q_EMIT f.inputs().likeWanted(f.inputs().inputs().photo);
        QTRY_COMPARE(f.panel().banners()->count(), 1);
        QVERIFY(!f.desk().likeness().active());
        QVERIFY(f.shown().size() >= 6);
    }

    // --- contact sheet

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

    // --- distances

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

VELATURA_TEST(LibraryTest)
#include "library_test.moc"
