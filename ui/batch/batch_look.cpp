#include "ui/batch/batch_look.h"

#include <QtCore/QFileInfo>

#include "core/base/paths.h"
#include "core/catalog.h"
#include "core/engines/going_on_params.h"
#include "core/image_io/image_io.h"
#include "core/recipe_match.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

ParamValues withoutMachine(const std::string& engine, ParamValues params) {
    if (const auto info = findEngine(engine))
        for (const auto& field : (*info)->schema().fields())
            if (field.stages == Stage::None) params.erase(field.key);
    if (startsFromLast(params)) params.erase("start");  // each photo of a batch starts anew
    return params;
}

}  // namespace

Result<QString> keepPicture(const Image& image, const QString& name) {
    const fs::path folder = stateFolder() / "batch-pictures";
    std::error_code ec;
    fs::create_directories(folder, ec);
    // The name is seen in the names of results; the hash tells pictures of one name apart.
    const QString stem =
        QFileInfo(name).completeBaseName() + '-' + QString::fromStdString(sampleHash(image).substr(0, 6));
    const fs::path path = folder / (stem.toStdString() + (image.depth() == Depth::F32 ? ".tiff" : ".png"));
    if (!fs::exists(path, ec))
        if (auto s = savePicture(image, path); !s) return fail(s.error());
    return QString::fromStdString(path.string());
}

Result<BatchLookChoice> lookOf(const Look& source) {
    BatchLookChoice out{source.engine, withoutMachine(source.engine, source.params), {}, source.keptColors, source.masked, false};
    for (const StyleChoice& style : source.styles) {
        QString path = style.picture->path;
        if (path.isEmpty()) {
            auto kept = keepPicture(style.picture->image, style.picture->name);
            if (!kept) return fail(kept.error());
            path = *kept;
        }
        out.styles.push_back({path, style.weight, style.levels});
    }
    return out;
}

Result<BatchLookChoice> lookFromPicture(const QString& path) {
    const fs::path file = path.toStdString();
    const auto recipe = readRecipe(file, fileReader());
    if (!recipe) return fail(recipe.error());
    const auto found =
        findRecipeStyles(*recipe, {.folder = file.parent_path(), .content = {}, .styles = {}}, fileReader());
    if (!found) return fail(found.error());
    BatchLookChoice out{recipe->engine, withoutMachine(recipe->engine, recipe->params), {}, recipe->keptColors, recipe->hasMasks(), false};
    for (size_t i = 0; i < found->size(); ++i) {
        const FoundPicture& style = (*found)[i];
        out.onlySmall = out.onlySmall || style.thumbnail;
        QString kept = QString::fromStdString(style.path.string());
        if (style.thumbnail) {
            auto small = keepPicture(style.image, QString::fromStdString(recipe->styles[i].name));
            if (!small) return fail(small.error());
            kept = *small;
        }
        out.styles.push_back({kept, recipe->styles[i].weight, recipe->styles[i].levels});
    }
    return out;
}

bool holdsRecipe(const QString& path) {
    try {
        const auto image = loadPicture(path.toStdString(), {.minShortSide = 64});
        return image && !image->info().recipe.empty();
    } catch (const std::bad_alloc&) {
        return false;
    }
}

}  // namespace velatura
