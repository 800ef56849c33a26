#include "core/image_io/formats/tiff_stream.h"

#include <cstdarg>
#include <cstdio>
#include <cstring>

#include "core/image_io/exif_block.h"
#include "core/image_io/formats/rows.h"

namespace velatura::formats {

namespace {

constexpr tmsize_t kMaxAllocation = tmsize_t{2} << 30;
constexpr size_t kClassicLimit = 4'000'000'000;  // offsets of plain TIFF have 32 bits

}  // namespace

struct TiffCallbacks {
    static TiffStream& of(thandle_t handle) { return *static_cast<TiffStream*>(handle); }

    static tmsize_t read(thandle_t handle, void* out, tmsize_t bytes) {
        TiffStream& s = of(handle);
        const auto wanted = static_cast<size_t>(bytes);
        size_t n = 0;
        if (s.source_) {
            n = s.source_->read(s.position_, out, wanted);
        } else if (s.position_ < s.out_->size()) {
            n = std::min<size_t>(wanted, s.out_->size() - s.position_);
            std::memcpy(out, s.out_->data() + s.position_, n);
        }
        if (n < wanted) s.beyondEnd_ = true;
        s.position_ += n;
        return static_cast<tmsize_t>(n);
    }

    static tmsize_t write(thandle_t handle, void* data, tmsize_t bytes) {
        TiffStream& s = of(handle);
        if (!s.out_) return -1;
        try {
            const std::uint64_t end = s.position_ + static_cast<std::uint64_t>(bytes);
            if (end > s.out_->size()) {
                if (end > s.out_->capacity()) s.out_->reserve(std::max<std::uint64_t>(end, s.out_->capacity() * 2));
                s.out_->resize(end);
            }
            std::memcpy(s.out_->data() + s.position_, data, static_cast<size_t>(bytes));
            s.position_ = end;
            return bytes;
        } catch (...) {
            s.outOfMemory_ = true;
            return -1;
        }
    }

    static toff_t seek(thandle_t handle, toff_t offset, int whence) {
        TiffStream& s = of(handle);
        if (whence == SEEK_CUR) offset += s.position_;
        if (whence == SEEK_END) offset += size(handle);
        return s.position_ = offset;
    }

    static int close(thandle_t) { return 0; }
    static toff_t size(thandle_t handle) {
        const TiffStream& s = of(handle);
        return s.source_ ? s.source_->size() : s.out_->size();
    }

    static int onError(TIFF*, void* user, const char*, const char* format, va_list arguments) {
        auto& s = *static_cast<TiffStream*>(user);
        s.failed_ = true;
        if (!s.text_[0]) std::vsnprintf(s.text_, sizeof s.text_, format, arguments);
        return 1;  // heard; libtiff prints nothing
    }
    static int onWarning(TIFF*, void*, const char*, const char*, va_list) { return 1; }
};

std::unique_ptr<TiffStream> TiffStream::reading(ByteSource& source) {
    std::unique_ptr<TiffStream> s(new TiffStream);
    s->source_ = &source;
    s->open("rm");
    return s;
}

std::unique_ptr<TiffStream> TiffStream::writing(std::string& out, bool big) {
    std::unique_ptr<TiffStream> s(new TiffStream);
    s->out_ = &out;
    s->open(big ? "w8m" : "wm");
    return s;
}

void TiffStream::open(const char* mode) {
    const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                   &TIFFOpenOptionsFree);
    if (!options) throw std::bad_alloc();
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kMaxAllocation);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), TiffCallbacks::onError, this);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), TiffCallbacks::onWarning, this);
    tiff_ = TIFFClientOpenExt("", mode, this, TiffCallbacks::read, TiffCallbacks::write, TiffCallbacks::seek,
                              TiffCallbacks::close, TiffCallbacks::size, nullptr, nullptr, options.get());
}

TiffStream::~TiffStream() {
    if (tiff_) TIFFClose(tiff_);
}

bool TiffStream::finish() {
    if (!tiff_) return false;
    TIFFClose(std::exchange(tiff_, nullptr));
    return !failed_ && !outOfMemory_;
}

tl::unexpected<Error> TiffStream::problem() const {
    if (beyondEnd_) return cutOff(*source_, kTiffLabel);
    return damaged(*source_, kTiffLabel, text_);
}

namespace {

void setMetadata(TIFF* tiff, std::string& out, bool big, const Extras& extras) {
    if (!extras.icc.empty())
        TIFFSetField(tiff, TIFFTAG_ICCPROFILE, static_cast<std::uint32_t>(extras.icc.size()), extras.icc.data());
    if (extras.dpiX > 0 && extras.dpiY > 0) {
        TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
        TIFFSetField(tiff, TIFFTAG_XRESOLUTION, extras.dpiX);
        TIFFSetField(tiff, TIFFTAG_YRESOLUTION, extras.dpiY);
    }
    if (!extras.xmp.empty())
        TIFFSetField(tiff, TIFFTAG_XMLPACKET, static_cast<std::uint32_t>(extras.xmp.size()), extras.xmp.data());
    if (!extras.iptc.empty()) {
        // Versions of libtiff differ in whether this tag counts bytes or groups of four.
        const TIFFField* field = TIFFFindField(tiff, TIFFTAG_RICHTIFFIPTC, TIFF_ANY);
        const size_t unit = field && TIFFFieldDataType(field) == TIFF_LONG ? 4 : 1;
        std::vector<std::uint8_t> padded = extras.iptc;
        padded.resize((padded.size() + unit - 1) / unit * unit);
        TIFFSetField(tiff, TIFFTAG_RICHTIFFIPTC, static_cast<std::uint32_t>(padded.size() / unit), padded.data());
    }
    // EXIF of a file over 4 GB would need directories of another kind.
    if (extras.exif.empty() || big) return;
    const PlacedExif placed = placeExif(out, extras.exif);
    for (const auto& [tag, text] : placed.texts) TIFFSetField(tiff, static_cast<std::uint32_t>(tag), text.c_str());
    if (placed.exif != 0) TIFFSetField(tiff, TIFFTAG_EXIFIFD, static_cast<std::uint64_t>(placed.exif));
    if (placed.gps != 0) TIFFSetField(tiff, TIFFTAG_GPSIFD, static_cast<std::uint64_t>(placed.gps));
}

}  // namespace

Result<std::string> encodeTiff(const Image& image, const Extras& extras) {
    const int channels = savedChannels(image, true);
    const Depth depth = extras.depth;
    const size_t rowBytes = static_cast<size_t>(image.width()) * channels * static_cast<size_t>(depth);
    std::vector<std::uint8_t> row(rowBytes);
    std::string out;
    const bool big = rowBytes * static_cast<size_t>(image.height()) > kClassicLimit;
    const auto stream = TiffStream::writing(out, big);
    TIFF* tiff = stream->tiff();
    if (!tiff) return notEncoded(kTiffLabel, stream->text());
    const bool floating = depth == Depth::F32;
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(image.width()));
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(image.height()));
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, static_cast<int>(depth) * 8);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, channels);
    TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, floating ? SAMPLEFORMAT_IEEEFP : SAMPLEFORMAT_UINT);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, channels <= 2 ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_RGB);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE);
    TIFFSetField(tiff, TIFFTAG_ZIPQUALITY, 3);  // a picture of 36 megapixels must not take many seconds
    TIFFSetField(tiff, TIFFTAG_PREDICTOR, floating ? PREDICTOR_FLOATINGPOINT : PREDICTOR_HORIZONTAL);
    // Strips of about 256 KB: small enough to read a region, large enough to compress.
    const auto rows = std::max<size_t>(1, (size_t{256} << 10) / rowBytes);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, static_cast<std::uint32_t>(std::min<size_t>(rows, image.height())));
    if (channels % 2 == 0) {
        const std::uint16_t straight = EXTRASAMPLE_UNASSALPHA;
        TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &straight);
    }
    setMetadata(tiff, out, big, extras);
    bool ok = true;
    for (int y = 0; ok && y < image.height(); ++y) {
        convertRow(image, y, depth, channels, row.data());
        ok = TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y), 0) >= 0;
    }
    ok = stream->finish() && ok;
    if (stream->outOfMemory()) throw std::bad_alloc();
    if (!ok) return notEncoded(kTiffLabel, stream->text());
    return out;
}

}  // namespace velatura::formats
