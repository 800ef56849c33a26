#include "core/train/trainers/decoder.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/base/random.h"
#include "core/losses/gram.h"
#include "core/losses/missed_variance.h"
#include "core/nn/feature_decoder.h"
#include "core/train/flat_adam.h"
#include "core/train/trainers/alterations.h"
#include "core/train/trainers/decoder_params.h"
#include "core/train/trainers/decoder_start.h"
#include "core/train/trainers/start_squares.h"

namespace velatura {

namespace {

constexpr int kSampleSide = 192;
/// Squares from which the starting weights are fitted.
constexpr int kStartPictures = 24;
constexpr std::size_t kSamplePictures = 3;
/// Taps from which whole pictures are decoded, in turn; relu4_1 is where transport usually begins.
constexpr int kChainStarts[] = {3, 4, 3, 2};

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
        auto path = findData("models/perceptual.safetensors");
        if (!path) return fail(path.error());
        auto hash = sha256OfFile(*path);
        if (!hash) return fail(hash.error());
        encoderHash_ = *hash;
        auto encoder = PerceptualNet::load(*path);
        if (!encoder) return fail(encoder.error());
        encoder_ = (*encoder)->copyTo(device);
        for (int t = 0; t < kTapCount; ++t) roots_.push_back(encoder_->metricRoot(t));
        decoder_ = std::make_unique<FeatureDecoder>(PerceptualNet::Widths{}, static_cast<std::uint64_t>(params_.seed));
        decoder_->to(device);
        if (auto s = startInClosedForm(request, device); !s) return s;
        weights_ = std::make_unique<FlatAdam>(decoder_->namedParameters(), Adam{.beta2 = 0.99});
        return prepareSample(request, device);
    }

    void setParams(const ParamValues& params) override {
        if (auto p = decoderSchema().read(params)) params_ = *p;
    }

    Scalars step(const StepInput& input) override;
    at::Tensor sample() override;

    void state(StateVisitor& v) override {
        weights_->state(v);
        for (auto [name, buffer] : decoder_->namedBuffers()) v.tensor(name, buffer);
    }

    SafetensorsFile exported() override {
        SafetensorsFile file;
        for (const auto& [name, t] : decoder_->namedParameters()) file.arrays[name] = arrayOf(t, NumberType::F16);
        for (const auto& [name, t] : decoder_->namedBuffers()) file.arrays[name] = arrayOf(t, NumberType::F32);
        file.metadata = {{"kind", "decoder"},
                         {"format", "1"},
                         {"encoder", encoderHash_},
                         {"steps", std::to_string(weights_->steps())},
                         {"params", toJson(decoderSchema().write(params_)).dump()},
                         {"licence", "GPL-3.0-or-later"},
                         {"source", "Velatura, trainer decoder"}};
        return file;
    }
    std::string exportName() const override { return "decoder.safetensors"; }

private:
    Status startInClosedForm(const TrainRequest& request, const c10::Device& device);
    Status prepareSample(const TrainRequest& request, const c10::Device& device);
    at::Tensor inMetricOf(const at::Tensor& features, int tap) const { return inMetric(features, roots_[static_cast<size_t>(tap)]); }

    WorkHost host_;
    DecoderParams params_;
    std::string encoderHash_;
    std::shared_ptr<PerceptualNet> encoder_;
    std::unique_ptr<FeatureDecoder> decoder_;
    std::unique_ptr<FlatAdam> weights_;
    std::vector<at::Tensor> roots_;
    at::Tensor samples_;
};

Scalars DecoderTrainer::step(const StepInput& input) {
    auto generator = at::detail::createCPUGenerator(input.seed);
    at::Tensor x;
    std::vector<at::Tensor> taps;
    {
        at::NoGradGuard noGrad;
        Random random(mix(input.seed, 1));
        x = alterSome(input.images, params_.noiseShare, random, generator).contiguous(at::MemoryFormat::ChannelsLast);
        taps = encoder_->forward(x);
    }
    at::Tensor blocks = at::zeros({}, x.options());
    Scalars out;
    for (int t = 0; t < kTapCount; ++t) {
        const at::Tensor made = decoder_->up(taps[static_cast<size_t>(t)], t);
        const at::Tensor missed = t == 0 ? missedVariance(made, x) : missedVariance(inMetricOf(made, t - 1), inMetricOf(taps[static_cast<size_t>(t - 1)], t - 1));
        blocks = blocks + missed / kTapCount;
        out.emplace_back("block " + std::to_string(t + 1), missed.item<double>());
    }
    const int from = kChainStarts[input.step % std::size(kChainStarts)];
    const at::Tensor picture = decoder_->decode(taps[static_cast<size_t>(from)], from);
    const at::Tensor pixels = missedVariance(picture, x);
    at::Tensor features = at::zeros({}, x.options());
    if (params_.featureWeight > 0) {
        const auto seen = encoder_->forward(picture, from);
        for (int t = 0; t <= from; ++t)
            features = features + missedVariance(inMetricOf(seen[static_cast<size_t>(t)], t), inMetricOf(taps[static_cast<size_t>(t)], t)) / (from + 1);
    }
    const at::Tensor total = blocks * params_.blockWeight + pixels * params_.pixelWeight + features * params_.featureWeight;
    weights_->step(total, input.learningRate);
    const std::string tap = kTapNames[static_cast<size_t>(from)];
    Scalars result = {{"total", total.item<double>()}, {"blocks", blocks.item<double>()}, {"pixels " + tap, pixels.item<double>()}};
    if (params_.featureWeight > 0) result.emplace_back("features " + tap, features.item<double>());
    result.insert(result.end(), out.begin(), out.end());
    return result;
}

/// A resume and a branch load their weights over these.
Status DecoderTrainer::startInClosedForm(const TrainRequest& request, const c10::Device& device) {
    if (request.resume || !request.branchFrom.empty()) return {};
    at::NoGradGuard noGrad;
    auto x = startSquares(host_, request, params_, kStartPictures, device);
    if (!x) return fail(x.error());
    decoderStart(*decoder_, encoder_->forward(*x), *x, static_cast<std::uint64_t>(params_.seed));
    return {};
}

Status DecoderTrainer::prepareSample(const TrainRequest& request, const c10::Device& device) {
    auto squares = sampleSquares(host_, request.data, kSamplePictures, kSampleSide, device);
    if (!squares) return fail(squares.error());
    samples_ = *squares;
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
