// BatchOutput: what the results of a batch become, declared as parameters: strengths of the grid, size, format, what is
// left alone, and the training set. The form in BatchPanel comes from the schema. Any thread.
#pragma once

#include "core/base/param_schema.h"
#include "core/batch/batch_plan.h"
#include "core/image_io/image_io.h"

namespace velatura {

struct BatchOutput {
    std::string strengths;  ///< "0.5, 1"; empty: the engine's own
    std::string size = "source";
    std::string format = "photo";
    int quality = 92;
    bool skipExisting = false;
    bool contactSheet = false;
    SaveDepth depth = SaveDepth::Keep;
    SaveProfile profile = SaveProfile::Source;
    SaveMetadata metadata = SaveMetadata::Keep;
    bool augment = false;
    int variants = 4;
    double low = 0.5, high = 1.5;
    std::int64_t seed = 1;
};

const ParamSchema<BatchOutput>& batchOutputSchema();

SaveOptions saveOptions(const BatchOutput& output);
/// How files are made, for the journal.
std::string savingText(const BatchOutput& output);
/// "0.5, 1": numbers with commas, semicolons or blanks between them. Error names what is no number.
Result<std::vector<double>> parseStrengths(const std::string& text);
/// Fills what `output` says into `request`.
Status applyOutput(const BatchOutput& output, BatchRequest& request);

}  // namespace velatura
