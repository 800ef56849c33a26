#include "app/cli/cli_params.h"

namespace velatura::cli {

const ParamSchema<PackParams>& packSchema() {
    using P = PackParams;
    static const ParamSchema<P> schema({
        field(&P::maxSide, {.key = "max-side",
                            .label = "Largest side",
                            .help = "Pictures with a longer side are shrunk to it before they are packed.",
                            .unit = "px",
                            .range = {32, 16384}}),
        field(&P::quality, {.key = "quality",
                            .label = "Quality",
                            .help = "Of the JPEG pictures in the set; lower makes it smaller.",
                            .range = {1, 100}}),
    });
    return schema;
}

const ParamSchema<BenchParams>& benchSchema() {
    using P = BenchParams;
    static const ParamSchema<P> schema({
        field(&P::repeats, {.key = "repeats",
                            .label = "Repeats",
                            .help = "How often each case is run; the median counts.",
                            .range = {1, 1000}}),
        field(&P::size, {.key = "size",
                         .label = "Size",
                         .help = "Long side of the pictures that are computed on.",
                         .unit = "px",
                         .range = {64, 4096}}),
        field(&P::threads, {.key = "threads",
                            .label = "Threads",
                            .help = "How many processor cores may compute; 0 takes all of them.",
                            .range = {0, 256}}),
        field(&P::profile, {.key = "profile",
                            .label = "Profile",
                            .help = "Run each case once more and tell which of LibTorch's operations the time goes to."}),
    });
    return schema;
}

}  // namespace velatura::cli
