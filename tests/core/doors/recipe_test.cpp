// Recipes: both ways through JSON, every refusal, thousands of damaged ones, and the reasons why a repetition differs.
#include "core/recipe.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/base64.h"
#include "core/base/hash.h"
#include "core/base/random.h"
#include "core/base/version.h"
#include "core/catalog.h"
#include "core/image_io/file_pictures.h"
#include "core/recipe_match.h"
#include "tests/support/recipe_words.h"
#include "tests/support/test_case.h"

using namespace velatura;
using nlohmann::json;
using test::refusal;
using test::says;
using test::ScratchFolder;

namespace {

Image picture(int width, int height, int tint) {
    PixelBuffer buffer({width, height}, 3, Depth::U8);
    for (int y = 0; y < height; ++y)
        for (size_t x = 0; x < buffer.rowBytes(); ++x)
            buffer.row(y)[x] = static_cast<std::uint8_t>(tint + 7 * y + static_cast<int>(x));
    return Image(std::move(buffer));
}

Recipe sample() {
    const auto& engine = **findEngine("gatys");
    Recipe r;
    r.version = "0.1.0";
    r.commit = "abcdef";
    r.engine = engine.key;
    r.params = engine.schema().defaults();
    r.content = {"photo \"ü\".jpg", "/tmp/photo.jpg", std::string(32, 'a'), {640, 480}};
    RecipeStyle style;
    static_cast<RecipePicture&>(style) = {"wave.jpg", "/tmp/wave.jpg", std::string(32, 'b'), {100, 80}};
    style.weight = 0.7;
    style.thumbnail = std::string("\x89PNG\0\xff", 6);
    r.styles = {style};
    r.models = {{"perceptual.safetensors", std::string(64, 'c')}};
    r.device = "cpu";
    r.libTorch = "1.13.1";
    r.threads = 2;
    r.workingSize = {512, 384};
    r.result = std::string(32, 'd');
    r.outputSize = OutputSize{.source = true};
    return r;
}

}  // namespace

class RecipeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hashesAreTheStandards() {
        QCOMPARE(sha256("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(sha256(std::string(1000000, 'a')),
                 std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
        QCOMPARE(xxh3(""), std::string("99aa06d3014798d86001c324468d497f"));
        const ScratchFolder folder;
        std::ofstream(folder / "f") << std::string(300000, 'x');
        QCOMPARE(*xxh3OfFile(folder / "f"), xxh3(std::string(300000, 'x')));
        QCOMPARE(*sha256OfFile(folder / "f"), sha256(std::string(300000, 'x')));
        QVERIFY(!sha256OfFile(folder / "none"));
    }

    void base64IsStrict() {
        for (const std::string text : {"", "f", "fo", "foo", "foob"}) QCOMPARE(*fromBase64(toBase64(text)), text);
        QCOMPARE(toBase64("fo"), std::string("Zm8="));
        for (const char* bad : {"Zm8", "Zm8=Zm8=", "Zm 8", "====", "Z=m8"}) QVERIFY2(!fromBase64(bad), bad);
    }

    void sampleHashSeesShapeAndDepth() {
        QCOMPARE(sampleHash(picture(8, 4, 1)), sampleHash(picture(8, 4, 1)));
        QVERIFY(sampleHash(picture(8, 4, 1)) != sampleHash(picture(8, 4, 2)));
        const auto flat = [](ImageSize size) { return Image(PixelBuffer(size, 3, Depth::U8)); };
        QVERIFY(sampleHash(flat({8, 4})) != sampleHash(flat({4, 8})));
    }

    void bothWays() {
        const Recipe r = sample();
        const auto again = parseRecipe(recipeText(r));
        QVERIFY2(again, again ? "" : again.error().message().c_str());
        QCOMPARE(recipeText(*again), recipeText(r));
        QCOMPARE(again->styles[0].thumbnail, r.styles[0].thumbnail);
        QVERIFY(again->params == r.params);
        const ScratchFolder folder;
        QVERIFY(writeRecipeFile(folder / "r.json", r));
        QCOMPARE(recipeText(*readRecipeFile(folder / "r.json")), recipeText(r));
        QCOMPARE(recipeText(*readRecipe(folder / "r.json", fileReader())), recipeText(r));
    }

    void theChainGoesBothWays() {
        Recipe r = sample();
        r.origin = originOf(picture(8, 4, 1), {}, nullptr);
        QVERIFY(!r.origin->repeatable());
        QCOMPARE(recipeText(*parseRecipe(recipeText(r))), recipeText(r));
        r.origin = originOf(picture(8, 4, 1), "/tmp/start.png", nullptr);
        QVERIFY(r.origin->repeatable());
        const Recipe first = sample();
        r.origin = originOf(picture(8, 4, 1), {}, &first);
        QVERIFY(r.origin->repeatable() && r.origin->recipe->styles[0].thumbnail.empty());
        const auto again = parseRecipe(recipeText(r));
        QVERIFY2(again, again ? "" : again.error().message().c_str());
        QCOMPARE(recipeText(*again), recipeText(r));
        QCOMPARE(again->origin->picture.hash, sampleHash(picture(8, 4, 1)));
        QCOMPARE(again->origin->recipe->result, first.result);
    }

    void theChainIsBounded() {
        Recipe r = sample();
        for (int i = 0; i < 20; ++i) {
            Recipe next = sample();
            next.origin = originOf(picture(8, 4, i), {}, &r);
            r = std::move(next);
            const auto again = parseRecipe(recipeText(r));
            QVERIFY2(again, again ? "" : again.error().message().c_str());
        }
        int links = 0;
        const Recipe* at = &r;
        for (; at->origin && at->origin->recipe; at = at->origin->recipe.get()) ++links;
        QCOMPARE(links, kMaxRecipeChain - 1);
        // The oldest is known by its picture alone, so nothing that stands on it can be painted again.
        QVERIFY(at->origin && !at->origin->repeatable() && !r.origin->repeatable());
        json deep = toJson(sample());
        for (int i = 0; i < 12; ++i) {
            json next = toJson(r);
            next["from"]["recipe"] = deep;
            deep = next;
        }
        QVERIFY2(refusal(deep).contains("more than 8"), qPrintable(refusal(deep).left(300)));
    }

    void aDamagedChainIsRefused() {
        Recipe r = sample();
        const Recipe first = sample();
        r.origin = originOf(picture(8, 4, 1), {}, &first);
        json j = toJson(r);
        j["from"]["recipe"]["engine"] = "nothing";
        QVERIFY(refusal(j).contains("nothing"));
        j = toJson(r);
        j["from"]["hash"] = "short";
        QVERIFY(refusal(j).contains("from.hash"));
        j = toJson(r);
        j["from"]["recipe"].erase("params");
        QVERIFY(refusal(j).contains("params"));
        for (const json& wrong : {json(3), json("x"), json::array()}) {
            j = toJson(r);
            j["from"] = wrong;
            QVERIFY(!refusal(j).isEmpty());
            j["from"] = toJson(r)["from"];
            j["from"]["recipe"] = wrong;
            QVERIFY(!refusal(j).isEmpty());
        }
    }

    void originsAreCompared() {
        const Recipe plain = sample(), first = sample();
        Recipe chained = sample(), other = sample();
        chained.origin = originOf(picture(8, 4, 1), {}, &first);
        other.origin = originOf(picture(8, 4, 2), {}, &first);
        QVERIFY(says(differences(chained, plain, {}), "went on from another result"));
        QVERIFY(says(differences(plain, chained, {}), "did not go on"));
        QVERIFY(says(differences(chained, other, {}), "is not the same"));
        QVERIFY(!says(differences(chained, chained, {}), "went on"));
        other.origin = originOf(picture(8, 4, 2), {}, nullptr);
        QVERIFY(says(differences(other, other, {}), "cannot be painted again"));
    }

    void theOutputSizeGoesBothWays() {
        for (const OutputSize size : {OutputSize{}, OutputSize{.source = true}, OutputSize{.longSide = 1920}}) {
            Recipe r = sample();
            r.outputSize = size;
            const auto again = parseRecipe(recipeText(r));
            QVERIFY(again && again->outputSize);
            QVERIFY(*again->outputSize == size);
        }
        // A recipe from before it was recorded loads as before and is written as it was.
        json old = toJson(sample());
        old["result"].erase("outputSize");
        const auto loaded = parseRecipe(old.dump());
        QVERIFY2(loaded, loaded ? "" : loaded.error().message().c_str());
        QVERIFY(!loaded->outputSize);
        QVERIFY(toJson(*loaded) == old);
        QVERIFY(identical(*loaded, sample()));
        QVERIFY(differences(*loaded, sample(), {}).empty());
        QVERIFY(old["version"] == 1);
    }

    void levelsAreWrittenOnlyWhereThereAreAny() {
        Recipe r = sample();
        QVERIFY(toJson(r)["version"] == 1 && !toJson(r)["styles"][0].contains("levels"));
        r.styles[0].levels = StyleLevels::Coarse;
        const json written = toJson(r);
        QVERIFY(written["version"] == 3);  // older programs would paint with all of the style
        const auto read = parseRecipe(written.dump());
        QVERIFY(read && read->styles[0].levels == StyleLevels::Coarse);
        json wrong = written;
        wrong["styles"][0]["levels"] = "middle";
        QVERIFY(refusal(wrong).contains("levels"));
        FoundPictures found;
        found.styles.resize(1);
        QVERIFY(says(differences(sample(), r, found), "level"));
        QVERIFY(!says(differences(r, r, found), "level"));
    }

    void travelsInAPicture() {
        const ScratchFolder folder;
        const auto files = filePictures();
        QVERIFY(files->save(picture(20, 10, 3), folder / "p.png", recipeText(sample())));
        QCOMPARE(recipeText(*readRecipe(folder / "p.png", fileReader())), recipeText(sample()));
        QVERIFY(files->save(picture(20, 10, 3), folder / "q.png", ""));
        QVERIFY(readRecipe(folder / "q.png", fileReader()).error().message().find("holds no recipe") !=
                std::string::npos);
        QVERIFY(filePictures({.metadata = SaveMetadata::Strip})->save(picture(9, 9, 0), folder / "s.png", recipeText(sample())));
        QVERIFY(!readRecipe(folder / "s.png", fileReader()));
    }

    void newerFormatsAreRefusedByASentence() {
        json newer = toJson(sample());
        newer["version"] = kRecipeVersion + 1;
        QVERIFY2(refusal(newer).contains("newer Velatura"), qPrintable(refusal(newer)));
        newer["version"] = 1e300;
        QVERIFY(refusal(newer).contains("version"));
        QVERIFY(refusal(json{{"a", 1}}).contains("not a recipe"));
        QVERIFY(refusal(json::array()).contains("not a recipe"));
        QVERIFY(!parseRecipe(std::string(kMaxRecipeText + 1, ' ')));
        QVERIFY(!parseRecipe("{"));
        QVERIFY(!parseRecipe(std::string(5000, '[')));
    }

    void everyMemberIsChecked() {
        const std::vector<std::pair<const char*, json>> wrong = {
            {"/engine", "none"},
            {"/engine", "gat\x1b[31mys"},
            {"/params/steps", -1},
            {"/params/steps", "many"},
            {"/params/\x1b", 1},
            {"/params", json::array()},
            {"/content/hash", "xyz"},
            {"/content/width", 0},
            {"/content/width", 1e18},
            {"/content/width", 18446744073709551615u},
            {"/content/name", "a\nb"},
            {"/content/path", std::string(20000, 'a')},
            {"/styles", json::array()},
            {"/styles", json(std::vector<int>(100, 1))},
            {"/styles/0/weight", 0},
            {"/styles/0/weight", nullptr},
            {"/styles/0/thumbnail", "no base64!"},
            {"/models/0/sha256", std::string(64, 'G')},
            {"/machine/threads", -2},
            {"/result/hash", ""},
            {"/result/complete", 1},
            {"/result/outputSize", "huge"},
            {"/result/outputSize", 1920},
            {"/result/outputSize", "-3"},
            {"/result/outputSize", nullptr},
            {"/program", 3},
        };
        for (const auto& [where, value] : wrong) {
            json broken = toJson(sample());
            broken[json::json_pointer(where)] = value;
            QVERIFY2(!refusal(broken).isEmpty(), where);
            QVERIFY2(!refusal(broken).contains('\x1b') && !refusal(broken).contains('\n'), where);
        }
        const json whole = toJson(sample());
        for (const auto& [key, value] : whole.items()) {
            json broken = whole;
            broken.erase(key);
            QVERIFY2(!refusal(broken).isEmpty(), key.c_str());
        }
    }

    void damagedRecipesGiveASentenceOrAValue() {
        const std::string good = recipeText(sample());
        int values = 0;
        for (std::uint64_t i = 0; i < 6000; ++i) {
            Random random(i);
            std::string text = good;
            if (i % 3 == 0) text.resize(random.below(text.size()));
            for (std::uint64_t flips = random.below(4) + (i % 3 ? 1 : 0); flips > 0 && !text.empty(); --flips)
                text[random.below(text.size())] = static_cast<char>(i % 2 ? random.next() : 32 + random.below(95));
            const auto recipe = parseRecipe(text);
            if (!recipe) {
                QVERIFY(!recipe.error().message().empty());
                continue;
            }
            ++values;
            QVERIFY(parseRecipe(recipeText(*recipe)).has_value());
        }
        QVERIFY2(values > 20 && values < 5900, qPrintable(QString::number(values)));
    }

    void eachReasonIsNamed() {
        const Recipe r = sample();
        FoundPictures found{{{}, "photo.jpg", true, false}, {{{}, "wave.jpg", true, false}}};
        QVERIFY(differences(r, r, found).empty());
        Recipe other = r;
        other.result = std::string(32, 'e');
        QVERIFY(says(differences(r, other, found), "rounds differently"));
        const auto reason = [&](auto change) {
            Recipe changed = r;
            change(changed);
            const auto all = differences(r, changed, found);
            return all.size() == 1 ? QString::fromStdString(all[0].message()) : QString::number(all.size());
        };
        QVERIFY(reason([](Recipe& c) { c.version = "9"; }).contains("program was version"));
        QVERIFY(reason([](Recipe& c) { c.models[0].sha256 = std::string(64, '0'); }).contains("another one"));
        QVERIFY(reason([](Recipe& c) { c.models.clear(); }).contains("not installed"));
        QVERIFY(reason([](Recipe& c) { c.device = "cuda:0"; }).contains("device was cpu"));
        QVERIFY(reason([](Recipe& c) { c.threads = 8; }).contains("threads was 2"));
        QVERIFY(reason([](Recipe& c) { c.libTorch = "2"; }).contains("LibTorch"));
        QVERIFY(reason([](Recipe& c) { c.content.hash = std::string(32, '0'); }).contains("photo photo.jpg"));
        QVERIFY(reason([](Recipe& c) { c.styles[0].hash = std::string(32, '0'); }).contains("not the one"));
        QVERIFY(reason([](Recipe& c) { c.styles[0].weight = 1; }).contains("weight"));
        QVERIFY(reason([](Recipe& c) { c.params["steps"] = std::int64_t{7}; }).contains("steps was 18 and is 7"));
        QVERIFY(reason([](Recipe& c) { c.complete = false; }).contains("stopped early"));
        QVERIFY(reason([](Recipe& c) { c.params["threads"] = std::int64_t{7}; }) == "0");  // what really was counts
        const auto size = [](Recipe& c) { c.outputSize = OutputSize{.longSide = 640}; };
        QVERIFY(reason(size).contains("output size was source and is 640"));
        Recipe larger = r;
        size(larger);
        QVERIFY(!identical(r, larger));
        Recipe stopped = r;
        stopped.complete = false;
        QVERIFY(says(differences(stopped, r, found), "stopped early"));
        found.styles[0].thumbnail = true;
        QVERIFY(says(differences(r, r, found), "only as the thumbnail"));
    }

    void picturesAreFoundAgain() {
        const ScratchFolder folder;
        const auto files = filePictures();
        const Image photo = picture(30, 20, 1), style = picture(300, 200, 90);
        Recipe r = sample();
        r.content = {"photo.png", folder / "gone/photo.png", sampleHash(photo), photo.size()};
        static_cast<RecipePicture&>(r.styles[0]) = {"../wave.png", folder / "gone/wave.png", sampleHash(style),
                                                    style.size()};
        r.styles[0].thumbnail = *files->encodeThumbnail(thumbnail(style, {128, 85}));
        const RecipeSearch search{.folder = folder.path()};
        QVERIFY(!findRecipeContent(r, search, fileReader()));
        QVERIFY((*findRecipeStyles(r, search, fileReader()))[0].thumbnail);
        QVERIFY(files->save(photo, folder / "photo.png", ""));
        QVERIFY(files->save(style, folder / "wave.png", ""));
        QVERIFY(findRecipeContent(r, search, fileReader())->same);
        QVERIFY((*findRecipeStyles(r, search, fileReader()))[0].same);
        // Of the same name and size, but another picture: used and told.
        QVERIFY(files->save(picture(30, 20, 77), folder / "photo.png", ""));
        QVERIFY(!findRecipeContent(r, search, fileReader())->same);
        r.styles[0].thumbnail.clear();
        std::filesystem::remove(folder / "wave.png");
        QVERIFY(!findRecipeStyles(r, search, fileReader()));
        QVERIFY(!findRecipeStyles(r, {.folder = {}, .content = {}, .styles = {"a", "b"}}, fileReader()));
        r.content.path.clear();  // it was pasted
        r.content.name = "Pasted picture";
        QVERIFY(findRecipeContent(r, search, fileReader()).error().message().find("never had a file") !=
                std::string::npos);
        const auto none = findRecipeStyle(r.styles[0], folder.path(), fileReader());
        QVERIFY(!none && none.error().message().find("wave.png") != std::string::npos);
    }

    void whatWouldDifferHereIsKnownBeforePainting() {
        Recipe r = sample();
        r.version = versionNumber();
        r.commit = versionCommit();
        r.models = installedModels();
        const Image photo = picture(30, 20, 1), style = picture(40, 20, 9);
        r.content.hash = sampleHash(photo);
        r.styles[0].hash = sampleHash(style);
        const FoundPictures found{{photo, "p.png", true, false}, {{style, "w.png", true, false}}};
        QVERIFY(differences(r, recipeHere(r, found), found).empty());
        Recipe old = r;
        old.version = "0.0.1";
        old.models.push_back({"gone.safetensors", std::string(64, '1')});
        const auto all = differences(old, recipeHere(old, found), found);
        QCOMPARE(all.size(), size_t{2});
        QVERIFY(says(all, "program was version 0.0.1") && says(all, "gone.safetensors is not installed"));
        // Another picture in its place, and one that was not found at all.
        FoundPictures other = found;
        other.content = {picture(30, 20, 5), "p.png", false, false};
        other.styles[0] = {picture(12, 6, 9), "w.png", false, true};
        const auto pictures = differences(r, recipeHere(r, other), other);
        QCOMPARE(pictures.size(), size_t{2});
        QVERIFY(says(pictures, "photo p.png is not the one") && says(pictures, "only as the thumbnail"));
        other.content = {};
        QVERIFY(!says(differences(r, recipeHere(r, other), other), "photo"));
    }

    void theMachineStaysOutOfPortableParameters() {
        Recipe r = sample();
        r.params["threads"] = std::int64_t{7};
        r.params["steps"] = std::int64_t{77};
        const ParamValues there = portableParams(r);
        QVERIFY(!there.contains("threads") && !there.contains("device"));
        QVERIFY(there.at("steps") == ParamValue(std::int64_t{77}));
    }
};

VELATURA_TEST(RecipeTest)
#include "recipe_test.moc"
