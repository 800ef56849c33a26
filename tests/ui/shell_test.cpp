#include <QtCore/QElapsedTimer>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QPushButton>

#include "tests/ui/window_fixture.h"
#include "ui/batch/batch_input_panel.h"
#include "ui/batch/batch_workspace.h"
#include "ui/common/language.h"
#include "ui/common/qt_image.h"
#include "ui/common/quit_dialog.h"

using namespace velatura;
using test::WindowFixture;

class ShellTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void languageSwitchesWhileRunning() {
        if (Language::instance().all().size() < 2) QSKIP("no translation is compiled in");
        WindowFixture f;
        QPushButton* button = f.stylize().runPanel()->button();
        const QString english = button->text();
        QCOMPARE(english, "Stylize");
        Language::instance().use("zh_CN");
        QTRY_VERIFY(button->text() != english);
        Language::instance().use("en");
        QTRY_COMPARE(button->text(), english);
    }

    void exportAndCopyMeanWhatIsInSight() {
        WindowFixture f;
        f.plan.steps = 1;
        QVERIFY(f.fill());
        f.stylize().run();
        QVERIFY(f.waitForResults(1));
        const auto enabled = [&](const char* text) {
            for (const QAction* a : f.window->actions())
                if (a->text() == text) return a->isEnabled();
            return false;
        };
        QVERIFY(enabled("Export…") && enabled("Copy picture"));
        for (const int elsewhere : {1, 2}) {
            f.window->showWorkspace(elsewhere);
            QVERIFY(!enabled("Export…") && !enabled("Copy picture"));
        }
        f.window->showWorkspace(0);
        QVERIFY(enabled("Export…") && enabled("Copy picture"));
    }

    void undoBelongsToTheWorkspaceThatIsShown() {
        WindowFixture f;
        QVERIFY(f.fill());
        const Inputs filled = f.inputs().inputs();
        const auto undo = [&] { QTest::keyClick(f.window.get(), Qt::Key_Z, Qt::ControlModifier); };
        const auto action = [&] {
            for (const QAction* a : f.window->actions())
                if (a->shortcuts().contains(QKeySequence(QKeySequence::Undo))) return a;
            return static_cast<const QAction*>(nullptr);
        };
        QVERIFY(action()->isEnabled());
        for (const int elsewhere : {1, 2, 3}) {
            f.window->showWorkspace(elsewhere);
            QVERIFY(!action()->isEnabled());
            QCOMPARE(action()->text(), "Undo");
            undo();
            QVERIFY(f.inputs().inputs() == filled);
        }
        // What is changed in Batch is undone there, and stays when Stylize undoes its own.
        f.window->showWorkspace(2);
        f.window->batch()->inputPanel()->addStyles({f.picture("batch.png", 20, 20)});
        QTRY_VERIFY(action()->isEnabled());
        const BatchInputs inBatch = f.window->batch()->inputPanel()->inputs();
        f.window->showWorkspace(0);
        undo();
        QVERIFY(f.inputs().inputs().styles.empty());
        QVERIFY(f.window->batch()->inputPanel()->inputs() == inBatch);
        f.window->showWorkspace(2);
        undo();
        QVERIFY(f.window->batch()->inputPanel()->inputs() != inBatch);
        QVERIFY(f.inputs().inputs().styles.empty());
    }

    void themeSwitches() {
        WindowFixture f;
        Theme& t = Theme::instance();
        QSignalSpy changed(&t, &Theme::changed);
        t.setMode(Theme::Mode::Light);
        const QColor light = t.panel();
        t.setMode(Theme::Mode::Dark);
        QVERIFY(t.dark());
        QVERIFY(light.lightness() > 200 && t.panel().lightness() < 60);
        QVERIFY(changed.count() >= 1);
    }

    void textIsReadable() {
        // Relative luminance as in WCAG 2.
        const auto luminance = [](const QColor& c) {
            const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
            return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
        };
        const auto contrast = [&](const QColor& a, const QColor& b) {
            const double x = luminance(a), y = luminance(b);
            return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
        };
        Theme& t = Theme::instance();
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            t.setMode(mode);
            for (const QColor& ground : {t.panel(), t.window(), t.field()})
                for (const QColor& ink : {t.text(), t.mutedText(), t.error(), t.warning()})
                    QVERIFY2(contrast(ink, ground) >= 4.5, qPrintable(ink.name() + " on " + ground.name()));
            QVERIFY(contrast(t.accentText(), t.accent()) >= 4.0);
        }
    }

    void everyControlHasAName() {
        WindowFixture f;
        for (QWidget* w : f.window->findChildren<QWidget*>()) {
            if (w->focusPolicy() == Qt::NoFocus || !w->isVisibleTo(f.window.get())) continue;
            const auto* button = qobject_cast<QAbstractButton*>(w);
            const bool named = !w->accessibleName().isEmpty() || (button && !button->text().isEmpty());
            QVERIFY2(named, qPrintable(QString("%1 in %2").arg(w->metaObject()->className(),
                                                              w->parentWidget()->metaObject()->className())));
        }
    }

    void closingWithARunningJobAsksNamesAndDoesNotHang() {
        WindowFixture f;
        f.plan.steps = 100000;
        QVERIFY(f.fill());
        f.stylize().run();
        QTRY_VERIFY(f.stylize().canvas()->hasPreview());
        QSignalSpy closed(f.window.get(), &MainWindow::closed);
        f.window->close();
        auto* question = f.window->findChild<QuitDialog*>();
        QVERIFY(question);
        QVERIFY(closed.isEmpty());
        QElapsedTimer clock;
        clock.start();
        question->findChild<QPushButton*>("quit")->click();
        QTRY_COMPARE(closed.count(), 1);
        QVERIFY(f.window->waitForJobs(5000));
        QVERIFY(clock.elapsed() < 5000);
    }

    void closingWithNothingToLoseAsksNothing() {
        WindowFixture f;
        QSignalSpy closed(f.window.get(), &MainWindow::closed);
        f.window->close();
        QCOMPARE(closed.count(), 1);
    }

    void picturesSurviveTheWayToQtAndBack() {
        const Image image = test::gradient(33, 17, 99);
        const Image back = fromQImage(toQImage(image));
        QCOMPARE(back.width(), 33);
        for (int y = 0; y < image.height(); ++y) QVERIFY(std::equal(image.row(y), image.row(y) + 99, back.row(y)));
    }
};

VELATURA_TEST(ShellTest)
#include "shell_test.moc"
