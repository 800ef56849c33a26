// The style pictures of a batch: each decoded once however many looks it is in, the least recently used let go when
// they would take too much memory. Used by BatchJob; one thread.
#pragma once

#include <list>
#include <map>

#include "core/batch/batch_plan.h"
#include "core/recipe_match.h"

namespace velatura {

class BatchLooks {
public:
    BatchLooks(const std::vector<BatchLook>& looks, const PictureFiles& files) : looks_(looks), files_(files) {}
    /// Every style can be read, by its header: what is broken is named before anything is painted.
    Status probe() const;
    /// The styles of look `index` as an engine takes them.
    Result<std::vector<StyleInput>> inputs(size_t index);
    /// The same as a recipe names them.
    Result<std::vector<RecipeStyle>> recipe(size_t index);

private:
    Result<Image> picture(const BatchStyle& style);
    void letGo();

    const std::vector<BatchLook>& looks_;
    const PictureFiles& files_;
    std::list<std::pair<std::string, Image>> recent_;  ///< newest first
    std::map<size_t, std::vector<RecipeStyle>> recipes_;
};

}  // namespace velatura
