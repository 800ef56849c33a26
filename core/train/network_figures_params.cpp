#include "core/train/network_figures_params.h"

namespace velatura {

const ParamSchema<NetworkFiguresParams>& networkFiguresSchema() {
    using P = NetworkFiguresParams;
    static const ParamSchema<P> schema({
        field(
            &P::network,
            {.key = "network", .label = "Network", .help = "The file of the network, or the name of an imported one."}),
        field(&P::pictures, {.key = "pictures",
                             .label = "Pictures",
                             .help = "On how many pictures the map is fitted.",
                             .range = {1, 1000}}),
        field(&P::fitSide, {.key = "fit-side",
                            .label = "Size to fit at",
                            .help = "Long side of the pictures that the map is fitted on.",
                            .unit = "px",
                            .range = {64, 1024}}),
        field(&P::testSide, {.key = "test-side",
                             .label = "Size to test at",
                             .help = "Long side of the pictures that it is tested on.",
                             .unit = "px",
                             .range = {64, 2048}}),
        inherit<P>(common::threads()),
        inherit<P>(common::device()),
    });
    return schema;
}

}  // namespace velatura
