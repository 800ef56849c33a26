#include <torch/torch.h>

#include "core/base/check.h"
#include "core/nn/eight_bit_convolution.h"
#include "core/nn/prepared_decoder.h"
#include "core/nn/prepared_encoder.h"
#include "core/train/trainers/decoder_reach.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"

#include <thread>

using namespace velatura;

namespace {

constexpr const char* kNoBytes = "This processor or this build has no convolutions of bytes.";

at::Tensor reachOf(const at::Tensor& x) { return at::stack({x.amin({0, 2, 3}), x.amax({0, 2, 3})}); }

/// What bytes stand for.
at::Tensor valuesOf(const at::Tensor& bytes, const EightBits& as) {
    const auto perChannel = [](const at::Tensor& x) { return x.reshape({1, -1, 1, 1}); };
    at::Tensor counted = bytes.to(at::kFloat);
    if (as.zero.defined()) counted = counted - perChannel(as.zero);
    return counted * perChannel(as.step);
}

/// Deviation of what is off, in shares of the deviation of what was wanted.
double off(const at::Tensor& given, const at::Tensor& wanted) { return ((given - wanted).square().mean() / wanted.var()).sqrt().item<double>(); }

at::Tensor inner(const at::Tensor& x, std::int64_t border) { return x.narrow(2, border, x.size(2) - 2 * border).narrow(3, border, x.size(3) - 2 * border); }

/// Smooth features, as pictures have: neighbours are alike.
at::Tensor features(std::int64_t channels, std::int64_t height, std::int64_t width, std::uint64_t seed) {
    return at::upsample_bilinear2d(test::randomTensor({1, channels, height / 4 + 1, width / 4 + 1}, seed), {height, width}, true);
}

struct Networks {
    std::shared_ptr<PerceptualNet> net = std::make_shared<PerceptualNet>(PerceptualNet::Widths{}, 3);
    FeatureDecoder decoder{{}, 4};
    at::Tensor pictures = at::cat({test::randomPicture(96, 96, 1), test::randomPicture(96, 96, 2), test::randomPicture(96, 96, 3)});

    Networks() {
        decoder.reach() = velatura::reachOf(*net, decoder, 2, pictures);
    }
    /// As if pictures that reach further had been measured, so that nothing is held at the end of bytes.
    FeatureDecoder roomy() const {
        FeatureDecoder out = decoder;
        for (auto& [name, reach] : out.reach()) reach = reach * 2;
        return out;
    }
};

}  // namespace

/// Convolutions in bytes, and the networks that go by them.
class EightBitTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void convolutionsAreClose_data() {
        QTest::addColumn<int>("in");
        QTest::addColumn<int>("out");
        QTest::addColumn<int>("side");
        QTest::addColumn<int>("stride");
        QTest::addColumn<int>("padding");
        QTest::addColumn<double>("slope");
        QTest::addColumn<bool>("negative");
        QTest::newRow("plain") << 32 << 48 << 3 << 1 << 1 << 1.0 << false;
        QTest::newRow("ReLU") << 64 << 32 << 3 << 1 << 1 << 0.0 << false;
        QTest::newRow("leaky") << 32 << 64 << 3 << 1 << 1 << 0.2 << false;
        QTest::newRow("after leaky") << 32 << 64 << 3 << 1 << 1 << 0.2 << true;
        QTest::newRow("2x2") << 32 << 64 << 2 << 1 << 1 << 0.0 << false;
        QTest::newRow("2x2, no padding, 12 outputs") << 128 << 12 << 2 << 1 << 0 << 1.0 << false;
        QTest::newRow("narrow") << 5 << 7 << 3 << 2 << 1 << 0.0 << false;
    }
    void convolutionsAreClose() {
        if (!hasEightBitConvolutions()) QSKIP(kNoBytes);
        QFETCH(int, in);
        QFETCH(int, out);
        QFETCH(int, side);
        QFETCH(int, stride);
        QFETCH(int, padding);
        QFETCH(double, slope);
        QFETCH(bool, negative);
        const at::Tensor weight = test::randomTensor({out, in, side, side}, 1), bias = test::randomTensor({out}, 2);
        for (const auto& [height, width] : {std::pair{32, 44}, {16, 8}, {32, 44}}) {
            const at::Tensor plain = features(in, height, width, 5), x = negative ? at::leaky_relu(plain, 0.2) : plain.relu();
            const EightBits from = EightBits::holding(reachOf(x), 1, negative);
            QCOMPARE(from.zero.defined(), negative);
            at::Tensor bytes = toBytes(x.relu(), {from.step, {}});
            if (negative) bytes = (x / from.step.reshape({1, -1, 1, 1}) + from.zero.reshape({1, -1, 1, 1})).round().clamp(0, 255).to(at::kByte).contiguous(at::MemoryFormat::ChannelsLast);
            QVERIFY(bytes.is_contiguous(at::MemoryFormat::ChannelsLast));
            QVERIFY((valuesOf(bytes, from) - x).abs().max().item<double>() <= 0.51 * from.step.max().item<double>());
            const at::Tensor wanted = at::leaky_relu(at::conv2d(x, weight, bias, stride, padding), slope);
            const EightBits to = EightBits::holding(reachOf(wanted), 1, slope != 0);
            const auto border = [&](const at::Tensor& y) { return negative ? inner(y, 1) : y; };  // what lies beyond is not 0 there
            const EightBitConvolution toFloats(weight, bias, {.stride = stride, .padding = padding, .slope = slope}, from, std::nullopt);
            const EightBitConvolution toOther(weight, bias, {.stride = stride, .padding = padding, .slope = slope}, from, to);
            const at::Tensor floats = toFloats(bytes), others = toOther(bytes);
            QCOMPARE(floats.sizes(), wanted.sizes());
            QCOMPARE(floats.scalar_type(), at::kFloat);
            QCOMPARE(others.scalar_type(), at::kByte);
            QVERIFY(floats.is_contiguous(at::MemoryFormat::ChannelsLast) && others.is_contiguous(at::MemoryFormat::ChannelsLast));
            const double byFloats = off(border(floats), border(wanted)), byBytes = off(border(valuesOf(others, to)), border(wanted));
            QVERIFY2(byFloats > 1e-5 && byFloats < 0.02, qPrintable(QString::number(byFloats)));
            QVERIFY2(byBytes < 0.03, qPrintable(QString::number(byBytes)));
            // The sums are the same, and rounded once.
            const auto held = [&](const at::Tensor& y) {
                const at::Tensor zero = to.zero.defined() ? to.zero.reshape({1, -1, 1, 1}) : at::zeros({1});
                return (y / to.step.reshape({1, -1, 1, 1}) + zero).clamp(0, 255);
            };
            QVERIFY((others.to(at::kFloat) - held(floats)).abs().max().item<double>() < 0.51);
        }
    }
    void blurPoolingIsRoundedOnce() {
        if (!hasEightBitConvolutions()) QSKIP(kNoBytes);
        const at::Tensor x = features(32, 24, 40, 3).relu();
        const EightBits as = EightBits::holding(reachOf(x), 1);
        const at::Tensor bytes = toBytes(x, as), exact = blurPool(valuesOf(bytes, as));
        const EightBitConvolution pool(blurPoolKernel(32), {}, {.stride = 2, .depthwise = true, .weightUnit = kBlurPoolUnit}, as, as), toFloats(blurPoolKernel(32), {}, {.stride = 2, .depthwise = true, .weightUnit = kBlurPoolUnit}, as, std::nullopt);
        QVERIFY(at::allclose(toFloats(bytes), exact, 1e-5, 1e-6));
        QVERIFY(((valuesOf(pool(bytes), as) - exact).abs() / as.step.reshape({1, -1, 1, 1})).max().item<double>() < 0.501);
    }
    void whatBytesDoNotHoldIsHeldAtTheirEnd() {
        if (!hasEightBitConvolutions()) QSKIP(kNoBytes);
        const at::Tensor x = features(16, 16, 16, 3).relu();
        const EightBits half = EightBits::holding(reachOf(x), 0.5);
        const at::Tensor most = half.step.reshape({1, -1, 1, 1}) * 255;
        QVERIFY((valuesOf(toBytes(x, half), half) - at::min(x, most)).abs().max().item<double>() <= 0.51 * half.step.max().item<double>());
        QVERIFY((x > most).any().item<bool>());
        // A channel that never answered is no division by zero.
        const EightBits still = EightBits::holding(at::tensor({0.0f, 0.0f, 0.0f, 2.0f}).reshape({2, 2}), 1);
        QVERIFY((still.step > 0).all().item<bool>());
    }
    void refusesWhatIsNotItsOwn() {
        if (!hasEightBitConvolutions()) QSKIP(kNoBytes);
        const at::Tensor x = features(16, 16, 16, 3), weight = test::randomTensor({16, 16, 3, 3}, 1);
        const EightBits as = EightBits::holding(reachOf(x.relu()), 1), mixed = EightBits::holding(reachOf(x), 1, true);
        QVERIFY_THROWS_EXCEPTION(CheckFailure, toBytes(x, mixed));
        QVERIFY_THROWS_EXCEPTION(CheckFailure, toBytes(x.to(at::kDouble), as));
        QVERIFY_THROWS_EXCEPTION(CheckFailure, toBytes(x.narrow(1, 0, 8), as));
        QVERIFY_THROWS_EXCEPTION(CheckFailure, EightBitConvolution(weight, {}, {}, as, as)(x));
        QVERIFY_THROWS_EXCEPTION(CheckFailure, EightBitConvolution(weight, {}, {.pixels = 3}, as, as));
        QVERIFY_THROWS_EXCEPTION(CheckFailure, EightBitConvolution(blurPoolKernel(16), {}, {.stride = 2, .depthwise = true}, mixed, as));
    }
    void partsRoundAsTheWhole() {
        if (!hasEightBitConvolutions()) QSKIP(kNoBytes);
        const at::Tensor x = features(32, 64, 48, 3).relu(), weight = test::randomTensor({64, 32, 3, 3}, 1);
        const EightBits as = EightBits::holding(reachOf(x), 1);
        const EightBitConvolution convolution(weight, {}, {.slope = 0}, as, std::nullopt);
        const at::Tensor bytes = toBytes(x, as), whole = convolution(bytes);
        QVERIFY(at::equal(convolution(bytes.narrow(2, 19, 30)).narrow(2, 1, 28), whole.narrow(2, 20, 28)));
        const int threads = at::get_num_threads();
        at::set_num_threads(1);
        const bool same = at::equal(convolution(bytes), whole);
        at::set_num_threads(threads);
        QVERIFY(same);
        at::Tensor there;
        std::thread other([&] { there = convolution(bytes); });
        const at::Tensor here = convolution(bytes);
        other.join();
        QVERIFY(at::equal(here, whole) && at::equal(there, whole));
    }
    void kernelsAreRoundedTogether() {
        if (!hasEightBitConvolutions()) QSKIP(kNoBytes);
        // Of one output's weights the largest is nearly a byte's most. Where all places are the same, nothing but the sum counts: half a
        // unit a channel at most, and not half a unit a place.
        const at::Tensor weight = test::randomTensor({8, 16, 3, 3}, 1), one = at::ones({1, 16, 12, 12});
        const EightBits as{at::ones({16}), {}};
        const at::Tensor unit = weight.abs().amax({1, 2, 3}) / 124, sum = weight.sum({2, 3});
        for (std::int64_t channel = 0; channel < 16; ++channel) {
            at::Tensor x = at::zeros_like(one);
            x.select(1, channel).fill_(100);
            const at::Tensor given = inner(EightBitConvolution(weight, {}, {}, as, std::nullopt)(toBytes(x, as)), 1).select(2, 4).select(2, 4).squeeze(0) / 100;
            QVERIFY(((given - sum.select(1, channel)).abs() / unit).max().item<double>() < 0.501);
        }
    }
    void roundingTogetherIsBetter() {
        if (!hasEightBitConvolutions()) QSKIP(kNoBytes);
        // On smooth features, beside weights that are rounded each by itself.
        const auto bytesOf = [](const at::Tensor& x) { return x.round().clamp(0, 255); };
        const at::Tensor smooth = bytesOf(at::upsample_bilinear2d(test::randomTensor({1, 32, 8, 8}, 3).abs() * 60, {64, 64}, true));
        const EightBits as{at::ones({32}), {}};
        const at::Tensor weight = test::randomTensor({16, 32, 3, 3}, 1), unit = (weight.abs().amax({1, 2, 3}) / 124).reshape({-1, 1, 1, 1});
        const auto wanted = [](const at::Tensor& x, const at::Tensor& w) { return at::conv2d(x.to(at::kDouble), w.to(at::kDouble)); };
        const at::Tensor exact = wanted(smooth, weight), plain = wanted(smooth, (weight / unit).round() * unit), own = EightBitConvolution(weight, {}, {.padding = 0}, as, std::nullopt)(toBytes(smooth, as));
        QVERIFY2(off(own, exact) < 0.6 * off(plain, exact), qPrintable(QStringLiteral("%1, plain %2").arg(off(own, exact)).arg(off(plain, exact))));
        // Four pixels of a feature as runs of channels: neighbours in the picture, unless they are told to be others.
        const at::Tensor four = at::pixel_unshuffle(smooth.narrow(1, 0, 8), 2).reshape({1, 8, 4, 32, 32}).transpose(1, 2).reshape({1, 32, 32, 32}).contiguous(), narrow = test::randomTensor({16, 32, 2, 2}, 1);
        const at::Tensor mixed = at::cat({four.narrow(1, 16, 16), four.narrow(1, 0, 16)}, 1).flip(1).reshape({1, 4, 8, 32, 32}).transpose(1, 2).reshape({1, 32, 32, 32}).contiguous();
        const auto error = [&](const at::Tensor& x, int pixels) { return off(EightBitConvolution(narrow, {}, {.padding = 0, .pixels = pixels}, as, std::nullopt)(toBytes(x, as)), wanted(x, narrow)); };
        QVERIFY2(error(four, 4) < 0.8 * error(four, 1) && error(four, 4) < 0.8 * error(mixed, 4), qPrintable(QStringLiteral("%1, %2, %3").arg(error(four, 4)).arg(error(four, 1)).arg(error(mixed, 4))));
    }
    void encodersAndDecodersAreClose() {
        if (!hasEightBitConvolutions()) QSKIP(kNoBytes);
        const Networks n;
        const PreparedEncoder inBytes(n.net, at::kByte, n.decoder.reach()), inFloats(n.net);
        const at::Tensor picture = n.pictures.narrow(0, 0, 1).contiguous(at::MemoryFormat::ChannelsLast);
        QVERIFY(at::allclose(inBytes.encode(picture, 0), inFloats.encode(picture, 0), 1e-5, 1e-5));
        for (const int tap : {1, 2}) {
            const at::Tensor given = inBytes.encode(picture, tap), wanted = inFloats.encode(picture, tap);
            QCOMPARE(given.scalar_type(), at::kFloat);
            QVERIFY2(off(given, wanted) > 1e-4 && off(given, wanted) < 0.05, qPrintable(QString("relu%1_1: %2").arg(tap + 1).arg(off(given, wanted))));
        }
        // What was not measured is computed in float32.
        QVERIFY(at::allclose(inBytes.encode(picture, 4), inFloats.encode(picture, 4), 1e-5, 1e-5));
        QVERIFY(at::equal(PreparedEncoder(n.net, at::kByte).encode(picture, 2), inFloats.encode(picture, 2)));
        // Losses look in float32 in any case.
        QVERIFY(at::equal(inBytes.forward(picture, 2)[2], inFloats.forward(picture, 2)[2]));

        const PreparedDecoder bytes(n.roomy(), at::kByte), floats(n.decoder, at::kFloat);
        for (const int tap : {1, 2}) {
            const at::Tensor coded = inFloats.encode(picture, tap);
            const double up = off(inner(bytes.up(coded, tap), 8), inner(floats.up(coded, tap), 8)), all = off(inner(bytes.decode(coded, tap), 24), inner(floats.decode(coded, tap), 24));
            QVERIFY2(up > 1e-4 && up < 0.06, qPrintable(QString::number(up)));
            QVERIFY2(all > 1e-4 && all < 0.1, qPrintable(QString::number(all)));
        }
        const at::Tensor deep = inFloats.encode(picture, 3);
        QVERIFY(at::allclose(bytes.up(deep, 3), floats.up(deep, 3), 1e-4, 1e-4));
        // Where a layer's reach is not there, of another size, nothing, or upside down.
        const at::Tensor coded = inFloats.encode(picture, 2), known = n.decoder.reach().at("block3.conv2");
        for (const at::Tensor& broken : {at::Tensor(), at::ones({2, 3}), at::zeros_like(known), known.flip(0)}) {
            FeatureDecoder d = n.decoder;
            d.reach().erase("block3.conv2");
            if (broken.defined()) d.reach()["block3.conv2"] = broken;
            const PreparedDecoder prepared(d, at::kByte);
            QVERIFY(!prepared.inBytes(2) && prepared.inBytes(1));
            QVERIFY(at::equal(prepared.up(coded, 2), floats.up(coded, 2)));
        }
        // What is never negative is not taken for it by a damaged file.
        auto reach = n.decoder.reach();
        for (auto& [name, r] : reach) r = at::stack({r[0] - 5, r[1]});
        QVERIFY(at::equal(PreparedEncoder(n.net, at::kByte, reach).encode(picture, 2), inBytes.encode(picture, 2)));
        reach["conv1_2"] = at::ones({2, 3});
        const PreparedEncoder notFar(n.net, at::kByte, reach);
        QVERIFY(!notFar.inBytes(1) && !notFar.inBytes(2) && inBytes.inBytes(1) && inBytes.inBytes(2) && !inBytes.inBytes(3));
        QVERIFY(at::equal(notFar.encode(picture, 2), inFloats.encode(picture, 2)));
    }
    void plainFeaturesAreDecodedWithoutAGrid() {
        if (!hasEightBitConvolutions()) QSKIP(kNoBytes);
        const Networks n;
        const PreparedDecoder bytes(n.decoder, at::kByte);
        for (const int tap : {1, 2}) {
            const at::Tensor plain = PreparedEncoder(n.net).encode(n.pictures.narrow(0, 0, 1).contiguous(), tap).mean({2, 3}, true).expand({1, -1, 32, 32});
            for (const at::Tensor& given : {bytes.up(plain, tap), bytes.decode(plain, tap)}) {
                const at::Tensor middle = inner(given, given.size(2) / 2 - 8);
                QVERIFY((middle.amax({2, 3}) - middle.amin({2, 3})).max().item<double>() < 1e-6 * middle.abs().max().item<double>());
            }
        }
    }
    void reachIsWhatIsSeen() {
        const Networks n;
        const auto& reach = n.decoder.reach();
        const auto taps = n.net->forward(n.pictures, 2);
        QVERIFY(at::equal(reach.at("conv1_1")[1], taps[0].amax({0, 2, 3})));
        QVERIFY(at::equal(reach.at("conv2_1 pooled")[1], [&] {
            at::Tensor last;
            n.net->look(n.pictures, 1, [&](const PerceptualNet::Conv& conv, const at::Tensor& y) {
                if (conv.name == "conv1_2") last = y;
            });
            return blurPool(last).amax({0, 2, 3});
        }()));
        // With others' statistics they reach at least as far as their own.
        QVERIFY((reach.at("relu3_1")[1] >= taps[2].amax({0, 2, 3})).all().item<bool>());
        QVERIFY((reach.at("relu3_1")[1] > taps[2].amax({0, 2, 3})).any().item<bool>());
        for (const char* name : {"block3.conv1", "block3.conv2", "block2.conv1", "block2.conv2"}) QVERIFY((reach.at(name)[0] < 0).any().item<bool>());
        for (const char* name : {"block3.conv3", "block2.conv3"}) QCOMPARE(reach.at(name)[0].min().item<float>(), 0.0f);
    }
};

VELATURA_TEST(EightBitTest)
#include "eight_bit_test.moc"
