// The pictures of a batch: files and folders as they were given, turned into a list without doubles and without the
// batch's own results. Used by planBatch().
#pragma once

#include "core/batch/batch_plan.h"

namespace velatura {

struct BatchContent {
    std::filesystem::path path;
    std::filesystem::path relative;  ///< below the folder that was given; the file's name where it was given itself
    std::string label;
};

struct BatchContents {
    std::vector<BatchContent> pictures;
    int duplicates = 0, ownResults = 0;
};

Result<BatchContents> findContents(const BatchRequest& request, const PictureReader& reader);

}  // namespace velatura
