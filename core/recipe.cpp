#include "core/recipe.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/atomic_file.h"
#include "core/base/base64.h"
#include "core/base/hash.h"
#include "core/base/json_file.h"
#include "core/catalog.h"
#include "core/image/kept_color_text.h"
#include "core/image/mask.h"

namespace velatura {

using nlohmann::json;

namespace {

constexpr const char* kFormat = "velatura-recipe";
constexpr size_t kMaxText = 16384, kMaxName = 200, kMaxThumbnail = 64 << 10, kMaxEntries = 64;
constexpr std::int64_t kMaxSide = 1 << 20;

/// File names may hold anything; a recipe holds no control characters (they would act on a terminal).
std::string clean(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
    return text;
}

bool plain(const std::string& text) {
    return text.size() <= kMaxName && clean(text) == text;
}

Error damaged(const std::string& key) {
    return {ErrorCode::Unreadable, "The recipe is damaged: \"%1\" is missing or not what it should be.", {key}};
}

json pictureToJson(const RecipePicture& p) {
    return {{"name", clean(p.name)},
            {"path", clean(p.path)},
            {"hash", p.hash},
            {"width", p.size.width},
            {"height", p.size.height}};
}

json maskToJson(const RecipeMask& mask) { return {{"png", toBase64(mask.png)}, {"hash", mask.hash}}; }

/// The first bytes of a grey 8-bit PNG of a mask's size: nothing larger is ever handed to the codec.
bool maskHeader(const std::string& png) {
    constexpr std::string_view kStart("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    if (png.size() < 26 || std::string_view(png).substr(0, kStart.size()) != kStart) return false;
    const auto number = [&](size_t at) {
        std::uint32_t v = 0;
        for (size_t i = 0; i < 4; ++i) v = v << 8 | static_cast<unsigned char>(png[at + i]);
        return v;
    };
    const std::uint32_t width = number(16), height = number(20);
    return width >= 1 && height >= 1 && std::max(width, height) <= kMaxMaskSide && png[24] == 8 && png[25] == 0;
}

/// Members of one object; the first that is missing or wrong is remembered, and everything after it is harmless.
class Fields {
public:
    Fields(const json& object, std::string where, std::optional<std::string>& wrong)
        : object_(object), where_(std::move(where)), wrong_(wrong) {
        if (!object.is_object()) complain("");
    }

    const json& member(const char* key) {
        static const json none;
        if (!object_.is_object()) return none;
        const auto it = object_.find(key);
        if (it == object_.end()) return complain(key), none;
        return *it;
    }
    Fields object(const char* key) { return {member(key), where_ + key + ".", wrong_}; }
    std::vector<Fields> objects(const char* key) {
        const json& list = member(key);
        if (!list.is_array() || list.size() > kMaxEntries) return complain(key), std::vector<Fields>{};
        std::vector<Fields> out;
        for (const auto& v : list) out.emplace_back(v, where_ + key + ".", wrong_);
        return out;
    }
    std::string text(const char* key, size_t limit = kMaxText) {
        const json& v = member(key);
        if (!v.is_string() || v.get_ref<const std::string&>().size() > limit) return complain(key), std::string();
        auto out = v.get<std::string>();
        if (clean(out) != out) return complain(key), std::string();
        return out;
    }
    std::string hash(const char* key, size_t digits) {
        auto out = text(key);
        const bool fine = out.size() == digits && std::all_of(out.begin(), out.end(), [](char c) {
                              return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                          });
        return fine ? out : (complain(key), std::string());
    }
    int number(const char* key, std::int64_t low, std::int64_t high) {
        const json& v = member(key);
        // Compared as a real first: a whole number of 64 bits may not fit the type that it is read into.
        if (!v.is_number_integer() || v.get<double>() < static_cast<double>(low) ||
            v.get<double>() > static_cast<double>(high))
            return complain(key), static_cast<int>(low);
        return v.get<int>();
    }
    double weight(const char* key) {
        const json& v = member(key);
        if (!v.is_number() || !(v.get<double>() > 0) || v.get<double>() > 1000) return complain(key), 1.0;
        return v.get<double>();
    }
    bool flag(const char* key) {
        const json& v = member(key);
        return v.is_boolean() ? v.get<bool>() : (complain(key), false);
    }
    ImageSize size() { return {number("width", 1, kMaxSide), number("height", 1, kMaxSide)}; }
    /// Recipes of earlier versions have none.
    std::optional<OutputSize> outputSize(const char* key) {
        if (!object_.is_object() || !object_.contains(key)) return std::nullopt;
        const auto size = parseOutputSize(text(key, kMaxName));
        return size ? std::optional(*size) : (complain(key), std::nullopt);
    }
    /// Recipes of version 1 have none, and nobody needs one.
    RecipeMask mask(const char* key) {
        if (!object_.is_object() || !object_.contains(key)) return {};
        auto fields = object(key);
        auto bytes = fromBase64(fields.text("png", kMaxRecipeText));
        if (!bytes || !maskHeader(*bytes)) return complain(key), RecipeMask{};
        return {std::move(*bytes), fields.hash("hash", 32)};
    }
    /// Recipes before version 3 have none.
    StyleLevels levels(const char* key) {
        if (!object_.is_object() || !object_.contains(key)) return StyleLevels::All;
        const auto levels = parseStyleLevels(text(key, kMaxName));
        return levels ? *levels : (complain(key), StyleLevels::All);
    }
    std::vector<KeptColor> keptColors(const char* key) {
        if (!object_.is_object() || !object_.contains(key)) return {};
        const json& list = member(key);
        if (!list.is_array() || list.size() > kMaxKeptColors) return complain(key), std::vector<KeptColor>{};
        std::vector<KeptColor> out;
        for (const auto& v : list) {
            const auto color = v.is_string() ? parseKeptColor(v.get<std::string>()) : Result<KeptColor>(fail(ErrorCode::Unreadable, ""));
            if (!color) return complain(key), std::vector<KeptColor>{};
            out.push_back(*color);
        }
        return out;
    }
    std::string thumbnail(const char* key) {
        auto bytes = fromBase64(text(key, kMaxThumbnail));
        return bytes ? *bytes : (complain(key), std::string());
    }

private:
    void complain(const std::string& key) {
        if (!wrong_) wrong_ = where_ + key;
    }

    const json& object_;
    std::string where_;
    std::optional<std::string>& wrong_;
};

void readPicture(Fields fields, RecipePicture& out) {
    out.name = fields.text("name");
    out.path = fields.text("path");
    out.hash = fields.hash("hash", 32);
    out.size = fields.size();
}

Result<Recipe> readLink(const json& object, int link);

/// The origin, where there is one. Error: the recipe in it is not one.
Status readOrigin(const json& object, int link, Recipe& out, std::optional<std::string>& wrong) {
    if (!object.is_object() || !object.contains("from")) return {};
    Fields fields(object["from"], "from.", wrong);
    RecipeOrigin origin;
    readPicture(fields, origin.picture);
    if (object["from"].is_object() && object["from"].contains("recipe")) {
        if (link + 1 >= kMaxRecipeChain)
            return fail(ErrorCode::TooLarge, "The recipe tells of more than %1 results, each gone on from the one before.",
                        {std::to_string(kMaxRecipeChain)});
        auto recipe = readLink(object["from"]["recipe"], link + 1);
        if (!recipe) return fail(recipe.error());
        origin.recipe = std::make_shared<const Recipe>(std::move(*recipe));
    }
    out.origin = std::move(origin);
    return {};
}

Recipe readFields(const json& object, std::optional<std::string>& wrong) {
    Recipe out;
    Fields top(object, "", wrong);
    auto program = top.object("program"), machine = top.object("machine"), result = top.object("result");
    out.version = program.text("version");
    out.commit = program.text("commit");
    out.engine = top.text("engine", kMaxName);
    readPicture(top.object("content"), out.content);
    for (auto& fields : top.objects("styles")) {
        RecipeStyle& style = out.styles.emplace_back();
        readPicture(fields, style);
        style.weight = fields.weight("weight");
        style.thumbnail = fields.thumbnail("thumbnail");
        style.mask = fields.mask("mask");
        style.levels = fields.levels("levels");
    }
    out.protect = top.mask("protect");
    out.keptColors = top.keptColors("keptColors");
    for (auto& fields : top.objects("models")) {
        RecipeModel& model = out.models.emplace_back();
        model.file = fields.text("file");
        model.sha256 = fields.hash("sha256", 64);
    }
    out.device = machine.text("device");
    out.libTorch = machine.text("libTorch");
    out.threads = machine.number("threads", 0, 1 << 20);
    out.result = result.hash("hash", 32);
    out.workingSize = result.size();
    out.complete = result.flag("complete");
    out.outputSize = result.outputSize("outputSize");
    return out;
}

/// The parameters as the engine's schema wants them, and as many styles as it takes.
Status checkAgainstEngine(Recipe& recipe, const json& params) {
    const auto engine = findEngine(recipe.engine);
    if (!engine) return fail(engine.error());
    auto values = paramValuesFromJson(params);
    if (!values) return fail(values.error());
    // A sentence of the schema repeats what it refuses.
    for (const auto& [key, value] : *values)
        if (const auto* text = std::get_if<std::string>(&value); !plain(key) || (text && !plain(*text)))
            return fail(damaged("params"));
    auto normal = (*engine)->schema().normalise(*values);
    if (!normal) return fail(normal.error());
    recipe.params = std::move(*normal);
    const int styles = static_cast<int>(recipe.styles.size());
    if (styles < (*engine)->minStyles || styles > (*engine)->maxStyles)
        return fail(ErrorCode::Unreadable, "The recipe names %1 styles, which the engine %2 does not take.",
                    {std::to_string(styles), recipe.engine});
    return {};
}

Result<Recipe> readLink(const json& object, int link) {
    const auto format = object.is_object() ? object.find("format") : object.end();
    if (!object.is_object() || format == object.end() || *format != kFormat)
        return fail(ErrorCode::Unreadable, "This is JSON, but not a recipe of Velatura.");
    const auto version = object.find("version");
    if (version != object.end() && version->is_number_integer() && version->get<double>() > kRecipeVersion)
        return fail(ErrorCode::Unsupported,
                    "The recipe was written by a newer Velatura: its format is %1, and this "
                    "program reads up to %2.",
                    {version->dump(), std::to_string(kRecipeVersion)}, "Install the newest version.");
    std::optional<std::string> wrong;
    if (version == object.end() || !version->is_number_integer() || *version < 1 || *version > kRecipeVersion) wrong = "version";
    Recipe recipe = readFields(object, wrong);
    if (auto s = readOrigin(object, link, recipe, wrong); !s) return fail(s.error());
    const auto params = object.find("params");
    if (!wrong && params == object.end()) wrong = "params";
    if (wrong) return fail(damaged(*wrong));
    if (auto s = checkAgainstEngine(recipe, *params); !s) return fail(s.error());
    return recipe;
}

}  // namespace

bool Recipe::hasMasks() const {
    return !protect.empty() || std::any_of(styles.begin(), styles.end(), [](const RecipeStyle& s) { return !s.mask.empty(); });
}

bool Recipe::hasLevels() const {
    return std::any_of(styles.begin(), styles.end(), [](const RecipeStyle& s) { return s.levels != StyleLevels::All; });
}

bool RecipeOrigin::repeatable() const {
    return recipe ? recipe->complete : !picture.path.empty();
}

namespace {

std::shared_ptr<const Recipe> link(Recipe recipe, int left) {
    for (auto& style : recipe.styles) style.thumbnail.clear();
    if (recipe.origin && recipe.origin->recipe) {
        recipe.origin->recipe = left > 1 ? link(*recipe.origin->recipe, left - 1) : nullptr;
        recipe.complete = recipe.complete && recipe.origin->repeatable();
    }
    return std::make_shared<const Recipe>(std::move(recipe));
}

}  // namespace

std::shared_ptr<const Recipe> asOrigin(const Recipe& recipe) {
    return link(recipe, kMaxRecipeChain - 1);
}

std::string sampleHash(const Image& image) {
    check(!image.empty(), "an empty picture has no samples to hash");
    Xxh3 hash;
    const std::int32_t shape[] = {image.width(), image.height(), image.channels(), static_cast<int>(image.depth())};
    hash.add(shape, sizeof shape);
    for (int y = 0; y < image.height(); ++y) hash.add(image.row(y), image.rowBytes());
    return hash.hex();
}

namespace {

/// The oldest format that says all of it.
int formatOf(const Recipe& r) {
    if (r.hasLevels()) return 3;
    return r.hasMasks() || !r.keptColors.empty() ? 2 : 1;
}

}  // namespace

json toJson(const Recipe& r) {
    json out{{"format", kFormat},
             {"version", formatOf(r)},
             {"program", {{"version", r.version}, {"commit", r.commit}}},
             {"engine", r.engine},
             {"params", toJson(r.params)},
             {"content", pictureToJson(r.content)},
             {"styles", json::array()},
             {"models", json::array()},
             {"machine", {{"device", clean(r.device)}, {"libTorch", clean(r.libTorch)}, {"threads", r.threads}}},
             {"result",
              {{"hash", r.result},
               {"width", r.workingSize.width},
               {"height", r.workingSize.height},
               {"complete", r.complete}}}};
    if (r.origin) {
        out["from"] = pictureToJson(r.origin->picture);
        if (r.origin->recipe) out["from"]["recipe"] = toJson(*r.origin->recipe);
    }
    if (r.outputSize) out["result"]["outputSize"] = toText(*r.outputSize);
    for (const auto& s : r.styles) {
        json style = pictureToJson(s);
        style["weight"] = s.weight;
        style["thumbnail"] = toBase64(s.thumbnail);
        if (!s.mask.empty()) style["mask"] = maskToJson(s.mask);
        if (s.levels != StyleLevels::All) style["levels"] = toText(s.levels);
        out["styles"].push_back(std::move(style));
    }
    if (!r.protect.empty()) out["protect"] = maskToJson(r.protect);
    for (const auto& color : r.keptColors) out["keptColors"].push_back(toText(color));
    for (const auto& m : r.models) out["models"].push_back({{"file", clean(m.file)}, {"sha256", m.sha256}});
    return out;
}

std::string recipeText(const Recipe& recipe) {
    return toJson(recipe).dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<Recipe> parseRecipe(const std::string& text) {
    if (text.size() > kMaxRecipeText)
        return fail(ErrorCode::TooLarge, "The recipe holds %1 bytes; at most %2 are read.",
                    {std::to_string(text.size()), std::to_string(kMaxRecipeText)});
    auto object = parseJson(text, "recipe");
    if (!object) return fail(object.error());
    return readLink(*object, 0);
}

Result<Recipe> readRecipeFile(const std::filesystem::path& path) {
    auto text = readFile(path, kMaxRecipeText);
    if (!text) return fail(text.error());
    return parseRecipe(*text);
}

Status writeRecipeFile(const std::filesystem::path& path, const Recipe& recipe) {
    return writeJsonFile(path, toJson(recipe));
}

}  // namespace velatura
