// VGG networks with random weights, under everybody's names, for tests of recognition and import.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/io/safetensors.h"

namespace velatura::test {

struct MadeVgg {
    int variant = 19;         ///< or 16
    int convolutions = 5;     ///< how many, from conv1_1 on; 5 end at conv3_1, 13 of a VGG-19 at conv5_1
    std::vector<int> widths = {64, 128, 256, 512, 512};
    std::uint32_t seed = 1;
};

/// "conv3_1" for block 3, number 1, and so on.
using LayerName = std::function<std::string(int block, int number, int index)>;
std::string caffeName(int block, int number, int index);
/// Number in torchvision's Sequential: ReLUs and pools count.
int torchNumber(int block, int index);

/// Weights of He's size from a small generator of its own, biases 0.1; ".weight" and ".bias" appended to the names.
SafetensorsFile madeVgg(const MadeVgg& made, const LayerName& name = caffeName);

/// Imported models lie in `folder` while this lives.
class DataHome {
public:
    explicit DataHome(const std::filesystem::path& folder);
    ~DataHome();
    DataHome(const DataHome&) = delete;

private:
    std::string before_;
};

}  // namespace velatura::test
