#include "core/train/trainers/decoder.h"

#include <torch/torch.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/base/random.h"
#include "core/losses/gram.h"
#include "core/losses/missed_variance.h"
#include "core/ops/sums.h"
#include "core/ops/transport.h"
#include "core/nn/feature_decoder.h"
#include "core/train/flat_adam.h"
#include "core/train/start_hash.h"
#include "core/train/trainers/alterations.h"
#include "core/train/trainers/decoder_params.h"
#include "core/train/trainers/decoder_reach.h"
#include "core/train/trainers/decoder_start.h"
#include "core/train/trainers/start_squares.h"
#include "core/train/trainers/style_judge.h"

namespace velatura {

namespace {

constexpr int kSampleSide = 192;
/// Squares from which the starting weights are fitted.
constexpr int kStartPictures = 24;
constexpr std::size_t kSamplePictures = 3;
/// Squares by which it is measured how far features reach.
constexpr std::size_t kReachPictures = 64;
/// Taps from which whole pictures are decoded, in turn.
constexpr int kChainStarts[] = {3, 4, 3, 2};

/// Taps that painting begins at, in turn: the engine begins at the coarsest, unless no style gives that layer.
constexpr int kStyledTaps[] = {2, 2, 1, 2, 2, 0};
/// Share of the steps in which features go the whole way to the other picture's statistics; in the others so far at least.
constexpr double kWholeStyled = 0.75, kLeastStyled = 0.2;

bool anyLoss(const DecoderParams& p) { return p.blockWeight > 0 || p.pixelWeight > 0 || p.featureWeight > 0 || p.styledWeight > 0; }

class DecoderTrainer : public Trainer {
public:
    explicit DecoderTrainer(const WorkHost& host) : host_(host) {}

    Status build(const TrainRequest& request, const c10::Device& device) override {
        auto params = decoderSchema().read(request.params);
        if (!params) return fail(params.error());
        params_ = *params;
        if (params_.size % 16 != 0 || params_.size < 64)
            return fail(ErrorCode::Usage, "size %1 does not fit this network: it takes multiples of 16 from 64 px.",
                        {std::to_string(params_.size)});
        if (!anyLoss(params_))
            return fail(ErrorCode::Usage, "No loss of the decoder has a weight, so there is nothing to learn.", {}, "Give block-weight, pixel-weight, feature-weight or styled-weight.");
        if (params_.styledWeight > 0 && params_.batch < 2)
            return fail(ErrorCode::Usage, "Styled features take their style from another picture of the batch.", {}, "Choose a batch of 2 or more.");
        if (!request.teachers.empty() && (params_.styledWeight <= 0 || params_.styleWeight <= 0))
            return fail(ErrorCode::Usage, "Teachers judge the style of styled features, which has no weight.", {}, "Give styled-weight and style-weight, or leave the teachers out.");
        auto path = findData("models/perceptual.safetensors");
        if (!path) return fail(path.error());
        auto hash = sha256OfFile(*path);
        if (!hash) return fail(hash.error());
        encoderHash_ = *hash;
        auto encoder = PerceptualNet::load(*path);
        if (!encoder) return fail(encoder.error());
        encoder_ = (*encoder)->copyTo(device);
        for (int t = 0; t < kTapCount; ++t) roots_.push_back(encoder_->metricRoot(t));
        auto judge = StyleJudge::load(device, params_.halfPrecision, request.teachers);
        if (!judge) return fail(judge.error());
        judge_ = *judge;
        decoder_ = std::make_unique<FeatureDecoder>(PerceptualNet::Widths{}, static_cast<std::uint64_t>(params_.seed));
        decoder_->to(device);
        if (auto s = startingWeights(request, device); !s) return s;
        weights_ = std::make_unique<FlatAdam>(decoder_->namedParameters(), Adam{.beta2 = 0.99});
        return prepareSample(request, device);
    }

    /// Weights that leave nothing to learn are not taken over: the run goes on by those before.
    void setParams(const ParamValues& params) override {
        if (auto p = decoderSchema().read(params); p && anyLoss(*p)) params_ = *p;
    }

    Scalars step(const StepInput& input) override;
    at::Tensor sample() override;

    void state(StateVisitor& v) override {
        weights_->state(v);
        startHashState(v, startHash_);
        for (auto [name, buffer] : decoder_->namedBuffers()) v.tensor(name, buffer);
    }

    SafetensorsFile exported() override {
        SafetensorsFile file;
        for (const auto& [name, t] : decoder_->namedParameters()) file.arrays[name] = arrayOf(t, NumberType::F16);
        for (const auto& [name, t] : decoder_->namedBuffers()) file.arrays[name] = arrayOf(t, NumberType::F32);
        for (const auto& [name, t] : reachOf(*encoder_, *decoder_, kStyledTaps[0], reached_)) file.arrays[name + std::string(kReachEnding)] = arrayOf(t, NumberType::F32);
        ParamValues params = decoderSchema().write(params_);
        params.erase("start-from");  // a path: the file's hash says the same everywhere
        file.metadata = {{"kind", "decoder"},
                         {"format", "1"},
                         {"encoder", encoderHash_},
                         {"steps", std::to_string(weights_->steps())},
                         {"params", toJson(params).dump()},
                         {"licence", "GPL-3.0-or-later"},
                         {"source", "Velatura, trainer decoder"}};
        if (!startHash_.empty()) file.metadata["started from"] = startHash_;
        return file;
    }
    std::string exportName() const override { return "decoder.safetensors"; }

private:
    using AddLoss = std::function<void(const std::string& name, const at::Tensor& loss, double weight)>;
    void blocks(const std::vector<at::Tensor>& taps, const at::Tensor& x, const AddLoss& add) const;
    void wholePicture(const std::vector<at::Tensor>& taps, const at::Tensor& x, int from, const AddLoss& add) const;
    void styled(const std::vector<at::Tensor>& taps, const at::Tensor& x, const StepInput& input, const AddLoss& add) const;
    Status startingWeights(const TrainRequest& request, const c10::Device& device);
    Status prepareSample(const TrainRequest& request, const c10::Device& device);
    at::Tensor inMetricOf(const at::Tensor& features, int tap) const { return inMetric(features, roots_[static_cast<size_t>(tap)]); }

    WorkHost host_;
    DecoderParams params_;
    std::string encoderHash_;
    std::string startHash_;  ///< of the file that it began with; empty: with nothing
    std::shared_ptr<PerceptualNet> encoder_;
    std::unique_ptr<FeatureDecoder> decoder_;
    std::unique_ptr<FlatAdam> weights_;
    std::shared_ptr<StyleJudge> judge_;
    std::vector<at::Tensor> roots_;
    at::Tensor samples_, reached_;  ///< what is shown, and what is measured
};

Scalars DecoderTrainer::step(const StepInput& input) {
    auto generator = at::detail::createCPUGenerator(input.seed);
    const bool chain = params_.pixelWeight > 0 || params_.featureWeight > 0;
    at::Tensor x;
    std::vector<at::Tensor> taps;
    {
        at::NoGradGuard noGrad;
        Random random(mix(input.seed, 1));
        x = alterSome(input.images, params_.noiseShare, random, generator).contiguous(at::MemoryFormat::ChannelsLast);
        taps = encoder_->forward(x, chain || params_.blockWeight > 0 ? kTapCount - 1 : kStyledTaps[0]);
    }
    at::Tensor total = at::zeros({}, x.options());
    Scalars out = {{"total", 0}};
    const auto add = [&](const std::string& name, const at::Tensor& loss, double weight) {
        total = total + loss * weight;
        out.emplace_back(name, valueOf(loss));
    };
    // What has no weight is not computed.
    if (params_.blockWeight > 0) blocks(taps, x, add);
    if (chain) wholePicture(taps, x, kChainStarts[input.step % std::size(kChainStarts)], add);
    if (params_.styledWeight > 0) styled(taps, x, input, add);
    weights_->step(total, input.learningRate);
    out.front().second = valueOf(total);
    return out;
}

/// Each block by itself.
void DecoderTrainer::blocks(const std::vector<at::Tensor>& taps, const at::Tensor& x, const AddLoss& add) const {
    for (int t = 0; t < kTapCount; ++t) {
        const at::Tensor made = decoder_->up(taps[static_cast<size_t>(t)], t);
        add("block " + std::to_string(t + 1),
            t == 0 ? missedVariance(made, x) : missedVariance(inMetricOf(made, t - 1), inMetricOf(taps[static_cast<size_t>(t - 1)], t - 1)), params_.blockWeight / kTapCount);
    }
}

/// All blocks together.
void DecoderTrainer::wholePicture(const std::vector<at::Tensor>& taps, const at::Tensor& x, int from, const AddLoss& add) const {
    const std::string tap = kTapNames[static_cast<size_t>(from)];
    const at::Tensor picture = decoder_->decode(taps[static_cast<size_t>(from)], from);
    if (params_.pixelWeight > 0) add("pixels " + tap, missedVariance(picture, x), params_.pixelWeight);
    if (params_.featureWeight <= 0) return;
    at::Tensor features = at::zeros({}, x.options());
    const auto seen = encoder_->forward(picture, from);
    for (int t = 0; t <= from; ++t)
        features = features + missedVariance(inMetricOf(seen[static_cast<size_t>(t)], t), inMetricOf(taps[static_cast<size_t>(t)], t)) / (from + 1);
    add("features " + tap, features, params_.featureWeight);
}

/// Each picture of the batch with the statistics of the next: features of each level are moved to the next one's on their way to
/// pixels. What comes out must have the features that were asked for first, and the style. The engine leaves relu1_1 out
/// here, goes on to pixels, calms them, and moves relu1_1 of what it then sees.
void DecoderTrainer::styled(const std::vector<at::Tensor>& taps, const at::Tensor& x, const StepInput& input, const AddLoss& add) const {
    Random random(mix(input.seed, 2));
    const int from = kStyledTaps[input.step % std::size(kStyledTaps)];
    const bool whole = random.unit() < kWholeStyled;
    const std::int64_t batch = x.size(0);
    std::vector<double> strengths;
    for (std::int64_t i = 0; i < batch; ++i) strengths.push_back(whole ? 1 : kLeastStyled + (1 - kLeastStyled) * random.unit());
    const auto next = [](const at::Tensor& of) { return at::roll(of, -1, 0); };
    // The maps depend on what the blocks give. As constants they would promise gains that the next map takes back.
    const auto moved = [&](const at::Tensor& features, int tap) {
        const at::Tensor own = augmentedGram(features), others = next(augmentedGram(taps[static_cast<size_t>(tap)]));
        std::vector<at::Tensor> out;
        for (std::int64_t i = 0; i < batch; ++i) {
            const FeatureMoments here = momentsOf(own[i]);
            const AffineMap map = atStrength(transportMap(here, momentsOf(others[i]), features), here.mean, strengths[static_cast<size_t>(i)]);
            out.push_back(applyMap(map, features.narrow(0, i, 1), 1));
        }
        return at::cat(out, 0).relu().contiguous(at::MemoryFormat::ChannelsLast);
    };
    at::Tensor wanted, y;
    {
        at::NoGradGuard noGrad;
        y = wanted = moved(taps[static_cast<size_t>(from)], from);
    }
    for (int t = from; t > 0; --t) y = moved(decoder_->up(y, t).relu(), t - 1);
    const at::Tensor picture = decoder_->up(y, 0);
    const std::string tap = kTapNames[static_cast<size_t>(from)];
    const auto inside = [&](const at::Tensor& f) {  // without the border, where the padding is seen most
        const std::int64_t margin = kMargin / 2 / kTapStride[static_cast<size_t>(from)];
        return f.narrow(2, margin, f.size(2) - 2 * margin).narrow(3, margin, f.size(3) - 2 * margin);
    };
    add("styled " + tap, missedVariance(inMetricOf(inside(encoder_->forward(picture, from).back()), from), inMetricOf(inside(wanted), from)), params_.styledWeight);
    add("out of range", outOfRange(picture), 1);
    if (!whole || from == 0 || params_.styleWeight <= 0) return;
    const auto seen = judge_->features(judgedPart(picture, input.step)), paintings = judge_->target(judgedPart(next(x), input.step));
    add("style " + tap, judge_->style(seen, paintings, {.taps = {1, 1, 1, 1, 0}}), params_.styleWeight);
}

/// A resume and a branch load their weights over these.
Status DecoderTrainer::startingWeights(const TrainRequest& request, const c10::Device& device) {
    if (!params_.startFrom.empty() && !request.branchFrom.empty())
        return fail(ErrorCode::Usage, "A branch goes on from its checkpoint, not from the starting network %1.", {params_.startFrom}, "Leave one of them out.");
    if (request.resume || !request.branchFrom.empty()) return {};
    at::NoGradGuard noGrad;
    if (!params_.startFrom.empty()) {
        const auto start = FeatureDecoder::load(params_.startFrom, encoderHash_);
        if (!start) return fail(start.error());
        const auto hash = sha256OfFile(params_.startFrom);
        if (!hash) return fail(hash.error());
        startHash_ = *hash;
        decoder_ = std::make_unique<FeatureDecoder>(**start);
        decoder_->to(device);
        return {};
    }
    auto x = startSquares(host_, request, params_, kStartPictures, device);
    if (!x) return fail(x.error());
    decoderStart(*decoder_, encoder_->forward(*x), *x, static_cast<std::uint64_t>(params_.seed));
    return {};
}

Status DecoderTrainer::prepareSample(const TrainRequest& request, const c10::Device& device) {
    auto squares = sampleSquares(host_, request.data, kSamplePictures, kSampleSide, device);
    if (!squares) return fail(squares.error());
    samples_ = *squares;
    squares = sampleSquares(host_, request.data, kReachPictures, kSampleSide, device);
    if (!squares) return fail(squares.error());
    reached_ = *squares;
    return {};
}

/// A row a picture: itself, then as decoded from relu1_1 to relu5_1.
at::Tensor DecoderTrainer::sample() {
    at::NoGradGuard noGrad;
    const auto taps = encoder_->forward(samples_);
    std::vector<at::Tensor> columns = {samples_};
    for (int t = 0; t < kTapCount; ++t) columns.push_back(decoder_->decode(taps[static_cast<size_t>(t)], t));
    const at::Tensor rows = at::cat(columns, 3).clamp(0, 1);  // [N,3,H,6W]
    return at::cat(rows.unbind(0), 1).unsqueeze(0);
}

}  // namespace

std::unique_ptr<Trainer> makeDecoderTrainer(const WorkHost& host) { return std::make_unique<DecoderTrainer>(host); }

}  // namespace velatura
