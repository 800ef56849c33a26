// The style library in the window: what is put in, found, changed and undone. Over a fake work library.
#include <QtCore/QMimeData>
#include <QtGui/QUndoStack>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>
#include <fstream>

#include "tests/ui/library_fixture.h"
#include "ui/common/banner.h"
#include "ui/common/panel_frame.h"
#include "ui/common/toast.h"
#include "ui/library/style_cells.h"
#include "ui/library/tag_popup.h"
#include "ui/trays/drop_overlay.h"
#include "ui/trays/library_strip.h"
#include "ui/trays/style_mix.h"
#include "ui/trays/style_row.h"

using namespace velatura;
using test::LibraryFixture;

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
};

VELATURA_TEST(LibraryTest)
#include "library_test.moc"
