#include "tests/fuzz/entries.h"

#include "core/base/check.h"
#include "core/image_io/color_profile.h"
#include "core/image_io/formats/format.h"
#include "core/image_io/image_io.h"

namespace velatura::fuzz {

namespace {

constexpr std::int64_t kMaxDecoded = 4'000'000;

Image small(const PictureInfo& info = {}) {
    PixelBuffer pixels({3, 2}, 3, Depth::U8);
    for (int y = 0; y < 2; ++y)
        for (int i = 0; i < 9; ++i) pixels.row(y)[i] = static_cast<std::uint8_t>(40 * i + y);
    return Image(std::move(pixels), std::make_shared<const PictureInfo>(info));
}

/// A sentence that names what is wrong, or a picture whose samples are all there.
void judge(const Result<Image>& image) {
    if (!image) {
        check(!image.error().message().empty(), "an error says nothing");
        return;
    }
    unsigned sum = 0;
    for (int y = 0; y < image->height(); ++y)
        for (size_t i = 0; i < image->rowBytes(); ++i) sum += image->row(y)[i];
    volatile unsigned used = sum;
    (void)used;
}

void profile(Bytes bytes) {
    (void)profileName(bytes);
    (void)isSrgbProfile(bytes);
    judge(convertColors(small(), bytes));
    PictureInfo info;
    info.icc.assign(bytes.begin(), bytes.end());
    judge(convertColors(small(info), {}));
}

/// As EXIF, XMP and IPTC at once; a new file must hold the new recipe whatever the old one was.
void metadata(Bytes bytes) {
    PictureInfo info;
    info.exif.assign(bytes.begin(), bytes.end());
    info.xmp = info.iptc = info.exif;
    (void)readExif(bytes);
    for (const char* format : {"jpeg", "png", "webp", "tiff"}) {
        const auto file = encodePicture(small(info), format, {.metadata = SaveMetadata::NoPlace, .recipe = "{}"});
        check(file.has_value(), "metadata kept a picture from being saved");
        const auto back = decodePicture(*file);
        check(back && back->info().recipe == "{}", "the recipe got lost");
    }
}

void decoder(const formats::Codec& codec, Bytes bytes) {
    const auto source = memorySource(bytes);
    const auto header = codec.probe(*source);
    if (!header || header->size.pixels() > kMaxDecoded) return;
    for (const int minShortSide : {0, 8}) {
        const auto decoded = codec.decode(*source, {.minShortSide = minShortSide});
        if (!decoded) continue;
        judge(Image(PixelBuffer(decoded->pixels)));
    }
    judge(decodePicture(std::string(bytes.begin(), bytes.end()), {.toSrgb = true}));
}

}  // namespace

Entries pictureEntries() {
    Entries out = {
        {"probe", [](Bytes bytes) { (void)probeBytes(bytes); }}, {"profile", profile}, {"metadata", metadata}};
    for (const auto* codec : formats::codecs())
        out[codec->facts.key] = [codec](Bytes bytes) { decoder(*codec, bytes); };
    return out;
}

namespace {

const Entries& allEntries() {
    static const Entries all = [] {
        Entries out = pictureEntries();
        out.merge(numberEntries());
        return out;
    }();
    return all;
}

}  // namespace

bool hasEntry(const std::string& entry) {
    return allEntries().contains(entry);
}

void run(const std::string& entry, Bytes bytes) {
    check(hasEntry(entry), "there is no entry {}", entry);
    try {
        allEntries().at(entry)(bytes);
    } catch (const std::bad_alloc&) {
        // A decoder may say so; its caller makes a sentence of it.
    }
}

}  // namespace velatura::fuzz
