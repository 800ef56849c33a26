// libtiff over our own bytes: reading from a ByteSource, writing into a string, errors kept instead of printed. Also
// the writing half of the TIFF format.
#pragma once

#include <tiffio.h>

#include <memory>
#include <string>

#include "core/image_io/formats/format.h"

namespace velatura::formats {

inline constexpr const char* kTiffLabel = "TIFF";

/// One open TIFF; stays where it is, since libtiff keeps its address.
class TiffStream {
public:
    /// tiff() is null where the header is not usable; problem() then says why.
    static std::unique_ptr<TiffStream> reading(ByteSource& source);
    /// Appends to `out`; finish() completes it.
    static std::unique_ptr<TiffStream> writing(std::string& out, bool big);
    ~TiffStream();
    TiffStream(const TiffStream&) = delete;
    TiffStream& operator=(const TiffStream&) = delete;

    TIFF* tiff() const { return tiff_; }
    /// Closes; false where something could not be written.
    bool finish();
    bool outOfMemory() const { return outOfMemory_; }
    const char* text() const { return text_; }
    /// What went wrong while reading.
    tl::unexpected<Error> problem() const;
    tl::unexpected<Error> damagedFile(const char* detail) const { return damaged(*source_, kTiffLabel, detail); }

private:
    friend struct TiffCallbacks;
    TiffStream() = default;
    void open(const char* mode);

    TIFF* tiff_ = nullptr;
    ByteSource* source_ = nullptr;
    std::string* out_ = nullptr;
    std::uint64_t position_ = 0;
    bool beyondEnd_ = false, outOfMemory_ = false, failed_ = false;
    char text_[256] = "";
};

Result<std::string> encodeTiff(const Image& image, const Extras& extras);

}  // namespace velatura::formats
