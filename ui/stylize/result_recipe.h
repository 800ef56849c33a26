// ResultRecipe: how a result was painted, kept as it was when it was painted, and made into the recipe that travels
// inside the picture on every way out of the window. Pictures and weights are hashed once, at the first way out.
// Made on the window thread, used on the encoding lane.
#pragma once

#include <functional>
#include <mutex>
#include <optional>

#include "core/image_io/image_io.h"
#include "core/recipe.h"
#include "core/work.h"
#include "ui/stylize/result.h"

namespace velatura {

class ResultRecipe {
public:
    /// `goneOn`: it was not started from the photo but from another result.
    ResultRecipe(const StyledResult& result, DeviceReport device, bool goneOn);

    /// For a picture that is saved at `size`; `painted` is what the engine gave. Blocks: on a worker.
    Result<std::string> text(const Image& painted, const std::optional<OutputSize>& size);

private:
    Result<Recipe> make(const Image& painted) const;

    Inputs inputs_;
    std::string engine_;
    ParamValues params_, facts_;
    DeviceReport device_;
    bool stopped_, goneOn_;
    std::mutex mutex_;
    std::optional<Recipe> made_;
};

/// Puts a result's recipe into the options that it is saved with, unless metadata are left out. Blocks: on a worker.
using PutRecipe = std::function<Status(SaveOptions& options)>;
/// `painted` is the result's picture, which may be put away meanwhile; `size` the one that it is saved at, nothing for a
/// part of it.
PutRecipe putRecipe(const ResultPtr& result, const Image& painted, std::optional<OutputSize> size = OutputSize{});

}  // namespace velatura
