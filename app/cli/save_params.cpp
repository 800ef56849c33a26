#include "app/cli/save_params.h"

#include "core/image_io/color_profile.h"

namespace velatura::cli {

const ParamSchema<SaveParams>& saveSchema() {
    using P = SaveParams;
    static const ParamSchema<P> schema({
        field(&P::quality, {.key = "quality",
                            .label = "Quality",
                            .help = "How much detail JPEG and WebP keep; other formats lose nothing.",
                            .range = {1, 100}}),
        field(&P::depth, {.key = "depth",
                          .label = "Depth",
                          .help = "How many bits a sample has in the file, as far as the format has them.",
                          .choices = {{"keep", "As the photo", ""}, {"8", "8 bits", ""}, {"16", "16 bits", ""}}}),
        field(&P::profile, {.key = "profile",
                            .label = "Colour profile",
                            .help = "In which colours the file is saved; source keeps those of the photo.",
                            .choices = {{"source", "As the photo", ""},
                                        {"srgb", "sRGB", ""},
                                        {"display-p3", "Display P3", ""},
                                        {"adobe-rgb", "Adobe RGB (1998)", ""}}}),
        field(&P::profileFile, {.key = "profile-file",
                                .label = "Profile from a file",
                                .help = "Saves in the colours of this ICC profile instead."}),
        field(&P::metadata,
              {.key = "metadata",
               .label = "Metadata",
               .help = "What the photo's EXIF, XMP and IPTC become: no-place leaves out where it was taken, "
                       "strip leaves out all of it.",
               .choices = {{"keep", "Keep", ""}, {"no-place", "Without the place", ""}, {"strip", "Leave out", ""}}}),
        field(&P::stripMetadata,
              {.key = "strip-metadata",
               .label = "Leave metadata out",
               .help = "The same as --metadata strip: the colour profile alone is saved beside the picture."}),
        field(&P::dpi, {.key = "dpi",
                        .label = "Resolution",
                        .help = "Dots per inch that the file says; 0 keeps those of the photo.",
                        .range = {0, 10000}}),
        field(&P::outputSize,
              {.key = "output-size",
               .label = "Size of the result",
               .help = "working saves the picture as it was painted, source at the photo's own size with the photo's "
                       "fine edges, a number of pixels with that long side."}),
    });
    return schema;
}

Result<SaveOptions> saveOptions(const SaveParams& params) {
    SaveOptions out;
    out.quality = params.quality;
    out.depth = params.depth;
    out.profile = params.profile;
    if (!params.profileFile.empty()) {
        auto icc = readProfile(params.profileFile);
        if (!icc) return fail(icc.error());
        out.profile = SaveProfile::File;
        out.profileBytes = std::move(*icc);
    }
    out.metadata = params.stripMetadata ? SaveMetadata::Strip : params.metadata;
    out.dpi = params.dpi;
    return out;
}

}  // namespace velatura::cli
