// The Models workspace in the real window: list, cards, import by drop, use, remove, failures; and the drop-down.
#include <QtCore/QMimeData>
#include <QtGui/QAction>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTextBrowser>

#include "core/model_store.h"
#include "tests/support/networks/made_vgg.h"
#include "tests/ui/window_fixture.h"
#include "ui/common/banner.h"
#include "ui/models/model_facts.h"
#include "ui/models/models_workspace.h"

using namespace velatura;
using namespace velatura::test;

namespace {

/// A window whose imported models are in a scratch folder.
struct ModelsFixture {
    ScratchFolder home;
    DataHome data{home.path()};
    std::unique_ptr<WindowFixture> fixture;

    ModelsFixture() {
        qputenv("VELATURA_DATA", VELATURA_SOURCE_DIR);
        fixture = std::make_unique<WindowFixture>("gatys");
    }
    ~ModelsFixture() {
        fixture.reset();
        qunsetenv("VELATURA_DATA");
    }
    MainWindow& window() { return *fixture->window; }
    ModelsWorkspace& models() { return *fixture->window->models(); }
    std::string network() { return fixture->stylize().runPanel()->network(); }
    /// A VGG to conv3_1, saved.
    QString weights(const std::string& name, std::uint32_t seed = 1) {
        const auto path = fixture->folder / name;
        if (!writeSafetensors(path, madeVgg({.seed = seed}))) qWarning("not written");
        return QString::fromStdString(path.string());
    }
    QPushButton* button(const char* words) {
        for (auto* b : models().facts()->findChildren<QPushButton*>())
            if (b->text().startsWith(words) && !b->isHidden()) return b;
        return nullptr;
    }
    bool choose(const QString& name) {
        return QTest::qWaitFor([&] {
            for (int i = 0; i < models().list()->count(); ++i)
                if (models().list()->item(i)->data(Qt::UserRole).toString() == name) {
                    models().list()->setCurrentRow(i);
                    return true;
                }
            return false;
        });
    }
    QStringList banners() {
        QStringList out;
        for (auto* b : models().banners()->findChildren<Banner*>()) out << b->text();
        return out;
    }
};

void dropFiles(QWidget* on, const QStringList& files) {
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& f : files) urls << QUrl::fromLocalFile(f);
    data.setUrls(urls);
    QVERIFY(dropOn(on, data));
}

}  // namespace

class ModelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsWhatComesWithTheProgram() {
        ModelsFixture f;
        for (auto* a : f.window().actions())
            if (a->shortcut() == QKeySequence("Ctrl+4")) a->trigger();
        QTRY_VERIFY(f.models().isVisible());
        QVERIFY(f.choose("perceptual"));
        QVERIFY(f.models().card()->toPlainText().contains("The network through which every engine looks"));
        bool hash = false;
        for (auto* l : f.models().facts()->findChildren<QLabel*>()) hash = hash || l->toolTip().size() == 64;
        QVERIFY(hash);
        QVERIFY(f.button("In use") && !f.button("In use")->isEnabled() && !f.button("Remove"));
        QVERIFY(f.choose("decoder"));
        QVERIFY(!f.button("Use") && !f.button("In use"));
        // Empty: one sentence, and the button beside it.
        bool sentence = false;
        for (auto* l : f.models().findChildren<QLabel*>())
            sentence = sentence || (l->isVisible() && l->text().startsWith("Nothing is imported yet"));
        QVERIFY(sentence);
        for (auto* bar : f.models().findChildren<QProgressBar*>()) QVERIFY(!bar->isVisible());
    }
    void weightsDroppedAnywhereAreImported() {
        ModelsFixture f;
        // On a slot that would take a picture.
        dropFiles(f.fixture->stylize().inputPanel(), {f.weights("My vgg.safetensors")});
        QVERIFY(f.models().isVisible());
        QTRY_COMPARE(storedModels().size(), size_t(1));
        QVERIFY(f.choose("My-vgg"));
        QTRY_VERIFY(f.banners().join(' ').contains("is imported as “My-vgg”"));
        QTRY_VERIFY(!f.models().running());
        QVERIFY(f.models().card()->toPlainText().contains("Imported from My vgg.safetensors"));
        // No style was made of it; the samples of a first start may be there by now.
        for (const StyleChoice& s : f.fixture->inputs().inputs().styles) QVERIFY(!s.picture->path.contains("vgg"));
        // Used, as one step that can be undone; the form's drop-down knows it.
        QVERIFY(f.button("Use for the optimiser"));
        f.button("Use for the optimiser")->click();
        QCOMPARE(f.network(), std::string("My-vgg"));
        QVERIFY(f.button("In use"));
        QComboBox* box = nullptr;
        for (auto* b : f.fixture->stylize().runPanel()->findChildren<QComboBox*>())
            if (b->findData("My-vgg") >= 0) box = b;
        QVERIFY(box && box->currentData().toString() == "My-vgg" && box->findData("") == 0);
        f.window().showWorkspace(0);
        f.window().undoStack()->undo();
        QCOMPARE(f.network(), std::string());
        QCOMPARE(box->currentIndex(), 0);
        f.window().showWorkspace(3);
        QVERIFY(f.button("Use for the optimiser"));
    }
    void itIsForTheOptimiserWhateverEngineIsChosen() {
        ModelsFixture f;
        RunPanel* panel = f.fixture->stylize().runPanel();
        panel->setParams("arbitrary", panel->params("arbitrary"));
        dropFiles(&f.window(), {f.weights("vgg.safetensors")});
        QTRY_COMPARE(storedModels().size(), size_t(1));
        QVERIFY(f.choose("vgg"));
        QTRY_VERIFY(f.button("Use for the optimiser"));
        f.button("Use for the optimiser")->click();
        QCOMPARE(f.network(), std::string("vgg"));
        QVERIFY(f.button("In use"));
        QCOMPARE(panel->engine(), std::string("arbitrary"));
        QCOMPARE(toText(panel->params("gatys").at("network")), std::string("vgg"));
    }
    void theSameFileIsTheSameEntry() {
        ModelsFixture f;
        const QString file = f.weights("a.pth");
        dropFiles(&f.window(), {file});
        QTRY_VERIFY(f.banners().join(' ').contains("is imported as “a”"));
        dropFiles(&f.models(), {file});
        QTRY_VERIFY(f.banners().join(' ').contains("had been imported already"));
        QCOMPARE(storedModels().size(), size_t(1));
    }
    void whatIsNotUnderstoodIsSaid() {
        ModelsFixture f;
        const auto path = f.fixture->folder / "odd.safetensors";
        auto odd = madeVgg({});
        odd.arrays.erase("conv2_1.bias");
        QVERIFY(writeSafetensors(path, odd).has_value());
        // The rest is imported all the same.
        dropFiles(&f.window(), {QString::fromStdString(path.string()), f.weights("fine.safetensors")});
        QTRY_VERIFY(f.banners().join(' ').contains("conv2_1.bias"));
        QTRY_COMPARE(storedModels().size(), size_t(1));
        QTRY_VERIFY(!f.models().running());
    }
    void picturesGoWhereTheyWent() {
        ModelsFixture f;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(f.fixture->picture("photo.png"))});
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&f.window(), &enter);
        QVERIFY(enter.isAccepted());
        QVERIFY(!f.fixture->stylize().isHidden());
    }
    void removedAfterAQuestion() {
        ModelsFixture f;
        dropFiles(&f.window(), {f.weights("gone.safetensors")});
        QVERIFY(f.choose("gone"));
        QTRY_VERIFY(!f.models().running() && f.button("Remove") && f.button("Remove")->isEnabled());
        f.button("Use for the optimiser")->click();
        f.button("Remove")->click();
        QCOMPARE(storedModels().size(), size_t(1));
        QAbstractButton* yes = nullptr;
        for (auto* b : f.models().banners()->findChildren<QAbstractButton*>())
            if (b->text() == "Remove") yes = b;
        QVERIFY(yes);
        yes->click();
        QTRY_COMPARE(storedModels().size(), size_t(0));
        // The form still says what was chosen, and that it is not there.
        QTRY_VERIFY([&] {
            for (auto* b : f.fixture->stylize().runPanel()->findChildren<QComboBox*>())
                if (b->currentText() == "gone (not there)") return true;
            return false;
        }());
    }
    void inputCanBeOverruled() {
        ModelsFixture f;
        dropFiles(&f.window(), {f.weights("v.safetensors")});
        QVERIFY(f.choose("v"));
        QTRY_VERIFY(!f.models().running());
        const std::string before = storedModels()[0].sha256;
        auto* input = f.models().facts()->findChild<QComboBox*>();
        QVERIFY(input);
        const int caffe = input->findData("caffe");
        QVERIFY(caffe >= 0 && caffe != input->currentIndex());
        input->setCurrentIndex(caffe);
        Q_EMIT input->activated(caffe);
        QTRY_VERIFY(storedModels().size() == 1 && storedModels()[0].sha256 != before);
        QTRY_VERIFY(!f.models().running());
    }
    void checkedAndChangedFilesAreFound() {
        ModelsFixture f;
        dropFiles(&f.window(), {f.weights("c.safetensors")});
        QVERIFY(f.choose("c"));
        QTRY_VERIFY(!f.models().running());
        f.button("Check")->click();
        QTRY_VERIFY(f.banners().join(' ').contains("“c” is in order"));
        QFile file(QString::fromStdString(storedModels()[0].file.string()));
        QVERIFY(file.open(QIODevice::Append) && file.write("x") == 1);
        file.close();
        QTRY_VERIFY(f.button("Check")->isEnabled());
        f.button("Check")->click();
        QTRY_VERIFY(f.banners().join(' ').contains("is not the file that was imported"));
    }
    void commandsAreInThePalette() {
        ModelsFixture f;
        QStringList texts;
        for (auto* a : f.window().actions()) texts << a->text();
        QVERIFY(texts.contains("Go to Models") && texts.contains("Import model…"));
    }
};

VELATURA_TEST(ModelsTest)
#include "models_test.moc"
