#include "core/image_io/carried.h"

#include <fmt/format.h>
#include <lcms2.h>
#include <lcms2_plugin.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <exiv2/exiv2.hpp>
#include <mutex>

#include "core/base/log.h"
#include "core/image_io/color_profile.h"

namespace velatura {

namespace {

constexpr const char* kNamespace = "urn:velatura:xmp/1.0/";
constexpr const char* kNoteNamespace = "http://ns.adobe.com/xmp/note/";
constexpr const char* kRecipeKey = "Xmp.velatura.Recipe";
constexpr const char* kExtendedKey = "Xmp.xmpNote.HasExtendedXMP";

void nameSpaces() {
    Exiv2::XmpProperties::registerNs(kNamespace, "velatura");
    Exiv2::XmpProperties::registerNs(kNoteNamespace, "xmpNote");  // versions of exiv2 differ in knowing it
}

/// exiv2's XMP half has global tables and says itself that it is not thread-safe; a picture needs it for milliseconds.
std::unique_lock<std::mutex> exiv() {
    static std::mutex mutex;
    std::unique_lock lock(mutex);
    static const bool ready = [] {
        Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
        Exiv2::XmpParser::initialize();
        nameSpaces();
        return true;
    }();
    (void)ready;
    return lock;
}

/// A packet may give our prefixes to names of its own, and exiv2 then keeps them so for all pictures that follow.
int decodeXmp(Exiv2::XmpData& data, const std::string& packet) {
    try {
        const int code = Exiv2::XmpParser::decode(data, packet);
        nameSpaces();
        return code;
    } catch (...) {
        nameSpaces();
        throw;
    }
}

/// Runs `work`; metadata that exiv2 cannot make sense of is no reason to lose the picture.
template <class F>
bool attempted(const char* what, F&& work) {
    try {
        work();
        return true;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& e) {
        logWarning(fmt::format("{} left out: {}", what, e.what()));
        return false;
    }
}

bool isPlace(std::string_view word) {
    static constexpr std::array kWords = {
        "Location",    "LocationCreated", "LocationShown", "LocationName", "LocationCode",      "City",
        "State",       "Country",         "CountryCode",   "CountryName",  "ProvinceState",     "Sublocation",
        "SubLocation", "WorldRegion",     "shotLocation",  "LocationId",   "LocationCreatedGPS"};
    return word.starts_with("GPS") || word.starts_with("Geo") ||
           std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

/// Whether a key such as "LocationCreated[1]/Iptc4xmpExt:City" names a place in any of its parts.
bool namesPlace(std::string_view tag) {
    while (!tag.empty()) {
        const size_t end = std::min(tag.find_first_of("/:[]"), tag.size());
        if (isPlace(tag.substr(0, end))) return true;
        tag.remove_prefix(std::min(end + 1, tag.size()));
    }
    return false;
}

/// Inside the notes of a camera's maker.
bool ofMaker(const Exiv2::Exifdatum& d) {
    static constexpr std::array<std::string_view, 4> kPublic = {"Image", "Photo", "Iop", "GPSInfo"};
    return d.tagName() == "MakerNote" || std::find(kPublic.begin(), kPublic.end(), d.groupName()) == kPublic.end();
}

template <class Data, class Unwanted>
void eraseIf(Data& data, Unwanted&& unwanted) {
    for (auto it = data.begin(); it != data.end();) it = unwanted(*it) ? data.erase(it) : std::next(it);
}

void eraseKeys(Exiv2::XmpData& xmp, std::initializer_list<std::string_view> prefixes) {
    std::vector<std::string> unwanted;
    for (const auto& d : xmp)
        for (const auto prefix : prefixes)
            if (d.key().starts_with(prefix)) unwanted.push_back(d.key());
    for (const auto& key : unwanted)
        if (const auto it = xmp.findKey(Exiv2::XmpKey(key)); it != xmp.end()) xmp.erase(it);
}

Exiv2::URational rational(double v) {
    const auto whole = std::lround(v);
    if (std::abs(v - static_cast<double>(whole)) < 1e-4) return {static_cast<std::uint32_t>(whole), 1};
    return {static_cast<std::uint32_t>(std::lround(v * 1000)), 1000};
}

class Carrier {
public:
    Carrier(const Image& image, const SaveOptions& options, const formats::MetadataRoom& room, formats::Extras& extras)
        : image_(image), options_(options), room_(room), extras_(extras) {}

    void exif() {
        Exiv2::ExifData data;
        ByteView source = image_.info().exif;
        if (source.size() >= 6 && std::equal(source.begin(), source.begin() + 6, "Exif\0")) source = source.subspan(6);
        if (!source.empty() && source.size() <= formats::kMaxMetadataBytes)
            attempted("EXIF", [&] {
                Exiv2::ExifParser::decode(data, source.data(), static_cast<std::uint32_t>(source.size()));
            });
        const bool resolution = extras_.dpiX > 0 && extras_.dpiY > 0;
        if (data.empty() && (room_.resolution || !resolution)) return;
        // What could not be put right (place, orientation) must not go out as it was.
        if (!attempted("EXIF", [&] { mend(data, resolution); })) return;
        attempted("EXIF", [&] { encode(data); });
    }

    void iptc() {
        ByteView source = image_.info().iptc;
        if (source.empty()) return;
        attempted("IPTC", [&] {
            const Exiv2::byte* record = nullptr;
            std::uint32_t header = 0, bytes = 0;
            const bool wrapped = source.size() > 4 && std::equal(source.begin(), source.begin() + 4, "8BIM");
            if (wrapped && Exiv2::Photoshop::locateIptcIrb(source.data(), static_cast<long>(source.size()), &record,
                                                           &header, &bytes) != 0)
                return;
            const ByteView sets = wrapped ? ByteView(record + header, bytes) : source;
            Exiv2::IptcData all;
            if (Exiv2::IptcParser::decode(all, sets.data(), static_cast<std::uint32_t>(sets.size())) != 0) return;
            if (options_.metadata == SaveMetadata::NoPlace)
                eraseIf(all, [](const Exiv2::Iptcdatum& d) { return namesPlace(d.tagName()); });
            iptc_ = std::move(all);
            if (iptc_.empty() || room_.iptc == 0) return;
            const Exiv2::DataBuf encoded = Exiv2::IptcParser::encode(iptc_);
            if (static_cast<size_t>(encoded.size_) <= room_.iptc)
                extras_.iptc.assign(encoded.pData_, encoded.pData_ + encoded.size_);
        });
    }

    void xmp() {
        Exiv2::XmpData data;
        const auto& source = image_.info().xmp;
        if (!source.empty() && source.size() <= formats::kMaxMetadataBytes)
            attempted("XMP", [&] {
                if (decodeXmp(data, std::string(source.begin(), source.end())) != 0) data.clear();
            });
        if (!attempted("XMP", [&] { mend(data); })) data.clear();
        // Where IPTC has no place of its own its fields live on in XMP.
        if (room_.iptc == 0 && !iptc_.empty()) attempted("IPTC", [&] { Exiv2::copyIptcToXmp(iptc_, data); });
        const std::string& recipe = options_.recipe;
        if (!recipe.empty() && recipe.size() <= room_.xmp / 2) data[kRecipeKey] = recipe;
        extras_.xmp = packet(data);
        if (extras_.xmp.empty() && !data.empty()) {  // cannot be written again: the recipe at least goes along
            Exiv2::XmpData alone;
            if (const auto it = data.findKey(Exiv2::XmpKey(kRecipeKey)); it != data.end()) alone[kRecipeKey] = recipe;
            data = std::move(alone);
            extras_.xmp = packet(data);
        }
        const bool whole = recipe.empty() || data.findKey(Exiv2::XmpKey(kRecipeKey)) != data.end();
        if (whole && extras_.xmp.size() <= room_.xmp) return;
        eraseKeys(data, {"Xmp.velatura."});
        extend(data);
    }

private:
    void mend(Exiv2::ExifData& data, bool resolution) {
        Exiv2::ExifThumb(data).erase();
        const bool noPlace = options_.metadata == SaveMetadata::NoPlace;
        // Notes of the camera's maker are not public: places can hide there.
        eraseIf(data, [&](const Exiv2::Exifdatum& d) {
            const std::string group = d.groupName();
            return (group == "Image" && (d.tagName() == "ImageWidth" || d.tagName() == "ImageLength")) ||
                   group.starts_with("SubImage") || group == "Thumbnail" || group == "Image2" || group == "Image3" ||
                   (noPlace &&
                    (group == "GPSInfo" || d.tagName().starts_with("GPS") || namesPlace(d.tagName()) || ofMaker(d)));
        });
        const auto ifThere = [&](const char* key, auto value) {
            if (const auto it = data.findKey(Exiv2::ExifKey(key)); it != data.end()) *it = value;
        };
        ifThere("Exif.Image.Orientation", std::uint16_t{1});
        ifThere("Exif.Photo.PixelXDimension", static_cast<std::uint32_t>(image_.width()));
        ifThere("Exif.Photo.PixelYDimension", static_cast<std::uint32_t>(image_.height()));
        // 1 is sRGB; all else is said by the profile alone.
        ifThere("Exif.Photo.ColorSpace", static_cast<std::uint16_t>(isSrgbProfile(image_.info().icc) ? 1 : 0xFFFF));
        if (!resolution) return;
        data["Exif.Image.XResolution"] = rational(extras_.dpiX);
        data["Exif.Image.YResolution"] = rational(extras_.dpiY);
        data["Exif.Image.ResolutionUnit"] = std::uint16_t{2};
    }

    /// Little-endian always: in a TIFF it must be in the file's byte order.
    void encode(Exiv2::ExifData& data) {
        Exiv2::Blob blob;
        Exiv2::ExifParser::encode(blob, Exiv2::littleEndian, data);
        if (blob.size() > room_.exif) {
            eraseIf(data, [](const Exiv2::Exifdatum& d) { return ofMaker(d) || d.size() > 4096; });
            blob.clear();
            Exiv2::ExifParser::encode(blob, Exiv2::littleEndian, data);
        }
        if (blob.size() <= room_.exif) extras_.exif.assign(blob.begin(), blob.end());
    }

    void mend(Exiv2::XmpData& data) {
        eraseKeys(data, {"Xmp.velatura.", kExtendedKey, "Xmp.xmp.Thumbnails", "Xmp.tiff.ImageWidth",
                         "Xmp.tiff.ImageLength", "Xmp.tiff.XResolution", "Xmp.tiff.YResolution",
                         "Xmp.tiff.ResolutionUnit", "Xmp.exif.PixelXDimension", "Xmp.exif.PixelYDimension",
                         "Xmp.exif.ColorSpace", "Xmp.photoshop.ICCProfile"});
        if (const auto it = data.findKey(Exiv2::XmpKey("Xmp.tiff.Orientation")); it != data.end()) *it = "1";
        if (options_.metadata != SaveMetadata::NoPlace) return;
        eraseIf(data, [](const Exiv2::Xmpdatum& d) { return namesPlace(d.tagName()); });
    }

    static std::string packet(const Exiv2::XmpData& data) {
        std::string out;
        if (data.empty()) return out;
        int code = 1;
        if (!attempted("XMP", [&] { code = Exiv2::XmpParser::encode(out, data, Exiv2::XmpParser::useCompactFormat); }) ||
            code != 0)
            out.clear();
        return out;
    }

    /// The recipe goes into a packet of its own that the main one names by its digest.
    void extend(Exiv2::XmpData& data) {
        if (!options_.recipe.empty() && room_.extendedXmp) {
            Exiv2::XmpData alone;
            alone[kRecipeKey] = options_.recipe;
            if (Exiv2::XmpParser::encode(extras_.extendedXmp, alone,
                                         Exiv2::XmpParser::useCompactFormat | Exiv2::XmpParser::omitPacketWrapper) != 0)
                extras_.extendedXmp.clear();
            extras_.extendedGuid = digest(extras_.extendedXmp);
            data[kExtendedKey] = extras_.extendedGuid;
        }
        extras_.xmp = packet(data);
        if (extras_.xmp.size() <= room_.xmp) return;
        logWarning("XMP left out: it is too large for the format");
        Exiv2::XmpData pointer;
        if (!extras_.extendedGuid.empty()) pointer[kExtendedKey] = extras_.extendedGuid;
        extras_.xmp = packet(pointer);
    }

    static std::string digest(const std::string& bytes) {
        const cmsHANDLE md5 = cmsMD5alloc(nullptr);
        cmsMD5add(md5, reinterpret_cast<const cmsUInt8Number*>(bytes.data()),
                  static_cast<cmsUInt32Number>(bytes.size()));
        cmsProfileID id;
        cmsMD5finish(&id, md5);
        std::string out;
        for (const auto b : id.ID8) out += fmt::format("{:02X}", b);
        return out;
    }

    const Image& image_;
    const SaveOptions& options_;
    const formats::MetadataRoom& room_;
    formats::Extras& extras_;
    Exiv2::IptcData iptc_;
};

}  // namespace

void carryMetadata(const Image& image, const SaveOptions& options, const formats::MetadataRoom& room,
                   formats::Extras& extras) {
    const auto lock = exiv();
    Carrier carrier(image, options, room, extras);
    if (room.exif > 0) carrier.exif();
    carrier.iptc();
    if (room.xmp > 0) carrier.xmp();
}

std::string recipeInXmp(std::string_view xmp) {
    // Most pictures hold none, and need no parser to tell.
    if (xmp.find(kNamespace) == std::string_view::npos || xmp.size() > formats::kMaxMetadataBytes) return {};
    const auto lock = exiv();
    std::string out;
    attempted("XMP", [&] {
        Exiv2::XmpData data;
        if (decodeXmp(data, std::string(xmp)) != 0) return;
        if (const auto it = data.findKey(Exiv2::XmpKey(kRecipeKey)); it != data.end()) out = it->toString();
    });
    return out.size() <= kMaxRecipeBytes ? out : std::string();
}

}  // namespace velatura
