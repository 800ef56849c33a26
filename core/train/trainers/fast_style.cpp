#include "core/train/trainers/fast_style.h"

#include <fmt/format.h>
#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include "core/base/hash.h"
#include "core/data/picture_set.h"
#include "core/engines/painting_cut.h"
#include "core/io/packed.h"
#include "core/losses/missed_variance.h"
#include "core/network_layout.h"
#include "core/nn/image_tensor.h"
#include "core/nn/transformer_net.h"
#include "core/ops/resize.h"
#include "core/style_networks.h"
#include "core/train/flat_adam.h"
#include "core/train/prefixed_state.h"
#include "core/train/trainers/fast_style_params.h"
#include "core/train/trainers/instant_teacher.h"
#include "core/train/trainers/painting_loss.h"
#include "core/train/trainers/start_squares.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

constexpr int kSampleSide = 256;
constexpr std::size_t kSamplePhotos = 4, kSampleStyles = 4;
constexpr std::size_t kMostStyles = 64;
/// Share of the running average that a step keeps; runs are short.
constexpr double kAveraged = 0.99;

/// A painting to learn from.
struct StylePicture {
    std::string name;
    Image image;
    at::Tensor picture;               ///< float32 [1,3,H,W]
    std::vector<at::Tensor> moments;  ///< PaintingLoss::styleOf()
};

class FastStyleTrainer : public Trainer {
public:
    explicit FastStyleTrainer(const WorkHost& host) : host_(host) {}

    Status build(const TrainRequest& request, const c10::Device& device) override;
    void setParams(const ParamValues& params) override {
        if (auto p = fastStyleTrainSchema().read(params)) params_ = *p;
    }
    Scalars step(const StepInput& input) override;
    at::Tensor sample() override;
    void state(StateVisitor& v) override;
    SafetensorsFile exported() override;
    std::string exportName() const override { return "fast-style.safetensors"; }

private:
    Status readStyles(const fs::path& path, const c10::Device& device);
    Status addStyle(const std::string& name, const Result<Image>& picture, const c10::Device& device);
    Status makeNetwork(const c10::Device& device);
    at::Tensor paint(const at::Tensor& photo, std::int64_t style) const;
    at::Tensor taught(const at::Tensor& photo, size_t style);

    WorkHost host_;
    FastStyleTrainParams params_;
    std::optional<PaintingLoss> loss_;
    std::optional<InstantTeacher> teacher_;
    std::vector<StylePicture> styles_;
    std::unique_ptr<TransformerNet> net_;
    std::unique_ptr<FlatAdam> convolutions_, norms_;
    std::string startHash_;  ///< of the file that it starts from; empty: from nothing
    at::Tensor samplePhotos_;
};

Status FastStyleTrainer::addStyle(const std::string& name, const Result<Image>& picture, const c10::Device& device) {
    if (!picture) return fail(picture.error());
    const at::Tensor seen = withoutFrame(toTensor(*picture, fitLongSide(picture->size(), params_.styleSize)).to(device), *picture);
    styles_.push_back({fs::path(name).stem().string(), *picture, seen, loss_->styleOf(seen)});
    return {};
}

/// One picture, or all of a folder or packed set.
Status FastStyleTrainer::readStyles(const fs::path& path, const c10::Device& device) {
    std::error_code ec;
    if (fs::is_regular_file(path, ec) && !isPackedSet(path))
        return addStyle(path.filename().string(), host_.pictures->read(path, {.minShortSide = 0, .toSrgb = true}),
                        device);
    const auto set = openPictureSet(path, host_.pictures);
    if (!set) return fail(set.error());
    if ((*set)->count() > kMostStyles)
        return fail(ErrorCode::Usage, "%1 holds %2 paintings; one network learns %3 styles at most.",
                    {path.string(), std::to_string((*set)->count()), std::to_string(kMostStyles)},
                    "Choose one painting, or a folder with the few that it shall learn.");
    for (size_t i = 0; i < (*set)->count(); ++i)
        if (auto s = addStyle((*set)->name(i), (*set)->read(i, {}), device); !s) return s;
    return {};
}

Status FastStyleTrainer::makeNetwork(const c10::Device& device) {
    TransformerNet::Widths widths = TransformerNet::widthsAt(params_.width);
    std::shared_ptr<TransformerNet> start;
    if (!params_.startFrom.empty()) {
        std::error_code ec;
        fs::path file = params_.startFrom;
        if (!fs::is_regular_file(file, ec)) {
            const auto named = findStyleNetwork(params_.startFrom);
            if (!named) return fail(named.error());
            file = named->file;
        }
        auto read = TransformerNet::load(file);
        if (!read) return fail(read.error());
        const auto hash = sha256OfFile(file);
        if (!hash) return fail(hash.error());
        startHash_ = *hash;
        start = *read;
        widths = start->widths();
    }
    net_ = std::make_unique<TransformerNet>(widths, static_cast<int>(styles_.size()),
                                            static_cast<std::uint64_t>(params_.seed));
    if (start) net_->startFrom(*start);
    net_->to(device);
    convolutions_ = std::make_unique<FlatAdam>(net_->convolutions(), Adam{.beta2 = 0.99}, kAveraged);
    norms_ = std::make_unique<FlatAdam>(net_->norms(), Adam{.beta2 = 0.99}, kAveraged);
    return {};
}

Status FastStyleTrainer::build(const TrainRequest& request, const c10::Device& device) {
    auto params = fastStyleTrainSchema().read(request.params);
    if (!params) return fail(params.error());
    params_ = *params;
    if (params_.size % 16 != 0 || params_.size < 64)
        return fail(ErrorCode::Usage, "size %1 does not fit this network: it takes multiples of 16 from 64 px.",
                    {std::to_string(params_.size)});
    auto loss = PaintingLoss::make(device, params_.halfPrecision, request.teachers);
    if (!loss) return fail(loss.error());
    loss_ = std::move(*loss);
    auto teacher = InstantTeacher::load(host_);
    if (!teacher) return fail(teacher.error());
    teacher_ = std::move(*teacher);
    if (auto s = readStyles(request.styles, device); !s) return s;
    if (auto s = makeNetwork(device); !s) return s;
    auto photos = sampleSquares(host_, request.data, kSamplePhotos, kSampleSide, device);
    if (!photos) return fail(photos.error());
    samplePhotos_ = *photos;
    return {};
}

/// @param photo float32 [1,3,H,W]
at::Tensor FastStyleTrainer::paint(const at::Tensor& photo, std::int64_t style) const {
    const at::Tensor share = at::zeros({net_->styles()}, photo.options());
    share[style] = 1;
    return net_->forward(photo, share);
}

/// What the instant engine makes of it. @param photo float32 [1,3,H,W]
at::Tensor FastStyleTrainer::taught(const at::Tensor& photo, size_t style) {
    return teacher_->paint(photo, styles_[style].image, params_.styleSize);
}

Scalars FastStyleTrainer::step(const StepInput& input) {
    const bool copies = startHash_.empty() && input.step < params_.copySteps;
    const bool all = startHash_.empty() || input.step >= params_.normSteps;
    for (auto [name, tensor] : net_->convolutions()) tensor.set_requires_grad(all);
    const std::int64_t batch = input.images.size(0);
    std::vector<at::Tensor> pictures, copied;
    std::vector<const std::vector<at::Tensor>*> moments;
    for (std::int64_t i = 0; i < batch; ++i) {
        // Each style in turn, whatever the batch.
        const auto style = static_cast<size_t>((input.step * batch + i) % static_cast<std::int64_t>(styles_.size()));
        pictures.push_back(paint(input.images.narrow(0, i, 1), static_cast<std::int64_t>(style)));
        moments.push_back(&styles_[style].moments);
        if (copies || params_.copyWeight > 0) copied.push_back(taught(input.images.narrow(0, i, 1), style));
    }
    Scalars out;
    const PaintingWeights weights{params_.contentWeight, params_.styleWeight, params_.tvWeight, params_.chromaTvWeight,
                                  params_.tapWeights};
    const at::Tensor painted = at::cat(pictures, 0);
    at::Tensor total;
    if (copies) {
        total = loss_->copying(painted, at::cat(copied, 0), input.step) + outOfRange(painted);
    } else {
        total = loss_->of(painted, input.images, moments, weights, input.step, out);
        if (!copied.empty()) {
            const at::Tensor copying = missedVariance(painted, at::cat(copied, 0));
            out.emplace_back("copying", copying.item<double>());
            total = total + copying * params_.copyWeight;
        }
    }
    norms_->zeroGradients();
    convolutions_->zeroGradients();
    total.backward();
    norms_->move(input.learningRate);
    if (all) convolutions_->move(input.learningRate);
    out.insert(out.begin(), {"total", total.item<double>()});
    return out;
}

/// Paintings along the top, photos on the left, each photo in each style between them.
at::Tensor FastStyleTrainer::sample() {
    at::NoGradGuard noGrad;
    const Averaged convolutions(*convolutions_), norms(*norms_);
    const auto shown = std::min(styles_.size(), kSampleStyles);
    std::vector<at::Tensor> row = {at::ones_like(samplePhotos_[0])}, rows;
    for (size_t s = 0; s < shown; ++s) {
        const at::Tensor& p = styles_[s].picture;
        const std::int64_t side = std::min(p.size(2), p.size(3));
        const at::Tensor square = p.narrow(2, (p.size(2) - side) / 2, side).narrow(3, (p.size(3) - side) / 2, side);
        row.push_back(resizePicture(square, {kSampleSide, kSampleSide})[0]);
    }
    rows.push_back(at::cat(row, 2));
    for (std::int64_t p = 0; p < samplePhotos_.size(0); ++p) {
        row = {samplePhotos_[p]};
        for (size_t s = 0; s < shown; ++s)
            row.push_back(paint(samplePhotos_.narrow(0, p, 1), static_cast<std::int64_t>(s)).clamp(0, 1)[0]);
        rows.push_back(at::cat(row, 2));
    }
    return at::cat(rows, 1).unsqueeze(0);
}

void FastStyleTrainer::state(StateVisitor& v) {
    PrefixedState convolutions(v, "convolutions."), norms(v, "norms.");
    convolutions_->state(convolutions);
    norms_->state(norms);
}

SafetensorsFile FastStyleTrainer::exported() {
    SafetensorsFile file;
    const Averaged convolutions(*convolutions_), norms(*norms_);
    for (const auto& [name, t] : net_->convolutions()) file.arrays[name] = arrayOf(t, NumberType::F16);
    for (const auto& [name, t] : net_->norms()) file.arrays[name] = arrayOf(t, NumberType::F32);
    std::vector<std::string> names;
    for (const auto& s : styles_) names.push_back(s.name);
    ParamValues params = fastStyleTrainSchema().write(params_);
    params.erase("start-from");  // a path, perhaps: the file's hash says the same everywhere
    file.metadata = {{"kind", kind::kFastStyle},
                     {"format", "1"},
                     {"convention", convention::kOwn},
                     {"styles", styleNamesText(names)},
                     {"steps", std::to_string(norms_->steps())},
                     {"params", toJson(params).dump()},
                     {"licence", "GPL-3.0-or-later"},
                     {"source", "Velatura, trainer fast-style"}};
    if (!startHash_.empty()) file.metadata["started from"] = startHash_;
    return file;
}

}  // namespace

std::unique_ptr<Trainer> makeFastStyleTrainer(const WorkHost& host) {
    return std::make_unique<FastStyleTrainer>(host);
}

}  // namespace velatura
