#include "ui/batch/batch_output.h"

#include <charconv>
#include <nlohmann/json.hpp>

namespace velatura {

namespace {

constexpr const char* kContactSheet = "contact-sheet.jpg";

std::vector<ParamChoice> formatChoices() {
    std::vector<ParamChoice> out{{"photo", "As the photo", "PNG where the photo's own format cannot be written."}};
    for (const auto& format : pictureFormats()) out.push_back({format.key, format.label, ""});
    return out;
}

}  // namespace

const ParamSchema<BatchOutput>& batchOutputSchema() {
    using P = BatchOutput;
    const auto advanced = ParamLevel::Advanced;
    static const ParamSchema<P> schema({
        field(&P::strengths,
              {.key = "strengths",
               .label = "Strengths",
               .help =
                   "Paints every photo once with each of these, such as 0.5, 1, 1.5; empty takes the strength above."}),
        field(&P::size, {.key = "output-size",
                         .label = "Size",
                         .help = "How large the results are saved; none is larger than its photo.",
                         .choices = {{"source", "As the photo", ""},
                                     {"working", "As painted", ""},
                                     {"3840", "Long side 3840 px", ""},
                                     {"2160", "Long side 2160 px", ""},
                                     {"1920", "Long side 1920 px", ""},
                                     {"1080", "Long side 1080 px", ""}}}),
        field(&P::format, {.key = "format",
                           .label = "Format",
                           .help = "The kind of file that the results are saved as.",
                           .choices = formatChoices()}),
        field(&P::quality, {.key = "quality",
                            .label = "Quality",
                            .help = "How much detail JPEG and WebP keep; other formats lose nothing.",
                            .range = {1, 100}}),
        field(&P::skipExisting, {.key = "skip-existing",
                                 .label = "Skip existing",
                                 .help = "Leaves results alone that are in the folder already."}),
        field(&P::contactSheet, {.key = "contact-sheet",
                                 .label = "Contact sheet",
                                 .help = "Saves small pictures of all results in one, beside them."}),
        field(&P::depth, {.key = "depth",
                          .label = "Depth",
                          .help = "How many bits a sample has in the file, as far as the format has them.",
                          .level = advanced,
                          .group = "Files",
                          .choices = {{"keep", "As the photo", ""}, {"8", "8 bits", ""}, {"16", "16 bits", ""}}}),
        field(&P::profile, {.key = "profile",
                            .label = "Colours",
                            .help = "In which colours the files are saved.",
                            .level = advanced,
                            .group = "Files",
                            .choices = {{"source", "As the photo", ""},
                                        {"srgb", "sRGB", ""},
                                        {"display-p3", "Display P3", ""},
                                        {"adobe-rgb", "Adobe RGB", ""}}}),
        field(&P::metadata,
              {.key = "metadata",
               .label = "Metadata",
               .help =
                   "What becomes of the photo's camera, date and place; without metadata no recipe is written either.",
               .level = advanced,
               .group = "Files",
               .choices = {{"keep", "Keep", ""}, {"no-place", "Without the place", ""}, {"strip", "Leave out", ""}}}),
        field(&P::augment, {.key = "augment",
                            .label = "Make a training set",
                            .help = "Paints variants of each photo with style, strength and seed drawn by chance; the "
                                    "folders are kept as labels, and a manifest says what became what.",
                            .level = advanced,
                            .group = "Training set"}),
        field(&P::variants, {.key = "variants",
                             .label = "Variants",
                             .help = "How many results each photo gets.",
                             .range = {1, 10000},
                             .soft = {1, 20},
                             .level = advanced,
                             .group = "Training set"}),
        field(&P::low, {.key = "strength-low",
                        .label = "Weakest",
                        .help = "The lowest strength that chance may draw.",
                        .range = {0, 100},
                        .soft = {0, 4},
                        .step = 0.1,
                        .level = advanced,
                        .group = "Training set"}),
        field(&P::high, {.key = "strength-high",
                         .label = "Strongest",
                         .help = "The highest strength that chance may draw.",
                         .range = {0, 100},
                         .soft = {0, 4},
                         .step = 0.1,
                         .level = advanced,
                         .group = "Training set"}),
        field(&P::seed, {.key = "augment-seed",
                         .label = "Chance",
                         .help = "The same number draws the same styles and strengths again.",
                         .range = {0, 2147483647},
                         .soft = {0, 100},
                         .level = advanced,
                         .group = "Training set"}),
    });
    return schema;
}

SaveOptions saveOptions(const BatchOutput& output) {
    SaveOptions out;
    out.quality = output.quality;
    out.depth = output.depth;
    out.profile = output.profile;
    out.metadata = output.metadata;
    return out;
}

std::string savingText(const BatchOutput& output) {
    nlohmann::json out = toJson(batchOutputSchema().write(output));
    const nlohmann::json all = out;
    for (const auto& [key, value] : all.items())
        if (key != "quality" && key != "depth" && key != "profile" && key != "metadata") out.erase(key);
    return out.dump();
}

Result<std::vector<double>> parseStrengths(const std::string& text) {
    std::vector<double> out;
    for (size_t at = 0; at < text.size();) {
        const size_t begin = text.find_first_not_of(",; \t", at);
        if (begin == std::string::npos) break;
        const size_t end = std::min(text.find_first_of(",; \t", begin), text.size());
        double value = 0;
        const auto parsed = std::from_chars(text.data() + begin, text.data() + end, value);
        if (parsed.ec != std::errc() || parsed.ptr != text.data() + end)
            return fail(ErrorCode::Usage, "\"%1\" among the strengths is not a number.",
                        {text.substr(begin, end - begin)}, "Write numbers with commas between them, such as 0.5, 1.");
        if (std::find(out.begin(), out.end(), value) == out.end()) out.push_back(value);
        at = end;
    }
    return out;
}

Status applyOutput(const BatchOutput& output, BatchRequest& request) {
    auto strengths = parseStrengths(output.strengths);
    if (!strengths) return fail(strengths.error());
    auto size = parseOutputSize(output.size);
    if (!size) return fail(size.error());
    request.outputSize = *size;
    for (const auto& format : pictureFormats())
        if (format.key == output.format) request.ending = "." + format.extensions.front();
    request.saving = savingText(output);
    request.skipExisting = output.skipExisting;
    if (output.contactSheet) request.contactSheet = request.output / kContactSheet;
    if (output.augment)
        request.augment =
            BatchAugment{output.variants, output.low, output.high, static_cast<std::uint64_t>(output.seed)};
    else
        request.strengths = std::move(*strengths);
    // A training set is told about by its manifest; a recipe with thumbnails in each picture would only make it large.
    request.recipes = output.metadata != SaveMetadata::Strip && !output.augment;
    return {};
}

}  // namespace velatura
