// StyledResult: a finished picture with everything that made it, so that a click in the strip brings all of it back.
#pragma once

#include <memory>
#include <string>

#include "core/base/param_values.h"
#include "ui/trays/inputs.h"

namespace velatura {

class ResultRecipe;
class StoredPicture;

struct StyledResult {
    int number = 0;                         ///< 1, 2, … in this session
    PicturePtr picture;                     ///< null while it is put away; ResultStore::want() brings it back
    std::shared_ptr<StoredPicture> stored;  ///< its copy on disk, if it was ever put away
    QImage thumb;                           ///< for the strip
    Inputs inputs;
    std::string engine;
    ParamValues params;
    ParamValues facts;     ///< what was really done
    bool stopped = false;  ///< the best so far of a run that was stopped
    bool saved = false;    ///< exported at least once
    std::shared_ptr<ResultRecipe> recipe;  ///< for pictures that leave the program; null: there is none
};

using ResultPtr = std::shared_ptr<StyledResult>;

}  // namespace velatura
