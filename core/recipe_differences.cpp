// Why a picture painted again from its recipe may differ from the first.
#include <algorithm>

#include "core/catalog.h"
#include "core/model_store.h"
#include "core/recipe_match.h"

namespace velatura {

namespace {

bool namesModel(const std::string& key) { return std::find(std::begin(kModelParams), std::end(kModelParams), key) != std::end(kModelParams); }

/// The imported network of a recipe, as its models name it; empty: the shipped one.
std::string networkFile(const Recipe& r) {
    for (const char* key : kModelParams)
        if (const auto* name = valueIf<std::string>(r.params, key); name && !name->empty()) return recipeNameOf(*name);
    return {};
}

std::string networkHash(const Recipe& r) {
    for (const auto& m : r.models)
        if (m.file == networkFile(r)) return m.sha256;
    return {};
}

void compareParams(const Recipe& a, const Recipe& b, std::vector<Error>& out) {
    const auto engine = findEngine(a.engine);
    if (!engine || a.engine != b.engine) {
        out.push_back({ErrorCode::Internal, "The engine was %1 and is %2 now.", {a.engine, b.engine}});
        return;
    }
    for (const auto& info : (*engine)->schema().fields()) {
        if (info.stages == Stage::None) continue;  // threads and device are compared as they really were
        const auto was = a.params.find(info.key), is = b.params.find(info.key);
        if (was == a.params.end() || is == b.params.end() || was->second == is->second) continue;
        if (namesModel(info.key) && networkHash(a) == networkHash(b)) continue;
        out.push_back({ErrorCode::Internal,
                       "The parameter %1 was %2 and is %3 now.",
                       {info.key, toText(was->second), toText(is->second)}});
    }
}

void comparePictures(const Recipe& a, const Recipe& b, const FoundPictures& found, std::vector<Error>& out) {
    if (a.content.hash != b.content.hash)
        out.push_back({ErrorCode::Internal,
                       "The photo %1 is not the one that the recipe was painted from.",
                       {found.content.path.string()}});
    for (size_t i = 0; i < a.styles.size() && i < b.styles.size(); ++i) {
        if (i < found.styles.size() && found.styles[i].thumbnail)
            out.push_back({ErrorCode::Internal,
                           "The style %1 was found only as the thumbnail inside the recipe.",
                           {a.styles[i].name}});
        else if (a.styles[i].hash != b.styles[i].hash)
            out.push_back({ErrorCode::Internal,
                           "The style %1 is not the one that the recipe was painted with.",
                           {b.styles[i].path}});
        if (a.styles[i].weight != b.styles[i].weight)
            out.push_back({ErrorCode::Internal, "The weight of the style %1 has changed.", {a.styles[i].name}});
        if (a.styles[i].levels != b.styles[i].levels)
            out.push_back({ErrorCode::Internal, "The level of the style %1 has changed.", {a.styles[i].name}});
        if (a.styles[i].mask.hash != b.styles[i].mask.hash)
            out.push_back({ErrorCode::Internal, "The mask of the style %1 has changed.", {a.styles[i].name}});
    }
    if (a.styles.size() != b.styles.size()) out.push_back({ErrorCode::Internal, "The number of styles has changed."});
    if (a.protect.hash != b.protect.hash)
        out.push_back({ErrorCode::Internal, "The mask that protects the photo has changed."});
    if (a.keptColors != b.keptColors) out.push_back({ErrorCode::Internal, "The kept colours have changed."});
}

void compareOrigins(const Recipe& a, const Recipe& b, std::vector<Error>& out) {
    if (a.origin.has_value() != b.origin.has_value())
        out.push_back({ErrorCode::Internal, a.origin ? "The recorded picture went on from another result."
                                                     : "The recorded picture did not go on from another result."});
    else if (a.origin && a.origin->picture.hash != b.origin->picture.hash)
        out.push_back({ErrorCode::Internal, "The picture that it went on from is not the same."});
}

void compareModels(const Recipe& a, const Recipe& b, std::vector<Error>& out) {
    for (const auto& model : a.models) {
        // An imported network may have another name and still be the same; that another was chosen is said already.
        if (model.file == networkFile(a) && (networkHash(a) == networkHash(b) || networkFile(a) != networkFile(b))) continue;
        const auto it =
            std::find_if(b.models.begin(), b.models.end(), [&](const auto& m) { return m.file == model.file; });
        if (it == b.models.end())
            out.push_back({ErrorCode::Internal, "The model %1 is not installed here.", {model.file}});
        else if (it->sha256 != model.sha256)
            out.push_back({ErrorCode::Internal, "The model %1 is another one here.", {model.file}});
    }
}

void compareMachines(const Recipe& a, const Recipe& b, std::vector<Error>& out) {
    const auto changed = [&](const char* text, const std::string& was, const std::string& is) {
        if (was != is) out.push_back({ErrorCode::Internal, text, {was, is}});
    };
    changed("The program was version %1 and is %2 here.", a.version + " (" + a.commit + ")",
            b.version + " (" + b.commit + ")");
    changed("LibTorch was version %1 and is %2 here.", a.libTorch, b.libTorch);
    changed("The device was %1 and is %2 here.", a.device, b.device);
    changed("The number of threads was %1 and is %2 here.", std::to_string(a.threads), std::to_string(b.threads));
}

/// Recipes from before it was recorded say nothing about it.
bool sameOutputSize(const Recipe& a, const Recipe& b) {
    return !a.outputSize || !b.outputSize || *a.outputSize == *b.outputSize;
}

}  // namespace

bool identical(const Recipe& recorded, const Recipe& repeated) {
    return recorded.result == repeated.result && sameOutputSize(recorded, repeated);
}

std::vector<Error> differences(const Recipe& recorded, const Recipe& repeated, const FoundPictures& found) {
    std::vector<Error> out;
    comparePictures(recorded, repeated, found, out);
    compareParams(recorded, repeated, out);
    if (!sameOutputSize(recorded, repeated))
        out.push_back({ErrorCode::Internal,
                       "The output size was %1 and is %2 now.",
                       {toText(*recorded.outputSize), toText(*repeated.outputSize)}});
    compareOrigins(recorded, repeated, out);
    compareModels(recorded, repeated, out);
    compareMachines(recorded, repeated, out);
    if (recorded.origin && !recorded.origin->repeatable())
        out.push_back({ErrorCode::Internal,
                       "The recorded picture went on from another one that cannot be painted again."});
    else if (!recorded.complete)
        out.push_back({ErrorCode::Internal,
                       "The recorded picture was stopped early or cut by a time limit."});
    if (!repeated.complete && recorded.complete)
        out.push_back({ErrorCode::Internal, "This time the painting was stopped early or cut by a time limit."});
    if (out.empty() && !identical(recorded, repeated))
        out.push_back({ErrorCode::Internal,
                       "Everything that the recipe records is the same; another processor or system library rounds "
                       "differently."});
    return out;
}

}  // namespace velatura
