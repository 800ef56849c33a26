// Which pictures `evaluate` compares: two files, or the files of two folders that bear the same name.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace velatura::cli {

struct PicturePair {
    std::string name;  ///< what the table calls it
    std::filesystem::path a, b;
};

struct PicturePairs {
    std::vector<PicturePair> pairs;
    std::vector<std::filesystem::path> alone;  ///< pictures without a partner
};

/// Endings do not matter in folders: a/cat.png meets b/cat.jpg, a/x/cat.png meets b/x/cat.png.
Result<PicturePairs> pairPictures(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace velatura::cli
