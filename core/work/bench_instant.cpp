#include <torch/torch.h>

#include "core/base/paths.h"
#include "core/engines/arbitrary_params.h"
#include "core/engines/factory.h"
#include "core/engines/style_passes.h"
#include "core/jobs/job_context.h"
#include "core/nn/image_tensor.h"
#include "core/nn/style_transfer_net.h"
#include "core/work/bench_cases.h"

namespace velatura {

namespace {

constexpr auto kChannelsLast = at::MemoryFormat::ChannelsLast;

Result<std::shared_ptr<StyleTransferNet>> network() {
    auto path = findData("models/arbitrary.safetensors");
    if (!path) return fail(path.error());
    return StyleTransferNet::load(*path);
}

/// All that a user waits for: session, photo and painting new.
Result<Body> coldCase(const BenchOptions& o, const WorkHost& host) {
    return Body([request = benchRequest(o, arbitrarySchema()), host]() -> Result<void> {
        auto session = makeEngineSession("arbitrary", host);
        if (!session) return fail(session.error());
        return rendered(**session, request);
    });
}

/// A new photo in a style that is known: what each picture of a batch costs.
Result<Body> photoCase(const BenchOptions& o, const WorkHost& host, const char* paintedBy) {
    auto made = makeEngineSession("arbitrary", host);
    if (!made) return fail(made.error());
    const std::shared_ptr<EngineSession> session = std::move(*made);
    RenderRequest asked = benchRequest(o, arbitrarySchema());
    asked.params["painted-by"] = std::string(paintedBy);
    return Body([session, request = asked]() mutable -> Result<void> {
        // A copy is another picture: nothing of it is kept.
        request.content = crop(request.content, {0, 0, request.content.width(), request.content.height()});
        return rendered(*session, request);
    });
}

/// The strength slider moves: `purpose` says whether it is still moving.
Result<Body> sliderCase(const BenchOptions& o, const WorkHost& host, Purpose purpose) {
    auto made = makeEngineSession("arbitrary", host);
    if (!made) return fail(made.error());
    const std::shared_ptr<EngineSession> session = std::move(*made);
    RenderRequest request = benchRequest(o, arbitrarySchema());
    request.purpose = purpose;
    return Body([session, request, turn = 0]() mutable -> Result<void> {
        request.params["style-strength"] = 0.6 + 0.05 * (turn++ % 8);
        return rendered(*session, request);
    });
}

Result<Body> encodeCase(const BenchOptions& o, const WorkHost&) {
    auto net = network();
    if (!net) return fail(net.error());
    return Body([net = *net, picture = passPicture(benchPicture(o.size, 1), 0)]() -> Result<void> {
        at::NoGradGuard noGrad;
        net->encode(picture.wide);
        return {};
    });
}

Result<Body> decodeCase(const BenchOptions& o, const WorkHost&) {
    auto net = network();
    if (!net) return fail(net.error());
    at::NoGradGuard noGrad;
    const auto features = (*net)->encode(passPicture(benchPicture(o.size, 1), 0).wide);
    return Body([net = *net, features]() -> Result<void> {
        at::NoGradGuard noGrad;
        std::vector<at::Tensor> skips;
        for (int l = 0; l < kStyleLevels; ++l) skips.push_back(net->skip(l, features[static_cast<size_t>(l)]));
        net->decode(skips, {{at::zeros({1, net->codeSize()}), {}}});
        return {};
    });
}

Result<Body> mapsCase(const BenchOptions& o, const WorkHost&) {
    auto net = network();
    if (!net) return fail(net.error());
    const auto moments = [&](std::uint64_t seed) {
        return momentsPass(**net, passPicture(benchPicture(o.size, seed), 0), {at::Tensor()}, nullptr, [](std::int64_t, std::int64_t) { return true; }).front();
    };
    return Body([net = *net, a = moments(1), b = moments(2)]() -> Result<void> {
        for (int l = 0; l < kStyleLevels; ++l) {
            const auto i = static_cast<size_t>(l);
            transportMap(net->shrunk(a[i], l), net->shrunk(b[i], l), at::zeros({1}));
        }
        return {};
    });
}

/// The rival: a network of MicroAST's published shape (Wang 2023: 27.8 kMAC a pixel of the photo, 13.7 of the painting)
/// with random weights, as LibTorch computes it; how it paints plays no part in its time.
class MicroAstShape {
public:
    /// @param tuned  laid out and padded as LibTorch is quickest, without what modulates its blocks; else as published:
    /// planes one after another, borders reflected before each convolution, blocks modulated by the painting
    explicit MicroAstShape(bool tuned) : tuned_(tuned) {
        for (const auto& [in, out, side, groups] : std::initializer_list<std::array<int, 4>>{
                 {3, 16, 9, 1}, {16, 16, 3, 16}, {16, 32, 1, 1}, {32, 32, 3, 32}, {32, 64, 1, 1},
                 {64, 64, 3, 1}, {64, 64, 3, 1}, {64, 64, 3, 1}, {64, 64, 3, 1},
                 {64, 64, 3, 1}, {64, 64, 3, 1}, {64, 64, 3, 1}, {64, 64, 3, 1},
                 {64, 32, 3, 1}, {32, 16, 3, 1}, {16, 3, 9, 1},
                 {64, 64, 3, 64}, {64, 64, 3, 64}, {64, 64, 3, 64}, {64, 64, 3, 64}}) {
            const at::Tensor weight = at::randn({out, in / groups, side, side}) * 0.05;
            weights_.push_back(tuned ? weight.contiguous(kChannelsLast) : weight);
        }
    }
    at::Tensor paint(const at::Tensor& photo, const at::Tensor& painting) const {
        const auto laidOut = [&](const at::Tensor& x) { return tuned_ ? x.contiguous(kChannelsLast) : x.contiguous(); };
        return decode(encode(laidOut(photo)), encode(laidOut(painting)));
    }

private:
    /// After the first block and after the second, at a quarter of the size.
    using Features = std::array<at::Tensor, 2>;
    Features encode(const at::Tensor& x) const {
        at::Tensor y = conv(x, 0, 1, 1).relu_();
        y = conv(conv(y, 1, 2, 16), 2, 1, 1).relu_();
        y = conv(conv(y, 3, 2, 32), 4, 1, 1).relu_();
        y = block(y, 5, {});
        return {y, block(y, 7, {})};
    }
    at::Tensor decode(const Features& content, const Features& style) const {
        at::Tensor y = adain(content[1], style[1]);
        y = block(y, 9, modulation(style[1], 16));
        if (!tuned_) y = adain(y, style[0]);
        y = block(y, 11, modulation(style[0], 18));
        for (const size_t i : {size_t(13), size_t(14)}) {
            y = at::upsample_bilinear2d(y, {y.size(2) * 2, y.size(3) * 2}, false);
            y = conv(y, i, 1, 1).relu_();
        }
        return conv(y, 15, 1, 1);
    }
    at::Tensor conv(const at::Tensor& x, size_t i, int stride, int groups) const {
        const std::int64_t border = weights_[i].size(2) / 2, reflected = tuned_ ? 0 : border, padding = border - reflected;
        const at::Tensor wide = reflected > 0 ? at::reflection_pad2d(x, {reflected, reflected, reflected, reflected}) : x;
        return at::conv2d(wide, weights_[i], {}, stride, padding, 1, groups);
    }
    /// What a block's channels are multiplied by, and how much of what came in is added.
    using Modulation = std::array<at::Tensor, 2>;
    Modulation modulation(const at::Tensor& style, size_t i) const {
        if (tuned_) return {};
        return {conv(style, i, 1, 64).relu_().mean({2, 3}, true), conv(style, i + 1, 1, 64).relu_().mean({2, 3}, true)};
    }
    at::Tensor block(const at::Tensor& x, size_t i, const Modulation& by) const {
        at::Tensor y = conv(x, i, 1, 1).relu_();
        if (by[0].defined()) y = by[0] * y + by[1] * x;
        return x + conv(y, i + 1, 1, 1);
    }
    static at::Tensor adain(const at::Tensor& c, const at::Tensor& s) {
        const auto mean = [](const at::Tensor& x) { return x.mean({2, 3}, true); };
        const auto deviation = [](const at::Tensor& x) { return x.std({2, 3}, true, true) + 1e-5; };
        return (c - mean(c)) / deviation(c) * deviation(s) + mean(s);
    }
    const bool tuned_;
    std::vector<at::Tensor> weights_;
};

Result<Body> rivalCase(const BenchOptions& o, bool tuned) {
    return Body([net = MicroAstShape(tuned), photo = benchPicture(o.size, 1), painting = benchPicture(o.size, 2)]() -> Result<void> {
        at::NoGradGuard noGrad;
        net.paint(photo, painting);
        return {};
    });
}

}  // namespace

at::Tensor benchPicture(int longSide, std::uint64_t seed) {
    auto generator = at::detail::createCPUGenerator(seed);
    const at::Tensor coarse = at::rand({1, 3, 12, 16}, generator, at::kFloat);
    const at::Tensor smooth = at::upsample_bicubic2d(coarse, {longSide * 3 / 4, longSide}, false);
    return (smooth + at::randn(smooth.sizes(), generator, at::kFloat) * 0.03).clamp(0, 1).contiguous(kChannelsLast);
}

RenderRequest benchRequest(const BenchOptions& options, const Schema& schema) {
    RenderRequest request;
    request.content = toImage(benchPicture(options.size, 1));
    // Another contrast and another colour: what is alike would get its own detail back, at the price of a second pass.
    const at::Tensor painting = benchPicture(options.size, 2).square() * at::tensor({1.f, 0.7f, 0.3f}).reshape({1, 3, 1, 1});
    request.styles.push_back({toImage(painting), 1.0, {}});
    request.params = schema.defaults();
    request.params["long-side"] = std::int64_t{options.size};
    request.params["threads"] = std::int64_t{options.threads};
    return request;
}

Result<void> rendered(EngineSession& session, const RenderRequest& request) {
    SilentContext silent;
    auto done = session.render(request, silent);
    if (!done) return fail(done.error());
    return {};
}

std::vector<BenchCase> instantBenchCases() {
    return {
        {"instant", coldCase},
        {"instant-photo", [](const BenchOptions& o, const WorkHost& h) { return photoCase(o, h, "rounds"); }},
        {"instant-network", [](const BenchOptions& o, const WorkHost& h) { return photoCase(o, h, "network"); }},
        {"instant-slider", [](const BenchOptions& o, const WorkHost& h) { return sliderCase(o, h, Purpose::Final); }},
        {"instant-slider-half", [](const BenchOptions& o, const WorkHost& h) { return sliderCase(o, h, Purpose::Preview); }},
        {"instant-encode", encodeCase},
        {"instant-decode", decodeCase},
        {"instant-maps", mapsCase},
        {"rival-microast", [](const BenchOptions& o, const WorkHost&) { return rivalCase(o, true); }},
        {"rival-microast-published", [](const BenchOptions& o, const WorkHost&) { return rivalCase(o, false); }},
    };
}

}  // namespace velatura
