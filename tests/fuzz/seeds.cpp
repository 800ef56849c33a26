#include "tests/fuzz/seeds.h"

#include <cstdlib>

#include "core/image_io/color_profile.h"
#include "core/image_io/image_io.h"
#include "core/io/packed.h"
#include "core/recipe.h"
#include "tests/core/image_io/made_files.h"
#include "tests/core/io/made_weights.h"

namespace velatura::fuzz {

using namespace test;

namespace {

PictureInfo richInfo() {
    PictureInfo info;
    const std::string exif = exifBlock(6);
    info.exif.assign(exif.begin(), exif.end());
    info.icc = builtinProfile(BuiltinProfile::DisplayP3);
    info.dpiX = info.dpiY = 300;
    return info;
}

void addPictures(std::vector<Seed>& out) {
    const auto info = std::make_shared<const PictureInfo>(richInfo());
    for (const auto& format : pictureFormats())
        for (const auto& [channels, depth] :
             {std::pair{3, Depth::U8}, std::pair{4, Depth::U16}, std::pair{1, Depth::U8}}) {
            auto image = pattern(21, 13, channels, depth);
            if (channels >= 3) image = image.withInfo(info);
            const auto bytes = encodePicture(image, format.key, {.recipe = "{\"a\": [1, 2]}"});
            if (bytes) out.push_back({format.key, *bytes});
            if (bytes && channels == 3) out.push_back({"probe", *bytes, 300});
        }
    out.push_back({"gif", smallGif()});
}

void addBlocks(std::vector<Seed>& out) {
    const auto profile = builtinProfile(BuiltinProfile::AdobeRgb);
    out.push_back({"profile", std::string(profile.begin(), profile.end()), 200});
    out.push_back({"metadata", exifBlock(3), 200});
    out.push_back(
        {"metadata",
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
         "<rdf:Description rdf:about=\"\" xmlns:velatura=\"urn:velatura:xmp/1.0/\" "
         "velatura:Recipe=\"{}\"/></rdf:RDF></x:xmpmeta>",
         200});
    out.push_back({"metadata", std::string("8BIM\4\4\0\0\0\0\0\x0C\x1C\2\x5A\0\5Paris\0\0", 24), 200});
}

/// What only other programs write.
void addShared(const std::filesystem::path& shared, std::vector<Seed>& out) {
    const auto edge = shared / "pictures/edge";
    for (const auto& [entry, name] :
         {std::pair{"avif", "avif.avif"}, std::pair{"heic", "heic.heic"}, std::pair{"jxl", "jpeg_xl.jxl"},
          std::pair{"gif", "animated.gif"}, std::pair{"webp", "animated.webp"}, std::pair{"jpeg", "progressive.jpg"},
          std::pair{"jpeg", "ycck_adobe.jpg"}, std::pair{"tiff", "cmyk.tif"}, std::pair{"tiff", "rgb8_lzw.tif"},
          std::pair{"tiff", "tiled.tif"}, std::pair{"png", "interlaced.png"}})
        if (!shared.empty() && std::filesystem::exists(edge / name)) out.push_back({entry, readText(edge / name), 60});
}

std::string packedSet() {
    std::string folder = (std::filesystem::temp_directory_path() / "velatura-seed-XXXXXX").string();
    if (!::mkdtemp(folder.data())) return {};
    const auto path = std::filesystem::path(folder) / "set";
    if (auto writer = PackedWriter::create(path)) {
        (void)writer->add("cats/a.png", "cats", "first");
        (void)writer->add("b.png", "", "second");
        (void)writer->finish();
    }
    std::string bytes = readText(path);
    std::filesystem::remove_all(folder);
    return bytes;
}

void addNumbers(std::vector<Seed>& out) {
    using namespace pickled;
    const std::string header = R"({"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                               R"("b":{"dtype":"F16","shape":[],"data_offsets":[8,10]}})";
    out.push_back({"safetensors", little(header.size(), 8) + header + floats({1, 2}) + "ab"});
    out.push_back({"pth", smallZipPth()});
    out.push_back({"pth", smallLegacyPth()});
    const std::string t = tensor(storage("FloatStorage", "0", 4), 1, {1, 2}, {2, 1});
    const std::string parameter = call(global("torch._utils", "_rebuild_parameter"), {t, "\x88", ordered({})});
    out.push_back({"pth-values", whole(dict({{"a", t}, {"b", list({parameter, number(-7), "N"})}}) + "q\1")});
    out.push_back({"pth-values", whole(ordered({{"a", t}}) + dict({{"_metadata", ordered({})}}) + "b")});
    out.push_back({"npy", madeNpy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }", floats({1, 2}))});
    out.push_back({"npy", madeNpy("{'descr': '>i2', 'fortran_order': True, 'shape': (2, 2), }", "abcdefgh", 2)});
    out.push_back({"packed", packedSet()});
    Recipe recipe;
    recipe.engine = "gatys";
    recipe.version = "1.0";
    recipe.content = {"a.png", "/tmp/a.png", std::string(32, 'a'), {4, 3}};
    recipe.styles.resize(1);
    recipe.models = {{"a.safetensors", std::string(64, 'b')}};
    recipe.workingSize = {4, 3};
    out.push_back({"recipe", recipeText(recipe)});
}

}  // namespace

std::vector<Seed> seeds(const std::filesystem::path& shared) {
    std::vector<Seed> out;
    addPictures(out);
    addBlocks(out);
    addNumbers(out);
    addShared(shared, out);
    return out;
}

std::string smallGif() {
    const std::string frame("\0\0\0\0\4\0\3\0", 8);
    const std::string data("\2\5\x84\x8F\xA9\xCB\5\0", 8);
    return std::string("GIF89a\4\0\3\0\x81\0\0", 13) + std::string("\0\0\0\xFF\0\0\0\xFF\0\0\0\xFF", 12) +
           std::string("!\xF9\4\1\0\0\2\0", 8) + "," + frame + "\x40" + data + "," + frame + std::string("\0", 1) +
           data + ";";
}

}  // namespace velatura::fuzz
