// StyledResult: a finished picture with everything that made it, so that a click in the strip brings all of it back.
#pragma once

#include <memory>
#include <string>

#include "core/base/param_values.h"
#include "core/image/image.h"
#include "ui/trays/inputs.h"

namespace velatura {

class FrameRecorder;
class ResultRecipe;
class StoredPicture;

struct StyledResult {
    int number = 0;                         ///< 1, 2, … in this session, snapshots counted
    std::int64_t snapshotStep = -1;         ///< of a preview that was kept while a run went on; -1: a finished picture
    bool kept = false;                      ///< stays when the others are removed
    PicturePtr picture;                     ///< null while it is put away; ResultStore::want() brings it back
    std::shared_ptr<StoredPicture> stored;  ///< its copy on disk, if it was ever put away
    /// What a run that goes on from it starts with (PictureTaker); put away together with the picture. May be empty.
    Image unfinished;
    std::shared_ptr<StoredPicture> storedUnfinished;
    QImage thumb;                           ///< for the strip
    Inputs inputs;
    std::string engine;
    ParamValues params;
    ParamValues facts;     ///< what was really done
    bool stopped = false;  ///< the best so far of a run that was stopped
    bool saved = false;    ///< exported at least once
    int wentOnFrom = 0;    ///< number of the result that its run went on from; 0: it started anew
    std::shared_ptr<FrameRecorder> frames;  ///< for a time-lapse; null: none were kept
    std::shared_ptr<ResultRecipe> recipe;  ///< for pictures that leave the program; null: there is none
};

using ResultPtr = std::shared_ptr<StyledResult>;

/// What the person calls it: "Result 3", "Snapshot 4, step 60".
QString nameOf(const StyledResult& result);

}  // namespace velatura
