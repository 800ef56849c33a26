// Loader: threads that decode and cut training squares ahead of the training. What square number i of a run is depends
// on the seed and i alone, so order and cuts are the same for any number of threads and after any resume.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/data/picture_set.h"

namespace velatura {

struct LoaderOptions {
    std::uint64_t seed = 1;
    int size = 192;          ///< side of the squares, px
    int batch = 4;
    int threads = 1;         ///< 0 decodes in next()
    double minScale = 0.7;   ///< smallest share of the short side that a square covers
};

/// Which picture square `index` of a run comes from: each epoch is a permutation of all pictures.
std::size_t pictureOf(std::uint64_t seed, std::int64_t index, std::size_t count);

/// Square `index`: a random part, perhaps mirrored, at `size` px, u8 RGB. Pictures with a shorter side are enlarged.
Image trainingSquare(const Image& picture, std::uint64_t seed, std::int64_t index, int size, double minScale);

class Loader {
public:
    Loader(std::shared_ptr<const PictureSet> set, LoaderOptions options, std::int64_t firstStep);
    ~Loader();
    /// Squares of step `firstStep`, `firstStep`+1, … in turn. A picture that cannot be read is replaced by the next of
    /// the permutation and named once by takeUnreadable(); Error only when none can be read.
    Result<std::vector<Image>> next();
    std::vector<Error> takeUnreadable();

private:
    Result<std::vector<Image>> load(std::int64_t step) const;
    void loop();

    std::shared_ptr<const PictureSet> set_;
    const LoaderOptions options_;
    mutable std::mutex mutex_;
    std::condition_variable ready_, room_;
    std::map<std::int64_t, Result<std::vector<Image>>> done_;
    std::int64_t wanted_, claimed_;
    bool quit_ = false;
    mutable std::vector<Error> unreadable_;
    mutable std::map<std::size_t, bool> named_;
    std::vector<std::thread> threads_;
};

}  // namespace velatura
