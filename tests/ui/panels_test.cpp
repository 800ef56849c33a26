#include <QtTest/QSignalSpy>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QToolButton>

#include "tests/ui/window_fixture.h"
#include "ui/common/panel_frame.h"
#include "ui/train/train_workspace.h"

using namespace velatura;
using test::WindowFixture;

class PanelsTest : public QObject {
    Q_OBJECT

    static QDockWidget* left(WindowFixture& f) { return f.stylize().frame()->panel(PanelFrame::Left); }
    static QDockWidget* right(WindowFixture& f) { return f.stylize().frame()->panel(PanelFrame::Right); }
    static QAction* command(QWidget* window, const QString& text) {
        for (QAction* a : window->actions())
            if (a->text() == text) return a;
        return nullptr;
    }

private Q_SLOTS:
    void theyFold() {
        WindowFixture f;
        QTRY_VERIFY(left(f)->isVisible() && right(f)->isVisible());
        f.stylize().frame()->togglePanels();
        QVERIFY(!left(f)->isVisible() && !right(f)->isVisible());
        f.stylize().frame()->togglePanels();
        QVERIFY(left(f)->isVisible() && right(f)->isVisible());
    }

    void aFoldedOneLeavesAHandleAtTheEdge() {
        WindowFixture f;
        QTRY_VERIFY(left(f)->isVisible());
        left(f)->hide();
        QToolButton* edge = nullptr;
        for (auto* b : f.stylize().frame()->findChildren<QToolButton*>())
            if (b->accessibleName().contains("Pictures") && b->isVisible() && !left(f)->isAncestorOf(b)) edge = b;
        QVERIFY(edge);
        edge->click();
        QVERIFY(left(f)->isVisible());
        QVERIFY(!edge->isVisible());
    }

    void firstWidthsAreThoseOfTheDesign() {
        WindowFixture f;
        QTRY_COMPARE(left(f)->width(), 264);
        QTRY_COMPARE(right(f)->width(), 304);
    }

    void placesAreRemembered() {
        WindowFixture f;
        QTRY_VERIFY(left(f)->isVisible());
        f.stylize().frame()->resizeDocks({left(f)}, {340}, Qt::Horizontal);
        QTRY_COMPARE(left(f)->width(), 340);
        right(f)->setFloating(true);
        QTRY_VERIFY(right(f)->isFloating());
        f.window->close();
        f.window.reset();
        f.window = std::make_unique<MainWindow>(f.library, *f.settings);
        f.window->show();
        QTRY_COMPARE(left(f)->width(), 340);
        QVERIFY(right(f)->isFloating());
        QVERIFY(right(f)->isVisible());
    }

    void foldedOnesStayFolded() {
        WindowFixture f;
        QTRY_VERIFY(left(f)->isVisible());
        left(f)->hide();
        f.window->close();
        f.window.reset();
        f.window = std::make_unique<MainWindow>(f.library, *f.settings);
        f.window->show();
        QTRY_VERIFY(right(f)->isVisible());
        QVERIFY(!left(f)->isVisible());
    }

    void resetBringsThemBack() {
        WindowFixture f;
        QTRY_VERIFY(left(f)->isVisible());
        left(f)->hide();
        right(f)->setFloating(true);
        f.stylize().frame()->addDockWidget(Qt::RightDockWidgetArea, left(f));
        QAction* reset = command(f.window.get(), "Reset panels");
        QVERIFY(reset);
        reset->trigger();
        QVERIFY(left(f)->isVisible() && right(f)->isVisible() && !right(f)->isFloating());
        QCOMPARE(f.stylize().frame()->dockWidgetArea(left(f)), Qt::LeftDockWidgetArea);
        QTRY_COMPARE(left(f)->width(), 264);
    }

    void aFloatingOneGoesWithItsWorkspace() {
        WindowFixture f;
        QTRY_VERIFY(right(f)->isVisible());
        right(f)->setFloating(true);
        QTRY_VERIFY(right(f)->isVisible());
        f.window->showWorkspace(1);
        QVERIFY(!right(f)->isVisible());
        // It is remembered as what it was, not as folded.
        f.window->close();
        f.window.reset();
        f.settings->setValue("window/workspace", 0);
        f.window = std::make_unique<MainWindow>(f.library, *f.settings);
        f.window->show();
        QTRY_VERIFY(right(f)->isVisible());
        QVERIFY(right(f)->isFloating());
    }

    void bothWorkspacesHaveThem() {
        WindowFixture f;
        f.window->showWorkspace(1);
        PanelFrame* frame = f.window->train()->frame();
        QTRY_VERIFY(frame->panel(PanelFrame::Left)->isVisible());
        command(f.window.get(), "Hide or show left panel")->trigger();
        QVERIFY(!frame->panel(PanelFrame::Left)->isVisible());
        QVERIFY(!left(f)->isHidden());
        command(f.window.get(), "Float or dock left panel")->trigger();
        QVERIFY(frame->panel(PanelFrame::Left)->isFloating() && frame->panel(PanelFrame::Left)->isVisible());
    }
};

VELATURA_TEST(PanelsTest)
#include "panels_test.moc"
