#include "ui/export/export_dialog.h"

#include <QtTest/QSignalSpy>

#include "tests/ui/window_fixture.h"
#include "ui/bridge/background.h"
#include "ui/common/banner.h"

using namespace velatura;

class ExportTest : public QObject {
    Q_OBJECT

    struct Fixture {
        test::ScratchFolder folder;
        Settings settings{QString::fromStdString((folder / "w.ini").string())};
        Background lane;
        QWidget parent;
        ExportDialog dialog{lane, settings, &parent};
        ResultPtr result = std::make_shared<StyledResult>();
        Fixture() {
            settings.setFolder("export", QString::fromStdString(folder.path().string()));
            result->number = 1;
            result->picture = makePicture(test::gradient(120, 80, 60), "painted");
        }
        QString file(const std::string& name) { return QString::fromStdString((folder / name).string()); }
    };

private Q_SLOTS:
    void writesAFileInTheChosenFormat() {
        Fixture f;
        f.dialog.open(f.result);
        f.dialog.setFormat("jpeg");
        QVERIFY(f.dialog.path().endsWith("painted.jpg"));
        QSignalSpy exported(&f.dialog, &ExportDialog::exported);
        f.dialog.save();
        QVERIFY(exported.wait(5000));
        const auto header = probePicture(f.file("painted.jpg").toStdString());
        QVERIFY(header);
        QCOMPARE(header->format, std::string("jpeg"));
        QCOMPARE(header->size.width, 120);
    }

    void saysTheSizeThatTheFileGets() {
        Fixture f;
        QSignalSpy size(&f.dialog, &ExportDialog::sizeKnown);
        f.dialog.open(f.result);
        f.dialog.setFormat("jpeg");
        QTRY_VERIFY(size.count() >= 1);
        QTest::qWait(400);
        const qint64 said = size.back()[0].toLongLong();
        f.dialog.save();
        QTRY_VERIFY(QFileInfo::exists(f.file("painted.jpg")));
        QCOMPARE(QFileInfo(f.file("painted.jpg")).size(), said);
    }

    void goesOutAsLargeAsThePhoto() {
        Fixture f;
        f.result->inputs.photo = makePicture(test::gradient(480, 320, 60), "photo");
        f.dialog.setFormat("png");
        f.dialog.open(f.result);
        QSignalSpy exported(&f.dialog, &ExportDialog::exported);
        f.dialog.save();
        QVERIFY(exported.wait(5000));
        QCOMPARE(probePicture(f.file("painted.png").toStdString())->size.width, 480);
        f.dialog.open(f.result);
        f.dialog.setOutputSize("working");
        f.dialog.save();
        QVERIFY(exported.wait(5000));
        QCOMPARE(probePicture(f.file("painted-2.png").toStdString())->size.width, 120);
        QCOMPARE(f.settings.value("export/size").toString(), "working");
    }

    void neverOverwritesUnasked() {
        Fixture f;
        QVERIFY(savePicture(test::gradient(10, 10, 1), f.file("there.png").toStdString()));
        const auto before = QFileInfo(f.file("there.png")).size();
        f.dialog.open(f.result);
        f.dialog.setFormat("png");
        f.dialog.setPath(f.file("late.png"));
        // The file comes after the button was painted.
        QVERIFY(savePicture(test::gradient(10, 10, 1), f.file("late.png").toStdString()));
        f.dialog.save();
        QTest::qWait(100);
        QCOMPARE(QFileInfo(f.file("late.png")).size(), before);
        QVERIFY(f.dialog.isVisible());
        QSignalSpy exported(&f.dialog, &ExportDialog::exported);
        f.dialog.save();  // now the button says Replace
        QVERIFY(exported.wait(5000));
        QVERIFY(QFileInfo(f.file("late.png")).size() != before);
    }

    void aNameThatIsFree() {
        Fixture f;
        QVERIFY(savePicture(test::gradient(10, 10, 1), f.file("painted.png").toStdString()));
        f.dialog.setFormat("png");
        f.dialog.open(f.result);
        QVERIFY(f.dialog.path().endsWith("painted-2.png"));
    }

    void aFailureStaysInTheDialog() {
        Fixture f;
        f.dialog.open(f.result);
        f.dialog.setPath("/nowhere/at/all.png");
        f.dialog.save();
        QTRY_COMPARE(f.dialog.findChild<BannerStack*>()->count(), 1);
        QVERIFY(f.dialog.isVisible());
    }

    void choicesAreRemembered() {
        Fixture f;
        f.dialog.open(f.result);
        f.dialog.setFormat("webp");
        f.dialog.save();
        QTRY_VERIFY(QFileInfo::exists(f.file("painted.webp")));
        QCOMPARE(f.settings.value("export/format").toString(), "webp");
    }
};

VELATURA_TEST(ExportTest)
#include "export_test.moc"
