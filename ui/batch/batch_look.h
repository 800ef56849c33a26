// One frozen look for a batch: engine, parameters and styles, out of a result of the window or out of the recipe in a
// picture. Pictures that are no files are kept as files, so that a batch can go on with them tomorrow. The functions
// block: on a worker only.
#pragma once

#include "ui/batch/batch_order.h"
#include "ui/trays/look.h"

namespace velatura {

struct BatchLookChoice {
    std::string engine;
    ParamValues params;
    std::vector<BatchStylePick> styles;
    std::vector<KeptColor> keptColors = {};
    bool masked = false;     ///< it was painted with masks, which belong to its own photo
    bool onlySmall = false;  ///< a style was found only as the small picture inside the recipe
};

/// A picture without a file, as a file of its own under the state folder; the same picture is kept once.
Result<QString> keepPicture(const Image& image, const QString& name);

/// Without what belongs to the machine (threads, device).
Result<BatchLookChoice> lookOf(const Look& source);
Result<BatchLookChoice> lookFromPicture(const QString& path);
bool holdsRecipe(const QString& path);

}  // namespace velatura
