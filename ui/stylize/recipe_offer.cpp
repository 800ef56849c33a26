#include "ui/stylize/recipe_offer.h"

#include <QtCore/QFileInfo>
#include <algorithm>

#include "core/catalog.h"
#include "core/image_io/image_io.h"
#include "core/recipe_match.h"
#include "ui/bridge/background.h"
#include "ui/bridge/session_cache.h"
#include "ui/common/banner.h"
#include "ui/common/translate.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

constexpr int kLongestName = 48;    ///< characters; a recipe may hold any text
constexpr size_t kMostRemarks = 3;  ///< the rest is under Details

QString shortened(const std::string& text) {
    const QString name = QString::fromStdString(text);
    return name.size() <= kLongestName ? name : name.left(kLongestName - 1) + QChar(0x2026);
}

/// "photo.jpg · wave.jpg, ink.jpg · Gatys": what would come back.
QString summaryOf(const Recipe& recipe) {
    QStringList styles, parts;
    for (const RecipeStyle& s : recipe.styles)
        if (!s.name.empty()) styles << shortened(s.name);
    if (!recipe.content.name.empty()) parts << shortened(recipe.content.name);
    if (!styles.isEmpty()) parts << styles.join(QStringLiteral(", "));
    if (const auto engine = findEngine(recipe.engine)) parts << trParam((*engine)->label);
    return parts.join(QStringLiteral(" · "));
}

PicturePtr pictureOf(const FoundPicture& found, const RecipePicture& recorded) {
    if (found.thumbnail) return makePicture(found.image, QString::fromStdString(recorded.name));
    std::error_code ec;
    const QString path = QString::fromStdString(fs::absolute(found.path, ec).string());
    return makePicture(found.image, QFileInfo(path).fileName(), SessionCache::owns(found.path) ? QString() : path);
}

PicturePtr amongKnown(const std::vector<PicturePtr>& known, const RecipePicture& wanted) {
    for (const PicturePtr& picture : known)
        if (picture->image.size() == wanted.size && sampleHash(picture->image) == wanted.hash) return picture;
    return nullptr;
}

/// Looks for the pictures of one recipe and remembers what was not as recorded.
class Search {
public:
    Search(const fs::path& folder, const std::vector<PicturePtr>& known, RestoredRecipe& out)
        : folder_(folder), known_(known), out_(out) {}

    /// `find` looks on the disk. @return null where there is nothing
    template <class Find>
    PicturePtr look(const RecipePicture& wanted, FoundPicture& found, const Find& find) {
        if (const PicturePtr open = amongKnown(known_, wanted)) {
            found = {open->image, open->path.toStdString(), true, false};
            return open;
        }
        auto there = find(folder_);
        if (!there) {
            out_.remarks.push_back(there.error());
            return nullptr;
        }
        found = std::move(*there);
        return pictureOf(found, wanted);
    }

private:
    const fs::path& folder_;
    const std::vector<PicturePtr>& known_;
    RestoredRecipe& out_;
};

}  // namespace

Result<RestoredRecipe> restoreRecipe(const QString& name, const Recipe& recipe, const fs::path& folder,
                                     const std::vector<PicturePtr>& known) {
    try {
        RestoredRecipe out{name, recipe.engine, portableParams(recipe), {}, {}};
        Search search(folder, known, out);
        FoundPictures found;
        out.inputs.photo = search.look(recipe.content, found.content, [&](const fs::path& beside) {
            return findRecipeContent(recipe, {.folder = beside, .content = {}, .styles = {}}, fileReader());
        });
        auto masks = readMasks(recipe, fileReader());
        if (!masks) return fail(masks.error());
        out.inputs.protect = masks->protect;
        out.inputs.keptColors = recipe.keptColors;
        for (size_t i = 0; i < recipe.styles.size(); ++i) {
            const RecipeStyle& style = recipe.styles[i];
            const PicturePtr picture = search.look(style, found.styles.emplace_back(), [&](const fs::path& beside) {
                return findRecipeStyle(style, beside, fileReader());
            });
            if (picture) out.inputs.styles.push_back({picture, style.weight, masks->styles[i], style.levels});
        }
        if (recipe.origin) {
            // Its chain is painted by the terminal program; here the person sees each picture before going on from it.
            out.params.erase("start");
            out.remarks.push_back(chainStartsAnew());
        }
        const auto more = differences(recipe, recipeHere(recipe, found), found);
        out.remarks.insert(out.remarks.end(), more.begin(), more.end());
        return out;
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, "There is not enough memory to open the pictures of the recipe in %1.",
                    {name.toStdString()}, "Close other pictures.");
    }
}

RecipeOffer::RecipeOffer(Background& lane, BannerStack& banners, InputPanel& inputs, Known known, QObject* parent)
    : QObject(parent), lane_(lane), banners_(banners), inputs_(inputs), known_(std::move(known)) {}

void RecipeOffer::offer(SlotKind kind, const PicturePtr& picture) {
    const int mine = ++newest_;
    lane_.run(
        this, [picture] { return parseRecipe(picture->image.info().recipe); },
        [this, kind, picture, mine](const Result<Recipe>& recipe) {
            if (mine != newest_) return;  // a later picture has one too
            if (recipe) return ask(kind, picture, *recipe);
            banners_.showNotice(
                tr("%1 holds a recipe that cannot be used: %2").arg(picture->name, trError(recipe.error())));
        });
}

void RecipeOffer::ask(SlotKind kind, const PicturePtr& picture, const Recipe& recipe) {
    if (banner_) banner_->close();
    banner_ = banners_.showOffer(tr("%1 holds the recipe it was painted with.").arg(picture->name), summaryOf(recipe),
                                 {{tr("Restore"), tr("Bring back engine, settings, photo and styles"),
                                   [this, picture, recipe] { restore(picture, recipe); }},
                                  {kind == SlotKind::Photo ? tr("Use as photo") : tr("Use as style"),
                                   tr("Keep the picture where it is"), [this, kind, picture] { use(kind, picture); }}});
}

void RecipeOffer::restore(const PicturePtr& picture, const Recipe& recipe) {
    const QString path = picture->path;
    const fs::path folder = path.isEmpty() ? fs::path() : fs::path(QFileInfo(path).absolutePath().toStdString());
    lane_.run(
        this,
        [name = picture->name, recipe, folder, known = known_()] { return restoreRecipe(name, recipe, folder, known); },
        [this](const Result<RestoredRecipe>& restored) {
            if (!restored) return banners_.showError(restored.error());
            Q_EMIT restoreWanted(*restored);
        });
}

void RecipeOffer::use(SlotKind kind, const PicturePtr& picture) {
    const Inputs& in = inputs_.inputs();
    const bool there = kind == SlotKind::Photo
                           ? in.photo == picture
                           : std::any_of(in.styles.begin(), in.styles.end(),
                                         [&](const StyleChoice& s) { return s.picture == picture; });
    if (!there) inputs_.fill(kind, picture);  // it was taken out meanwhile
}

void RecipeOffer::tell(const RestoredRecipe& restored) {
    if (restored.remarks.empty()) return;
    QStringList sentences;
    for (const Error& e : restored.remarks) sentences << trError(e);
    const bool many = restored.remarks.size() > kMostRemarks;
    banners_.showRemarks(tr("%1 may not come out the same when it is painted again.").arg(restored.name),
                         sentences.mid(0, kMostRemarks).join('\n'), many ? sentences.join('\n') : QString());
}

}  // namespace velatura
