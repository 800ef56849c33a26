// Metadata on its way from one file into another, by exiv2: EXIF, XMP and IPTC of a picture made ready for the file
// that is saved (orientation applied, thumbnail of the old picture gone, place gone if wanted), and the recipe in XMP.
// Values only, any thread; hostile bytes are left out and logged.
#pragma once

#include <string>
#include <string_view>

#include "core/image_io/formats/format.h"

namespace velatura {

/// Fills exif, xmp, iptc, extendedXmp, extendedGuid and recipe of `extras`, whose dpi and icc stand.
void carryMetadata(const Image& image, const SaveOptions& options, const formats::MetadataRoom& room,
                   formats::Extras& extras);

/// The recipe in an XMP packet; empty where there is none.
std::string recipeInXmp(std::string_view xmp);

}  // namespace velatura
