#include "app/cli/packed_reader.h"

#include <algorithm>
#include <limits>
#include <memory>

#include "core/base/atomic_file.h"

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#endif
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#include <stb_image.h>
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#include <stb_image_write.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace velatura::cli {

namespace fs = std::filesystem;

namespace {

/// Far over what `pack` writes (16384 px a side), far under what would fill a server.
constexpr std::int64_t kMaxPackedPixels = 300'000'000;

tl::unexpected<Error> noPictureFiles(const fs::path& path) {
    return fail(ErrorCode::Unsupported, "This build reads packed sets only, and %1 is not one.", {path.string()},
                "Make one with `velatura-cli pack` where the full program is installed.");
}

class PackedReader : public PictureReader {
public:
    Result<Image> read(const fs::path& path, const ReadOptions&) const override { return noPictureFiles(path); }

    Result<std::vector<fs::path>> list(const fs::path& folder) const override { return noPictureFiles(folder); }

    Result<Image> decode(const std::string& bytes, const ReadOptions&) const override {
        const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
        if (bytes.size() > static_cast<size_t>(std::numeric_limits<int>::max())) return unreadable();
        const int length = static_cast<int>(bytes.size());
        int width = 0, height = 0, channels = 0;
        if (!stbi_info_from_memory(data, length, &width, &height, &channels)) return unreadable();
        if (std::int64_t{width} * height > kMaxPackedPixels)
            return fail(ErrorCode::TooLarge, "A picture of the packed set says it is %1 x %2 px, which is too large.",
                        {std::to_string(width), std::to_string(height)});
        const int wanted = channels == 1 ? 1 : 3;
        const std::unique_ptr<stbi_uc, void (*)(void*)> samples(
            stbi_load_from_memory(data, length, &width, &height, &channels, wanted), &stbi_image_free);
        if (!samples) return unreadable();
        PixelBuffer buffer({width, height}, wanted, Depth::U8);
        for (int y = 0; y < height; ++y)
            std::copy_n(samples.get() + buffer.rowBytes() * static_cast<size_t>(y), buffer.rowBytes(), buffer.row(y));
        return Image(std::move(buffer));
    }

    Status write(const Image& image, const fs::path& path) const override {
        if (path.extension() != ".png")
            return fail(ErrorCode::Unsupported, "This build writes PNG only, and %1 has another ending.",
                        {path.string()});
        const Image rgb = toU8(image, 3);
        std::string bytes;
        const auto append = [](void* out, void* data, int size) {
            static_cast<std::string*>(out)->append(static_cast<const char*>(data), static_cast<size_t>(size));
        };
        if (!stbi_write_png_to_func(append, &bytes, rgb.width(), rgb.height(), 3, rgb.row(0),
                                    static_cast<int>(rgb.rowBytes())))
            return fail(ErrorCode::OutOfMemory, "%1 could not be encoded.", {path.string()});
        return writeFileAtomically(path, bytes);
    }

private:
    static tl::unexpected<Error> unreadable() {
        return fail(ErrorCode::Unreadable, "A picture of the packed set is damaged or not a JPEG.");
    }
};

}  // namespace

const PictureReader& packedReader() {
    static const PackedReader reader;
    return reader;
}

}  // namespace velatura::cli
