#include "ui/export/export_dialog.h"

#include <QtTest/QSignalSpy>

#include "core/base/atomic_file.h"
#include "core/image_io/color_profile.h"
#include "tests/ui/window_fixture.h"
#include "ui/bridge/background.h"
#include "ui/bridge/session_cache.h"
#include "ui/common/banner.h"
#include "ui/export/export_format_form.h"
#include "ui/export/picture_out.h"

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

    /// 72 dpi and an EXIF block that says a camera and a place.
    static Image withFacts() {
        // Little-endian TIFF: IFD0 with Make, XResolution … and the GPS directory.
        QByteArray b("II*\0\x08\0\0\0", 8);
        const auto put = [&b](quint32 v, int n) {
            for (int i = 0; i < n; ++i) b.append(static_cast<char>(v >> (8 * i)));
        };
        const auto entry = [&put](quint32 tag, quint32 type, quint32 count, quint32 value) {
            put(tag, 2), put(type, 2), put(count, 4), put(value, 4);
        };
        put(2, 2);
        entry(0x010F, 2, 4, 0x006D6143);  // Make "Cam"
        entry(0x8825, 4, 1, 38);          // GPS directory
        put(0, 4);
        put(1, 2);
        entry(0x0001, 2, 2, 'N');  // GPSLatitudeRef
        put(0, 4);
        PictureInfo info;
        info.exif.assign(b.begin(), b.end());
        info.dpiX = info.dpiY = 72;
        return test::gradient(120, 80, 60).withInfo(std::make_shared<const PictureInfo>(info));
    }
    static bool hasPlace(const Image& image) {
        const auto& exif = image.info().exif;
        const QByteArray bytes(reinterpret_cast<const char*>(exif.data()), static_cast<qsizetype>(exif.size()));
        return bytes.contains(QByteArray("\x25\x88", 2)) || bytes.contains(QByteArray("\x88\x25", 2));
    }
    static QString newest(const std::filesystem::path& folder) {
        QDir dir(QString::fromStdString(folder.string()));
        return dir.entryInfoList({"*.jpg"}, QDir::Files, QDir::Time).front().absoluteFilePath();
    }

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

    void aDotInTheNameIsNoEnding() {
        Fixture f;
        f.dialog.setFormat("png");
        f.dialog.open(f.result);
        f.dialog.setPath(f.file("No. 5"));
        f.dialog.setFormat("jpeg");
        QVERIFY(f.dialog.path().endsWith("No. 5.jpg"));
        f.dialog.setFormat("png");
        QVERIFY(f.dialog.path().endsWith("No. 5.png"));
    }

    /// Each choice through the form into the file.
    void everyChoiceReachesTheFile() {
        Fixture f;
        f.result->picture = makePicture(withFacts(), "painted");
        const auto saved = [&](const char* format, auto choose) -> Image {
            f.dialog.open(f.result);
            SaveChoices choices;
            choices.format = format;
            choose(choices);
            f.dialog.formatForm()->setChoices(choices);
            QSignalSpy exported(&f.dialog, &ExportDialog::exported);
            f.dialog.save();
            if (!exported.wait(5000)) return {};
            return loadPicture(exported[0][1].toString().toStdString()).value_or(Image());
        };
        const Image plain = saved("jpeg", [](SaveChoices&) {});
        QVERIFY(plain.info().dpiX == 72 && hasPlace(plain) && !plain.info().exif.empty());
        const Image noPlace = saved("jpeg", [](SaveChoices& c) { c.metadata = SaveMetadata::NoPlace; });
        QVERIFY(!noPlace.info().exif.empty() && !hasPlace(noPlace));
        const Image none = saved("jpeg", [](SaveChoices& c) { c.metadata = SaveMetadata::Strip; });
        QVERIFY(none.info().exif.empty());
        QCOMPARE(saved("jpeg", [](SaveChoices& c) { c.dpi = 240; }).info().dpiX, 240.0);
        QCOMPARE(saved("png", [](SaveChoices& c) { c.depth = SaveDepth::Sixteen; }).depth(), Depth::U16);
        const Image p3 = saved("png", [](SaveChoices& c) { c.profile = SaveProfile::DisplayP3; });
        QCOMPARE(p3.info().sourceIcc, builtinProfile(BuiltinProfile::DisplayP3));
        const auto size = [&](int quality) {
            saved("jpeg", [&](SaveChoices& c) { c.quality = quality; });
            return QFileInfo(newest(f.folder.path())).size();
        };
        QVERIFY(size(20) < size(95));
    }

    void aProfileFromAFile() {
        Fixture f;
        const auto icc = builtinProfile(BuiltinProfile::AdobeRgb);
        QVERIFY(writeFileAtomically(f.folder / "mine.icc", {reinterpret_cast<const char*>(icc.data()), icc.size()}));
        f.dialog.setFormat("png");
        f.dialog.open(f.result);
        f.dialog.formatForm()->setProfileFile(f.file("mine.icc"));
        QCOMPARE(f.dialog.formatForm()->choices().profile, SaveProfile::File);
        QSignalSpy exported(&f.dialog, &ExportDialog::exported);
        f.dialog.save();
        QVERIFY(exported.wait(5000));
        QCOMPARE(loadPicture(f.file("painted.png").toStdString())->info().sourceIcc, icc);
        // And is there again the next time.
        ExportDialog later(f.lane, f.settings, nullptr);
        QCOMPARE(later.formatForm()->choices().profileBytes, icc);
    }

    void aProfileThatCannotBeUsedIsRefused() {
        Fixture f;
        QVERIFY(writeFileAtomically(f.folder / "bad.icc", "not a profile"));
        f.dialog.open(f.result);
        f.dialog.formatForm()->setProfileFile(f.file("bad.icc"));
        QCOMPARE(f.dialog.findChild<BannerStack*>()->count(), 1);
        QCOMPARE(f.dialog.formatForm()->choices().profile, SaveProfile::Source);
        // One that was removed since: said, and the photo's own again.
        SaveChoices gone;
        gone.profile = SaveProfile::File;
        gone.profilePath = f.file("gone.icc");
        storeChoices(f.settings, gone);
        ExportDialog later(f.lane, f.settings, nullptr);
        QCOMPARE(later.formatForm()->choices().profile, SaveProfile::Source);
        later.open(f.result);
        QCOMPARE(later.findChild<BannerStack*>()->count(), 1);
    }

    void whatIsDraggedOutIsSavedAlike() {
        Fixture f;
        f.result->picture = makePicture(withFacts(), "painted");
        SaveChoices choices;
        choices.format = "jpeg";
        choices.metadata = SaveMetadata::Strip;
        choices.dpi = 150;
        storeChoices(f.settings, choices);
        SessionCache cache;
        PictureOut out(f.lane, f.settings, cache);
        QSignalSpy prepared(&out, &PictureOut::prepared);
        out.prepare(f.result);
        QVERIFY(prepared.wait(5000));
        const auto image = loadPicture(prepared[0][0].toString().toStdString());
        QVERIFY(image && image->info().dpiX == 150 && !hasPlace(*image));
    }

    void whatIsMeasuredIsWhatIsWritten() {
        Fixture f;
        f.dialog.open(f.result);
        f.dialog.setFormat("jpeg");
        QSignalSpy size(&f.dialog, &ExportDialog::sizeKnown);
        QVERIFY(size.wait(5000));
        QSignalSpy exported(&f.dialog, &ExportDialog::exported);
        f.dialog.save();
        QVERIFY(exported.wait(5000));
        const auto bytes = encodePicture(f.result->picture->image, "jpeg", saveOptions(f.dialog.formatForm()->choices(), *f.result));
        QCOMPARE(*readFile(f.file("painted.jpg").toStdString(), 1 << 24), *bytes);
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
