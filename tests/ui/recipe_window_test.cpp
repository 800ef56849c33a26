// The recipe in the window: in every picture that leaves it, offered where such a picture comes in, brought back and
// undone.
#include <QtCore/QMimeData>
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QPushButton>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/base/version.h"
#include "core/catalog.h"
#include "core/image_io/file_pictures.h"
#include "core/recipe_match.h"
#include "tests/ui/window_fixture.h"
#include "ui/bridge/background.h"
#include "ui/bridge/session_cache.h"
#include "ui/common/banner.h"
#include "ui/export/export_dialog.h"
#include "ui/export/export_set_panel.h"
#include "ui/export/picture_out.h"
#include "ui/stylize/recipe_offer.h"
#include "ui/stylize/result_recipe.h"

using namespace velatura;
using test::WindowFixture;
namespace fs = std::filesystem;

namespace {

void setStrength(WindowFixture& f, double value) {
    ParamValues values = f.stylize().runPanel()->params();
    values["style-weight"] = value;
    f.stylize().runPanel()->setParams(f.stylize().runPanel()->engine(), values);
}

double strength(WindowFixture& f) {
    return std::get<double>(f.stylize().runPanel()->params().at("style-weight"));
}

/// Paints with the strength 2.5, then leaves another one in the form.
ResultPtr paint(WindowFixture& f, size_t count = 1) {
    setStrength(f, 2.5);
    f.stylize().run();
    if (!f.waitForResults(count)) return nullptr;
    setStrength(f, 1.25);
    return f.stylize().strip()->results().front();
}

/// Through the dialog, as large as the photo.
bool exportTo(WindowFixture& f, const QString& file) {
    f.stylize().exportResult();
    auto* dialog = f.window->findChild<ExportDialog*>();
    if (!dialog) return false;
    dialog->setOutputSize("source");
    dialog->setPath(file);
    QSignalSpy exported(dialog, &ExportDialog::exported);
    dialog->save();
    return exported.wait(5000);
}

QString inFolder(const WindowFixture& f, const std::string& name) {
    return QString::fromStdString((f.folder / name).string());
}

Result<Recipe> recipeOf(const QString& file) {
    return readRecipe(file.toStdString(), fileReader());
}

/// The size that `file` says it was saved at.
std::optional<OutputSize> sizeIn(const QString& file) {
    const auto recipe = recipeOf(file);
    return recipe ? recipe->outputSize : std::nullopt;
}

Banner* banner(WindowFixture& f, const char* part) {
    for (Banner* b : f.stylize().banners()->findChildren<Banner*>())
        if (b->isVisible() && b->text().contains(part)) return b;
    return nullptr;
}

QPushButton* button(Banner* banner, const char* text) {
    for (QPushButton* b : banner->findChildren<QPushButton*>())
        if (b->text() == text) return b;
    return nullptr;
}

bool saveWithRecipe(const QString& file, const std::string& recipe) {
    return filePictures()->save(test::gradient(64, 48, 30), file.toStdString(), recipe).has_value();
}

}  // namespace

class RecipeWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anExportedPictureHoldsHowItWasPainted() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        Inputs mix = f.inputs().inputs();
        mix.styles.front().weight = 0.25;
        f.inputs().setInputs(mix);
        const ResultPtr result = paint(f);
        QVERIFY(result);
        QVERIFY(exportTo(f, inFolder(f, "out.jpg")));
        const auto recipe = recipeOf(inFolder(f, "out.jpg"));
        QVERIFY2(recipe, recipe ? "" : recipe.error().message().c_str());
        QCOMPARE(recipe->engine, f.stylize().runPanel()->engine());
        QCOMPARE(std::get<double>(recipe->params.at("style-weight")), 2.5);  // not what stands in the form by now
        QVERIFY(recipe->params.contains("seed") || !result->params.contains("seed"));
        QCOMPARE(recipe->version, versionNumber());
        QCOMPARE(recipe->content.name, std::string("photo.png"));
        QCOMPARE(recipe->content.path, inFolder(f, "photo.png").toStdString());
        QCOMPARE(recipe->content.hash, sampleHash(mix.photo->image));
        QCOMPARE(recipe->styles.size(), size_t{1});
        QCOMPARE(recipe->styles[0].weight, 0.25);
        QCOMPARE(recipe->styles[0].hash, sampleHash(mix.styles[0].picture->image));
        QVERIFY(decodePicture(recipe->styles[0].thumbnail).has_value());
        QCOMPARE(recipe->models.size(), installedModels().size());
        QCOMPARE(recipe->device, std::string("cpu"));
        QCOMPARE(recipe->libTorch, std::string("none"));
        QCOMPARE(recipe->result, sampleHash(result->picture->image));
        QVERIFY(recipe->complete);
        QVERIFY(recipe->outputSize.has_value());
    }

    void theSizeOfThisExportIsRecorded() {
        WindowFixture f("gatys");
        f.inputs().open(SlotKind::Photo, f.picture("photo.png", 1400, 900));
        f.inputs().open(SlotKind::Style, f.picture("style.png", 64, 64, 220));
        QTRY_VERIFY(f.inputs().inputs().ready());
        QVERIFY(paint(f));
        QVERIFY(exportTo(f, inFolder(f, "large.png")));
        QVERIFY(sizeIn(inFolder(f, "large.png")) == OutputSize{.source = true});
        QCOMPARE(probePicture(inFolder(f, "large.png").toStdString())->size.width, 1400);
        f.stylize().exportResult();
        auto* dialog = f.window->findChild<ExportDialog*>();
        dialog->setOutputSize("working");
        dialog->setPath(inFolder(f, "small.png"));
        QSignalSpy exported(dialog, &ExportDialog::exported);
        dialog->save();
        QVERIFY(exported.wait(5000));
        QVERIFY(sizeIn(inFolder(f, "small.png")) == OutputSize{});
    }

    void everyFileOfASetHoldsIt() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        const ResultPtr result = paint(f);
        QVERIFY(result);
        f.settings->setValue("export/set", "[]");
        f.stylize().exportResult();
        auto* dialog = f.window->findChild<ExportDialog*>();
        dialog->setSeveral(true);
        dialog->setFormat("jpeg");
        ExportTarget square, wide;
        square.name = "square";
        square.width = square.height = 64;
        wide.name = "wide";
        wide.width = 96;
        wide.height = 48;
        dialog->setPanel()->add({square, wide});
        QSignalSpy exported(dialog, &ExportDialog::exportedSet);
        dialog->save();
        QVERIFY(exported.wait(10000));
        const QStringList files = exported[0][1].toStringList();
        QVERIFY(files.size() >= 2);
        for (const QString& file : files) {
            const auto recipe = recipeOf(file);
            QVERIFY2(recipe, qPrintable(file));
            QCOMPARE(recipe->result, sampleHash(result->picture->image));
            QVERIFY(!recipe->outputSize);  // a part of the picture has none
        }
    }

    void aDraggedFileAndACopyHoldItToo() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        const ResultPtr result = paint(f);
        QVERIFY(result);
        const test::ScratchFolder folder;
        SessionCache cache(folder.path());
        Background lane;
        PictureOut out(lane, *f.settings, cache);
        QSignalSpy prepared(&out, &PictureOut::prepared), copied(&out, &PictureOut::copied);
        out.prepare(result);
        QTRY_COMPARE(prepared.count(), 1);
        const auto recipe = recipeOf(prepared[0][0].toString());
        QVERIFY(recipe && recipe->outputSize == OutputSize{});
        QCOMPARE(recipe->result, sampleHash(result->picture->image));
        out.copy(result);
        QTRY_COMPARE(copied.count(), 1);
        const auto bytes = QGuiApplication::clipboard()->mimeData()->data("image/png").toStdString();
        const auto copy = decodePicture(bytes);
        QVERIFY(copy && parseRecipe(copy->info().recipe));
        QCOMPARE(parseRecipe(copy->info().recipe)->result, recipe->result);
    }

    void withoutMetadataThereIsNoRecipe() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        const ResultPtr result = paint(f);
        QVERIFY(result);
        f.settings->setValue("export/strip", true);  // the dialog's switch
        QVERIFY(exportTo(f, inFolder(f, "bare.png")));
        QVERIFY(loadPicture((f.folder / "bare.png").string())->info().recipe.empty());
        const test::ScratchFolder folder;
        SessionCache cache(folder.path());
        Background lane;
        PictureOut out(lane, *f.settings, cache);
        QSignalSpy prepared(&out, &PictureOut::prepared), copied(&out, &PictureOut::copied);
        out.prepare(result);
        out.copy(result);
        QTRY_VERIFY(prepared.count() == 1 && copied.count() == 1);
        QVERIFY(loadPicture(prepared[0][0].toString().toStdString())->info().recipe.empty());
        const auto bytes = QGuiApplication::clipboard()->mimeData()->data("image/png").toStdString();
        QVERIFY(decodePicture(bytes)->info().recipe.empty());
    }

    void whatWasStoppedIsNotComplete() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        f.plan.steps = 2000;
        f.stylize().run();
        QTRY_VERIFY(f.stylize().canvas()->hasPreview());
        f.stylize().stop();
        QVERIFY(f.waitForResults(1));
        QVERIFY(exportTo(f, inFolder(f, "stopped.png")));
        const auto recipe = recipeOf(inFolder(f, "stopped.png"));
        QVERIFY(recipe && !recipe->complete);
    }

    void aPastedPhotoHasItsName() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        Inputs in = f.inputs().inputs();
        in.photo = makePicture(test::gradient(200, 100, 3), "Pasted picture");
        f.inputs().setInputs(in);
        QVERIFY(paint(f));
        QVERIFY(exportTo(f, inFolder(f, "out.png")));
        const auto recipe = recipeOf(inFolder(f, "out.png"));
        QVERIFY(recipe && recipe->content.path.empty());
        QCOMPARE(recipe->content.name, std::string("Pasted picture"));
    }

    void restoreBringsAllOfItBackInOneStep() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        const ResultPtr result = paint(f);
        QVERIFY(result && exportTo(f, inFolder(f, "out.png")));
        // Other pictures, other settings, then the painted picture comes in.
        f.inputs().open(SlotKind::Style, f.picture("other.png", 32, 32, 5));
        QTRY_COMPARE(f.inputs().inputs().styles.front().picture->name, "other.png");
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(inFolder(f, "out.png"))});
        QVERIFY(test::dropOn(f.inputs().photoSlot(), data));
        QTRY_VERIFY(banner(f, "holds the recipe"));
        // It is a photo like any other until something is chosen.
        QCOMPARE(f.inputs().inputs().photo->name, "out.png");
        QCOMPARE(strength(f), 1.25);
        QVERIFY(banner(f, "out.png")->hint().contains("style.png"));
        QVERIFY(button(banner(f, "holds the recipe"), "Use as photo"));

        const int steps = f.window->undoStack()->index();
        button(banner(f, "holds the recipe"), "Restore")->click();
        QTRY_COMPARE(strength(f), 2.5);
        QCOMPARE(f.inputs().inputs().photo->name, "photo.png");
        QCOMPARE(f.inputs().inputs().photo->path, inFolder(f, "photo.png"));
        QCOMPARE(f.inputs().inputs().styles.size(), size_t{1});
        QCOMPARE(f.inputs().inputs().styles.front().picture->name, "style.png");
        QVERIFY(!banner(f, "holds the recipe"));
        QVERIFY(!banner(f, "may not come out"));  // nothing differs
        QCOMPARE(f.window->undoStack()->index(), steps + 1);

        f.window->undoStack()->undo();
        QCOMPARE(strength(f), 1.25);
        QCOMPARE(f.inputs().inputs().photo->name, "out.png");
        QCOMPARE(f.inputs().inputs().styles.front().picture->name, "other.png");
        f.window->undoStack()->redo();
        QCOMPARE(strength(f), 2.5);
        // Painted again it is the same picture.
        f.stylize().run();
        QVERIFY(f.waitForResults(2));
        QCOMPARE(sampleHash(f.stylize().strip()->results().front()->picture->image),
                 sampleHash(result->picture->image));
    }

    void whatIsOpenAnywayNeedsNoFile() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        const Inputs in = f.inputs().inputs();
        QVERIFY(paint(f) && exportTo(f, inFolder(f, "out.png")));
        fs::remove(f.folder / "style.png");
        fs::remove(f.folder / "photo.png");
        f.inputs().open(SlotKind::Photo, inFolder(f, "out.png"));
        QTRY_VERIFY(banner(f, "holds the recipe"));
        button(banner(f, "holds the recipe"), "Restore")->click();
        QTRY_COMPARE(strength(f), 2.5);
        QVERIFY(f.inputs().inputs() == in);  // the very pictures: their features are known to the engine
        QCOMPARE(f.stylize().banners()->count(), 0);
    }

    void ofAMissingStyleTheThumbnailIsTakenAndTheStyleNamed() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        const ResultPtr result = paint(f);
        QVERIFY(result && exportTo(f, inFolder(f, "out.png")));
        fs::remove(f.folder / "style.png");
        fs::remove(f.folder / "photo.png");
        // Neither the slots nor a result hold them any more.
        Q_EMIT f.stylize().strip()->removeWanted(result);
        f.inputs().setInputs(
            {makePicture(test::gradient(50, 40, 1), "a"), {{makePicture(test::gradient(9, 9, 1), "b")}}});
        f.inputs().open(SlotKind::Style, inFolder(f, "out.png"));
        QTRY_VERIFY(banner(f, "holds the recipe"));
        QVERIFY(button(banner(f, "holds the recipe"), "Use as style"));
        const PicturePtr photo = f.inputs().inputs().photo;
        button(banner(f, "holds the recipe"), "Restore")->click();
        QTRY_VERIFY(banner(f, "may not come out"));
        const QString hint = banner(f, "may not come out")->hint();
        QVERIFY2(hint.contains("style.png was found only as the thumbnail"), qPrintable(hint));
        QVERIFY2(hint.contains("photo photo.png of the recipe was found neither"), qPrintable(hint));
        QCOMPARE(f.inputs().inputs().photo, photo);
        const PicturePtr style = f.inputs().inputs().styles.front().picture;
        QCOMPARE(style->name, "style.png");
        QVERIFY(style->path.isEmpty() && style->image.size() == (ImageSize{128, 128}));
        QCOMPARE(strength(f), 2.5);
    }

    void anotherVersionIsSaid() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        QVERIFY(paint(f) && exportTo(f, inFolder(f, "out.png")));
        auto recipe = recipeOf(inFolder(f, "out.png"));
        QVERIFY(recipe);
        recipe->version = "0.0.7";
        recipe->models.push_back({"gone.safetensors", std::string(64, 'a')});
        QVERIFY(saveWithRecipe(inFolder(f, "old.png"), recipeText(*recipe)));
        f.inputs().open(SlotKind::Photo, inFolder(f, "old.png"));
        QTRY_VERIFY(banner(f, "old.png holds the recipe"));
        button(banner(f, "holds the recipe"), "Restore")->click();
        QTRY_VERIFY(banner(f, "may not come out"));
        const QString hint = banner(f, "may not come out")->hint();
        QVERIFY2(hint.contains("version 0.0.7") && hint.contains("gone.safetensors is not installed"),
                 qPrintable(hint));
    }

    void keepingThePictureLeavesEverythingAsItIs() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        QVERIFY(paint(f) && exportTo(f, inFolder(f, "out.png")));
        f.inputs().open(SlotKind::Photo, inFolder(f, "out.png"));
        QTRY_VERIFY(banner(f, "holds the recipe"));
        const int steps = f.window->undoStack()->index();
        button(banner(f, "holds the recipe"), "Use as photo")->click();
        QVERIFY(!banner(f, "holds the recipe"));
        QCOMPARE(f.window->undoStack()->index(), steps);
        QCOMPARE(f.inputs().inputs().photo->name, "out.png");
        // Taken out before the answer, it comes back.
        f.inputs().open(SlotKind::Photo, inFolder(f, "out.png"));
        QTRY_VERIFY(banner(f, "holds the recipe"));
        Inputs none = f.inputs().inputs();
        none.photo.reset();
        f.inputs().change(none, "Remove");
        button(banner(f, "holds the recipe"), "Use as photo")->click();
        QCOMPARE(f.inputs().inputs().photo->name, "out.png");
    }

    void onlyTheNewestIsAskedAbout() {
        WindowFixture f("gatys");
        QVERIFY(f.fill());
        QVERIFY(paint(f) && exportTo(f, inFolder(f, "a.png")));
        fs::copy_file(f.folder / "a.png", f.folder / "b.png");
        f.inputs().open(SlotKind::Photo, inFolder(f, "a.png"));
        f.inputs().open(SlotKind::Photo, inFolder(f, "b.png"));
        QTRY_VERIFY(banner(f, "b.png holds the recipe"));
        QVERIFY(!banner(f, "a.png holds the recipe"));
        // A pasted picture can hold one as well; a plain one is no reason to ask.
        Dropped pasted;
        pasted.encoded = QByteArray::fromStdString(*readFile(f.folder / "a.png", 1 << 24));
        f.inputs().take(SlotKind::Style, pasted);
        QTRY_VERIFY(banner(f, "Pasted picture holds the recipe"));
        QCOMPARE(f.stylize().banners()->count(), 1);
    }

    void aDamagedRecipeGetsASentenceAndThePictureIsUsed() {
        WindowFixture f("gatys");
        QVERIFY(saveWithRecipe(inFolder(f, "bad.png"), R"({"format": "velatura-recipe", "version": 99})"));
        f.inputs().open(SlotKind::Photo, inFolder(f, "bad.png"));
        QTRY_VERIFY(banner(f, "bad.png holds a recipe that cannot be used"));
        QVERIFY(banner(f, "newer Velatura"));
        QVERIFY(f.inputs().inputs().photo);
        f.inputs().open(SlotKind::Photo, f.picture("plain.png"));
        QTRY_COMPARE(f.inputs().inputs().photo->name, "plain.png");
        QTest::qWait(50);
        QCOMPARE(f.stylize().banners()->count(), 1);
    }

    void theFormOfTheOtherEngineIsUndoneToo() {
        if (engines().size() < 2) QSKIP("there is one engine only");
        WindowFixture f("gatys");
        RunPanel* panel = f.stylize().runPanel();
        const std::string first = engines()[0].key, second = engines()[1].key;
        ParamValues there = panel->params(second);
        const ParamValues before = there;
        const ParamInfo* changed = nullptr;
        for (const auto& info : engines()[1].schema().fields())
            if (info.type == ParamType::Integer && info.stages != Stage::None) changed = &info;
        QVERIFY(changed);
        there[changed->key] = std::get<std::int64_t>(there.at(changed->key)) + 1;
        panel->setParams(first, panel->params(first));
        RestoredRecipe restored{"x.png", second, there, {}, {}};
        Q_EMIT f.stylize().findChild<RecipeOffer*>()->restoreWanted(restored);
        QCOMPARE(panel->engine(), second);
        QVERIFY(panel->params() == there);
        f.window->undoStack()->undo();
        QCOMPARE(panel->engine(), first);
        QVERIFY(panel->params(second) == before);
    }
};

VELATURA_TEST(RecipeWindowTest)
#include "recipe_window_test.moc"
