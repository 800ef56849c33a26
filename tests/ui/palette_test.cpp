#include <QtGui/QAction>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMainWindow>
#include <QtWidgets/QMenuBar>

#include "tests/support/test_case.h"
#include "ui/common/command_palette.h"

using namespace velatura;

class PaletteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fuzzyFindsLettersInOrder() {
        QVERIFY(fuzzyScore("ex", "Export") > 0);
        QVERIFY(fuzzyScore("opf", "Open photo file") > 0);
        QCOMPARE(fuzzyScore("xe", "Export"), 0);
        QVERIFY(fuzzyScore("op", "Open photo") > fuzzyScore("op", "Stop now"));
        QVERIFY(fuzzyScore("ex", "Export") > fuzzyScore("ex", "The next example"));
        QVERIFY(fuzzyScore("导出", "导出图片") > 0);
        QVERIFY(fuzzyScore("", "anything") > 0);
    }

    void listsFiltersAndRuns() {
        QMainWindow window;
        QMenu* file = window.menuBar()->addMenu("&File");
        int exported = 0, quit = 0;
        file->addAction("&Export…", &window, [&] { ++exported; })->setShortcut(QKeySequence("Ctrl+E"));
        file->addAction("Quit", &window, [&] { ++quit; });
        file->addAction("Not now")->setEnabled(false);
        window.show();
        CommandPalette palette(&window);
        palette.open();
        auto* list = palette.findChild<QListWidget*>();
        auto* line = palette.findChild<QLineEdit*>();
        QCOMPARE(list->count(), 2);
        QCOMPARE(list->item(0)->text(), QString("Export"));
        QTest::keyClicks(line, "qui");
        QCOMPARE(list->count(), 1);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(quit, 1);
        QCOMPARE(exported, 0);
        QVERIFY(!palette.isVisible());
        palette.open();
        QTest::keyClick(line, Qt::Key_Down);
        QTest::keyClick(line, Qt::Key_Up);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(exported, 1);
        palette.open();
        QTest::keyClicks(line, "zzzz");
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(exported + quit, 2);
    }
};

VELATURA_TEST(PaletteTest)
#include "palette_test.moc"
