#include "core/engines/arbitrary_params.h"

namespace velatura {

const ParamSchema<ArbitraryParams>& arbitrarySchema() {
    using P = ArbitraryParams;
    static const ParamSchema<P> schema({
        field(&P::strength,
              {.key = "style-strength", .label = "Strength",
               .help = "How far the photo goes towards the painting: 0 is the photo, 1 the painting's own statistics, more exaggerates them.",
               .range = {0, 1.5}, .soft = {0, 1.5}, .step = 0.05, .stages = Stage::Transfer, .aliases = {"style-weight"}}),
        inherit<P>(common::styleScale()),
        inherit<P>(common::photoColors()),
        field(&P::detail,
              {.key = "detail", .label = "Keep detail",
               .help = "How much of the photo's fine detail comes back where the painting follows the photo: eyes, lettering, hair.",
               .range = {0, 1}, .soft = {0, 1}, .step = 0.05, .stages = Stage::Output}),
        field(&P::texture,
              {.key = "texture", .label = "Texture",
               .help = "How much of the painting's texture comes where the photo has none: skies, walls, skin. 0 keeps them calm.",
               .range = {0, 1.5}, .soft = {0, 1}, .step = 0.05, .stages = Stage::Transfer}),
        field(&P::evenTones,
              {.key = "even-tones", .label = "Even tones",
               .help = "How far what is alike in the photo gets alike tones: faces and skies stay whole, silhouettes have no halos. 0 leaves the patches.",
               .range = {0, 1}, .soft = {0, 1}, .step = 0.05, .level = ParamLevel::Advanced, .group = "Colour", .stages = Stage::Transfer}),
        inherit<P>(common::palette()),
        inherit<P>(common::relief()),
        inherit<P>(common::longSide()),
        field(&P::variation,
              {.key = "variation", .label = "Variation",
               .help = "0 takes after the whole painting; every other number takes after another part of it, a little stronger here and weaker there.",
               .range = {0, 4294967295.0}, .soft = {0, 20}, .stages = Stage::StyleFeatures}),
        field(&P::coarse,
              {.key = "coarse-strength", .label = "Large forms",
               .help = "Strength of the deep layers, in shares of the whole: large forms and strokes.",
               .range = {0, 1.5}, .soft = {0, 1.5}, .step = 0.05, .level = ParamLevel::Advanced, .group = "Layers",
               .stages = Stage::Transfer}),
        field(&P::fine,
              {.key = "fine-strength", .label = "Fine texture",
               .help = "Strength of the early layers, in shares of the whole: colour, grain and edges.",
               .range = {0, 1.5}, .soft = {0, 1.5}, .step = 0.05, .level = ParamLevel::Advanced, .group = "Layers",
               .stages = Stage::Transfer}),
        inherit<P>(common::cropFrame()),
        inherit<P>(common::colorsBy()),
        inherit<P>(common::calm()),
        field(&P::paintedBy,
              {.key = "painted-by", .label = "Painted by",
               .help = "Statistics in rounds paint clearest; the network paints looser.",
               .level = ParamLevel::Advanced, .group = "Run", .stages = Stage::Transfer,
               .choices = {{"rounds", "Statistics", ""}, {"network", "Network", ""}}}),
        field(&P::precision,
              {.key = "precision", .label = "Precision",
               .help = "Of painting by statistics: quick computes in bytes where the processor can; float32 gives nearly the same picture on every machine, more slowly. Previews are quick in any case.",
               .level = ParamLevel::Expert, .group = "Run", .stages = Stage::Transfer,
               .choices = {{"quick", "Quick", ""}, {"float32", "Float32", ""}}}),
        inherit<P>(common::tile()),
        inherit<P>(common::threads()),
        inherit<P>(common::device()),
    });
    return schema;
}

}  // namespace velatura
