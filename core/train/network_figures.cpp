#include "core/train/network_figures.h"

#include <torch/torch.h>

#include "core/data/picture_set.h"
#include "core/nn/device.h"
#include "core/nn/image_tensor.h"
#include "core/nn/network_file.h"
#include "core/train/network_figures_params.h"
#include "core/work/border.h"

namespace velatura {

namespace {

/// The teacher's taps that its free weights hold.
constexpr int kTaps = 3;
constexpr const char* kTeacherFile = "vgg19_conv1_1-conv3_4_normalised.safetensors";
/// Share of the mean variance that is added to the diagonal: dead channels must not make the fit singular.
constexpr double kRidge = 1e-7;

/// [positions, C+1] in double, the constant 1 last.
at::Tensor rows(const at::Tensor& features) {
    const at::Tensor f = features.permute({0, 2, 3, 1}).reshape({-1, features.size(1)}).to(at::kDouble);
    return at::cat({f, at::ones({f.size(0), 1}, f.options())}, 1);
}

/// Least squares from one tap's features to the teacher's, and what it leaves.
struct Fit {
    at::Tensor own, both;  // sums of x^T x and x^T y
    at::Tensor map;        // [C+1, T]
    double missed = 0, squares = 0, positions = 0, cosines = 0;
    at::Tensor sum;  // [T], of the teacher's features

    void learn(const at::Tensor& x, const at::Tensor& y) {
        const at::Tensor a = at::matmul(x.t(), x), b = at::matmul(x.t(), y);
        own = own.defined() ? own + a : a;
        both = both.defined() ? both + b : b;
    }
    void solve() {
        const at::Tensor ridge = at::eye(own.size(0), own.options()) * (own.diagonal().mean() * kRidge);
        map = std::get<0>(at::linalg_lstsq(own + ridge, both));
    }
    void test(const at::Tensor& x, const at::Tensor& y) {
        const at::Tensor z = at::matmul(x, map);
        missed += (z - y).square().sum().item<double>();
        squares += y.square().sum().item<double>();
        positions += static_cast<double>(y.size(0));
        sum = sum.defined() ? sum + y.sum(0) : y.sum(0);
        const at::Tensor a = at::matmul(z.t(), z), b = at::matmul(y.t(), y);
        cosines += ((a * b).sum() / (a.norm() * b.norm()).clamp_min(1e-12)).item<double>();
    }
    double explained() const {
        const double spread = squares - sum.square().sum().item<double>() / positions;
        return 1 - missed / std::max(spread, 1e-12);
    }
};

class NetworkFigures : public Job {
public:
    NetworkFigures(NetworkFiguresParams params, std::filesystem::path teachers, std::shared_ptr<PictureSet> fit,
                   std::shared_ptr<PictureSet> test)
        : params_(std::move(params)), teachers_(std::move(teachers)), fit_(std::move(fit)), test_(std::move(test)) {}

    std::string title() const override { return "Network figures"; }
    JobOutcome run(JobContext& context) override {
        auto outcome = guarded([&]() -> Result<JobOutcome> { return measure(context); });
        return outcome ? std::move(*outcome) : JobOutcome::failed(outcome.error());
    }

private:
    Result<JobOutcome> measure(JobContext& context);
    /// Both networks' rows of one picture, tap by tap.
    Status look(const PictureSet& set, std::size_t i, int side,
                const std::function<void(int, const at::Tensor&, const at::Tensor&)>& f);

    NetworkFiguresParams params_;
    std::filesystem::path teachers_;
    std::shared_ptr<PictureSet> fit_, test_;
    std::shared_ptr<const FeatureNet> net_, teacher_;
    c10::Device device_ = c10::kCPU;
};

Status NetworkFigures::look(const PictureSet& set, std::size_t i, int side,
                            const std::function<void(int, const at::Tensor&, const at::Tensor&)>& f) {
    const auto image = set.read(i, {.minShortSide = side, .toSrgb = true});
    if (!image) return fail(image.error());
    const at::Tensor x = toTensor(*image, fitLongSide(image->size(), side)).to(device_);
    const auto own = net_->taps(x, kTaps - 1), teacher = teacher_->taps(x, kTaps - 1);
    for (int t = 0; t < kTaps; ++t) {
        const auto at = static_cast<size_t>(t);
        f(t, rows(own[at]), rows(teacher[at]).narrow(1, 0, teacher[at].size(1)));
    }
    return {};
}

Result<JobOutcome> NetworkFigures::measure(JobContext& context) {
    at::NoGradGuard noGrad;
    const auto device = pickDevice(params_.device);
    if (!device) return fail(device.error());
    device_ = *device;
    useThreads(params_.threads);
    // As they were trained: halved by maxima.
    for (const auto& [into, path] :
         {std::pair{&net_, std::filesystem::path(params_.network)}, {&teacher_, teachers_ / kTeacherFile}}) {
        auto network = readNetwork(path, Pooling::Max);
        if (!network) return fail(network.error());
        *into = network->net->onDevice(device_);
    }
    const std::size_t fitted = std::min(fit_->count(), static_cast<std::size_t>(params_.pictures));
    const auto total = static_cast<std::int64_t>(fitted + test_->count());
    std::array<Fit, kTaps> fits;
    JobOutcome out;
    const auto each = [&](const PictureSet& set, std::size_t count, int side, std::int64_t before, const char* stage,
                          auto&& f) -> Status {
        for (std::size_t i = 0; i < count; ++i) {
            context.progress(before + static_cast<std::int64_t>(i), total, stage);
            if (!context.proceed()) {
                out.end = JobEnd::Stopped;
                return {};
            }
            // Evenly over the folder.
            if (auto s = look(set, i * set.count() / count, side, f); !s) return s;
        }
        return {};
    };
    if (auto s = each(*fit_, fitted, params_.fitSide, 0, "Fitting",
                      [&](int t, const auto& x, const auto& y) { fits[static_cast<size_t>(t)].learn(x, y); });
        !s)
        return fail(s.error());
    if (out.end == JobEnd::Stopped) return out;
    for (auto& fit : fits) fit.solve();
    if (auto s = each(*test_, test_->count(), params_.testSide, static_cast<std::int64_t>(fitted), "Testing",
                      [&](int t, const auto& x, const auto& y) { fits[static_cast<size_t>(t)].test(x, y); });
        !s)
        return fail(s.error());
    if (out.end == JobEnd::Stopped) return out;
    for (int t = 0; t < kTaps; ++t) {
        const auto at = static_cast<size_t>(t);
        out.facts[std::string(kTapNames[at]) + ".explained"] = fits[at].explained();
        out.facts[std::string(kTapNames[at]) + ".gram"] = fits[at].cosines / static_cast<double>(test_->count());
    }
    out.facts["fitted"] = static_cast<std::int64_t>(fitted);
    out.facts["tested"] = static_cast<std::int64_t>(test_->count());
    return out;
}

}  // namespace

Result<std::unique_ptr<Job>> makeNetworkFiguresJob(const TrainRequest& request, const WorkHost& host) {
    auto params = networkFiguresSchema().read(request.params);
    if (!params) return fail(params.error());
    auto fit = openPictureSet(request.data, host.pictures);
    if (!fit) return fail(fit.error());
    auto test = openPictureSet(request.styles, host.pictures);
    if (!test) return fail(test.error());
    return std::make_unique<NetworkFigures>(std::move(*params), request.teachers, std::move(*fit), std::move(*test));
}

}  // namespace velatura
