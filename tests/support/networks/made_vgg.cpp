#include "tests/support/networks/made_vgg.h"

#include <cmath>
#include <cstdlib>
#include <cstring>

namespace velatura::test {

namespace {

NumberArray floatsOf(std::vector<std::int64_t> shape, const std::function<float()>& next) {
    NumberArray out{NumberType::F32, std::move(shape), {}};
    out.bytes.resize(static_cast<size_t>(out.count()) * sizeof(float));
    for (size_t i = 0; i < out.bytes.size(); i += sizeof(float)) {
        const float value = next();
        std::memcpy(&out.bytes[i], &value, sizeof value);
    }
    return out;
}

}  // namespace

std::string caffeName(int block, int number, int) {
    return "conv" + std::to_string(block) + "_" + std::to_string(number);
}

int torchNumber(int block, int index) {
    return 2 * index + block - 1;
}

DataHome::DataHome(const std::filesystem::path& folder) {
    if (const char* before = std::getenv("XDG_DATA_HOME")) before_ = before;
    ::setenv("XDG_DATA_HOME", folder.c_str(), 1);
}

DataHome::~DataHome() {
    ::setenv("XDG_DATA_HOME", before_.c_str(), 1);
}

SafetensorsFile madeVgg(const MadeVgg& made, const LayerName& name) {
    SafetensorsFile out;
    std::uint32_t state = made.seed * 2654435761u + 1;
    const auto uniform = [&] {
        state = state * 1664525u + 1013904223u;
        return static_cast<float>(state >> 8) / 8388608.0f - 1.0f;  // -1..1
    };
    int in = 3, index = 0;
    for (int block = 1; block <= 5; ++block)
        for (int number = 1; number <= (block < 3 ? 2 : made.variant == 16 ? 3 : 4); ++number, ++index) {
            if (index == made.convolutions) return out;
            const int width = made.widths[static_cast<size_t>(block - 1)];
            const float scale = std::sqrt(6.0f / (9.0f * static_cast<float>(in)));
            const std::string layer = name(block, number, index);
            out.arrays[layer + ".weight"] = floatsOf({width, in, 3, 3}, [&] { return uniform() * scale; });
            out.arrays[layer + ".bias"] = floatsOf({width}, [] { return 0.1f; });
            in = width;
        }
    return out;
}

}  // namespace velatura::test
