// Masks, the protected photo and kept colours inside recipes: both ways, small enough, refused when damaged.
#include "core/recipe_masks.h"

#include <nlohmann/json.hpp>

#include "core/base/base64.h"
#include "core/base/random.h"
#include "core/catalog.h"
#include "core/image/kept_color_text.h"
#include "core/image_io/file_pictures.h"
#include "core/matched_pictures.h"
#include "core/recipe_match.h"
#include "tests/support/recipe_words.h"
#include "tests/support/test_case.h"

using namespace velatura;
using nlohmann::json;
using test::refusal;
using test::says;

namespace {

/// A ramp, or noise that no codec makes small.
Image grey(ImageSize size, bool noise = false) {
    PixelBuffer out(size, 1, Depth::U8);
    Random random(7);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
            out.row(y)[x] = static_cast<std::uint8_t>(noise ? random.below(256) : static_cast<size_t>(x + y) & 255);
    return Image(std::move(out));
}

Image colour(ImageSize size) {
    return Image(PixelBuffer(size, 3, Depth::U8));
}

RenderRequest request(ImageSize size, bool noise = false) {
    RenderRequest out;
    out.content = colour(size);
    out.styles = {{colour({40, 30}), 1, grey(size, noise)}, {colour({20, 30}), 0.5, {}}};
    out.protect = grey(size, noise);
    out.keptColors = {{0xc8, 0x10, 0x2e, 3}, {1, 2, 3, 0.5}};
    return out;
}

Recipe recipeOf(RenderRequest painted) {
    const auto files = filePictures();
    auto masks = recordMasks(painted, *files);
    auto styles = recipeStyles(painted.styles, {"a.png", "b.png"}, *files);
    return makeRecipe({.engine = engines().front().key,
                       .request = &painted,
                       .contentPath = "photo.png",
                       .styles = std::move(*styles),
                       .masks = std::move(*masks),
                       .device = {"cpu", "1.13.1", "", 1},
                       .result = colour({32, 24}),
                       .facts = {},
                       .outputSize = {}});
}

}  // namespace

class RecipeMasksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bothWays() {
        const auto painted = request({64, 48});
        const Recipe recipe = recipeOf(painted);
        QVERIFY(recipe.hasMasks());
        const auto again = parseRecipe(recipeText(recipe));
        QVERIFY2(again, again ? "" : again.error().message().c_str());
        QCOMPARE(recipeText(*again), recipeText(recipe));
        QVERIFY(again->keptColors == painted.keptColors);
        const auto masks = readMasks(*again, fileReader());
        QVERIFY2(masks, masks ? "" : masks.error().message().c_str());
        QCOMPARE(sampleHash(masks->styles[0].image()), sampleHash(painted.styles[0].mask));
        QVERIFY(masks->styles[1].empty());
        QCOMPARE(sampleHash(masks->protect.image()), sampleHash(painted.protect));
    }

    void recipesWithoutMasksAreAsBefore() {
        RenderRequest plain = request({64, 48});
        plain.styles[0].mask = plain.protect = {};
        plain.keptColors.clear();
        const json old = toJson(recipeOf(plain));
        QVERIFY(old["version"] == 1);
        QVERIFY(!old.contains("protect") && !old.contains("keptColors") && !old["styles"][0].contains("mask"));
        QVERIFY(parseRecipe(old.dump()));
        QVERIFY(!parseRecipe(old.dump())->hasMasks());
        // What older programs would leave out without a word has a number that they refuse.
        QVERIFY(toJson(recipeOf(request({64, 48})))["version"] == 2);
        plain.keptColors = {{1, 2, 3, 4}};
        QVERIFY(toJson(recipeOf(plain))["version"] == 2);
    }

    void largeMasksBecomeSmallerBeforeTheyArePaintedWith() {
        RenderRequest large = request({2048, 1536}, true);
        MatchedPictures matched(filePictures());
        RenderRequest painted = large;
        QVERIFY(matched.match(painted));
        QVERIFY(painted.styles[0].mask.width() < 1024);
        const Recipe recipe = recipeOf(large);
        QVERIFY(recipeText(recipe).size() <= kMaxRecipeText);
        const auto read = readMasks(*parseRecipe(recipeText(recipe)), fileReader());
        QVERIFY(read);
        // What is recorded is what was painted with.
        QCOMPARE(sampleHash(read->styles[0].image()), sampleHash(painted.styles[0].mask));
        QCOMPARE(sampleHash(read->protect.image()), sampleHash(painted.protect));
        // And once more from the recipe: nothing changes any more.
        RenderRequest repeated = large;
        repeated.styles[0].mask = read->styles[0].image();
        repeated.protect = read->protect.image();
        QVERIFY(recordMasks(repeated, *filePictures()));
        QCOMPARE(repeated.protect.size(), read->protect.size());
        // The same masks stay the same pictures to the engine.
        RenderRequest second = large;
        QVERIFY(matched.match(second));
        QCOMPARE(second.styles[0].mask.id(), painted.styles[0].mask.id());
    }

    void nineNoisyMasksStillFit() {
        RenderRequest all = request({2048, 2048}, true);
        const StyleInput style = all.styles[0];
        all.styles.assign(8, style);
        const auto masks = recordMasks(all, *filePictures());
        QVERIFY(masks);
        size_t sum = masks->protect.png.size();
        for (const auto& m : masks->styles) sum += m.png.size();
        QVERIFY(sum <= kMaxMaskBytes);
    }

    void damagedMasksAreRefused() {
        const json good = toJson(recipeOf(request({64, 48})));
        json bad = good;
        bad["protect"]["png"] = "no base64";
        QVERIFY2(refusal(bad).contains("protect"), qPrintable(refusal(bad)));
        bad = good;
        bad["styles"][0]["mask"]["png"] = toBase64("no png");
        QVERIFY2(refusal(bad).contains("mask"), qPrintable(refusal(bad)));
        bad = good;
        bad["styles"][0]["mask"]["hash"] = "xyz";
        QVERIFY(refusal(bad).contains("mask"));
        bad = good;
        bad["styles"][0]["mask"] = 7;
        QVERIFY(refusal(bad).contains("mask"));
        // A header that promises more than a mask may have never reaches the codec.
        std::string huge = *fromBase64(good["protect"]["png"].get<std::string>());
        huge[16] = huge[20] = 1;
        bad = good;
        bad["protect"]["png"] = toBase64(huge);
        QVERIFY(refusal(bad).contains("protect"));
        // Right at the start, wrong behind it: found when it is decoded.
        std::string torn = *fromBase64(good["styles"][0]["mask"]["png"].get<std::string>());
        torn.resize(torn.size() / 2);
        bad = good;
        bad["styles"][0]["mask"]["png"] = toBase64(torn);
        auto parsed = parseRecipe(bad.dump());
        QVERIFY(parsed);
        QVERIFY(readMasks(*parsed, fileReader()).error().message().find("mask of the style a.png") !=
                std::string::npos);
        bad = good;
        bad["protect"]["hash"] = std::string(32, '0');
        parsed = parseRecipe(bad.dump());
        QVERIFY(readMasks(*parsed, fileReader()).error().message().find("protects the photo") != std::string::npos);
        bad = good;
        bad["content"]["width"] = 640;
        QVERIFY(!readMasks(*parseRecipe(bad.dump()), fileReader()));
    }

    void keptColoursAreChecked() {
        const json good = toJson(recipeOf(request({64, 48})));
        for (const json& wrong :
             {json("#c8102e:3"), json::array({7}), json::array({"red:3"}), json::array({"#c8102e:-1"}),
              json(std::vector<std::string>(kMaxKeptColors + 1, "#c8102e:3"))}) {
            json bad = good;
            bad["keptColors"] = wrong;
            QVERIFY2(refusal(bad).contains("keptColors"), qPrintable(refusal(bad)));
        }
    }

    void colorsAreReadAndWritten() {
        const auto color = parseKeptColor("#C8102e:3.5");
        QVERIFY(color);
        QVERIFY((*color == KeptColor{0xc8, 0x10, 0x2e, 3.5}));
        QCOMPARE(toText(*color), std::string("#c8102e:3.5"));
        QCOMPARE(parseKeptColor("#000000")->deltaE, KeptColor{}.deltaE);
        for (const char* bad : {"", "#", "c8102e", "#c8102", "#c8102e3", "#c8102e:", "#c8102e:x", "#c8102e:101",
                                "#c8102e:nan", "#c81g2e:3", "#c8102e:3 "})
            QVERIFY2(!parseKeptColor(bad), bad);
    }

    void changesAreNamed() {
        const Recipe a = recipeOf(request({64, 48}));
        QVERIFY(!says(differences(a, a, {}), "mask"));
        RenderRequest other = request({64, 48});
        other.styles[0].mask = grey({32, 24}, true);
        other.protect = {};
        other.keptColors.clear();
        const auto reasons = differences(a, recipeOf(other), {});
        QVERIFY(says(reasons, "The mask of the style a.png has changed."));
        QVERIFY(says(reasons, "The mask that protects the photo has changed."));
        QVERIFY(says(reasons, "The kept colours have changed."));
    }
};

VELATURA_TEST(RecipeMasksTest)
#include "recipe_masks_test.moc"
