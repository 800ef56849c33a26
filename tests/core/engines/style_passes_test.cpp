// The instant engine's network and its two passes, apart from how a picture is painted.
#include <torch/torch.h>

#include "core/engines/arbitrary_forecast.h"
#include "core/engines/style_code.h"
#include "core/engines/style_passes.h"
#include "core/nn/feature_net.h"
#include "core/nn/image_tensor.h"
#include "core/nn/state_dict.h"
#include "core/ops/detail.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"
#include "tests/support/work/memory_pictures.h"
#include "tests/support/work/tiny_style_net.h"

using namespace velatura;
using test::tinyNet;

namespace {

bool always(std::int64_t, std::int64_t) { return true; }

double apart(const at::Tensor& a, const at::Tensor& b) { return (a - b).abs().max().item<double>(); }

}  // namespace

class StylePassesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ::setenv("VELATURA_DATA", VELATURA_SOURCE_DIR, 1); }

    void tilesGiveThePictureOfTheWhole() {
        auto net = tinyNet();
        // Sizes: no multiple of a tile or of 16, one smaller than a tile, a strip.
        for (const auto& [width, height] : {std::pair{333, 217}, {64, 64}, {500, 5}}) {
            const at::Tensor x = test::randomPicture(width, height, 1), s = test::randomPicture(90, 70, 2);
            const auto style = momentsPass(*net, passPicture(s, 0), {at::Tensor()}, nullptr, always).front();
            std::vector<at::Tensor> pictures;
            for (const int tile : {0, 96}) {
                auto picture = passPicture(x, tile);
                picture.noise = StyleTransferNet::noiseFor(1, picture.wide.size(2), picture.wide.size(3), 5);
                const auto content = momentsPass(*net, picture, {at::Tensor()}, nullptr, always).front();
                AreaTransfer area;
                for (int l = 0; l < kStyleLevels; ++l) {
                    const auto i = static_cast<size_t>(l);
                    area.maps[i] = transportMap(net->shrunk(content[i], l), net->shrunk(style[i], l), x);
                }
                area.code = net->code(style);
                area.own = net->code(content);
                pictures.push_back(decodePass(*net, picture, {area}, nullptr, always));
            }
            QCOMPARE(pictures[0].sizes(), x.sizes());
            QVERIFY2(apart(pictures[0], pictures[1]) < 1e-3, std::to_string(apart(pictures[0], pictures[1])).c_str());
        }
    }
    void noiseComesAsFarAsThePaintingHasMore() {
        auto net = tinyNet();
        const at::Tensor x = test::randomPicture(96, 64, 1);
        const auto decoded = [&](const at::Tensor& code, const at::Tensor& own, const at::Tensor& share, std::uint64_t seed) {
            std::vector<at::Tensor> skips;
            const auto f = net->encode(x);
            for (int l = 0; l < kStyleLevels; ++l) skips.push_back(net->skip(l, f[static_cast<size_t>(l)]));
            return net->decode(skips, {{code, share, own}}, StyleTransferNet::noiseFor(1, 64, 96, seed));
        };
        const at::Tensor code = at::ones({1, net->codeSize()}), other = at::zeros_like(code);
        const at::Tensor plain = decoded(code, {}, {}, 1), noisy = decoded(code, other, {}, 1);
        QVERIFY(apart(noisy, plain) > 1e-3);
        QCOMPARE(apart(decoded(code, code, {}, 1), plain), 0.0);
        QCOMPARE(apart(decoded(code, other, {}, 1), noisy), 0.0);
        QVERIFY(apart(decoded(code, other, {}, 2), noisy) > 1e-3);
        // Nothing of it where another area lies.
        const at::Tensor none = at::zeros({1, 1, 64, 96});
        QCOMPARE(apart(decoded(code, other, none, 1), decoded(code, code, none, 1)), 0.0);
        const auto noise = StyleTransferNet::noiseFor(1, 512, 512, 3);
        QVERIFY(std::abs(noise[0].mean().item<double>()) < 0.02 && std::abs(noise[0].std().item<double>() - 1) < 0.02);
    }
    void tooSmallAHaloWouldBeSeen() {
        // The halo is not generous: the result at a place changes when the picture changes just inside it.
        auto net = tinyNet();
        const at::Tensor x = widen(test::randomPicture(608, 32, 4), kMargin);
        const auto decoded = [&](const at::Tensor& picture) {
            std::vector<at::Tensor> skips;
            const auto f = net->encode(picture);
            for (int l = 0; l < kStyleLevels; ++l) skips.push_back(net->skip(l, f[static_cast<size_t>(l)]));
            return net->decode(skips, {{at::zeros({1, net->codeSize()}), {}}});
        };
        at::Tensor inside = x.clone(), outside = x.clone();
        inside.narrow(3, 320 + 130, 20).fill_(0);
        outside.narrow(3, 320 + kStyleHalo, 20).fill_(0);
        const auto at320 = [](const at::Tensor& y) { return y.narrow(3, 300, 20); };
        QVERIFY(apart(at320(decoded(x)), at320(decoded(inside))) > 0);
        QCOMPARE(apart(at320(decoded(x)), at320(decoded(outside))), 0.0);
    }
    void transportBeyondOneTurnsNothingOver() {
        const at::Tensor c = at::tensor({4.0, 1.0, 0.01}, at::kDouble).diag(), s = at::tensor({0.04, 1.0, 4.0}, at::kDouble).diag();
        const FeatureMoments from{at::ones({3}, at::kDouble), c}, to{at::zeros({3}, at::kDouble), s};
        const AffineMap map = transportMap(from, to, at::zeros({1}));
        const AffineMap half = atStrength(map, from.mean, 0.5), most = atStrength(map, from.mean, 1.5);
        QVERIFY(at::allclose(half.matrix.diagonal(), (map.matrix.diagonal() + 1) / 2, 1e-4, 1e-5));
        QVERIFY(at::linalg_eigvalsh(most.matrix).min().item<double>() >= 0.199);
        // The mean goes half of its way, and half of it again beyond.
        const auto meanOf = [&](const AffineMap& m) { return at::mv(m.matrix, at::ones({3})) + m.bias; };
        QVERIFY(at::allclose(meanOf(half), at::full({3}, 0.5), 1e-4, 1e-4));
        QVERIFY(at::allclose(meanOf(most), at::full({3}, -0.5), 1e-4, 1e-4));
    }
    void detailComesBackWhereThePaintingFollows() {
        const at::Tensor photo = (test::randomPicture(64, 48, 1) + test::randomTensor({1, 1, 48, 64}, 2) * 0.08).clamp(0, 1);
        const at::Tensor soft = at::avg_pool2d(at::replication_pad2d(photo, {3, 3, 3, 3}), {7, 7}, {1, 1}) * 0.8 + 0.1;
        const auto fine = [](const at::Tensor& x) { return x - at::avg_pool2d(at::replication_pad2d(x, {2, 2, 2, 2}), {5, 5}, {1, 1}); };
        const auto agrees = [&](const at::Tensor& x) { return (fine(x) * fine(photo)).sum().item<double>() / fine(photo).square().sum().item<double>(); };
        const double before = agrees(soft), half = agrees(withDetailOf(soft, photo, 0.5)), after = agrees(withDetailOf(soft, photo, 1));
        QVERIFY(before < half && half < after);
        // A painting that goes its own way gets nothing.
        const at::Tensor flat = at::full_like(photo, 0.4);
        QVERIFY(apart(withDetailOf(flat, photo, 1), flat) < 1e-4);
    }
    void networksThatAreNoneAreRefused() {
        const test::ScratchFolder folder;
        SafetensorsFile file;
        for (const auto& list : {tinyNet()->encoderParameters(), tinyNet()->decoderParameters(), tinyNet()->namedBuffers()})
            for (const auto& [name, t] : list) file.arrays[name] = arrayOf(t, NumberType::F32);
        const auto complaint = [&](const SafetensorsFile& f) {
            (void)writeSafetensors(folder / "n.safetensors", f);
            const auto net = StyleTransferNet::load(folder / "n.safetensors");
            return net ? std::string() : net.error().message();
        };
        QVERIFY(complaint(file).find("not a style-transfer network") != std::string::npos);
        file.metadata["kind"] = "arbitrary";
        QCOMPARE(complaint(file), std::string());
        auto bad = file;
        bad.arrays.erase("decode2.skip.weight");
        QVERIFY(complaint(bad).find("decode2.skip.weight") != std::string::npos);
        bad = file;
        const float nan = std::numeric_limits<float>::quiet_NaN();
        std::memcpy(bad.arrays["decode1.out.weight"].bytes.data(), &nan, sizeof nan);
        QVERIFY(complaint(bad).find("not numbers") != std::string::npos);
        bad = file;
        bad.arrays.erase("level3.mean");
        QVERIFY(complaint(bad).find("lacks layers") != std::string::npos);
    }
    void alikeStylesHaveNearCodes() {
        const auto code = [](const Image& image) { return codeOfStyle(image).value().numbers; };
        const auto distance = [](const std::vector<float>& a, const std::vector<float>& b) {
            double sum = 0;
            for (size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
            return sum;
        };
        const at::Tensor x = test::randomPicture(400, 300, 5);
        const auto a = code(toImage(x)), same = code(toImage(x.flip({3}))), other = code(test::stripedPicture(4, 200, 200));
        QVERIFY(distance(a, same) < 0.2 * distance(a, other));
    }
};

VELATURA_TEST(StylePassesTest)
#include "style_passes_test.moc"
