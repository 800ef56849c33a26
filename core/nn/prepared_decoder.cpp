#include "core/nn/prepared_decoder.h"

#include <torch/torch.h>

#include <algorithm>

#include "core/nn/four_at_once.h"

namespace velatura {

namespace {

constexpr auto kChannelsLast = at::MemoryFormat::ChannelsLast;

/// Few features of few pairs reach as far as those that were measured: wider steps for all would cost more. Found on pictures that
/// were not measured.
constexpr double kHeld = 0.65;

/// What a 3x3 convolution of the picture at twice its size (by nearest neighbour) does, as four 2x2 convolutions of the
/// picture itself: each pixel that a position becomes sees four positions only. Four ninths of the work.
/// @param weight [O,I,3,3]  @return [4 O,I,2,2], the pixels' weights one after another: upper left, upper right, lower left,
/// lower right
at::Tensor beforeEnlarging(const at::Tensor& weight) {
    // Along one axis: a first pixel sees (w0; w1 + w2) of the positions before it and its own, a second (w0 + w1; w2) of its
    // own and the one after it.
    const auto along = [](const at::Tensor& w, int axis, int pixel) {
        const auto tap = [&](int i) { return w.select(axis, i); };
        return pixel == 0 ? at::stack({tap(0), tap(1) + tap(2)}, axis) : at::stack({tap(0) + tap(1), tap(2)}, axis);
    };
    std::vector<at::Tensor> out;
    for (int y = 0; y < 2; ++y)
        for (int x = 0; x < 2; ++x) out.push_back(along(along(weight, 2, y), 3, x));
    return at::cat(out, 0);
}

/// What a 3x3 convolution does to the picture that beforeEnlarging()'s four become, as one 2x2 convolution of these four.
/// @param weight [O,I,3,3]  @return [4 O,4 I,2,2]: each colour's four pixels together, as at::pixel_shuffle() takes them
at::Tensor afterEnlarging(const at::Tensor& weight) {
    const std::int64_t out = weight.size(0), in = weight.size(1);
    at::Tensor all = at::zeros({out, 4, 4, in, 2, 2}, weight.options());
    // Along one axis: pixels 2i + to - 1 to 2i + to + 1. A first pixel 2j lies at j, a second 2j + 1 at j + 1, for there the
    // convolution saw the position after it.
    for (int toY = 0; toY < 2; ++toY)
        for (int toX = 0; toX < 2; ++toX)
            for (int ky = 0; ky < 3; ++ky)
                for (int kx = 0; kx < 3; ++kx) {
                    const auto place = [](int to, int k) {
                        const int pixel = to + k + 1;  // counted from 2i - 2
                        return std::pair{pixel % 2, pixel / 2 - 1 + pixel % 2};
                    };
                    const auto [fromY, row] = place(toY, ky);
                    const auto [fromX, column] = place(toX, kx);
                    all.select(1, 2 * toY + toX).select(1, 2 * fromY + fromX).select(3, column).select(2, row).copy_(weight.select(3, kx).select(2, ky));
                }
    return all.reshape({4 * out, 4 * in, 2, 2});
}

/// Zeros for what lacks to a whole block of channels.
at::Tensor filled(const at::Tensor& x) {
    const std::int64_t lacks = (kChannelBlock - x.size(0) % kChannelBlock) % kChannelBlock;
    std::vector<std::int64_t> shape = x.sizes().vec();
    shape[0] = lacks;
    return at::cat({x, at::zeros(shape, x.options())}, 0);
}

}  // namespace

PreparedDecoder::PreparedDecoder(const FeatureDecoder& decoder, at::ScalarType wanted) {
    at::NoGradGuard noGrad;
    const at::ScalarType type = wanted == at::kByte ? at::kFloat : wanted;
    for (int t = 0; t < kTapCount; ++t) {
        const auto i = static_cast<size_t>(t);
        types_[i] = t == 0 ? at::kFloat : type;
        const auto& layers = decoder.layers(t);
        const FeatureDecoder::Scale in = decoder.scaleOf(t), out = decoder.scaleOf(t - 1);
        for (size_t l = 0; l < layers.size(); ++l) {
            at::Tensor weight = layers[l].weight, bias = layers[l].bias;
            if (l == 0) {  // features are standardised first
                weight = weight / in.deviation.reshape({1, -1, 1, 1});
                bias = bias - at::mv(weight.sum({2, 3}), in.mean);
            }
            if (layers[l].last) {  // and brought to the scale of the next tap
                weight = weight * out.deviation.reshape({-1, 1, 1, 1});
                bias = bias * out.deviation + out.mean;
            }
            if (layers[l].enlarge) {
                weight = beforeEnlarging(weight);
                bias = bias.repeat({4});
            }
            if (t == 0) {
                head_ = {afterEnlarging(weight).to(type).contiguous(kChannelsLast), bias.repeat_interleave(4).to(type), false, false, {}};
                four_ = {fourAtOnce(weight), bias.repeat_interleave(4), false, false, {}};
            }
            blocks_[i].push_back({weight.to(types_[i]).contiguous(kChannelsLast), bias.to(types_[i]), layers[l].enlarge, !layers[l].last, {}});
        }
    }
    if (type == at::kFloat && hasOneDnnConvolutions()) useBlocks();
    if (wanted == at::kByte && hasEightBitConvolutions()) useBytes(decoder);
}

void PreparedDecoder::useBlocks() {
    const auto fits = [](const Layer& l) { return l.weight.is_cpu() && l.weight.size(0) % (l.enlarge ? 4 * kChannelBlock : kChannelBlock) == 0 && l.weight.size(1) % kChannelBlock == 0; };
    for (int t = 1; t < kTapCount; ++t) {
        auto& block = blocks_[static_cast<size_t>(t)];
        if (!std::all_of(block.begin(), block.end(), fits)) return;
    }
    for (int t = 1; t < kTapCount; ++t)
        for (auto& l : blocks_[static_cast<size_t>(t)]) l.inBlocks.emplace(l.weight, l.bias, OneDnnConvolution::Options{.slope = l.leaky ? FeatureDecoder::kSlope : 0});
    head_.inBlocks.emplace(filled(head_.weight), filled(head_.bias), OneDnnConvolution::Options{.padding = 0});
}

/// Where it is known what features reach.
void PreparedDecoder::useBytes(const FeatureDecoder& decoder) {
    const auto& reach = decoder.reach();
    for (int t = 1; t < kTapCount; ++t) {
        auto& block = blocks_[static_cast<size_t>(t)];
        const auto& layers = decoder.layers(t);
        const auto known = [&](const FeatureDecoder::Layer& l) { return knows(reach, l.name, l.weight.size(0)); };
        if (!block.front().weight.is_cpu() || !knows(reach, kTapNames[static_cast<size_t>(t)], layers.front().weight.size(1)) || !std::all_of(layers.begin(), layers.end(), known)) continue;
        EightBits from = bytes_[static_cast<size_t>(t)] = EightBits::holding(reach.at(kTapNames[static_cast<size_t>(t)]), kHeld);
        for (size_t l = 0; l < layers.size(); ++l) {
            const EightBits to = EightBits::holding(reach.at(layers[l].name), kHeld, !layers[l].last);
            Layer& layer = block[l];
            if (!layers[l].last) {
                layer.inBytes.emplace(layer.weight, layer.bias, EightBitConvolution::Options{.slope = FeatureDecoder::kSlope}, from, to);
            } else {
                // Four pixels that are of the same features are the same: else plain places would get a grid.
                const at::Tensor groups = at::arange(layer.weight.size(0) / 4).repeat({4});
                layer.inBytes.emplace(layer.weight, layer.bias, EightBitConvolution::Options{.slope = 0, .groups = groups}, from, std::nullopt);
                if (t == 1) {
                    const EightBits four{to.step.repeat({4}), {}};
                    lastInBytes_.emplace(layer.weight, layer.bias, EightBitConvolution::Options{.slope = 0, .groups = groups}, from, four);
                    head_.inBytes.emplace(head_.weight, head_.bias, EightBitConvolution::Options{.padding = 0, .groups = at::arange(head_.weight.size(0) / 4).repeat_interleave(4), .pixels = 4}, four, std::nullopt);
                }
            }
            from = to;
        }
    }
}

bool PreparedDecoder::inBytes(int tap) const { return tap > 0 && blocks_[static_cast<size_t>(tap)].front().inBytes; }

/// One picture's features.
bool PreparedDecoder::inBlocks(int tap, const at::Tensor& x) const { return tap > 0 && x.size(0) == 1 && blocks_[static_cast<size_t>(tap)].front().inBlocks; }

/// @param x  features, or the same in blocks: both have their channels second
at::Tensor PreparedDecoder::apply(const Layer& layer, const at::Tensor& x) const {
    const bool blocks = x.dim() == 5, bytes = x.scalar_type() == at::kByte;
    at::Tensor y = blocks ? (*layer.inBlocks)(x) : bytes ? (*layer.inBytes)(x) : at::conv2d(x, layer.weight, layer.bias, 1, 1);
    if (!layer.enlarge) return !blocks && !bytes && layer.leaky ? at::leaky_relu_(y, FeatureDecoder::kSlope) : y;
    // [N,4 O,H+1,W+1]: four pixels that a position becomes
    const std::int64_t height = x.size(2), width = x.size(3), channels = y.size(1) / 4;
    std::vector<std::int64_t> shape = y.sizes().vec();
    shape[1] = channels;
    shape[2] = 2 * height;
    shape[3] = 2 * width;
    at::Tensor out = at::empty(shape, y.options(), blocks ? at::MemoryFormat::Contiguous : kChannelsLast);
    for (int pixel = 0; pixel < 4; ++pixel) {
        const int row = pixel / 2, column = pixel % 2;
        out.slice(2, row, {}, 2).slice(3, column, {}, 2).copy_(y.narrow(1, pixel * channels, channels).narrow(2, row, height).narrow(3, column, width));
    }
    return out;
}

at::Tensor PreparedDecoder::up(const at::Tensor& features, int tap) const {
    if (tap == 0) return toPixels(features);
    const auto t = static_cast<size_t>(tap);
    const bool bytes = features.size(0) == 1 && inBytes(tap), blocks = !bytes && inBlocks(tap, features);
    at::Tensor y = bytes ? toBytes(features.to(at::kFloat), bytes_[t]) : blocks ? toBlocks(features.to(at::kFloat)) : features.to(types_[t]).contiguous(kChannelsLast);
    for (const auto& layer : blocks_[t]) y = apply(layer, y);
    return blocks ? fromBlocks(y) : bytes ? y : y.relu_();
}

/// From relu1_1 to the picture.
at::Tensor PreparedDecoder::toPixels(const at::Tensor& features) const {
    const at::Tensor x = features.to(types_[0]).contiguous(kChannelsLast);
    if (x.size(2) % 2 != 0 || x.size(3) % 2 != 0) return apply(blocks_[0].front(), x);
    return fourPixelsOf(x, four_.weight, four_.bias);
}

at::Tensor PreparedDecoder::decode(const at::Tensor& features, int tap) const {
    at::Tensor y = features;
    for (int t = tap; t > 1; --t) y = up(y, t);
    if (tap == 0) return toPixels(y);
    const bool bytes = y.size(0) == 1 && inBytes(1), blocks = !bytes && inBlocks(1, y);
    y = bytes ? toBytes(y.to(at::kFloat), bytes_[1]) : blocks ? toBlocks(y.to(at::kFloat)) : y.to(types_[1]).contiguous(kChannelsLast);
    for (size_t l = 0; l + 1 < blocks_[1].size(); ++l) y = apply(blocks_[1][l], y);
    // The last two layers together: the picture is laid out from what is not enlarged yet.
    const Layer& last = blocks_[1].back();
    if (bytes) return at::pixel_shuffle((*head_.inBytes)((*lastInBytes_)(y)), 2).contiguous(kChannelsLast);
    if (blocks) {
        const at::Tensor colours = fromBlocks((*head_.inBlocks)((*last.inBlocks)(y)));
        return at::pixel_shuffle(colours.narrow(1, 0, head_.weight.size(0)), 2).contiguous(kChannelsLast);
    }
    const at::Tensor four = at::conv2d(y, last.weight, last.bias, 1, 1).relu_();
    return at::pixel_shuffle(at::conv2d(four, head_.weight, head_.bias).to(at::kFloat), 2).contiguous(kChannelsLast);
}

}  // namespace velatura
