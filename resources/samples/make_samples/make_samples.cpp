// make_samples FOLDER [NAME]: renders the sample pictures (or the named one) into FOLDER as JPEG. Their seeds are
// fixed: the same program gives the same pictures.
#include <cstdio>
#include <filesystem>
#include <string>

#include "core/image_io/image_io.h"
#include "resources/samples/make_samples/pictures.h"

namespace {

struct Sample {
    const char* name;
    velatura::samples::Canvas (*paint)();
};

constexpr Sample kSamples[] = {
    {"lake", velatura::samples::paintPhoto},          {"impasto", velatura::samples::paintImpasto},
    {"woodblock", velatura::samples::paintWoodblock}, {"stained_glass", velatura::samples::paintStainedGlass},
    {"ink_wash", velatura::samples::paintInkWash},    {"watercolour", velatura::samples::paintWatercolour},
    {"cartoon", velatura::samples::paintCartoon},
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("make_samples FOLDER [NAME]\n", stderr);
        return 2;
    }
    const std::string only = argc > 2 ? argv[2] : "";
    int made = 0;
    for (const Sample& sample : kSamples) {
        if (!only.empty() && only != sample.name) continue;
        const auto path = std::filesystem::path(argv[1]) / (std::string(sample.name) + ".jpg");
        const auto saved = velatura::savePicture(velatura::samples::toImage(sample.paint()), path, {.quality = 90});
        if (!saved) {
            std::fprintf(stderr, "%s\n", saved.error().message().c_str());
            return 1;
        }
        std::printf("%s\n", path.c_str());
        ++made;
    }
    return made > 0 ? 0 : 2;
}
