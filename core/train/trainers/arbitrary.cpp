#include "core/train/trainers/arbitrary.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "core/base/hash.h"
#include "core/base/random.h"
#include "core/losses/content.h"
#include "core/losses/contrastive.h"
#include "core/losses/gram.h"
#include "core/losses/missed_variance.h"
#include "core/nn/style_transfer_net.h"
#include "core/train/adversary.h"
#include "core/train/flat_adam.h"
#include "core/train/prefixed_state.h"
#include "core/train/start_hash.h"
#include "core/train/trainers/arbitrary_params.h"
#include "core/train/trainers/rounds_teacher.h"
#include "core/train/trainers/start_squares.h"
#include "core/train/trainers/style_judge.h"

namespace velatura {

namespace {

constexpr int kSampleSide = 256;
constexpr std::size_t kSamplePhotos = 3, kSamplePaintings = 3;
/// Taps of the perceptual network that the encoder's levels learn to give. The first level is left to what the others
/// need: made to give relu1_1 at half its size, it lost what they are made of.
constexpr std::array<int, kStyleLevels> kLevelTap = {-1, 2, 3, 4};
/// How quickly the measured statistics of features follow while the encoder learns.
constexpr double kPriorRate = 0.02;
/// Share of the encoder's steps over which its learning rate falls to zero.
constexpr double kEncoderRest = 0.4;

/// Share of the running average that a step keeps: from one step to the next style and ripple go up and down by a tenth.
constexpr double kAveraged = 0.998;

/// Taps at which the picture is compared with the one that rounds make, besides pixels.
constexpr std::array<std::size_t, 3> kRoundsTaps = {0, 1, 2};

/// The part of a level that the engine takes statistics of: it widens pictures, so that they hold no padding.
at::Tensor inside(const at::Tensor& features, size_t level) { return withoutMargin(features, kLevelStride[level]); }

/// What goes in of every picture, level by level.
struct Seen {
    std::vector<at::Tensor> features;                            ///< [N,C_l,h,w]
    std::vector<std::array<FeatureMoments, kStyleLevels>> moments;  ///< of each picture
};

class ArbitraryTrainer : public Trainer {
public:
    explicit ArbitraryTrainer(const WorkHost& host) : host_(host) {}

    Status build(const TrainRequest& request, const c10::Device& device) override;
    void setParams(const ParamValues& params) override {
        if (auto p = arbitraryTrainSchema().read(params)) params_ = *p;
    }
    bool wantsStyleSquares() const override { return true; }
    Scalars step(const StepInput& input) override { return startHash_.empty() && input.step < params_.encoderSteps ? learnToSee(input) : learnToPaint(input); }
    at::Tensor sample() override;
    void state(StateVisitor& v) override;
    SafetensorsFile exported() override;
    std::string exportName() const override { return "arbitrary.safetensors"; }

private:
    Scalars learnToSee(const StepInput& input);
    Scalars learnToPaint(const StepInput& input);
    Status makeNetwork(const TrainRequest& request, const c10::Device& device);
    const RoundsTeacher& rounds();
    Seen look(const at::Tensor& pictures) const;
    at::Tensor paint(const Seen& photos, const Seen& paintings, std::uint64_t seed) const;

    WorkHost host_;
    ArbitraryTrainParams params_;
    std::shared_ptr<StyleJudge> judge_;
    std::optional<RoundsTeacher> rounds_;
    std::unique_ptr<StyleTransferNet> net_;
    std::unique_ptr<FlatAdam> encoder_, decoder_;
    std::unique_ptr<Adversary> adversary_;
    std::string startHash_;  ///< of the file that it began with, whose encoder stays, in branches too; empty: with nothing
    at::Tensor samplePhotos_, samplePaintings_;
};

Status ArbitraryTrainer::makeNetwork(const TrainRequest& request, const c10::Device& device) {
    net_ = std::make_unique<StyleTransferNet>(StyleTransferNet::kWidths, static_cast<std::uint64_t>(params_.seed));
    if (!params_.startFrom.empty() && !request.branchFrom.empty())
        return fail(ErrorCode::Usage, "A branch goes on from its checkpoint, not from the starting network %1.", {params_.startFrom}, "Leave one of them out.");
    if (!params_.startFrom.empty() && !request.resume) {  // a run that goes on has it in its checkpoint
        const auto start = StyleTransferNet::load(params_.startFrom);
        if (!start) return fail(start.error());
        const auto hash = sha256OfFile(params_.startFrom);
        if (!hash) return fail(hash.error());
        startHash_ = *hash;
        *net_ = **start;
    }
    net_->to(device);
    return {};
}

Status ArbitraryTrainer::build(const TrainRequest& request, const c10::Device& device) {
    auto params = arbitraryTrainSchema().read(request.params);
    if (!params) return fail(params.error());
    params_ = *params;
    if (params_.size % 16 != 0 || params_.size < 64)
        return fail(ErrorCode::Usage, "size %1 does not fit this network: it takes multiples of 16 from 64 px.",
                    {std::to_string(params_.size)});
    auto judge = StyleJudge::load(device, params_.halfPrecision, request.teachers);
    if (!judge) return fail(judge.error());
    judge_ = *judge;
    if (auto s = makeNetwork(request, device); !s) return s;
    for (int l = 0; l < kStyleLevels; ++l)
        if (kLevelTap[static_cast<size_t>(l)] >= 0 && judge_->channels(kLevelTap[static_cast<size_t>(l)]) != net_->widths()[static_cast<size_t>(l)])
            return fail(ErrorCode::Model, "The perceptual network has other widths than the encoder.", {}, "Use the one that the program ships.");
    encoder_ = std::make_unique<FlatAdam>(net_->encoderParameters(), Adam{.beta2 = 0.99});
    decoder_ = std::make_unique<FlatAdam>(net_->decoderParameters(), Adam{.beta2 = 0.99}, kAveraged);
    adversary_ = std::make_unique<Adversary>(AdversaryOptions{static_cast<AdversarialKind>(params_.adversarial), {.spectral = params_.spectralNorm}, params_.gradientPenalty},
                                             static_cast<std::uint64_t>(params_.seed) + 1, device);
    if (params_.adversarialWeight > 0 && params_.size - 2 * kMargin < adversary_->smallestSide())
        return fail(ErrorCode::Usage, "size %1 is too small for the discriminator: it takes squares from %2 px.",
                    {std::to_string(params_.size), std::to_string(adversary_->smallestSide() + 2 * kMargin)});
    auto photos = sampleSquares(host_, request.data, kSamplePhotos, kSampleSide, device);
    if (!photos) return fail(photos.error());
    auto paintings = sampleSquares(host_, request.styles, kSamplePaintings, kSampleSide, device);
    if (!paintings) return fail(paintings.error());
    samplePhotos_ = *photos;
    samplePaintings_ = *paintings;
    return {};
}

void ArbitraryTrainer::state(StateVisitor& v) {
    PrefixedState encoder(v, "encoder."), decoder(v, "decoder."), adversary(v, "adversary.");
    encoder_->state(encoder);
    decoder_->state(decoder);
    startHashState(v, startHash_);
    // A run may get its adversary later.
    if (adversary.has("weights")) adversary_->state(adversary);
    for (auto [name, buffer] : net_->namedBuffers()) v.tensor(name, buffer);
}

/// The encoder gives the perceptual network's features, the decoder the picture.
Scalars ArbitraryTrainer::learnToSee(const StepInput& input) {
    const std::int64_t batch = input.images.size(0);
    const at::Tensor x = at::cat({input.images.narrow(0, 0, batch - batch / 2), input.styles.narrow(0, 0, batch / 2)}, 0).contiguous(at::MemoryFormat::ChannelsLast);
    std::vector<at::Tensor> wanted;
    {
        at::NoGradGuard noGrad;
        const auto taps = judge_->target(x);
        for (const int tap : kLevelTap) wanted.push_back(tap < 0 ? at::Tensor() : taps[static_cast<size_t>(tap)]);
    }
    const auto seen = net_->encode(x);
    Scalars levels;
    at::Tensor missed = at::zeros({}, x.options());
    for (size_t l = 0; l < kStyleLevels; ++l) {
        if (!wanted[l].defined()) continue;
        const at::Tensor level = missedVariance(seen[l], wanted[l]);
        missed = missed + level / (kStyleLevels - 1);
        levels.emplace_back("level " + std::to_string(l + 1), level.item<double>());
    }
    // It stays as it is from then on, so it is brought to rest.
    const double left = static_cast<double>(params_.encoderSteps - input.step) / params_.encoderSteps;
    encoder_->step(missed, input.learningRate * std::min(1.0, left / kEncoderRest));

    std::vector<at::Tensor> skips;
    std::array<FeatureMoments, kStyleLevels> moments;
    for (size_t l = 0; l < kStyleLevels; ++l) {
        const at::Tensor f = seen[l].detach();
        moments[l] = momentsOf(augmentedGram(inside(f, l)).mean(0));
        const double rate = std::max(kPriorRate, 1.0 / static_cast<double>(input.step + 1));
        at::NoGradGuard noGrad;
        net_->priors()[l].mean.lerp_(moments[l].mean.to(f.options()), rate);
        net_->priors()[l].covariance.lerp_(moments[l].covariance.to(f.options()), rate);
        skips.push_back(f);
    }
    for (int l = 0; l < kStyleLevels; ++l) skips[static_cast<size_t>(l)] = net_->skip(l, skips[static_cast<size_t>(l)]);
    const at::Tensor pixels = missedVariance(net_->decode(skips, {{net_->code(moments), {}}}), x);
    decoder_->step(pixels, input.learningRate);
    Scalars out = {{"total", missed.item<double>() + pixels.item<double>()}, {"encoder", missed.item<double>()}, {"pixels", pixels.item<double>()}};
    out.insert(out.end(), levels.begin(), levels.end());
    return out;
}

Seen ArbitraryTrainer::look(const at::Tensor& pictures) const {
    at::NoGradGuard noGrad;
    Seen out{net_->encode(pictures), std::vector<std::array<FeatureMoments, kStyleLevels>>(static_cast<size_t>(pictures.size(0)))};
    for (size_t l = 0; l < kStyleLevels; ++l) {
        const at::Tensor sums = augmentedGram(inside(out.features[l], l));
        for (size_t i = 0; i < out.moments.size(); ++i) out.moments[i][l] = momentsOf(sums[static_cast<std::int64_t>(i)]);
    }
    return out;
}

/// @return float32 [N,3,H,W]; the maps are constants, for the encoder stays as it is
at::Tensor ArbitraryTrainer::paint(const Seen& photos, const Seen& paintings, std::uint64_t seed) const {
    std::vector<at::Tensor> skips, codes, own;
    for (int l = 0; l < kStyleLevels; ++l) {
        const auto level = static_cast<size_t>(l);
        std::vector<at::Tensor> moved;
        for (size_t i = 0; i < photos.moments.size(); ++i) {
            const at::Tensor f = photos.features[level].narrow(0, static_cast<std::int64_t>(i), 1);
            const AffineMap map = transportMap(net_->shrunk(photos.moments[i][level], l), net_->shrunk(paintings.moments[i][level], l), f);
            moved.push_back(net_->skip(l, f, map));
        }
        skips.push_back(at::cat(moved, 0));
    }
    for (const auto& m : paintings.moments) codes.push_back(net_->code(m));
    for (const auto& m : photos.moments) own.push_back(net_->code(m));
    const at::Tensor& widest = skips.front();
    const auto noise = StyleTransferNet::noiseFor(widest.size(0), widest.size(2) * kLevelStride[0], widest.size(3) * kLevelStride[0], seed, widest.device());
    return net_->decode(skips, {{at::cat(codes, 0), {}, at::cat(own, 0)}}, noise);
}

/// Loaded when first needed: its weight may be given while the run goes on.
const RoundsTeacher& ArbitraryTrainer::rounds() {
    if (!rounds_) {
        auto loaded = RoundsTeacher::load(samplePhotos_.device());
        if (!loaded) throw std::runtime_error(loaded.error().message());
        rounds_ = std::move(*loaded);
    }
    return *rounds_;
}

Scalars ArbitraryTrainer::learnToPaint(const StepInput& input) {
    const std::int64_t batch = input.images.size(0);
    const auto untilStep = [&](std::int64_t step) { return static_cast<std::int64_t>(params_.identityShare * static_cast<double>(batch * step)); };
    const auto same = params_.identityWeight > 0 ? std::min<std::int64_t>(batch - 1, untilStep(input.step + 1) - untilStep(input.step)) : 0;
    const std::int64_t others = batch - same;
    at::Tensor photos = input.images, paintings = input.styles;
    std::vector<at::Tensor> wantedContent, wantedStyle;
    Seen seenPhotos, seenPaintings;
    {
        at::NoGradGuard noGrad;
        if (same > 0) {
            // A painting must come through as itself too.
            const std::int64_t drawn = (same + input.step % 2) / 2;
            photos = at::cat({input.images.narrow(0, 0, others), input.styles.narrow(0, others, drawn), input.images.narrow(0, others, same - drawn)}, 0);
            paintings = at::cat({input.styles.narrow(0, 0, others), photos.narrow(0, others, same)}, 0);
        }
        photos = photos.contiguous(at::MemoryFormat::ChannelsLast);
        paintings = paintings.contiguous(at::MemoryFormat::ChannelsLast);
        wantedContent = judge_->target(judgedPart(photos, input.step), kContentTaps.back());
        wantedStyle = judge_->target(judgedPart(paintings.narrow(0, 0, others), input.step));
        seenPhotos = look(photos);
        seenPaintings = look(paintings);
    }
    const at::Tensor painted = paint(seenPhotos, seenPaintings, mix(static_cast<std::uint64_t>(params_.seed), static_cast<std::uint64_t>(input.step)));
    const auto seen = judge_->features(judgedPart(painted, input.step));
    const auto first = [&](const std::vector<at::Tensor>& all) {
        std::vector<at::Tensor> some;
        for (const auto& x : all) some.push_back(x.narrow(0, 0, others));
        return some;
    };
    const auto styled = first(seen);
    const at::Tensor content = judge_->content(styled, first(wantedContent));
    const at::Tensor style = judge_->style(styled, wantedStyle, {params_.gramWeight, params_.momentWeight, params_.distributionWeight, params_.tapWeights});
    at::Tensor total = content * params_.contentWeight + style + outOfRange(painted);
    Scalars out = {{"content", content.item<double>()}, {"style", style.item<double>()}};
    const auto add = [&](const char* name, const at::Tensor& loss, double weight) {
        total = total + loss * weight;
        out.emplace_back(name, loss.item<double>());
    };
    if (same > 0) {
        const auto last = [&](const at::Tensor& x) { return x.narrow(0, others, same); };
        at::Tensor identity = missedVariance(judgedPart(last(painted), input.step), judgedPart(last(photos), input.step));
        for (const auto t : kContentTaps) {
            const auto tap = static_cast<size_t>(t);
            identity = identity + missedVariance(last(seen[tap]), last(wantedContent[tap])) / static_cast<double>(kContentTaps.size());
        }
        add("identity", identity, params_.identityWeight);
    }
    const at::Tensor shown = judgedPart(painted.narrow(0, 0, others), input.step);
    if (params_.roundsWeight > 0) {
        const at::Tensor wanted = judgedPart(rounds().paint(photos.narrow(0, 0, others), paintings.narrow(0, 0, others)), input.step);
        const auto looks = judge_->target(wanted);
        // What is where alone: how strong it is, is the style's to say.
        at::Tensor apart = uncorrelated(shown, wanted);
        for (const auto tap : kRoundsTaps) apart = apart + uncorrelated(styled[tap], looks[tap]);
        add("rounds", apart / static_cast<double>(1 + kRoundsTaps.size()), params_.roundsWeight);
    }
    if (params_.chromaTvWeight > 0 || params_.tvWeight > 0) {
        const auto variation = variationOf(shown);
        add("variation", variation.lightness, params_.tvWeight);
        add("colour variation", variation.colour, params_.chromaTvWeight);
    }
    if (params_.contrastiveWeight > 0) add("contrast", contrastiveLoss(judge_->signal(styled), judge_->signal(wantedStyle)), params_.contrastiveWeight);
    if (params_.adversarialWeight > 0 && input.step >= static_cast<std::int64_t>(params_.adversarialFrom * static_cast<double>(params_.steps))) {
        adversary_->setGradientPenalty(params_.gradientPenalty);
        out.emplace_back("discriminator", adversary_->learn(judgedPart(input.styles, input.step), shown, input.learningRate, input.step));
        add("adversarial", adversary_->lossOf(shown), params_.adversarialWeight);
    }
    decoder_->step(total, input.learningRate);
    out.insert(out.begin(), {"total", total.item<double>()});
    return out;
}

/// Paintings along the top, photos on the left, each photo in each painting's style between them.
at::Tensor ArbitraryTrainer::sample() {
    at::NoGradGuard noGrad;
    const Averaged averaged(*decoder_);
    const std::int64_t photos = samplePhotos_.size(0), paintings = samplePaintings_.size(0);
    // As the engine does: its padding stays out of sight.
    const auto wide = [](const at::Tensor& x) { return widen(x, kMargin).contiguous(at::MemoryFormat::ChannelsLast); };
    std::vector<at::Tensor> row = {at::ones_like(samplePhotos_[0])}, rows;
    for (std::int64_t s = 0; s < paintings; ++s) row.push_back(samplePaintings_[s]);
    rows.push_back(at::cat(row, 2));
    const Seen styles = look(wide(samplePaintings_));
    for (std::int64_t p = 0; p < photos; ++p) {
        const Seen photo = look(wide(samplePhotos_.narrow(0, p, 1).expand({paintings, 3, kSampleSide, kSampleSide})));
        const at::Tensor painted = paint(photo, styles, 0).narrow(2, kMargin, kSampleSide).narrow(3, kMargin, kSampleSide).clamp(0, 1);
        row = {samplePhotos_[p]};
        for (std::int64_t s = 0; s < paintings; ++s) row.push_back(painted[s]);
        rows.push_back(at::cat(row, 2));
    }
    return at::cat(rows, 1).unsqueeze(0);
}

SafetensorsFile ArbitraryTrainer::exported() {
    SafetensorsFile file;
    const Averaged averaged(*decoder_);
    for (const auto& list : {net_->encoderParameters(), net_->decoderParameters()})
        for (const auto& [name, t] : list) file.arrays[name] = arrayOf(t, NumberType::F16);
    for (const auto& [name, t] : net_->namedBuffers()) file.arrays[name] = arrayOf(t, NumberType::F32);
    ParamValues params = arbitraryTrainSchema().write(params_);
    params.erase("start-from");  // a path: the file's hash says the same everywhere
    file.metadata = {{"kind", "arbitrary"},
                     {"format", "1"},
                     {"steps", std::to_string(decoder_->steps())},
                     {"params", toJson(params).dump()},
                     {"licence", "GPL-3.0-or-later"},
                     {"source", "Velatura, trainer arbitrary"}};
    if (!startHash_.empty()) file.metadata["started from"] = startHash_;
    return file;
}

}  // namespace

std::unique_ptr<Trainer> makeArbitraryTrainer(const WorkHost& host) { return std::make_unique<ArbitraryTrainer>(host); }

}  // namespace velatura
