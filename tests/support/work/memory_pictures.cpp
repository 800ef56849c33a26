#include "tests/support/work/memory_pictures.h"

#include <algorithm>
#include <cmath>

#include "core/base/atomic_file.h"

namespace velatura::test {

Image stripedPicture(int number, int width, int height) {
    PixelBuffer b({width, height}, 3, Depth::U8);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < 3; ++c)
                b.row(y)[3 * x + c] = static_cast<std::uint8_t>(
                    128 + 70 * std::sin(0.2 * (number % 5 + 1) * x + 0.11 * (number % 3) * y + c) + 40 * std::cos(0.3 * y * (c + 1) + number));
    return Image(std::move(b));
}

bool sameSamples(const Image& a, const Image& b) {
    if (a.size() != b.size() || a.channels() != b.channels()) return false;
    for (int y = 0; y < a.height(); ++y)
        if (!std::equal(a.row(y), a.row(y) + a.rowBytes(), b.row(y))) return false;
    return true;
}

Result<Image> MemoryPictures::read(const std::filesystem::path& path, const ReadOptions&) const {
    const int number = std::stoi(path.stem().string());
    if (number == broken_) return fail(ErrorCode::Unreadable, "%1 is broken.", {path.string()});
    return stripedPicture(number, 96, 80);
}

Result<Image> MemoryPictures::decode(const std::string& bytes, const ReadOptions&) const { return stripedPicture(static_cast<int>(bytes.size()), 96, 80); }

Status MemoryPictures::write(const Image& image, const std::filesystem::path& path) const {
    return writeFileAtomically(path, std::string(reinterpret_cast<const char*>(image.row(0)), image.rowBytes()));
}

Result<std::vector<std::filesystem::path>> MemoryPictures::list(const std::filesystem::path& folder) const {
    std::vector<std::filesystem::path> out;
    for (int i = 0; i < count_; ++i) out.push_back(folder / (std::to_string(i) + ".png"));
    return out;
}

}  // namespace velatura::test
