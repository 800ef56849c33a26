#include "core/train/trainers/perceptual.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include "core/base/random.h"
#include "core/losses/gram.h"
#include "core/losses/missed_variance.h"
#include "core/nn/perceptual.h"
#include "core/nn/vgg.h"
#include "core/train/flat_adam.h"
#include "core/train/trainers/alterations.h"
#include "core/train/trainers/layerwise_start.h"
#include "core/train/trainers/perceptual_params.h"
#include "core/train/trainers/start_squares.h"

namespace velatura {

namespace {

constexpr int kSampleSide = 192;
/// Squares from which the starting weights are fitted.
constexpr int kStartPictures = 32;

/// The part of a tap on which the student's zero padding has little say.
at::Tensor inside(const at::Tensor& features, int tap) { return withoutMargin(features, kTapStride[static_cast<size_t>(tap)]); }

class PerceptualTrainer : public Trainer {
public:
    explicit PerceptualTrainer(const WorkHost& host) : host_(host) {}

    Status build(const TrainRequest& request, const c10::Device& device) override {
        auto params = perceptualSchema().read(request.params);
        if (!params) return fail(params.error());
        params_ = *params;
        if (params_.size % 16 != 0 || params_.size < 64)
            return fail(ErrorCode::Usage, "size %1 does not fit this network: it takes multiples of 16 from 64 px.",
                        {std::to_string(params_.size)});
        auto teacher = VggTeacher::load(request.teachers, device);
        if (!teacher) return fail(teacher.error());
        teacher_ = *teacher;
        net_ = std::make_shared<PerceptualNet>(PerceptualNet::Widths{}, static_cast<std::uint64_t>(params_.seed));
        net_->to(device);
        if (auto s = startNearTeacher(request, device); !s) return s;
        weights_ = std::make_unique<FlatAdam>(net_->namedParameters(), Adam{.beta2 = 0.99});
        return prepareSample(request, device);
    }

    void setParams(const ParamValues& params) override {
        if (auto p = perceptualSchema().read(params)) params_ = *p;
    }

    Scalars step(const StepInput& input) override;
    at::Tensor sample() override;

    void state(StateVisitor& v) override {
        weights_->state(v);
    }

    SafetensorsFile exported() override {
        SafetensorsFile file;
        for (const auto& [name, t] : net_->namedParameters()) file.arrays[name] = arrayOf(t, NumberType::F16);
        file.metadata = {{"kind", "perceptual"},
                         {"format", "1"},
                         {"steps", std::to_string(weights_->steps())},
                         {"params", toJson(perceptualSchema().write(params_)).dump()},
                         {"licence", "GPL-3.0-or-later"},
                         {"source", "Velatura, trainer perceptual"},
                         {"teacher", "VGG-19 (Simonyan and Zisserman 2014, CC BY 4.0) to relu3_1; Collaborative "
                                     "Distillation e5 (Wang 2020, MIT) at relu4_1 and relu5_1"}};
        return file;
    }
    std::string exportName() const override { return "perceptual.safetensors"; }

private:
    Status startNearTeacher(const TrainRequest& request, const c10::Device& device);
    Status prepareSample(const TrainRequest& request, const c10::Device& device);

    WorkHost host_;
    PerceptualParams params_;
    std::shared_ptr<VggTeacher> teacher_;
    std::shared_ptr<PerceptualNet> net_;
    std::unique_ptr<FlatAdam> weights_;
    at::Tensor samplePicture_, sampleTop_;
    std::vector<at::Tensor> sampleBasis_, sampleMean_, sampleScale_;
};

Scalars PerceptualTrainer::step(const StepInput& input) {
    auto generator = at::detail::createCPUGenerator(input.seed);
    at::Tensor x;
    std::int64_t pairs = 0;
    {
        at::NoGradGuard noGrad;
        Random random(mix(input.seed, 1));
        x = alterSome(input.images, params_.noiseShare, random, generator);
        pairs = params_.consistencyWeight > 0 ? (x.size(0) + 1) / 2 : 0;
        if (pairs > 0) x = at::cat({x, smallChanges(x.narrow(0, 0, pairs), random, generator)}, 0);
        x = x.contiguous(at::MemoryFormat::ChannelsLast);
    }
    const auto targets = teacher_->forward(x);
    const auto features = net_->forward(x);
    const std::int64_t plain = x.size(0) - pairs;
    const int gramTap = static_cast<int>(input.step % kTapCount);  // one tap a step: its Gram costs as much as a layer

    at::Tensor featureLoss = at::zeros({}, x.options()), changeLoss = at::zeros({}, x.options()), gramLoss;
    Scalars out;
    for (int t = 0; t < kTapCount; ++t) {
        const at::Tensor a = inside(net_->adapt(features[static_cast<size_t>(t)], t), t);
        const at::Tensor target = inside(targets[static_cast<size_t>(t)], t);
        const at::Tensor missed = missedVariance(a, target);
        featureLoss = featureLoss + missed / kTapCount;
        out.emplace_back(kTapNames[static_cast<size_t>(t)], missed.item<double>());
        if (pairs > 0) {
            const at::Tensor change = a.narrow(0, plain, pairs) - a.narrow(0, 0, pairs);
            const at::Tensor wanted = target.narrow(0, plain, pairs) - target.narrow(0, 0, pairs);
            changeLoss = changeLoss + (change - wanted).square().mean() / wanted.square().mean().clamp_min(1e-8) / kTapCount;
        }
        if (t == gramTap) gramLoss = relativeDistance(gram(a), gram(target));
    }
    const at::Tensor total = featureLoss * params_.featureWeight + gramLoss * params_.gramWeight + changeLoss * params_.consistencyWeight;
    weights_->step(total, input.learningRate);
    Scalars result = {{"total", total.item<double>()}, {"features", featureLoss.item<double>()},
                      {std::string("gram ") + kTapNames[static_cast<size_t>(gramTap)], gramLoss.item<double>()},
                      {"small changes", changeLoss.item<double>()}};
    result.insert(result.end(), out.begin(), out.end());
    return result;
}

/// A resume and a branch load their weights over these.
Status PerceptualTrainer::startNearTeacher(const TrainRequest& request, const c10::Device& device) {
    if (request.resume || !request.branchFrom.empty()) return {};
    at::NoGradGuard noGrad;
    auto squares = startSquares(host_, request, params_, kStartPictures, device);
    if (!squares) return fail(squares.error());
    layerwiseStart(*net_, *teacher_, *squares);
    return {};
}

/// Top row: how the teacher sees a fixed picture at each tap, its three strongest directions as colours. Bottom row,
/// drawn anew each time: the student's features in the same directions.
Status PerceptualTrainer::prepareSample(const TrainRequest& request, const c10::Device& device) {
    at::NoGradGuard noGrad;
    auto squares = sampleSquares(host_, request.data, 1, kSampleSide, device);
    if (!squares) return fail(squares.error());
    samplePicture_ = *squares;
    const auto targets = teacher_->forward(samplePicture_);
    std::vector<at::Tensor> cells = {samplePicture_};
    for (const auto& target : targets) {
        const at::Tensor f = target.squeeze(0).flatten(1).t().contiguous();  // [HW,C]
        const at::Tensor mean = f.mean(0, true);
        const at::Tensor centred = f - mean;
        const auto [values, vectors] = at::linalg_eigh(at::matmul(centred.t(), centred).to(at::kCPU, at::kDouble));
        const at::Tensor basis = vectors.narrow(1, vectors.size(1) - 3, 3).flip({1}).to(f.options());
        const at::Tensor scale = at::matmul(centred, basis).std(0, false, true).clamp_min(1e-6);
        sampleBasis_.push_back(basis);
        sampleMean_.push_back(mean);
        sampleScale_.push_back(scale);
        const at::Tensor colours = (at::matmul(centred, basis) / scale).mul(0.18).add(0.5).t().reshape({1, 3, target.size(2), target.size(3)});
        cells.push_back(at::upsample_nearest2d(colours.contiguous(), {kSampleSide, kSampleSide}));
    }
    sampleTop_ = at::cat(cells, 3);
    return {};
}

at::Tensor PerceptualTrainer::sample() {
    at::NoGradGuard noGrad;
    const auto features = net_->forward(samplePicture_);
    std::vector<at::Tensor> cells = {samplePicture_};
    for (int t = 0; t < kTapCount; ++t) {
        const auto i = static_cast<size_t>(t);
        const at::Tensor a = net_->adapt(features[i], t);
        const at::Tensor f = a.squeeze(0).flatten(1).t();
        const at::Tensor colours = (at::matmul(f - sampleMean_[i], sampleBasis_[i]) / sampleScale_[i]).mul(0.18).add(0.5).t().reshape({1, 3, a.size(2), a.size(3)});
        cells.push_back(at::upsample_nearest2d(colours.contiguous(), {kSampleSide, kSampleSide}));
    }
    return at::cat({sampleTop_, at::cat(cells, 3)}, 2).clamp(0, 1);
}

}  // namespace

std::unique_ptr<Trainer> makePerceptualTrainer(const WorkHost& host) { return std::make_unique<PerceptualTrainer>(host); }

}  // namespace velatura
