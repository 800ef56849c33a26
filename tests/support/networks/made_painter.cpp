#include "tests/support/networks/made_painter.h"

#include <cmath>
#include <cstring>

namespace velatura::test {

namespace {

NumberArray wave(double number, std::vector<std::int64_t> shape, double amplitude, double middle = 0) {
    NumberArray out{NumberType::F32, std::move(shape), {}};
    out.bytes.resize(static_cast<size_t>(out.count()) * sizeof(float));
    for (std::int64_t i = 0; i < out.count(); ++i) {
        const auto value =
            static_cast<float>(middle + amplitude * std::sin(0.37 * static_cast<double>(i) + 1.3 * number));
        std::memcpy(&out.bytes[static_cast<size_t>(i) * sizeof value], &value, sizeof value);
    }
    return out;
}

}  // namespace

SafetensorsFile madePainter(const PainterMade& made) {
    SafetensorsFile out;
    double number = made.phase;
    const auto add = [&](const std::string& name, const std::string& norm, std::int64_t in, std::int64_t channels,
                         std::int64_t side) {
        const std::string at = made.prefix + name + ".conv2d";
        out.arrays[at + ".weight"] =
            wave(number, {channels, in, side, side}, 1 / std::sqrt(static_cast<double>(in * side * side)));
        out.arrays[at + ".bias"] = wave(number + 1, {channels}, 0.1);
        if (!norm.empty()) {
            const std::vector<std::int64_t> shape = made.styles > 0 ? std::vector<std::int64_t>{made.styles, channels}
                                                                    : std::vector<std::int64_t>{channels};
            out.arrays[made.prefix + norm + ".weight"] = wave(number + 2, shape, 0.3, 1);
            out.arrays[made.prefix + norm + ".bias"] = wave(number + 3, shape, 0.2);
        }
        number += 4;
    };
    add("conv1", "in1", 3, made.full, 9);
    add("conv2", "in2", made.full, made.half, 3);
    add("conv3", "in3", made.half, made.quarter, 3);
    for (int r = 1; r <= 5; ++r)
        for (const char* part : {"1", "2"}) {
            const std::string block = "res" + std::to_string(r) + ".";
            add(block + "conv" + part, block + "in" + part, made.quarter, made.quarter, 3);
        }
    add("deconv1", "in4", made.quarter, made.half, 3);
    add("deconv2", "in5", made.half, made.full, 3);
    add("deconv3", "", made.full, 3, 9);
    return out;
}

}  // namespace velatura::test
