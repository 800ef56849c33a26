// The Batch workspace before and beside painting: what is planned, names, looks, drops, undo, 500 files at once.
#include <QtCore/QElapsedTimer>
#include <QtCore/QMimeData>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>

#include "tests/ui/batch_fixture.h"
#include "ui/batch/batch_style_list.h"
#include "ui/params/engine_forms.h"
#include "ui/batch/failure_list.h"
#include "ui/batch/item_grid.h"
#include "ui/batch/item_viewer.h"
#include "ui/batch/name_field.h"
#include "ui/batch/path_list.h"
#include "ui/common/banner.h"
#include "ui/common/language.h"
#include "ui/train/folder_slot.h"

using namespace velatura;
using test::BatchFixture;
namespace fs = std::filesystem;

class BatchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thePlanIsShownBeforeAnythingRuns() {
        BatchFixture f;
        QPushButton* button = f.batch().panel()->button();
        QVERIFY(!button->isEnabled());
        QVERIFY(f.fill(7));
        QVERIFY(button->isEnabled());
        QCOMPARE(button->text(), "Paint 7 pictures");
        QCOMPARE(f.batch().panel()->folder()->folder(), f.in("photos-painted"));
        QVERIFY(!fs::exists(f.folder / "photos-painted"));
        // Two styles alone and two strengths: four of each photo. Mixed: two.
        f.batch().inputPanel()->addStyles({f.style("ink.png", 10)});
        f.set("strengths", std::string("0.5, 1"));
        QVERIFY(f.planned(28));
        QCOMPARE(f.batch().items().batch()->across(), 4);
        QCOMPARE(f.batch().grid()->columns() % 4, 0);
        BatchInputs mixed = f.batch().inputPanel()->inputs();
        mixed.mixed = true;
        f.batch().inputPanel()->change(mixed, "Mix");
        QVERIFY(f.planned(14));
        f.window->undoStack()->undo();
        QVERIFY(f.planned(28));
    }

    void namesShowAnExampleWhileTheyAreTyped() {
        BatchFixture f;
        QVERIFY(f.fill(3));
        NameField* names = f.batch().panel()->names();
        QTRY_COMPARE(names->example(), "Example: 000.png");
        names->line()->setFocus();
        QTest::keyClicks(names->line(), "{style}/{index}-{name}");
        QTRY_COMPARE(names->example(), "Example: wave/1-000.png");
        QVERIFY(f.batch().inputPanel()->inputs().name.isEmpty());  // not done yet
        f.set("format", std::string("jpeg"));
        QTest::keyClick(names->line(), Qt::Key_Return);
        QTRY_COMPARE(names->example(), "Example: wave/1-000.jpg");
        QCOMPARE(f.batch().inputPanel()->inputs().name, "{style}/{index}-{name}");
        names->line()->clear();
        QTest::keyClicks(names->line(), "{nonsense}");
        QVERIFY2(names->example().contains("{nonsense}"), qPrintable(names->example()));
        f.window->undoStack()->undo();
        QTRY_VERIFY(f.batch().ready());
    }

    void whatCannotBePlannedIsSaidInPlace() {
        BatchFixture f;
        QVERIFY(f.fill(3));
        BatchInputs in = f.batch().inputPanel()->inputs();
        const auto said = [&](const BatchInputs& inputs) {
            f.batch().inputPanel()->change(inputs, "Change");
            return QTest::qWaitFor([&] { return f.batch().banners()->count() == 1; }, 5000)
                       ? f.batch().banners()->findChildren<Banner*>().last()->text()
                       : QString();
        };
        // The results would take the photos' place.
        BatchInputs same = in;
        same.folder = f.in("photos");
        QString text = said(same);
        QVERIFY2(text.contains("would replace its own content"), qPrintable(text));
        QVERIFY(!f.batch().ready() && !f.batch().panel()->button()->isEnabled());
        f.window->undoStack()->undo();
        QVERIFY(f.planned(3));
        QCOMPARE(f.batch().banners()->count(), 0);
        BatchInputs unsafe = in;
        unsafe.name = "../{name}";
        QVERIFY(!said(unsafe).isEmpty());
        f.window->undoStack()->undo();
        QVERIFY(f.planned(3));
        BatchInputs nothing = in;
        fs::create_directories(f.folder / "empty");
        nothing.photos = QStringList{f.in("empty")};
        text = said(nothing);
        QVERIFY2(text.contains("no picture"), qPrintable(text));
        f.window->undoStack()->undo();
        QVERIFY(f.planned(3));
        f.set("strengths", std::string("0.5, much"));
        QTRY_COMPARE(f.batch().banners()->count(), 1);
        f.set("strengths", std::string());
        QVERIFY(f.planned(3));
        // Named twice: painted once, and said.
        BatchInputs twice = in;
        twice.photos << f.in("photos/000.png");
        text = said(twice);
        QVERIFY2(text.contains("more than once"), qPrintable(text));
        QVERIFY(f.batch().ready());
    }

    void theLookOfAResultIsTaken() {
        BatchFixture f;
        f.window->showWorkspace(0);
        QVERIFY(f.WindowFixture::fill());
        // A style without a file goes along as well.
        Dropped pasted;
        pasted.pixels = QImage(16, 16, QImage::Format_RGB32);
        pasted.pixels.fill(Qt::blue);
        f.inputs().take(SlotKind::MixStyle, pasted);
        QTRY_COMPARE(f.inputs().inputs().styles.size(), size_t{2});
        ParamValues params = f.stylize().runPanel()->params();
        params["style-weight"] = 2.5;
        f.stylize().runPanel()->setParams(f.stylize().runPanel()->engine(), params);
        f.stylize().run();
        QVERIFY(f.waitForResults(1));
        Q_EMIT f.stylize().strip()->lookWanted(f.stylize().strip()->results().front());
        QTRY_COMPARE(f.batch().inputPanel()->inputs().styles.size(), size_t{2});
        QVERIFY(f.batch().inputPanel()->inputs().mixed);
        QCOMPARE(std::get<double>(f.batch().panel()->engines()->params().at("style-weight")), 2.5);
        for (const auto& style : f.batch().inputPanel()->inputs().styles) QVERIFY(QFileInfo::exists(style.path));
        f.batch().inputPanel()->addPhotos({f.photos(2)});
        QVERIFY(f.planned(2));
        f.batch().start();
        QVERIFY(f.ended());
        QCOMPARE(f.plan.lastStyles.load(), std::uint64_t{2});
        f.window->undoStack()->undo();
        f.window->undoStack()->undo();
        QVERIFY(f.batch().inputPanel()->inputs().styles.empty());
        QVERIFY(std::get<double>(f.batch().panel()->engines()->params().at("style-weight")) != 2.5);
    }

    void aPictureWithARecipeOffersItsLook() {
        BatchFixture f;
        QVERIFY(f.fill(1));
        ParamValues params = f.batch().panel()->engines()->params();
        params["style-weight"] = 3.5;
        f.batch().panel()->engines()->setParams(f.batch().panel()->engines()->engine(), params);
        QVERIFY(f.planned(1));
        f.batch().start();
        QVERIFY(f.ended());
        const QString result = QString::fromStdString(f.batch().items().item(0).output.string());
        params["style-weight"] = 1.0;
        f.batch().panel()->engines()->setParams(f.batch().panel()->engines()->engine(), params);
        f.batch().inputPanel()->addStyles({result});
        QTRY_VERIFY(f.batch().offer()->sentence().contains("painted by Velatura"));
        QVERIFY(f.press("Paint as it was painted"));
        QTRY_COMPARE(std::get<double>(f.batch().panel()->engines()->params().at("style-weight")), 3.5);
        QCOMPARE(f.batch().inputPanel()->inputs().styles.size(), size_t{1});
        QVERIFY(f.batch().inputPanel()->inputs().styles.front().path.endsWith("wave.png"));
        // A picture that holds none is refused in a sentence.
        Q_EMIT f.batch().inputPanel()->lookChosen(f.style("plain.png"));
        QTRY_COMPARE(f.batch().banners()->count(), 1);
    }

    void aClickShowsThePictureOrTheReason() {
        BatchFixture f;
        QVERIFY(f.fill(4, 1));
        f.batch().start();
        QVERIFY(f.ended());
        QTest::mouseClick(f.batch().grid()->viewport(), Qt::LeftButton, {}, f.batch().grid()->cellRect(0).center());
        ItemViewer* viewer = f.batch().viewer();
        QVERIFY(viewer->isVisible());
        QTRY_VERIFY(viewer->canvas()->picture());
        QVERIFY(viewer->canvas()->canCompare());
        int failed = -1;
        for (int i = 0; i < 4; ++i)
            if (f.batch().items().state(i) == ItemState::Failed) failed = i;
        Q_EMIT f.batch().failures()->opened(failed);
        QTRY_COMPARE(viewer->banners()->count(), 1);
        QTest::keyClick(viewer, Qt::Key_Escape);
        QVERIFY(f.batch().grid()->isVisible());
        QCOMPARE(f.batch().grid()->current(), failed);
    }

    void listChangesAreUndone() {
        BatchFixture f;
        QVERIFY(f.fill(2));
        Q_EMIT f.batch().inputPanel()->photoList()->removeWanted({f.in("photos")});
        QVERIFY(f.batch().inputPanel()->inputs().photos.isEmpty());
        QVERIFY(!f.batch().ready());
        f.window->undoStack()->undo();
        QVERIFY(f.planned(2));
        Q_EMIT f.batch().panel()->folderChosen(f.in("elsewhere"));
        QCOMPARE(f.batch().panel()->folder()->folder(), f.in("elsewhere"));
        f.window->undoStack()->undo();
        QCOMPARE(f.batch().panel()->folder()->folder(), f.in("photos-painted"));
    }

    void choicesAreRemembered() {
        BatchFixture f;
        QVERIFY(f.fill(2));
        f.set("format", std::string("webp"));
        f.batch().saveState();
        f.window = std::make_unique<MainWindow>(f.library, *f.settings);
        f.window->show();
        QCOMPARE(f.batch().inputPanel()->inputs().photos, QStringList{f.in("photos")});
        QVERIFY(f.planned(2));
        QVERIFY(f.batch().items().item(0).relative.ends_with(".webp"));
    }

    void fiveHundredFilesAtOnce() {
        BatchFixture f;
        f.batch().inputPanel()->addStyles({f.style()});
        fs::create_directories(f.folder / "many");
        const QString one = f.picture("many/0000.png", 320, 240);
        QList<QUrl> urls{QUrl::fromLocalFile(f.in("many/readme.txt"))};
        for (int i = 0; i < 500; ++i) {
            const QString path = f.in("many") + QString("/%1.png").arg(i, 4, 10, QChar('0'));
            if (i > 0) QVERIFY(QFile::copy(one, path));
            urls << QUrl::fromLocalFile(path);
        }
        QMimeData data;
        data.setUrls(urls);
        const int steps = f.window->undoStack()->count();
        QElapsedTimer since;
        qint64 longest = 0;
        QTimer pulse;
        pulse.setInterval(2);
        connect(&pulse, &QTimer::timeout, this, [&] { longest = std::max(longest, since.restart()); });
        since.start();
        pulse.start();
        f.batch().inputPanel()->take(SlotKind::Photo, Dropped::from(&data));
        QVERIFY(f.planned(500));
        QCOMPARE(f.batch().inputPanel()->photoList()->count(), 500);
        QCOMPARE(f.window->undoStack()->count(), steps + 1);
        QTest::qWait(500);  // small pictures come in
        f.window->undoStack()->undo();
        QTest::qWait(50);
        pulse.stop();
        qInfo("500 files dropped into a batch: longest block of the event loop %lld ms",
              static_cast<long long>(longest));
    }

    void dropsGoWhereTheyAreMeant() {
        BatchFixture f;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(f.photos(3)), QUrl::fromLocalFile(f.picture("single.png"))});
        f.batch().inputPanel()->take(SlotKind::Photo, Dropped::from(&data));
        QCOMPARE(f.batch().inputPanel()->inputs().photos.size(), 2);
        QMimeData style;
        style.setUrls({QUrl::fromLocalFile(f.style())});
        QVERIFY(test::dropOn(f.batch().inputPanel()->styleList()->findChild<PictureSlot*>(), style));
        QVERIFY(f.planned(4));
        Dropped pasted;
        pasted.pixels = QImage(16, 16, QImage::Format_RGB32);
        pasted.pixels.fill(Qt::red);
        f.batch().paste(pasted);
        QVERIFY(f.planned(5));
    }

    void everyControlHasAName() {
        BatchFixture f;
        QVERIFY(f.fill(2, 1));
        f.batch().start();
        QVERIFY(f.ended());
        for (QWidget* w : f.batch().findChildren<QWidget*>()) {
            if (w->focusPolicy() == Qt::NoFocus || !w->isVisibleTo(f.window.get())) continue;
            const auto* button = qobject_cast<QAbstractButton*>(w);
            const bool named = !w->accessibleName().isEmpty() || (button && !button->text().isEmpty());
            QVERIFY2(named,
                     qPrintable(QString("%1 in %2")
                                    .arg(w->metaObject()->className(), w->parentWidget()->metaObject()->className())));
        }
    }

    void theLanguageFollows() {
        if (Language::instance().all().size() < 2) QSKIP("no translation is compiled in");
        BatchFixture f;
        const auto back = qScopeGuard([] { Language::instance().use("en"); });
        QVERIFY(f.fill(3));
        const QString english = f.batch().panel()->button()->text();
        Language::instance().use("zh_CN");
        QTRY_VERIFY(f.batch().panel()->button()->text() != english &&
                    f.batch().panel()->button()->text().contains("3"));
        Language::instance().use("en");
        QTRY_COMPARE(f.batch().panel()->button()->text(), english);
    }
};

VELATURA_TEST(BatchTest)
#include "batch_test.moc"
