// What can be done with the picture that is seen, in the real window: kept, gone on from, compared, exported as a
// time-lapse.
#include <QtTest/QSignalSpy>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

#include "core/engines/going_on_params.h"
#include "core/frame_recorder.h"
#include "core/recipe.h"
#include "tests/ui/window_fixture.h"
#include "ui/bridge/background.h"
#include "ui/canvas/canvas_bar.h"
#include "ui/common/banner.h"
#include "ui/common/qt_image.h"
#include "ui/compare/compare_bar.h"
#include "ui/compare/compare_session.h"
#include "ui/compare/picture_difference.h"
#include "ui/compare/setting_differences.h"
#include "ui/export/timelapse_dialog.h"
#include "ui/params/param_form.h"
#include "ui/params/value_slider.h"
#include "ui/stylize/go_on_popup.h"
#include "ui/stylize/result_recipe.h"
#include "ui/stylize/result_store.h"

using namespace velatura;
using test::WindowFixture;

namespace {

void set(WindowFixture& f, const char* key, const ParamValue& value) {
    RunPanel* panel = f.stylize().runPanel();
    ParamValues values = panel->params();
    values[key] = value;
    panel->setParams(panel->engine(), values);
}

void paint(WindowFixture& f, size_t wanted) {
    f.stylize().run();
    QVERIFY(f.waitForResults(wanted));
    QTRY_VERIFY(f.stylize().canvas()->picture() == f.stylize().strip()->results().front()->picture);
}

const std::vector<ResultPtr>& results(WindowFixture& f) { return f.stylize().strip()->results(); }

/// Goes on from the shown result through the popup.
void goOn(WindowFixture& f, const QString& steps) {
    f.stylize().askGoOn();
    QPointer<GoOnPopup> popup = f.stylize().findChild<GoOnPopup*>();
    QVERIFY(popup);
    auto* field = popup->findChild<NumberField*>();
    field->selectAll();
    QTest::keyClicks(field, steps);
    QTest::keyClick(field, Qt::Key_Return);
}

QImage seen(Canvas* canvas) { return canvas->grab().toImage(); }

}  // namespace

class RefineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRunningPreviewIsKept() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        f.plan.steps = 400;
        f.stylize().keepThis();  // nothing to keep: nothing happens
        f.stylize().run();
        QTRY_VERIFY(f.stylize().canKeep());
        QTest::keyClick(f.stylize().canvas(), Qt::Key_K);
        QTRY_COMPARE(results(f).size(), size_t(1));
        const ResultPtr snapshot = results(f).front();
        QVERIFY(snapshot->kept && snapshot->snapshotStep > 0 && f.stylize().running());
        QVERIFY(nameOf(*snapshot).contains(QString::number(snapshot->snapshotStep)));
        QCOMPARE(snapshot->picture->size(), QSize(240, 160));  // the result's size, whatever the preview's was
        QVERIFY(snapshot->params == f.stylize().runPanel()->params());
        QVERIFY(f.stylize().canvas()->hasPreview());  // the run has the canvas
        f.stylize().stop();
        QVERIFY(f.waitForResults(2));
        QCOMPARE(results(f)[1], snapshot);
        QCOMPARE(f.stylize().unsaved().size(), 2);
    }

    void whatIsKeptStays() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        for (size_t i = 1; i <= 3; ++i) paint(f, i);
        f.stylize().keepThis();
        QVERIFY(results(f)[0]->kept);
        f.stylize().keepThis();
        QVERIFY(!results(f)[0]->kept);
        f.stylize().keepThis();
        const ResultPtr kept = results(f)[0];
        QMenu menu;
        Q_EMIT f.stylize().strip()->menuOpening(&menu, results(f)[1]);
        QAction* clear = nullptr;
        for (QAction* a : menu.actions())
            if (a->text() == "Remove what is not kept") clear = a;
        QVERIFY(clear && clear->isEnabled());
        clear->trigger();
        QCOMPARE(results(f), std::vector<ResultPtr>{kept});
        f.window->undoStack()->undo();
        QCOMPARE(results(f).size(), size_t(3));
    }

    void goingOnStartsFromThatResult() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        QVERIFY(!f.stylize().canGoOn());
        paint(f, 1);
        const ResultPtr first = results(f)[0];
        QVERIFY(!first->unfinished.empty());
        set(f, "style-weight", 2.5);  // with what is set now
        goOn(f, "7");
        QVERIFY(f.waitForResults(2));
        QVERIFY(f.plan.wentOn);
        {
            const std::lock_guard lock(f.plan.mutex);
            QCOMPARE(f.plan.lastRender.start.id(), first->unfinished.id());
            QCOMPARE(std::get<std::int64_t>(f.plan.lastRender.params.at("steps")), std::int64_t{7});
            QCOMPARE(std::get<double>(f.plan.lastRender.params.at("style-weight")), 2.5);
        }
        const ResultPtr second = results(f)[0];
        QCOMPARE(second->wentOnFrom, 1);
        // The form was not changed by it, and the next run starts as the form says.
        QVERIFY(!startsFromLast(f.stylize().runPanel()->params()));
        Q_EMIT f.stylize().strip()->chosen(second);
        QVERIFY(!startsFromLast(f.stylize().runPanel()->params()));
        // The recipe tells of both.
        const auto text = second->recipe->text(second->picture->image, {});
        QVERIFY2(text, text ? "" : text.error().message().c_str());
        const auto recipe = parseRecipe(*text);
        QVERIFY2(recipe, recipe ? "" : recipe.error().message().c_str());
        QVERIFY(recipe->origin && recipe->origin->recipe && recipe->complete);
        QCOMPARE(recipe->origin->picture.hash, sampleHash(first->unfinished));
        QCOMPARE(recipe->origin->recipe->result, sampleHash(first->picture->image));
        QVERIFY(startsFromLast(recipe->params));
    }

    void aPutAwayResultIsGoneOnFromInFull() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        paint(f, 1);
        const ResultPtr first = results(f)[0];
        const std::string hash = sampleHash(first->unfinished);
        f.stylize().store().setBudget(10);
        paint(f, 2);
        QTRY_VERIFY(!first->picture && first->unfinished.empty());
        Q_EMIT f.stylize().strip()->chosen(first);
        QTRY_VERIFY(first->picture);
        goOn(f, "3");
        QVERIFY(f.waitForResults(3));
        const std::lock_guard lock(f.plan.mutex);
        QCOMPARE(sampleHash(f.plan.lastRender.start), hash);
    }

    void aSnapshotIsGoneOnFromButCannotBeRepeated() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        f.plan.steps = 400;
        f.stylize().run();
        QTRY_VERIFY(f.stylize().canKeep());
        f.stylize().keepThis();
        QTRY_COMPARE(results(f).size(), size_t(1));
        f.stylize().stop();
        QVERIFY(f.waitForResults(2));
        f.plan.steps = 5;
        Q_EMIT f.stylize().strip()->chosen(results(f)[1]);
        QTRY_VERIFY(f.stylize().canGoOn());
        goOn(f, "5");
        QVERIFY(f.waitForResults(3));
        const auto recipe = parseRecipe(*results(f)[0]->recipe->text(results(f)[0]->picture->image, {}));
        QVERIFY(recipe && recipe->origin && !recipe->origin->recipe && !recipe->complete);
    }

    void aSnapshotIsDescribedByItsOwnSteps() {
        const auto painted = [](std::int64_t snapshotStep) {
            auto r = std::make_shared<StyledResult>();
            r->engine = "gatys";
            r->params = {{"steps", std::int64_t{100}}};
            r->snapshotStep = snapshotStep;
            return r;
        };
        const auto lines = settingDifferences({painted(-1), painted(40)});
        QVERIFY2(lines[0].contains("100") && lines[1].contains("40") && !lines[1].contains("100"), qPrintable(lines[1]));
        QVERIFY(settingDifferences({painted(-1), painted(100)})[0].isEmpty());
    }

    void theFormsLastResultIsThatOfThisPhoto() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        set(f, "start", std::string("last"));
        paint(f, 1);
        QVERIFY(!f.plan.wentOn);  // there was none yet
        paint(f, 2);
        QVERIFY(f.plan.wentOn);
        f.inputs().open(SlotKind::Photo, f.picture("tall.png", 100, 200));
        QTRY_COMPARE(f.inputs().inputs().photo->image.width(), 100);
        paint(f, 3);
        QVERIFY(!f.plan.wentOn);  // none of a photo like this
    }

    void twoAreComparedUnderOneView() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        paint(f, 1);
        set(f, "style-weight", 3.0);
        paint(f, 2);
        CompareSession& c = *f.stylize().comparison();
        Canvas* canvas = f.stylize().canvas();
        QTest::keyClick(canvas, Qt::Key_C);
        QTRY_VERIFY(c.active());
        QCOMPARE(c.layer().pictures().size(), size_t(2));
        QCOMPARE(c.layer().pictures()[1].name, QString("Result 2"));
        QVERIFY(c.layer().pictures()[0].differs.contains("Strength 1") && c.layer().pictures()[1].differs.contains("Strength 3"));
        QVERIFY(!c.layer().pictures()[0].differs.contains("Steps"));
        // The same place of both panes shows the same place of the pictures, however it is zoomed.
        const auto panes = c.layer().panes(canvas->size());
        QCOMPARE(panes.size(), size_t(2));
        canvas->setZoom(4);
        const QPointF at(40, 60);
        QCOMPARE(c.layer().toPane(panes[1].topLeft() + at, canvas->size()), at);
        QCOMPARE(canvas->view().rect().size(), QSizeF(960, 640));
        // It is left by Esc, by a run, by a click on a card.
        QTest::keyClick(canvas, Qt::Key_Escape);
        QVERIFY(!c.active());
        f.stylize().toggleCompare();
        QTRY_VERIFY(c.active());
        Q_EMIT f.stylize().strip()->chosen(results(f)[1]);
        QVERIFY(!c.active());
        f.stylize().toggleCompare();
        QTRY_VERIFY(c.active());
        f.stylize().run();
        QVERIFY(!c.active());
        QVERIFY(f.waitForResults(3));
    }

    void photoAndPaintingCanBeAmongThem() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        paint(f, 1);
        CompareSession& c = *f.stylize().comparison();
        f.stylize().toggleCompare();  // with one result: against the photo
        QTRY_VERIFY(c.active());
        QCOMPARE(c.layer().pictures()[0].name, QString("Photo"));
        const PicturePtr style = f.inputs().inputs().styles[0].picture;
        c.toggle({{}, style, "Style"}, {});
        QTRY_COMPARE(c.layer().pictures().size(), size_t(3));
        QVERIFY(!seen(f.stylize().canvas()).isNull());  // a square among wide ones
        // Removing the result leaves two; removing one of them ends it.
        f.stylize().strip()->removeWanted(results(f)[0]);
        QTRY_COMPARE(c.layer().pictures().size(), size_t(2));
        c.toggle({{}, style, "Style"}, {});
        QVERIFY(!c.active());
    }

    void ctrlClickAddsAndFourAreTheMost() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        for (size_t i = 1; i <= 5; ++i) paint(f, i);
        CompareSession& c = *f.stylize().comparison();
        for (int i = 1; i < 5; ++i) {
            Q_EMIT f.stylize().strip()->compareToggled(results(f)[static_cast<size_t>(i)]);
            QTRY_COMPARE(c.layer().pictures().size(), size_t(std::min(4, i + 1)));
        }
        QCOMPARE(c.layer().panes({800, 600}).size(), size_t(4));
        Q_EMIT f.stylize().strip()->compareToggled(results(f)[1]);
        QTRY_COMPARE(c.layer().pictures().size(), size_t(3));
    }

    void xTurnsAndHeldComesBack() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        paint(f, 1);
        paint(f, 2);
        CompareSession& c = *f.stylize().comparison();
        Canvas* canvas = f.stylize().canvas();
        f.stylize().toggleCompare();
        QTRY_VERIFY(c.active());
        c.setMode(CompareMode::Swap);
        QCOMPARE(c.layer().shown(), size_t(1));
        canvas->setFocus();
        QTest::keyClick(canvas, Qt::Key_X);
        QCOMPARE(c.layer().shown(), size_t(0));
        QTest::keyPress(canvas, Qt::Key_X);
        QCOMPARE(c.layer().shown(), size_t(1));
        QTest::qWait(450);
        QTest::keyRelease(canvas, Qt::Key_X);
        QCOMPARE(c.layer().shown(), size_t(0));
    }

    void differencesAreSeenWhereTheyAre() {
        const QImage flat = [] {
            QImage i(64, 48, QImage::Format_RGB32);
            i.fill(qRgb(100, 100, 100));
            return i;
        }();
        QImage spot = flat;
        spot.setPixel(10, 20, qRgb(100, 90, 100));
        const PicturePtr a = makePicture(fromQImage(flat), "a"), b = makePicture(fromQImage(spot), "b");
        const PicturePtr d = absoluteDifference(*a, *b, {});
        QCOMPARE(d->levels[0].pixel(10, 20), qRgb(0, 10, 0));
        QCOMPARE(d->levels[0].pixel(11, 20), qRgb(0, 0, 0));
        const QImage one = amplified(d->levels[0], 1), more = amplified(d->levels[0], 8);
        QCOMPARE(qRed(one.pixel(11, 20)), qGreen(one.pixel(11, 20)));  // grey where they are equal
        QVERIFY(qRed(one.pixel(0, 0)) > 0);
        QVERIFY(qGreen(more.pixel(10, 20)) > qGreen(one.pixel(10, 20)));
        QCOMPARE(more.pixel(0, 0), one.pixel(0, 0));
        const QImage heat = heatMap(d->levels[0], 8);
        QCOMPARE(heat.pixel(0, 0), qRgb(0, 0, 0));
        QVERIFY(qGray(heat.pixel(10, 20)) > 20);
        // Another size is brought to the larger one's.
        const PicturePtr small = makePicture(fromQImage(flat.scaled(32, 24)), "small");
        QCOMPARE(absoluteDifference(*small, *b, {})->levels[0].size(), QSize(64, 48));
    }

    void theDifferenceAnswersToTheSlider() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        paint(f, 1);
        CompareSession& c = *f.stylize().comparison();
        Canvas* canvas = f.stylize().canvas();
        f.stylize().toggleCompare();
        QTRY_VERIFY(c.active());
        for (const CompareMode mode : {CompareMode::Difference, CompareMode::Heat}) {
            c.setMode(mode);
            QTRY_VERIFY(c.layer().hasDifference());
            auto* bar = f.stylize().findChild<CompareBar*>();
            Q_EMIT bar->gainWanted(1);
            const QImage weak = seen(canvas);
            Q_EMIT bar->gainWanted(20);
            QVERIFY(seen(canvas) != weak);
        }
    }

    void aTimelapseIsExported() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        paint(f, 1);
        QVERIFY(!f.stylize().canExportTimelapse());
        set(f, "frame-every", std::int64_t{5});
        paint(f, 2);
        const ResultPtr result = results(f)[0];
        QVERIFY(result->frames && f.stylize().canExportTimelapse());
        QCOMPARE(result->frames->frames().size(), size_t(4));
        QCOMPARE(result->frames->frames()[1].step, std::int64_t{10});
        f.stylize().exportTimelapse();
        QPointer<TimelapseDialog> dialog;
        QTRY_VERIFY((dialog = f.stylize().findChild<TimelapseDialog*>()) && dialog->isVisible());
        QVERIFY(dialog->path().endsWith("photo-time-lapse.avi"));
        ParamValues values = dialog->form()->values();
        values["timelapse-length"] = 0.4;
        values["timelapse-format"] = std::string("webp");
        dialog->form()->setValues(values);
        QVERIFY(dialog->path().endsWith("photo-time-lapse.webp"));
        QSignalSpy exported(dialog, &TimelapseDialog::exported);
        const QString path = dialog->path();
        dialog->save();
        QTRY_COMPARE(exported.count(), 1);
        QVERIFY(QFileInfo(path).size() > 100);
        QVERIFY(!dialog->isVisible());
        // What exists is asked about; what cannot be written is said in place, and the dialog stays.
        f.stylize().exportTimelapse();
        QTRY_VERIFY(dialog->isVisible());
        dialog->setPath(path);
        dialog->setPath(QString::fromStdString((f.folder / "none" / "a.webp").string()));
        dialog->save();
        QTRY_COMPARE(dialog->findChild<BannerStack*>()->count(), 1);
        QVERIFY(dialog->isVisible());
        QCOMPARE(exported.count(), 1);
    }
};

VELATURA_TEST(RefineTest)
#include "refine_test.moc"
