#include <QtTest/QSignalSpy>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

#include "core/catalog.h"
#include "tests/ui/window_fixture.h"
#include "ui/bridge/job_bridge.h"
#include "ui/common/banner.h"

using namespace velatura;
using test::WindowFixture;

class StylizeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theButtonWaitsForBothPictures() {
        WindowFixture f("gatys");
        QPushButton* button = f.stylize().runPanel()->button();
        QVERIFY(!button->isEnabled());
        QVERIFY(f.fill());
        QVERIFY(button->isEnabled());
    }

    void runShowsPreviewsThenAResult() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        QSignalSpy previews(&f.window->bridge(), &JobBridge::previewArrived);
        QSignalSpy scalars(&f.window->bridge(), &JobBridge::scalarsArrived);
        f.stylize().runPanel()->button()->click();
        QVERIFY(f.stylize().running());
        QTRY_VERIFY(f.stylize().canvas()->hasPreview());
        QVERIFY(f.waitForResults(1));
        QVERIFY(previews.count() >= 2);
        size_t values = 0;
        for (const auto& call : scalars) values += call[1].value<std::vector<Scalar>>().size();
        QCOMPARE(values, size_t(2 * f.plan.steps));  // none is lost
        const ResultPtr result = f.stylize().strip()->results().front();
        QTRY_COMPARE(f.stylize().canvas()->picture(), result->picture);
        QVERIFY(!f.stylize().canvas()->hasPreview());
        QCOMPARE(f.stylize().unsaved().size(), 1);
    }

    void theForecastStandsUnderTheForm() {
        WindowFixture f("gatys");
        const auto said = [&] {
            for (const QLabel* label : f.stylize().runPanel()->findChildren<QLabel*>())
                if (label->text().startsWith("about ")) return label->text();
            return QString();
        };
        QVERIFY(said().isEmpty());
        QVERIFY(f.fill());
        const QString small = said();
        QVERIFY(!small.isEmpty());
        ParamValues larger = f.stylize().runPanel()->params();
        larger["steps"] = std::int64_t{50000};
        f.stylize().runPanel()->setParams(f.stylize().runPanel()->engine(), larger);
        QTRY_VERIFY(said() != small);
    }

    void whatDoesNotFitIsOfferedSmaller() {
        ::setenv("VELATURA_MEMORY", "700", 1);
        const auto unset = qScopeGuard([] { ::unsetenv("VELATURA_MEMORY"); });
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        f.inputs().open(SlotKind::Photo, f.picture("large.png", 3000, 2000));
        QTRY_COMPARE(f.inputs().inputs().photo->image.width(), 3000);
        RunPanel* panel = f.stylize().runPanel();
        ParamValues larger = panel->params();
        larger["long-side"] = std::int64_t{4096};
        panel->setParams(panel->engine(), larger);
        f.stylize().run();
        QVERIFY(!f.stylize().running());
        QCOMPARE(f.stylize().banners()->count(), 1);
        QPushButton* take = nullptr;
        for (QPushButton* b : f.stylize().banners()->findChildren<QPushButton*>())
            if (b->text().startsWith("Paint at ")) take = b;
        QVERIFY(take);
        take->click();
        QVERIFY(f.stylize().running());
        const auto side = std::get<std::int64_t>(panel->params().at("long-side"));
        QVERIFY(side >= 64 && side < 4096);
        QVERIFY(f.waitForResults(1));
        f.window->undoStack()->undo();
        QCOMPARE(std::get<std::int64_t>(panel->params().at("long-side")), std::int64_t{4096});
    }

    void clickOnAResultRestoresPictureAndSettings() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        RunPanel* panel = f.stylize().runPanel();
        f.stylize().run();
        QVERIFY(f.waitForResults(1));
        ParamValues other = panel->params();
        other["style-weight"] = 2.5;
        panel->setParams(panel->engine(), other);
        f.stylize().run();
        QVERIFY(f.waitForResults(2));
        const ResultPtr first = f.stylize().strip()->results().back();
        Q_EMIT f.stylize().strip()->chosen(first);
        QCOMPARE(panel->params(), first->params);
        QCOMPARE(f.stylize().canvas()->picture(), first->picture);
        f.window->undoStack()->undo();
        QCOMPARE(std::get<double>(panel->params().at("style-weight")), 2.5);
    }

    void aRemovedResultComesBack() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        f.stylize().run();
        QVERIFY(f.waitForResults(1));
        const ResultPtr result = f.stylize().strip()->results().front();
        Q_EMIT f.stylize().strip()->removeWanted(result);
        QVERIFY(f.stylize().strip()->results().empty());
        f.window->undoStack()->undo();
        QCOMPARE(f.stylize().strip()->results().front(), result);
    }

    void stopIsShownAtOnceAndKeepsTheBest() {
        WindowFixture f("gatys");
        f.plan.steps = 2000;
        QVERIFY(f.fill());
        f.stylize().run();
        QTRY_VERIFY(f.stylize().canvas()->hasPreview());
        QElapsedTimer clock;
        clock.start();
        f.stylize().stop();
        QCOMPARE(f.stylize().runPanel()->state(), RunPanel::State::Stopping);
        QTRY_VERIFY_WITH_TIMEOUT(!f.stylize().running(), 2000);
        QVERIFY2(clock.elapsed() < 1000, "a job that asks every 10 ms heard late");
        QVERIFY(f.waitForResults(1));
        QVERIFY(f.stylize().strip()->results().front()->stopped);
    }

    void aFailureIsABanner() {
        WindowFixture f("gatys");
        f.plan.fail = true;
        QVERIFY(f.fill());
        f.stylize().run();
        QTRY_COMPARE(f.stylize().banners()->count(), 1);
        QTRY_VERIFY(f.stylize().runPanel()->button()->isEnabled());
        QCOMPARE(f.stylize().runPanel()->state(), RunPanel::State::Ready);
    }

    void severalStylesReachTheEngine() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        f.inputs().open(SlotKind::MixStyle, f.picture("second.png", 64, 64, 10));
        QTRY_COMPARE(f.inputs().inputs().styles.size(), size_t{2});
        f.stylize().run();
        QVERIFY(f.waitForResults(1));
        QCOMPARE(f.plan.lastStyles.load(), std::uint64_t{2});
    }
};

VELATURA_TEST(StylizeTest)
#include "stylize_test.moc"
