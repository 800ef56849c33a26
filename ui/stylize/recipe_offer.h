// RecipeOffer: a picture has come in that holds the recipe it was painted with. A banner in place offers to bring all
// of that back; whoever ignores it goes on with the picture where it was put. Reads and looks for pictures on the
// decoding lane. Window thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <filesystem>
#include <functional>
#include <vector>

#include "core/recipe.h"
#include "ui/trays/input_panel.h"

namespace velatura {

class Background;
class Banner;
class BannerStack;

/// What a recipe brings back, with everything that is not as it was.
struct RestoredRecipe {
    QString name;  ///< of the picture that held it
    std::string engine;
    ParamValues params;          ///< without those of the machine
    Inputs inputs;               ///< no photo, no styles: those were not found
    std::vector<Error> remarks;  ///< a sentence each
};

/// Finds the pictures of `recipe`: among those that are `known`, where it says, in `folder`, or as thumbnails. Blocks:
/// on a worker.
Result<RestoredRecipe> restoreRecipe(const QString& name, const Recipe& recipe, const std::filesystem::path& folder,
                                     const std::vector<PicturePtr>& known);

class RecipeOffer : public QObject {
    Q_OBJECT
public:
    /// The pictures that are open anyway: they need not be looked for.
    using Known = std::function<std::vector<PicturePtr>()>;
    RecipeOffer(Background& lane, BannerStack& banners, InputPanel& inputs, Known known, QObject* parent = nullptr);

    /// `picture` was put into the slot `kind`.
    void offer(SlotKind kind, const PicturePtr& picture);
    /// Says in place what is not as the recipe has it.
    void tell(const RestoredRecipe& restored);

Q_SIGNALS:
    void restoreWanted(const velatura::RestoredRecipe& restored);

private:
    void ask(SlotKind kind, const PicturePtr& picture, const Recipe& recipe);
    void restore(const PicturePtr& picture, const Recipe& recipe);
    void use(SlotKind kind, const PicturePtr& picture);

    Background& lane_;
    BannerStack& banners_;
    InputPanel& inputs_;
    Known known_;
    QPointer<Banner> banner_;  ///< of the newest picture
    int newest_ = 0;
};

}  // namespace velatura
