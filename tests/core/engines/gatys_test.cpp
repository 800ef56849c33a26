// The optimiser: what it paints, keeps and refuses.
#include <torch/torch.h>

#include "core/engines/factory.h"
#include "core/image/carry.h"
#include "core/jobs/job_channel.h"
#include "core/nn/image_tensor.h"
#include "core/ops/relief.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"
#include "tests/support/work/small_request.h"

using namespace velatura;
using test::sameSamples;
using test::smallRequest;

class GatysTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ::setenv("VELATURA_DATA", VELATURA_SOURCE_DIR, 1); }

    void optimisingLowersTheLoss() {
        auto session = makeEngineSession("gatys", {});
        QVERIFY2(session.has_value(), session ? "" : session.error().message().c_str());
        for (const char* optimizer : {"lbfgs", "adam"}) {
            auto r = smallRequest();
            r.params["optimizer"] = std::string(optimizer);
            r.params["steps"] = std::int64_t{20};
            r.params["scales"] = std::int64_t{1};
            JobChannel channel;
            QVERIFY((*session)->render(r, channel).has_value());
            std::vector<double> totals;
            for (const auto& s : channel.scalars().takeAll())
                if (s.name == "total") totals.push_back(s.value);
            QCOMPARE(totals.size(), size_t(20));
            QVERIFY2(totals.back() < 0.8 * totals.front(), optimizer);
        }
    }
    void aFrameIsLeftOut() {
        const at::Tensor inner = test::randomPicture(200, 160, 9);
        auto r = smallRequest();
        r.params["steps"] = std::int64_t{0};
        r.params["long-side"] = std::int64_t{200};
        const auto paintedFrom = [&](const at::Tensor& painting, bool crop) {
            r.styles[0].image = toImage(painting);
            r.params["crop-frame"] = crop;
            auto session = makeEngineSession("gatys", {});
            SilentContext silent;
            return toTensor((*session)->render(r, silent)->picture);
        };
        // Not the very same: colour and grain are the whole scan's.
        const at::Tensor scan = at::constant_pad_nd(inner, {10, 10, 8, 8}, 1), bare = paintedFrom(inner, false);
        const auto distance = [&](const at::Tensor& x) { return (x - bare).abs().mean().item<double>(); };
        const double without = distance(paintedFrom(scan, true)), with = distance(paintedFrom(scan, false));
        QVERIFY2(without < 0.9 * with, qPrintable(QString("%1 %2").arg(without).arg(with)));
        QCOMPARE(distance(paintedFrom(inner, true)), 0.0);
    }
    void strokesAreAsStrongAsThePaintings() {
        auto session = makeEngineSession("gatys", {});
        auto r = smallRequest();
        const at::Tensor grain = test::randomTensor({1, 1, 72, 96}, 5);
        r.content = toImage((toTensor(r.content, {96, 72}) + grain * 0.05).clamp(0, 1));
        r.styles[0].image = toImage((toTensor(r.styles[0].image, {96, 72}) + grain * 0.3).clamp(0, 1));
        r.params["calm"] = 0.0;
        r.params["relief"] = 0.0;
        SilentContext silent;
        const auto strength = [](const Image& x) { return reliefOf(toTensor(x)).lightness[0].mean().item<double>(); };
        const double wanted = reliefOf(toTensor(r.styles[0].image, {64, 48})).lightness[0].mean().item<double>(), as = strength((*session)->render(r, silent)->picture);
        r.params["relief"] = 1.0;
        const double matched = strength((*session)->render(r, silent)->picture);
        QVERIFY2(std::abs(wanted - matched) < 0.9 * std::abs(wanted - as), qPrintable(QString("%1 to %2, wanted %3").arg(as).arg(matched).arg(wanted)));
        r.params["style-weight"] = 0.0;
        const auto photo = (*session)->render(r, silent)->picture;
        r.params["relief"] = 0.0;
        QVERIFY(sameSamples((*session)->render(r, silent)->picture, photo));
    }
    void keptColoursStay() {
        auto session = makeEngineSession("gatys", {});
        auto r = smallRequest();
        SilentContext silent;
        const auto plain = (*session)->render(r, silent);
        r.params["preserve-color"] = true;
        const auto kept = (*session)->render(r, silent);
        const Image photo = thumbnail(r.content, {64, 48});
        const auto chromaError = [&](const Image& image) {
            double sum = 0;
            for (int y = 0; y < 48; ++y)
                for (int x = 0; x < 64; ++x) {
                    const auto* p = photo.row(y) + 3 * x;
                    const auto* q = image.row(y) + 3 * x;
                    sum += std::abs((p[0] - p[1]) - (q[0] - q[1])) + std::abs((p[2] - p[1]) - (q[2] - q[1]));
                }
            return sum;
        };
        const std::string errors = std::to_string(chromaError(kept->picture)) + " against " + std::to_string(chromaError(plain->picture));
        QVERIFY2(chromaError(kept->picture) < 0.5 * chromaError(plain->picture), errors.c_str());
    }
    void alphaAndDepthAreKept() {
        PixelBuffer b({40, 30}, 4, Depth::U16);
        for (int y = 0; y < 30; ++y)
            for (int i = 0; i < 160; ++i) b.rowAs<std::uint16_t>(y)[i] = static_cast<std::uint16_t>(i % 4 == 3 ? 1000 * y : 300 * i);
        auto r = smallRequest();
        r.content = Image(std::move(b));
        auto session = makeEngineSession("gatys", {});
        SilentContext silent;
        const auto out = (*session)->render(r, silent);
        QVERIFY(out.has_value());
        QCOMPARE(out->picture.channels(), 4);
        QVERIFY(out->picture.depth() == Depth::U16);
        QCOMPARE(int(out->picture.rowAs<std::uint16_t>(7)[3]), 7000);
    }
    void oddSizesAndFlatPicturesWork() {
        auto session = makeEngineSession("gatys", {});
        SilentContext silent;
        for (const auto& size : {ImageSize{1, 1}, ImageSize{200, 1}, ImageSize{1, 64}, ImageSize{33, 31}}) {
            auto r = smallRequest();
            PixelBuffer flat(size, 3, Depth::U8);
            for (int y = 0; y < size.height; ++y) std::fill_n(flat.row(y), 3 * size.width, std::uint8_t(90));
            r.content = Image(std::move(flat));
            const auto out = (*session)->render(r, silent);
            QVERIFY2(out.has_value(), out ? "" : out.error().message().c_str());
            QCOMPARE(out->picture.size(), fitLongSide(size, 64));
        }
    }
    void impossibleRequestsAreRefused() {
        auto session = makeEngineSession("gatys", {});
        SilentContext silent;
        auto r = smallRequest();
        r.styles.clear();
        QVERIFY((*session)->render(r, silent).error().code == ErrorCode::Usage);
        r = smallRequest();
        r.styles[0].weight = 0;
        QVERIFY((*session)->render(r, silent).error().code == ErrorCode::Usage);
        r = smallRequest();
        r.params["device"] = std::string("toaster");
        QVERIFY((*session)->render(r, silent).error().code == ErrorCode::Usage);
    }
    void refiningEndsAtThePhotosSize() {
        auto session = makeEngineSession("gatys", {});
        SilentContext silent;
        auto r = smallRequest();
        r.params["long-side"] = std::int64_t{32};
        const auto working = (*session)->render(r, silent);
        QCOMPARE(working->picture.size(), (ImageSize{32, 24}));
        r.params["refine"] = std::int64_t{3};
        const auto refined = (*session)->render(r, silent);
        QVERIFY(refined && !refined->stopped);
        QCOMPARE(refined->picture.size(), (ImageSize{96, 72}));
        QCOMPARE(std::get<std::int64_t>(refined->facts.at("steps")), std::int64_t(7));
        // More than carrying: the optimiser has been at it.
        QVERIFY(!sameSamples(refined->picture, carryToSize(working->picture, r.content, {96, 72})));
        // In tiles it is nearly the same picture: their sums differ by rounding alone. (Not from statistics: twelve
        // positions leave their deepest covariance to rounding.)
        r.params["start"] = std::string("photo");
        const auto whole = (*session)->render(r, silent);
        r.params["tile"] = std::int64_t{32};
        const auto tiled = (*session)->render(r, silent);
        double apart = 0;
        for (int y = 0; y < 72; ++y)
            for (int i = 0; i < 3 * 96; ++i) apart += std::abs(int(whole->picture.row(y)[i]) - int(tiled->picture.row(y)[i]));
        QVERIFY2(apart / (3 * 96 * 72) < 1.5, std::to_string(apart / (3 * 96 * 72)).c_str());
        // A working size as large as the photo leaves nothing to refine.
        r.params["long-side"] = std::int64_t{96};
        QCOMPARE(std::get<std::int64_t>((*session)->render(r, silent)->facts.at("steps")), std::int64_t(4));
    }
    void timeLimitEnds() {
        auto session = makeEngineSession("gatys", {});
        SilentContext silent;
        auto r = smallRequest();
        r.params["steps"] = std::int64_t{100000};
        r.params["time"] = 1.0;
        const auto out = (*session)->render(r, silent);
        QVERIFY(out && !out->stopped);
        QVERIFY(std::get<std::int64_t>(out->facts.at("steps")) < 100000);
        // Also when nothing is left for the last size, and for refining.
        r.params["time"] = 0.001;
        r.params["refine"] = std::int64_t{10000};
        const auto hurried = (*session)->render(r, silent);
        QVERIFY(hurried && !hurried->stopped);
        QVERIFY(std::get<std::int64_t>(hurried->facts.at("steps")) < 100);
    }
};

VELATURA_TEST(GatysTest)
#include "gatys_test.moc"
