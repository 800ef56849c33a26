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

class ResultRecipe;

/// What a run went on from, for its recipe. Holds the pictures until they have been hashed: get() on a worker soon.
class ResultOrigin {
public:
    /// `start` is what the engine starts with, `painted` the result that it belongs to, `recipe` that result's; null for
    /// a snapshot, which cannot be painted again.
    ResultOrigin(Image start, Image painted, std::shared_ptr<ResultRecipe> recipe)
        : start_(std::move(start)), painted_(std::move(painted)), recipe_(std::move(recipe)) {}
    Result<RecipeOrigin> get();

private:
    std::mutex mutex_;
    Image start_, painted_;
    std::shared_ptr<ResultRecipe> recipe_;
    std::optional<RecipeOrigin> made_;
};

class ResultRecipe {
public:
    /// `origin`: what it went on from; null where it started anew.
    ResultRecipe(const StyledResult& result, DeviceReport device, std::shared_ptr<ResultOrigin> origin);

    /// For a picture that is saved at `size`; `painted` is what the engine gave. Blocks: on a worker.
    Result<std::string> text(const Image& painted, const std::optional<OutputSize>& size);
    Result<Recipe> whole(const Image& painted);

private:
    Result<Recipe> make(const Image& painted) const;

    Inputs inputs_;
    std::string engine_;
    ParamValues params_, facts_;
    DeviceReport device_;
    bool stopped_;
    std::shared_ptr<ResultOrigin> origin_;
    std::mutex mutex_;
    std::optional<Recipe> made_;
};

/// Puts a result's recipe into the options that it is saved with, unless metadata are left out. Blocks: on a worker.
using PutRecipe = std::function<Status(SaveOptions& options)>;
/// `painted` is the result's picture, which may be put away meanwhile; `size` the one that it is saved at, nothing for a
/// part of it.
PutRecipe putRecipe(const ResultPtr& result, const Image& painted, std::optional<OutputSize> size = OutputSize{});

}  // namespace velatura
