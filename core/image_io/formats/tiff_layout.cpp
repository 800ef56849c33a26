#include "core/image_io/formats/tiff_layout.h"

namespace velatura::formats {

namespace {

TiffSamples kindOf(TIFF* tiff, const TiffLayout& l) {
    const bool integer = l.format == SAMPLEFORMAT_UINT || l.format == SAMPLEFORMAT_VOID;
    const bool whole = integer && (l.bits == 8 || l.bits == 16);
    const bool real = l.format == SAMPLEFORMAT_IEEEFP && l.bits == 32;
    if (l.samples < l.stored) return TiffSamples::Converted;
    switch (l.photometric) {
        case PHOTOMETRIC_MINISBLACK:
        case PHOTOMETRIC_MINISWHITE:
        case PHOTOMETRIC_RGB:
            return whole || real ? TiffSamples::Direct : TiffSamples::Converted;
        case PHOTOMETRIC_SEPARATED: {
            std::uint16_t inks = INKSET_CMYK;
            TIFFGetFieldDefaulted(tiff, TIFFTAG_INKSET, &inks);
            return whole && inks == INKSET_CMYK ? TiffSamples::Inks : TiffSamples::Converted;
        }
        case PHOTOMETRIC_CIELAB:
        case PHOTOMETRIC_ICCLAB:
            return (whole || l.format == SAMPLEFORMAT_INT) && (l.bits == 8 || l.bits == 16) ? TiffSamples::Lab
                                                                                            : TiffSamples::Converted;
        default:
            return TiffSamples::Converted;
    }
}

/// By what each compression can do at best.
bool fits(std::uint64_t bytes, const TiffLayout& l, std::uint64_t fileBytes) {
    switch (l.compression) {
        case COMPRESSION_NONE:
            // Colour may be stored at a quarter of the size.
            return bytes / (l.photometric == PHOTOMETRIC_YCBCR ? 4 : 1) <= fileBytes;
        case COMPRESSION_PACKBITS:
            return bytes / 64 <= fileBytes;
        case COMPRESSION_LZW:
            return bytes / 4096 <= fileBytes;
        case COMPRESSION_ADOBE_DEFLATE:
        case COMPRESSION_DEFLATE:
            return bytes / 1032 <= fileBytes;
        default:
            return bytes / 100'000 <= fileBytes;
    }
}

}  // namespace

TiffLayout readLayout(TIFF* tiff) {
    TiffLayout l;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &l.width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &l.height);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &l.bits);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &l.samples);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &l.format);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &l.planar);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &l.compression);
    if (!TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &l.photometric))
        l.photometric = l.samples >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK;
    // libjpeg turns its own YCbCr into RGB while it decodes.
    if (l.photometric == PHOTOMETRIC_YCBCR && l.compression == COMPRESSION_JPEG && l.planar == PLANARCONFIG_CONTIG &&
        TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB))
        l.photometric = PHOTOMETRIC_RGB;
    const bool grey = l.photometric == PHOTOMETRIC_MINISBLACK || l.photometric == PHOTOMETRIC_MINISWHITE;
    l.stored = grey ? 1 : l.photometric == PHOTOMETRIC_SEPARATED ? 4 : 3;
    l.kind = kindOf(tiff, l);
    if (l.kind == TiffSamples::Converted) {
        l.stored = grey ? 1 : 3;
        return l;
    }
    l.depth = l.bits == 8 ? Depth::U8 : l.bits == 16 ? Depth::U16 : Depth::F32;
    std::uint16_t extras = 0, *kinds = nullptr;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &extras, &kinds);
    // Extra samples of no stated kind are masks of the program that wrote them, not transparency.
    for (int i = 0; i < extras && l.alpha < 0; ++i) {
        if (l.stored + i >= l.samples || (kinds[i] != EXTRASAMPLE_ASSOCALPHA && kinds[i] != EXTRASAMPLE_UNASSALPHA))
            continue;
        l.alpha = l.stored + i;
        l.associated = kinds[i] == EXTRASAMPLE_ASSOCALPHA;
    }
    return l;
}

bool plausible(TIFF* tiff, const TiffLayout& l, std::uint64_t fileBytes) {
    if (!fits(std::uint64_t{l.width} * l.height * l.samples * l.bits / 8, l, fileBytes)) return false;
    // A tile is stored whole, however small the picture is.
    return !TIFFIsTiled(tiff) || fits(TIFFTileSize64(tiff), l, fileBytes);
}

bool cameraRaw(TIFF* tiff) {
    std::uint8_t* version = nullptr;
    std::uint32_t kind = 0;
    std::uint16_t count = 0;
    void* offsets = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_DNGVERSION, &version)) return true;
    return TIFFGetField(tiff, TIFFTAG_SUBFILETYPE, &kind) && (kind & FILETYPE_REDUCEDIMAGE) &&
           TIFFGetField(tiff, TIFFTAG_SUBIFD, &count, &offsets) && count > 0;
}

}  // namespace velatura::formats
