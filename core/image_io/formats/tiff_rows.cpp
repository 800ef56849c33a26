#include "core/image_io/formats/tiff_rows.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <type_traits>

#include "core/image_io/formats/row_reducer.h"
#include "core/image_io/formats/rows.h"
#include "core/image_io/ink_rows.h"

namespace velatura::formats {

namespace {

constexpr std::uint64_t kMaxTileBytes = 256u << 20;

template <class T>
void spread(const std::uint8_t* in, size_t inStep, std::uint8_t* out, size_t outStep, size_t count) {
    for (size_t i = 0; i < count; ++i)
        std::memcpy(out + i * outStep * sizeof(T), in + i * inStep * sizeof(T), sizeof(T));
}

/// Takes the wanted samples of `count` pixels from stored ones. `plane` below 0: all samples lie together.
void place(const TiffLayout& l, const std::uint8_t* in, int plane, std::uint8_t* out, size_t count) {
    const size_t bytes = static_cast<size_t>(l.depth);
    const auto channels = static_cast<size_t>(l.storedChannels());
    const size_t step = plane < 0 ? l.samples : 1;
    if (step == channels) {
        std::memcpy(out, in, count * channels * bytes);
        return;
    }
    for (size_t c = 0; c < channels; ++c) {
        const int sample = c < static_cast<size_t>(l.stored) ? static_cast<int>(c) : l.alpha;
        if (plane >= 0 && plane != sample) continue;
        const std::uint8_t* from = plane < 0 ? in + static_cast<size_t>(sample) * bytes : in;
        switch (l.depth) {
            case Depth::U8:
                spread<std::uint8_t>(from, step, out + c * bytes, channels, count);
                break;
            case Depth::U16:
                spread<std::uint16_t>(from, step, out + c * bytes, channels, count);
                break;
            case Depth::F32:
                spread<float>(from, step, out + c * bytes, channels, count);
                break;
        }
    }
}

bool wanted(const TiffLayout& l, int plane) {
    return plane < l.stored || plane == l.alpha;
}

template <class T>
void invert(T* row, const TiffLayout& l) {
    const int step = l.storedChannels();
    for (std::uint32_t x = 0; x < l.width; ++x, row += step) {
        if constexpr (std::is_floating_point_v<T>)
            row[0] = 1 - row[0];
        else
            row[0] = static_cast<T>(~row[0]);
    }
}

template <class T>
void mend(std::uint8_t* row, const TiffLayout& l) {
    if (l.photometric == PHOTOMETRIC_MINISWHITE) invert(reinterpret_cast<T*>(row), l);
    if (l.associated) straighten(reinterpret_cast<T*>(row), static_cast<int>(l.width), l.stored);
}

/// L*a*b* as TIFF stores it (a and b signed, or by ICCLAB offset) in the 16 bits of ICC version 4.
template <class T>
void labRow(const std::uint8_t* bytes, const TiffLayout& l, std::uint16_t* out) {
    const T* in = reinterpret_cast<const T*>(bytes);
    const bool offset = l.photometric == PHOTOMETRIC_ICCLAB;
    constexpr bool kEight = sizeof(T) == 1;
    for (std::uint32_t x = 0; x < l.width; ++x) {
        // ICCLAB of 16 bits has version 2's range: 0xFF00 is 100.
        const int light = kEight ? in[0] * 257 : offset ? static_cast<int>(in[0] * 65535.0 / 65280.0) : in[0];
        *out++ = static_cast<std::uint16_t>(std::min(light, 65535));
        for (int c = 1; c < 3; ++c) {
            const double v = offset ? in[c] / (kEight ? 1.0 : 256.0) - 128.0
                                    : static_cast<std::make_signed_t<T>>(in[c]) / (kEight ? 1.0 : 256.0);
            *out++ = static_cast<std::uint16_t>(std::clamp((v + 128.0) * 257.0, 0.0, 65535.0) + 0.5);
        }
        if (l.alpha >= 0) *out++ = kEight ? static_cast<std::uint16_t>(in[3] * 257) : in[3];
        in += l.storedChannels();
    }
}

/// Rows of stored samples on their way into the picture: mended, converted to RGB, reduced.
class RowSink {
public:
    RowSink(const TiffLayout& l, ByteView icc, int factor) : layout_(l) {
        // L*a*b* of 8 bits is finer than RGB of 8 bits.
        const Depth depth = l.kind == TiffSamples::Lab ? Depth::U16 : l.depth;
        const ImageSize size{static_cast<int>(l.width), static_cast<int>(l.height)};
        if (l.kind == TiffSamples::Inks || l.kind == TiffSamples::Lab) {
            converter_ = std::make_unique<InkRows>(
                l.kind == TiffSamples::Inks ? InkRows::Space::Cmyk : InkRows::Space::Lab, icc, l.alpha >= 0, depth);
            rgb_.resize(size_t{l.width} * static_cast<size_t>(l.channels()) * static_cast<size_t>(depth));
            if (l.kind == TiffSamples::Lab) lab_.resize(size_t{l.width} * static_cast<size_t>(l.storedChannels()));
        }
        if (factor > 1)
            reducer_ = std::make_unique<RowReducer>(size, l.channels(), depth, factor);
        else
            pixels_ = PixelBuffer(size, l.channels(), depth);
        if (!plain()) row_.resize(l.storedRowBytes());
    }

    /// The stored samples may be put straight into the picture.
    bool plain() const { return !converter_ && !reducer_; }
    /// Where the samples of row `y` go before done(y); rows are done from the top.
    std::uint8_t* target(int y) { return plain() ? pixels_.row(y) : row_.data(); }

    void done(int y) {
        std::uint8_t* row = target(y);
        if (layout_.depth == Depth::U8)
            mend<std::uint8_t>(row, layout_);
        else if (layout_.depth == Depth::U16)
            mend<std::uint16_t>(row, layout_);
        else
            mend<float>(row, layout_);
        if (plain()) return;
        const auto width = static_cast<int>(layout_.width);
        if (layout_.kind == TiffSamples::Lab) {
            if (layout_.depth == Depth::U8)
                labRow<std::uint8_t>(row, layout_, lab_.data());
            else
                labRow<std::uint16_t>(row, layout_, lab_.data());
            row = reinterpret_cast<std::uint8_t*>(lab_.data());
        }
        if (converter_) {
            std::uint8_t* to = reducer_ ? rgb_.data() : pixels_.row(y);
            converter_->convert(row, to, width);
            row = to;
        }
        if (reducer_) reducer_->add(row);
    }

    PixelBuffer take() { return reducer_ ? reducer_->take() : std::move(pixels_); }

private:
    const TiffLayout& layout_;
    std::unique_ptr<InkRows> converter_;
    std::unique_ptr<RowReducer> reducer_;
    PixelBuffer pixels_;
    std::vector<std::uint8_t> row_, rgb_;
    std::vector<std::uint16_t> lab_;
};

/// Several rows side by side, filled piece by piece before the sink gets them: in the picture itself where that can be.
class Band {
public:
    Band(RowSink& sink, const TiffLayout& l, std::uint32_t rows) : sink_(sink), rowBytes_(l.storedRowBytes()) {
        if (!sink.plain()) bytes_.resize(rowBytes_ * rows);
    }
    /// Row `y` of the picture, which is row `inside` of the band.
    std::uint8_t* row(std::uint32_t y, std::uint32_t inside) {
        return sink_.plain() ? sink_.target(static_cast<int>(y)) : bytes_.data() + rowBytes_ * inside;
    }
    void hand(std::uint32_t first, std::uint32_t rows) {
        for (std::uint32_t r = 0; r < rows; ++r) {
            const auto y = static_cast<int>(first + r);
            if (!sink_.plain()) std::memcpy(sink_.target(y), row(first + r, r), rowBytes_);
            sink_.done(y);
        }
    }

private:
    RowSink& sink_;
    size_t rowBytes_;
    std::vector<std::uint8_t> bytes_;
};

Status readRows(TiffStream& stream, const TiffLayout& l, RowSink& sink) {
    const std::uint64_t needed = std::uint64_t{l.width} * (l.planes() ? 1 : l.samples) * static_cast<size_t>(l.depth);
    if (TIFFScanlineSize64(stream.tiff()) != needed) return stream.damagedFile("row size");
    std::vector<std::uint8_t> row(needed);
    Band band(sink, l, l.planes() ? l.height : 1);
    for (int plane = 0; plane < (l.planes() ? l.samples : 1); ++plane) {
        if (l.planes() && !wanted(l, plane)) continue;
        for (std::uint32_t y = 0; y < l.height; ++y) {
            if (TIFFReadScanline(stream.tiff(), row.data(), y, static_cast<std::uint16_t>(plane)) < 0)
                return stream.problem();
            place(l, row.data(), l.planes() ? plane : -1, band.row(y, l.planes() ? y : 0), l.width);
            if (!l.planes()) band.hand(y, 1);
        }
    }
    if (l.planes()) band.hand(0, l.height);
    return {};
}

Status readTiles(TiffStream& stream, const TiffLayout& l, RowSink& sink) {
    TIFF* tiff = stream.tiff();
    std::uint32_t tileWidth = 0, tileHeight = 0;
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &tileWidth);
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &tileHeight);
    const std::uint64_t pixelBytes = (l.planes() ? 1u : l.samples) * static_cast<size_t>(l.depth);
    const std::uint64_t tileBytes = TIFFTileSize64(tiff);
    if (tileWidth == 0 || tileHeight == 0 || tileBytes > kMaxTileBytes ||
        tileBytes != std::uint64_t{tileWidth} * tileHeight * pixelBytes)
        return stream.damagedFile("tile size");
    std::vector<std::uint8_t> tile(tileBytes);
    Band band(sink, l, l.planes() ? l.height : std::min(tileHeight, l.height));
    const size_t outBytes = static_cast<size_t>(l.storedChannels()) * static_cast<size_t>(l.depth);
    for (int plane = 0; plane < (l.planes() ? l.samples : 1); ++plane) {
        if (l.planes() && !wanted(l, plane)) continue;
        for (std::uint32_t y = 0; y < l.height; y += tileHeight) {
            const std::uint32_t rows = std::min(tileHeight, l.height - y);
            for (std::uint32_t x = 0; x < l.width; x += tileWidth) {
                if (TIFFReadTile(tiff, tile.data(), x, y, 0, static_cast<std::uint16_t>(plane)) < 0)
                    return stream.problem();
                for (std::uint32_t r = 0; r < rows; ++r)
                    place(l, tile.data() + std::uint64_t{r} * tileWidth * pixelBytes, l.planes() ? plane : -1,
                          band.row(y + r, l.planes() ? y + r : r) + x * outBytes, std::min(tileWidth, l.width - x));
            }
            if (!l.planes()) band.hand(y, rows);
            if (tileHeight > l.height - y) break;  // no overflow past the last row
        }
    }
    if (l.planes()) band.hand(0, l.height);
    return {};
}

}  // namespace

Result<PixelBuffer> readSamples(TiffStream& stream, const TiffLayout& l, ByteView icc, int factor) {
    RowSink sink(l, icc, factor);
    const Status status = TIFFIsTiled(stream.tiff()) ? readTiles(stream, l, sink) : readRows(stream, l, sink);
    if (!status) return fail(status.error());
    return sink.take();
}

}  // namespace velatura::formats
