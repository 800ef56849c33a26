// BatchRequest: what a batch is asked to do, as a value. planBatch() turns it into a list of pictures to paint with the
// name of each result, and finds what cannot work before anything is computed. Reads folders and no picture.
// The Batch workspace and `velatura-cli stylize` call it; BatchJob carries it out.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/param_schema.h"
#include "core/image/carry.h"
#include "core/image/kept_color.h"
#include "core/image/picture_files.h"
#include "core/style_levels.h"

namespace velatura {

struct BatchStyle {
    std::filesystem::path path;
    double weight = 1.0;
    Image image;  ///< where it is known already (out of a recipe); else it is read from `path` once
    StyleLevels levels = StyleLevels::All;
};

/// One manner of painting: a painting, or several mixed.
struct BatchLook {
    std::vector<BatchStyle> styles;
};

/// Labelled folders as training data: every picture several times, each with one look and one strength by chance.
struct BatchAugment {
    int variants = 1;
    double low = 1, high = 1;  ///< strengths
    std::uint64_t seed = 1;
};

struct BatchRequest {
    std::vector<std::filesystem::path> contents;  ///< pictures, and folders that are read to their depths
    std::vector<BatchLook> looks;                 ///< each is combined with each content and each strength
    std::vector<double> strengths;                ///< empty: what `params` say
    std::string engine;
    ParamValues params;
    std::vector<KeptColor> keptColors;  ///< in every photo
    std::filesystem::path output;  ///< a folder; the trees of folders among the contents are kept below it
    std::string name;              ///< template; empty: "{name}", and what varies
    std::string ending;            ///< of results, with its dot; empty: the content's where that can be written, else .png
    bool skipExisting = false;     ///< what is there is left alone
    bool resume = false;           ///< what the journal in `output` says is done is not done again
    bool recipes = true;           ///< into each picture
    OutputSize outputSize;
    std::string saving;  ///< how files are made, in any words; a resumed batch must have the same
    std::optional<BatchAugment> augment;
    std::filesystem::path contactSheet;  ///< a picture of all results; empty: none
};

struct BatchItem {
    size_t index = 0;  ///< in the plan, from 0
    std::filesystem::path content, output;
    std::string relative;  ///< of the output, below the output folder
    std::string label;     ///< first folder below the one that was given; empty for pictures right in it
    size_t look = 0;
    std::optional<double> strength;
    std::optional<std::int64_t> seed;  ///< of the engine, where chance gives one
    int variant = 0;                   ///< from 1 with augmentation
};

struct BatchPlan {
    BatchRequest request;  ///< with parameters checked
    std::vector<BatchItem> items;
    int duplicates = 0;  ///< contents that were named more than once
    int ownResults = 0;  ///< pictures left out because they are results of a batch into the same folder
    /// Indices of the items to paint; what else is not there yet is left. Empty: all. For trying failed ones again.
    std::set<size_t> only;
};

/// The engine's parameter for "how much style": the one that answers to the name style-strength. Null where an engine
/// has none.
const ParamInfo* strengthParam(const Schema& schema);

Result<BatchPlan> planBatch(BatchRequest request, const PictureFiles& files);

/// The request's own template, or the one that tells apart what varies.
std::string nameTemplate(const BatchRequest& request);

/// "wave" or "wave+ink": the stems of a look's styles.
std::string lookName(const BatchLook& look);

}  // namespace velatura
