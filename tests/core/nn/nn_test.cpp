#include "core/base/check.h"
#include "core/nn/device.h"
#include "core/losses/missed_variance.h"
#include "core/nn/feature_decoder.h"
#include "core/nn/four_at_once.h"
#include "core/nn/onednn_convolution.h"
#include "core/nn/prepared_decoder.h"
#include "core/nn/prepared_encoder.h"
#include "core/nn/image_tensor.h"
#include "core/nn/perceptual.h"
#include "core/nn/vgg.h"
#include "core/ops/resize.h"
#include "core/train/trainers/decoder_start.h"
#include "tests/support/work/memory_pictures.h"
#include "core/losses/gram.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"

#include <thread>

using namespace velatura;

namespace {

const PerceptualNet::Widths kTiny{4, 4, 5, 5, 6, 7, 8};

Status save(const PerceptualNet& net, const std::filesystem::path& path, NumberType type = NumberType::F32) {
    SafetensorsFile file;
    for (const auto& [name, t] : net.namedParameters()) file.arrays[name] = arrayOf(t, type);
    file.metadata = {{"kind", "perceptual"}};
    return writeSafetensors(path, file);
}

Image gradient(int channels, Depth depth) {
    PixelBuffer b({5, 3}, channels, depth);
    for (int y = 0; y < 3; ++y)
        for (int i = 0; i < 5 * channels; ++i) {
            if (depth == Depth::U8) b.rowAs<std::uint8_t>(y)[i] = static_cast<std::uint8_t>(i * 9 + y);
            if (depth == Depth::U16) b.rowAs<std::uint16_t>(y)[i] = static_cast<std::uint16_t>(i * 2900 + y);
            if (depth == Depth::F32) b.rowAs<float>(y)[i] = static_cast<float>(i) / 21.0f;
        }
    return Image(std::move(b));
}

}  // namespace

class NnTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void picturesThereAndBack() {
        for (const Depth depth : {Depth::U8, Depth::U16, Depth::F32}) {
            const Image in = gradient(3, depth);
            const Image out = toImage(toTensor(in), depth);
            for (int y = 0; y < 3; ++y) QVERIFY(std::equal(in.row(y), in.row(y) + in.rowBytes(), out.row(y)));
        }
        const Image rgba = gradient(4, Depth::U8);
        const Image back = toImage(toTensor(rgba), Depth::U8, alphaTensor(rgba));
        for (int y = 0; y < 3; ++y) QVERIFY(std::equal(rgba.row(y), rgba.row(y) + rgba.rowBytes(), back.row(y)));
        const at::Tensor grey = toTensor(gradient(1, Depth::U8));
        QVERIFY(at::equal(grey.select(1, 0), grey.select(1, 2)));
    }
    void nanBecomesBlack() {
        const Image out = toImage(at::full({1, 3, 2, 2}, std::numeric_limits<float>::quiet_NaN()));
        QCOMPARE(int(out.row(0)[0]), 0);
    }
    void tapsHaveTheirShapes() {
        const PerceptualNet net(kTiny);
        for (const auto& size : {ImageSize{64, 48}, ImageSize{33, 17}, ImageSize{1, 40}, ImageSize{5, 5}}) {
            const auto taps = net.taps(test::randomPicture(size.width, size.height, 1));
            QCOMPARE(int(taps.size()), kTapCount);
            for (size_t t = 0; t < taps.size(); ++t) {
                const int s = kTapStride[t];
                QCOMPARE(taps[t].size(1), std::int64_t(net.channels(int(t))));
                QCOMPARE(taps[t].size(2), std::int64_t((size.height + s - 1) / s));
                QCOMPARE(taps[t].size(3), std::int64_t((size.width + s - 1) / s));
            }
        }
    }
    void aPhaseOnlyMovesTheGrid() {
        const PerceptualNet net(kTiny);
        for (const auto& size : {ImageSize{64, 48}, ImageSize{33, 17}, ImageSize{1, 40}, ImageSize{5, 5}}) {
            const at::Tensor x = test::randomPicture(size.width, size.height, 1);
            const auto plain = net.taps(x);
            for (const GridPhase phase : {GridPhase{7, 11}, GridPhase{15, 15}}) {
                const auto moved = net.taps(x, kTapCount - 1, phase);
                for (size_t t = 0; t < plain.size(); ++t) QVERIFY(moved[t].sizes() == plain[t].sizes());
                // relu1_1 has stride 1 and a reach of one pixel: inside the picture it cannot tell phases apart.
                if (size.width > 32) QVERIFY(at::allclose(plain[0], moved[0], 1e-4, 1e-5));
                if (size.width > 32) QVERIFY(!at::allclose(plain[2], moved[2], 1e-4, 1e-5));
            }
        }
    }
    void deepestSparesWork() { QCOMPARE(int(PerceptualNet(kTiny).taps(test::randomPicture(32, 32, 1), 1).size()), 2); }
    void savedAndLoadedIsTheSame() {
        const test::ScratchFolder folder;
        const PerceptualNet net(kTiny, 3);
        QVERIFY(save(net, folder / "net.safetensors").has_value());
        auto loaded = PerceptualNet::load(folder / "net.safetensors");
        QVERIFY2(loaded.has_value(), loaded ? "" : loaded.error().message().c_str());
        const at::Tensor x = test::randomPicture(40, 24, 2);
        const auto a = net.taps(x), b = (*loaded)->taps(x);
        for (size_t t = 0; t < a.size(); ++t) QVERIFY(at::equal(a[t], b[t]));
    }
    void wrongWeightsAreRefusedByName() {
        const test::ScratchFolder folder;
        const PerceptualNet net(kTiny, 3);
        QVERIFY(save(net, folder / "a.safetensors").has_value());
        auto file = readSafetensors(folder / "a.safetensors");
        auto broken = *file;
        broken.arrays.erase("conv4_2.bias");
        QVERIFY(writeSafetensors(folder / "b.safetensors", broken).has_value());
        auto r = PerceptualNet::load(folder / "b.safetensors");
        QVERIFY(!r && r.error().message().find("conv4_2.bias") != std::string::npos);
        broken = *file;
        reinterpret_cast<float*>(broken.arrays["conv3_1.weight"].bytes.data())[0] = std::numeric_limits<float>::infinity();
        QVERIFY(writeSafetensors(folder / "c.safetensors", broken).has_value());
        r = PerceptualNet::load(folder / "c.safetensors");
        QVERIFY(!r && r.error().message().find("conv3_1.weight") != std::string::npos);
        broken = *file;
        broken.metadata["kind"] = "something else";
        QVERIFY(writeSafetensors(folder / "d.safetensors", broken).has_value());
        QVERIFY(!PerceptualNet::load(folder / "d.safetensors"));
    }
    void decoderLeadsBackToPixels() {
        const PerceptualNet net(kTiny, 3);
        FeatureDecoder decoder(kTiny, 4);
        const auto taps = net.forward(test::randomPicture(64, 48, 2));
        for (int t = 0; t < kTapCount; ++t) {
            const at::Tensor up = decoder.up(taps[size_t(t)], t);
            QCOMPARE(up.size(2), std::int64_t(48 / (t == 0 ? 1 : kTapStride[size_t(t - 1)])));
            QCOMPARE(up.size(1), t == 0 ? std::int64_t(3) : taps[size_t(t - 1)].size(1));
            QCOMPARE(decoder.decode(taps[size_t(t)], t).sizes().vec(), (std::vector<std::int64_t>{1, 3, 48, 64}));
        }
        // Fitted in closed form it is far better than the mean at once, and layer 1 is nearly the picture.
        std::vector<at::Tensor> pictures;
        for (int i = 0; i < 12; ++i) pictures.push_back(test::randomPicture(64, 64, std::uint64_t(10 + i)));
        const at::Tensor x = at::cat(pictures, 0);
        const auto all = net.forward(x);
        decoderStart(decoder, all, x, 1);
        QVERIFY(missedVariance(decoder.up(all[0], 0), x).item<double>() < 0.5);
        for (int t = 1; t < kTapCount; ++t) QVERIFY(missedVariance(decoder.up(all[size_t(t)], t), all[size_t(t - 1)]).item<double>() < 0.7);
    }
    void oneDnnConvolutionsGiveTheSame_data() {
        QTest::addColumn<int>("in");
        QTest::addColumn<int>("out");
        QTest::addColumn<int>("side");
        QTest::addColumn<int>("stride");
        QTest::addColumn<int>("padding");
        QTest::addColumn<bool>("depthwise");
        QTest::addColumn<double>("slope");
        QTest::addColumn<bool>("blocks");
        QTest::newRow("Winograd") << 32 << 48 << 3 << 1 << 1 << false << 1.0 << true;
        QTest::newRow("Winograd, ReLU") << 64 << 32 << 3 << 1 << 1 << false << 0.0 << true;
        QTest::newRow("Winograd, leaky") << 32 << 32 << 3 << 1 << 1 << false << 0.2 << true;
        QTest::newRow("2x2") << 32 << 64 << 2 << 1 << 1 << false << 1.0 << true;
        QTest::newRow("2x2, leaky, no padding") << 32 << 16 << 2 << 1 << 0 << false << 0.2 << true;
        QTest::newRow("blur pooling") << 32 << 32 << 4 << 2 << 1 << true << 1.0 << true;
        QTest::newRow("a picture") << 3 << 32 << 3 << 1 << 1 << false << 0.0 << true;
        QTest::newRow("1x1 in channels_last") << 32 << 32 << 1 << 1 << 0 << false << 0.0 << false;
    }
    void oneDnnConvolutionsGiveTheSame() {
        if (!hasOneDnnConvolutions()) QSKIP("This processor or this build has none of oneDNN's own convolutions.");
        QFETCH(int, in);
        QFETCH(int, out);
        QFETCH(int, side);
        QFETCH(int, stride);
        QFETCH(int, padding);
        QFETCH(bool, depthwise);
        QFETCH(double, slope);
        QFETCH(bool, blocks);
        const at::Tensor weight = test::randomTensor({out, depthwise ? 1 : in, side, side}, 1), bias = test::randomTensor({out}, 2);
        const OneDnnConvolution convolution(weight, bias, {.stride = stride, .padding = padding, .depthwise = depthwise, .slope = slope, .blocks = blocks});
        for (const auto& [height, width] : {std::pair{30, 44}, {17, 9}, {30, 44}, {3, 64}}) {
            const at::Tensor x = test::randomTensor({1, in, height, width}, std::uint64_t(height)).contiguous(at::MemoryFormat::ChannelsLast);
            const at::Tensor plain = at::conv2d(x.to(at::kDouble), weight.to(at::kDouble), bias.to(at::kDouble), stride, padding, 1, depthwise ? in : 1);
            const at::Tensor wanted = at::leaky_relu(plain, slope);
            const bool inBlocks = blocks && in >= kChannelBlock;
            const at::Tensor own = convolution(inBlocks ? toBlocks(x) : x), given = blocks ? fromBlocks(own) : own;
            QCOMPARE(given.sizes(), wanted.sizes());
            QVERIFY(given.is_contiguous(at::MemoryFormat::ChannelsLast));
            const double off = ((given - wanted).abs().max() / wanted.abs().max()).item<double>();
            QVERIFY2(off < 1e-5, qPrintable(QString("%1 x %2: %3").arg(height).arg(width).arg(off)));
            if (!inBlocks || slope != 1) continue;
            // The gradient, as autograd has it.
            const at::Tensor variable = x.to(at::kDouble).requires_grad_(true), by = test::randomTensor(wanted.sizes().vec(), 5);
            (at::conv2d(variable, weight.to(at::kDouble), {}, stride, padding, 1, depthwise ? in : 1) * by).sum().backward();
            const at::Tensor gradient = fromBlocks(convolution.gradient(toBlocks(by), height, width));
            QVERIFY(((gradient - variable.grad()).abs().max() / variable.grad().abs().max()).item<double>() < 1e-5);
        }
        // On fewer threads, and by two of them at once.
        const at::Tensor x = test::randomTensor({1, in, 40, 40}, 7), own = blocks && in >= kChannelBlock ? toBlocks(x) : x, wanted = convolution(own);
        const int threads = at::get_num_threads();
        at::set_num_threads(1);
        const bool same = at::allclose(convolution(own), wanted, 1e-4, 1e-4);
        at::set_num_threads(threads);
        QVERIFY(same);
        at::Tensor there;
        std::thread other([&] { there = convolution(own); });
        const at::Tensor here = convolution(own);
        other.join();
        QVERIFY(at::allclose(here, wanted, 1e-4, 1e-4) && at::allclose(there, wanted, 1e-4, 1e-4));
    }
    void blocksAreOfFloats() {
        const at::Tensor features = test::randomTensor({1, 64, 8, 8}, 1).relu(), coarse = features.to(at::kBFloat16);
        const PreparedDecoder decoder(FeatureDecoder({}, 4), at::kFloat);
        QVERIFY(at::allclose(decoder.decode(coarse, 1), decoder.decode(coarse.to(at::kFloat), 1), 1e-4, 1e-4));
        QVERIFY(at::allclose(decoder.up(coarse, 1).to(at::kFloat), decoder.up(coarse.to(at::kFloat), 1), 1e-4, 1e-4));
        if (!hasOneDnnConvolutions()) QSKIP("This processor or this build has none of oneDNN's own convolutions.");
        QVERIFY_THROWS_EXCEPTION(CheckFailure, toBlocks(coarse));
        QVERIFY_THROWS_EXCEPTION(CheckFailure, toBlocks(features.to(at::kDouble)));
        // A width of which four are a block, but not one.
        const FeatureDecoder odd(PerceptualNet::Widths{8, 16, 16, 16, 16, 16, 16}, 5);
        QCOMPARE(PreparedDecoder(odd, at::kFloat).up(test::randomTensor({1, 16, 12, 12}, 2), 1).size(1), std::int64_t(8));
    }
    void fourPixelsAtOnceAreTheSame() {
        const at::Tensor x = test::randomTensor({1, 5, 12, 18}, 1), weight = test::randomTensor({3, 5, 3, 3}, 2), bias = test::randomTensor({3}, 3);
        const at::Tensor wanted = at::conv2d(x, weight, bias, 1, 1);
        QVERIFY(at::allclose(fourPixelsOf(x, fourAtOnce(weight), bias.repeat_interleave(4)), wanted, 1e-4, 1e-5));
        QVERIFY(at::allclose(fourPixelsOf(x, fourAtOnce(weight), {}), at::conv2d(x, weight, {}, 1, 1), 1e-4, 1e-5));
    }
    void preparedEncodersLookTheSame() {
        if (!hasOneDnnConvolutions()) QSKIP("This processor or this build has none of oneDNN's own convolutions.");
        const auto net = std::make_shared<PerceptualNet>(PerceptualNet::Widths{}, 3);
        const PreparedEncoder encoder(net);
        const at::Tensor x = test::randomPicture(80, 64, 2);
        const auto off = [](const at::Tensor& a, const at::Tensor& b) { return ((a - b).abs().max() / b.abs().max()).item<double>(); };
        const auto wanted = net->forward(x, 4);
        for (int deepest : {0, 2, 4}) {
            const auto taps = encoder.forward(x, deepest);
            QCOMPARE(int(taps.size()), deepest + 1);
            for (size_t t = 0; t < taps.size(); ++t) QVERIFY(off(taps[t], wanted[t]) < 1e-5);
            QVERIFY(off(encoder.encode(x, deepest), wanted[size_t(deepest)]) < 1e-5);
        }
        QVERIFY(off(encoder.forward(at::cat({x, x}), 2)[2].narrow(0, 1, 1), wanted[2]) < 1e-5);
        QVERIFY_THROWS_EXCEPTION(CheckFailure, encoder.forward(test::randomPicture(60, 64, 2), 1));
        // What is not a number comes out so, though Winograd's ReLUs would make 0 of it.
        at::Tensor broken = x.clone();
        broken[0][1][40][30] = NAN;
        QVERIFY(encoder.forward(broken, 1)[1].isnan().any().item<bool>());
        // The gradient outlives the encoder, and has none of its own.
        const at::Tensor variable = x.clone().requires_grad_(true);
        const at::Tensor sum = std::make_unique<PreparedEncoder>(net)->forward(variable, 1)[1].sum();
        QVERIFY_THROWS_EXCEPTION(std::exception, torch::autograd::grad({sum}, {variable}, {}, true, true));
        QVERIFY(off(torch::autograd::grad({sum}, {variable})[0], [&] {
                    const at::Tensor own = x.clone().requires_grad_(true);
                    return torch::autograd::grad({net->forward(own, 1)[1].sum()}, {own})[0];
                }()) < 1e-4);
        // The gradient by the picture: of all taps, of the first, of the third alone.
        for (const std::vector<int>& asked : {std::vector{0, 1, 2, 3, 4}, {0}, {2}}) {
            const auto gradientOf = [&](const FeatureNet& by) {
                const at::Tensor variable = x.clone().requires_grad_(true);
                const auto taps = by.forward(variable, 4);
                at::Tensor loss = at::zeros({});
                for (const int t : asked) loss = loss + (taps[size_t(t)] * test::randomTensor(taps[size_t(t)].sizes().vec(), std::uint64_t(t))).sum();
                loss.backward();
                return variable.grad();
            };
            QVERIFY2(off(gradientOf(encoder), gradientOf(*net)) < 1e-4, qPrintable(QString::number(off(gradientOf(encoder), gradientOf(*net)))));
        }
    }
    void picturesAreWidenedByReflection() {
        for (const auto& [width, height] : {std::pair{50, 40}, {33, 17}, {48, 64}}) {
            const at::Tensor x = test::randomPicture(width, height, 1), variable = x.clone().requires_grad_(true), own = x.clone().requires_grad_(true);
            for (const GridPhase phase : {GridPhase{}, GridPhase{5, 0}}) {
                const bool all = width > 2 * kMargin && height > 2 * kMargin;  // else an edge is repeated along that side
                const at::Tensor wide = widen(x, kMargin, phase);
                QVERIFY(at::equal(wide, widen(own, kMargin, phase).detach()));
                QCOMPARE(wide.size(2) % 16 + wide.size(3) % 16, std::int64_t(0));
                if (!all) continue;
                const std::int64_t left = kMargin + phase.x, top = kMargin + phase.y;
                const at::Tensor wanted = at::reflection_pad2d(variable, {left, wide.size(3) - left - width, top, wide.size(2) - top - height});
                QVERIFY(at::equal(wide, wanted.detach()));
                const at::Tensor by = test::randomTensor(wide.sizes().vec(), 3);
                QVERIFY(at::allclose(torch::autograd::grad({(widen(own, kMargin, phase) * by).sum()}, {own})[0], torch::autograd::grad({(wanted * by).sum()}, {variable})[0], 1e-5, 1e-5));
            }
        }
    }
    void preparedDecodersGiveTheSame_data() {
        QTest::addColumn<bool>("whole");
        QTest::newRow("small") << false;
        QTest::newRow("in blocks") << true;
    }
    void preparedDecodersGiveTheSame() {
        QFETCH(bool, whole);
        if (whole && !hasOneDnnConvolutions()) QSKIP("This processor or this build has none of oneDNN's own convolutions.");
        FeatureDecoder decoder(whole ? PerceptualNet::Widths{} : kTiny, 4);
        for (int t = 0; t < kTapCount; ++t) {
            auto& scale = decoder.scales()[size_t(t)];
            scale = {test::randomTensor(scale.mean.sizes().vec(), std::uint64_t(20 + t)), test::randomTensor(scale.mean.sizes().vec(), std::uint64_t(30 + t)).abs() + 0.5};
            for (auto& layer : decoder.layers(t)) layer.bias = test::randomTensor(layer.bias.sizes().vec(), std::uint64_t(40 + t)) * 0.1;
        }
        for (int t = 0; t < kTapCount; ++t) {
            const at::Tensor features = test::randomTensor({1, decoder.scaleOf(t).mean.size(0), 24, 20}, std::uint64_t(50 + t)).relu();
            const auto inner = [&](const at::Tensor& x) {
                const std::int64_t stride = kTapStride[size_t(t)], border = 8 * stride;
                return x.narrow(2, border, 24 * stride - 2 * border).narrow(3, border, 20 * stride - 2 * border);
            };
            const at::Tensor wanted = inner(decoder.decode(features, t)), exact = inner(PreparedDecoder(decoder, at::kFloat).decode(features, t));
            const double size = wanted.abs().max().item<double>(), off = (exact - wanted).abs().max().item<double>() / size;
            QVERIFY2(off < 1e-5, qPrintable(QString("relu%1_1: %2").arg(t + 1).arg(off)));
            const at::Tensor half = inner(PreparedDecoder(decoder, at::kBFloat16).decode(features, t));
            QCOMPARE(half.scalar_type(), at::kFloat);
            // One level, alone.
            const at::Tensor level = t > 0 ? decoder.up(features, t).relu() : decoder.up(features, t), prepared = PreparedDecoder(decoder, at::kFloat).up(features, t);
            QCOMPARE(prepared.sizes(), level.sizes());
            const auto middle = [](const at::Tensor& x) { return x.narrow(2, 8, x.size(2) - 16).narrow(3, 8, x.size(3) - 16); };
            QVERIFY(((middle(prepared) - middle(level)).abs().max() / level.abs().max()).item<double>() < 1e-5);
            const double rounded = (half - wanted).abs().max().item<double>() / size;
            QVERIFY2(t > 0 ? rounded > 1e-4 && rounded < 0.05 : rounded < 1e-5, qPrintable(QString("relu%1_1: %2").arg(t + 1).arg(rounded)));
        }
    }
    void fittedConvolutionsFindTheirKernel() {
        const at::Tensor x = test::randomTensor({2, 3, 24, 24}, 1), weight = test::randomTensor({4, 3, 3, 3}, 2), bias = test::randomTensor({4}, 3);
        const auto [w, b] = fitConvolution(x, at::conv2d(x, weight, bias, 1, 1));
        QVERIFY(at::allclose(w, weight, 1e-2, 1e-2));
        QVERIFY(at::allclose(b, bias, 1e-2, 1e-2));
    }
    void picturesComeToSizeInLinearLight() {
        // The same as bringing the whole to size, without the whole in memory; grey, 16 bits and alpha too.
        PixelBuffer lines({64, 64}, 2, Depth::U16);
        for (int y = 0; y < 64; ++y)
            for (int x = 0; x < 64; ++x) {
                lines.rowAs<std::uint16_t>(y)[2 * x] = y % 2 ? 65535 : 0;
                lines.rowAs<std::uint16_t>(y)[2 * x + 1] = static_cast<std::uint16_t>(x < 32 ? 0 : 65535);
            }
        const Image image(std::move(lines));
        const at::Tensor small = toTensor(image, {16, 16});
        QCOMPARE(small.sizes().vec(), (std::vector<std::int64_t>{1, 3, 16, 16}));
        QVERIFY(std::abs(small.mean().item<double>() - 0.7354) < 0.01);
        const at::Tensor alpha = alphaTensor(image, {16, 16});
        QVERIFY(alpha.narrow(3, 0, 8).max().item<double>() < 1e-5 && alpha.narrow(3, 8, 8).min().item<double>() > 0.999);
        const Image smooth = toImage(test::randomPicture(96, 72, 5));
        for (const ImageSize size : {ImageSize{48, 36}, ImageSize{31, 20}, ImageSize{150, 100}})
            QVERIFY((toTensor(smooth, size) - resizePicture(toTensor(smooth), size)).abs().mean().item<double>() < 0.01);
        QVERIFY(at::equal(toTensor(smooth, {96, 72}), toTensor(smooth)));
    }
    void metricIsTheTeachers() {
        // |A(f-g)|^2 in the teacher's channels equals |R([f;1]-[g;1])|^2.
        const PerceptualNet net(kTiny, 4);
        const at::Tensor f = test::randomTensor({1, 7, 6, 5}, 1), g = test::randomTensor({1, 7, 6, 5}, 2);
        const double taught = (net.adapt(f, 3) - net.adapt(g, 3)).square().sum().item<double>();
        const at::Tensor root = net.metricRoot(3);
        const at::Tensor d = at::cat({f - g, at::zeros({1, 1, 6, 5})}, 1).flatten(2).squeeze(0);
        const double ours = at::matmul(root, d).square().sum().item<double>();
        QVERIFY(std::abs(taught - ours) < 1e-3 * taught);
        // And the Gram distance of adapted features equals the one in the metric.
        const at::Tensor ga = gram(net.adapt(f, 3)) - gram(net.adapt(g, 3));
        const at::Tensor gb = at::matmul(root, at::matmul((augmentedGram(f) - augmentedGram(g)).squeeze(0), root));
        QVERIFY(std::abs(ga.square().sum().item<double>() - gb.square().sum().item<double>()) < 1e-3 * ga.square().sum().item<double>());
    }
    void deviceWords() {
        QVERIFY(pickDevice("auto").has_value());
        QVERIFY(pickDevice("cpu").has_value());
        for (const char* wrong : {"gpu", "cuda:x", "cuda:-1", "cuda:999", ""}) QVERIFY(!pickDevice(wrong));
        if (pickDevice("cuda")) QSKIP("a GPU is here: the sentence about none cannot be tried");
        QVERIFY(!whyNoGpu().empty());
    }
    void shippedNetworkSeesAsItsTeacher() {
        VELATURA_NEEDS_SHARED(weights, "weights");
        auto teacher = VggTeacher::load(weights, c10::kCPU);
        QVERIFY(teacher.has_value());
        auto net = PerceptualNet::load(std::filesystem::path(VELATURA_SOURCE_DIR) / "models/perceptual.safetensors");
        QVERIFY(net.has_value());
        at::NoGradGuard noGrad;
        const at::Tensor x = test::randomPicture(128, 96, 9);
        const auto want = (*teacher)->forward(x);
        const auto got = (*net)->taps(x);
        for (int t = 0; t < kTapCount; ++t) {
            const at::Tensor a = gram((*net)->adapt(got[size_t(t)], t)).flatten(), b = gram(want[size_t(t)]).flatten();
            const double cosine = (at::dot(a, b) / (a.norm() * b.norm())).item<double>();
            QVERIFY2(cosine > 0.9, kTapNames[size_t(t)]);
        }
    }
};

VELATURA_TEST(NnTest)
#include "nn_test.moc"
