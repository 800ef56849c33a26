#include <torch/torch.h>

#include <fstream>
#include <functional>

#include "core/base/json_file.h"
#include "core/io/tf_events.h"
#include "core/jobs/job_channel.h"
#include "core/train/checkpoint.h"
#include "core/train/optim.h"
#include "core/train/train_loop.h"
#include "core/base/hash.h"
#include "core/nn/feature_decoder.h"
#include "core/train/trainers/decoder.h"
#include "core/train/trainers/decoder_params.h"
#include "core/train/trainers/perceptual.h"
#include "core/train/trainers/perceptual_params.h"
#include "tests/support/test_case.h"
#include "tests/support/work/memory_pictures.h"

using namespace velatura;

namespace {

/// Learns the mean colour: three weights, one Adam. Quick, and with every kind of state.
class ToyTrainer : public Trainer {
public:
    Status build(const TrainRequest&, const c10::Device&) override {
        flat_ = std::make_unique<FlatParameters>(std::vector<at::Tensor>{colour_});
        return {};
    }
    void setParams(const ParamValues& params) override { weight_ = std::get<double>(params.at("feature-weight")); }
    Scalars step(const StepInput& input) override {
        auto generator = at::detail::createCPUGenerator(input.seed);
        const at::Tensor noise = at::randn({3}, generator, at::kFloat) * 0.01;
        const at::Tensor loss = (colour_ + noise - input.images.mean({0, 2, 3})).square().sum() * weight_;
        flat_->zeroGradients();
        loss.backward();
        adam_.step(flat_->values(), flat_->gradients(), input.learningRate);
        lastLoss_ = poison ? std::numeric_limits<double>::quiet_NaN() : loss.item<double>();
        return {{"total", lastLoss_}};
    }
    at::Tensor sample() override { return colour_.detach().reshape({3, 1, 1}).expand({3, 4, 4}); }
    void state(StateVisitor& v) override {
        v.tensor("weights", flat_->values());
        v.tensor("first", adam_.first);
        v.tensor("second", adam_.second);
        v.number("count", adam_.count);
        v.number("last", lastLoss_);
    }
    SafetensorsFile exported() override {
        SafetensorsFile f;
        NumberArray a;
        a.shape = {3};
        a.bytes.resize(12);
        std::memcpy(a.bytes.data(), colour_.data_ptr<float>(), 12);
        f.arrays["colour"] = a;
        return f;
    }
    std::string exportName() const override { return "toy.safetensors"; }
    static inline bool poison = false;

private:
    at::Tensor colour_ = at::zeros({3});
    std::unique_ptr<FlatParameters> flat_;
    Adam adam_;
    double lastLoss_ = 0, weight_ = 1;
};

TrainerDoor toyDoor() {
    return {"toy", [](const WorkHost&) { return std::make_unique<ToyTrainer>(); },
            [](const ParamValues& v) -> Result<TrainParams> {
                auto p = perceptualSchema().read(v);
                if (!p) return fail(p.error());
                return static_cast<const TrainParams&>(*p);
            },
            []() -> const Schema& { return perceptualSchema(); }};
}

const test::MemoryPictures& pictures() {
    static const test::MemoryPictures p(5);
    return p;
}

TrainRequest request(const std::filesystem::path& run, int steps) {
    TrainRequest r;
    r.trainer = "toy";
    r.data = "/";
    r.run = run;
    // Intervals so that each kind of step falls on both sides of step 10.
    r.params = {{"steps", std::int64_t{steps}}, {"size", std::int64_t{16}}, {"batch", std::int64_t{2}}, {"warmup", std::int64_t{4}},
                {"checkpoint-every", std::int64_t{5}}, {"preview-every", std::int64_t{4}}, {"learning-rate", 0.05}, {"threads", std::int64_t{1}}};
    return r;
}

JobOutcome train(const TrainRequest& r, JobContext& context, const TrainerDoor& door = toyDoor()) {
    auto job = makeTrainJob(r, door, WorkHost{&pictures()});
    if (!job) return JobOutcome::failed(job.error());
    return (*job)->run(context);
}

std::string bytesOfFile(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The file without its column of seconds, which differ from run to run.
std::string curves(const std::filesystem::path& run) {
    std::ifstream in(run / "scalars.csv");
    std::string out, line;
    while (std::getline(in, line)) {
        const auto a = line.find(','), b = line.find(',', a + 1);
        out += line.substr(0, a) + line.substr(b) + "\n";
    }
    return out;
}

/// Stops after a number of steps.
class StopAfter : public SilentContext {
public:
    explicit StopAfter(int steps) : left_(steps) {}
    bool proceed() override { return left_-- > 0; }

private:
    int left_;
};

/// A run in one go under "whole", and the same under "parts", stopped after `half` steps and resumed. The weights that
/// they leave are the same to the last bit. `context` hears the whole one.
void runBothWays(const std::function<TrainRequest(const char*)>& of, int half, const std::string& weights, JobContext& context,
                 const TrainerDoor& door = toyDoor()) {
    const TrainRequest whole = of("whole");
    const auto outcome = train(whole, context, door);
    QVERIFY2(outcome.end == JobEnd::Done, outcome.error ? outcome.error->message().c_str() : "");
    StopAfter stop(half);
    QVERIFY(train(of("parts"), stop, door).end == JobEnd::Stopped);
    TrainRequest again = of("parts");
    QVERIFY(std::filesystem::exists(checkpointPath(again.run, half)));
    again.resume = true;
    SilentContext silent;
    QVERIFY(train(again, silent, door).end == JobEnd::Done);
    const std::string bytes = bytesOfFile(whole.run / weights);
    QVERIFY(!bytes.empty() && bytes == bytesOfFile(again.run / weights));
}

}  // namespace

class TrainLoopTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void twentyStepsAreTenAndTen() {
        const test::ScratchFolder folder;
        SilentContext silent;
        runBothWays([&](const char* run) { return request(folder / run, 20); }, 10, "toy.safetensors", silent);
        QCOMPARE(curves(folder / "whole"), curves(folder / "parts"));
        // The same weights, moments and counts, to the last bit.
        const auto a = readSafetensors(checkpointPath(folder / "whole", 20)), b = readSafetensors(checkpointPath(folder / "parts", 20));
        QCOMPARE(a->arrays.size(), b->arrays.size());
        for (const auto& [name, array] : a->arrays) QVERIFY2(array.bytes == b->arrays.at(name).bytes, name.c_str());
        QVERIFY(std::filesystem::exists(folder / "parts/samples/00000012.png"));
    }
    void killedBetweenCheckpointsRepeatsTheSame() {
        const test::ScratchFolder folder;
        SilentContext silent;
        train(request(folder / "a", 20), silent);
        train(request(folder / "b", 20), silent);
        // As after a crash at step 20 whose last checkpoints are lost: curves past step 10 must vanish and come again.
        for (const int step : {15, 20}) std::filesystem::remove(checkpointPath(folder / "b", step));
        auto again = request(folder / "b", 20);
        again.resume = true;
        QVERIFY(train(again, silent).end == JobEnd::Done);
        QCOMPARE(curves(folder / "a"), curves(folder / "b"));
        QCOMPARE(bytesOfFile(folder / "a/toy.safetensors"), bytesOfFile(folder / "b/toy.safetensors"));
    }
    void lostWeightsComeAgainFromTheLastCheckpoint() {
        const test::ScratchFolder folder;
        SilentContext silent;
        train(request(folder / "a", 10), silent);
        const std::string weights = bytesOfFile(folder / "a/toy.safetensors");
        std::filesystem::remove(folder / "a/toy.safetensors");
        auto again = request(folder / "a", 10);
        again.resume = true;
        QVERIFY(train(again, silent).end == JobEnd::Done);
        QVERIFY(!weights.empty() && bytesOfFile(folder / "a/toy.safetensors") == weights);
    }
    void aBrokenCheckpointFallsBackToTheOneBefore() {
        const test::ScratchFolder folder;
        SilentContext silent;
        train(request(folder / "a", 10), silent);
        std::ofstream(checkpointPath(folder / "a", 10), std::ios::trunc) << "half";
        auto again = request(folder / "a", 12);
        again.resume = true;
        QVERIFY(train(again, silent).end == JobEnd::Done);
    }
    void branchStartsANewRun() {
        const test::ScratchFolder folder;
        SilentContext silent;
        train(request(folder / "a", 10), silent);
        auto branch = request(folder / "b", 15);
        branch.branchFrom = checkpointPath(folder / "a", 10);
        const auto outcome = train(branch, silent);
        QVERIFY(outcome.end == JobEnd::Done);
        QCOMPARE(std::get<std::int64_t>(outcome.facts.at("steps")), std::int64_t(15));
        QCOMPARE(readJsonFile(folder / "b/run.json")->at("branch-from").get<std::string>(), branch.branchFrom.string());
    }
    void liveChangesAreObeyedAndRecorded() {
        class Changes : public SilentContext {
        public:
            std::optional<ParamValues> takeChanges() override {
                if (++asked_ != 3) return std::nullopt;
                return ParamValues{{"feature-weight", 0.0}, {"size", std::int64_t{64}}};  // size is not live
            }
            void scalar(std::string_view name, std::int64_t, double value) override {
                if (name == "total") losses.push_back(value);
            }
            std::vector<double> losses;

        private:
            int asked_ = 0;
        } context;
        const test::ScratchFolder folder;
        QVERIFY(train(request(folder / "a", 5), context).end == JobEnd::Done);
        QVERIFY(context.losses[1] > 0 && context.losses[2] == 0 && context.losses[4] == 0);
        const auto run = *readJsonFile(folder / "a/run.json");
        QCOMPARE(run["changes"].size(), size_t(1));
        QCOMPARE(run["changes"][0]["step"].get<int>(), 2);
        QCOMPARE(run["params"]["size"].get<int>(), 16);
    }
    void refusals() {
        const test::ScratchFolder folder;
        SilentContext silent;
        train(request(folder / "a", 2), silent);
        QVERIFY(train(request(folder / "a", 2), silent).error->message().find("already holds a run") != std::string::npos);
        auto r = request(folder / "none", 2);
        r.resume = true;
        QVERIFY(train(r, silent).end == JobEnd::Failed);
        r = request(folder / "b", 2);
        r.branchFrom = folder / "missing.safetensors";
        QVERIFY(train(r, silent).error->code == ErrorCode::NotFound);
        r = request(folder / "c", 2);
        r.params["batch"] = std::int64_t{0};
        QVERIFY(train(r, silent).error->code == ErrorCode::Usage);
        std::ofstream(folder / "file") << "x";
        QVERIFY(train(request(folder / "file/run", 2), silent).error->code == ErrorCode::Disk);
        auto other = toyDoor();
        other.key = "other";
        r = request(folder / "d", 2);
        r.branchFrom = checkpointPath(folder / "a", 2);
        QVERIFY(train(r, silent, other).error->code == ErrorCode::Model);
    }
    void endlessNanEndsTheRun() {
        const test::ScratchFolder folder;
        SilentContext silent;
        ToyTrainer::poison = true;
        const auto outcome = train(request(folder / "a", 100), silent);
        ToyTrainer::poison = false;
        QVERIFY(outcome.end == JobEnd::Failed && outcome.error->code == ErrorCode::Model);
    }
    void eventsHoldCurvesAndSamples() {
        const test::ScratchFolder folder;
        SilentContext silent;
        train(request(folder / "a", 4), silent);
        const auto events = readTfEvents(folder / "a/events.out.tfevents.velatura");
        QVERIFY(events.has_value());
        int totals = 0, samples = 0;
        for (const auto& e : *events) {
            totals += e.hasScalar && e.tag == "total";
            samples += !e.png.empty();
        }
        QCOMPARE(totals, 4);
        QCOMPARE(samples, 1);
    }
    void pauseWaitsAndStopEnds() {
        const test::ScratchFolder folder;
        JobChannel channel;
        channel.pause(true);
        std::thread stopper([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
            channel.stop();
        });
        const auto from = std::chrono::steady_clock::now();
        const auto outcome = train(request(folder / "a", 1000), channel);
        stopper.join();
        QVERIFY(outcome.end == JobEnd::Stopped);
        QVERIFY(std::chrono::steady_clock::now() - from >= std::chrono::milliseconds(190));
        QCOMPARE(std::get<std::int64_t>(outcome.facts.at("steps")), std::int64_t(0));
    }
    /// The real trainer, with teachers of random numbers in the shapes that it wants, resumes bit for bit.
    void perceptualResumesBitForBit() {
        const test::ScratchFolder folder;
        auto generator = at::detail::createCPUGenerator(1);
        const auto conv = [&](SafetensorsFile& f, const std::string& name, int in, int out, int k) {
            const at::Tensor w = at::randn({out, in, k, k}, generator, at::kFloat) * std::sqrt(2.0 / (in * k * k));
            NumberArray a{NumberType::F32, {out, in, k, k}, std::vector<std::uint8_t>(size_t(w.nbytes()))};
            std::memcpy(a.bytes.data(), w.data_ptr(), a.bytes.size());
            f.arrays[name + ".weight"] = a;
            f.arrays[name + ".bias"] = {NumberType::F32, {out}, std::vector<std::uint8_t>(size_t(4 * out))};
        };
        SafetensorsFile vgg, deep;
        int in = 3;
        for (const auto& [name, out] : std::vector<std::pair<std::string, int>>{{"1_1", 64}, {"1_2", 64}, {"2_1", 128}, {"2_2", 128}, {"3_1", 256}, {"3_2", 256}, {"3_3", 256}, {"3_4", 256}}) {
            conv(vgg, "conv" + name, in, out, 3);
            in = out;
        }
        conv(deep, "e5.conv0", 3, 3, 1);
        in = 3;
        for (const auto& [name, out] : std::vector<std::pair<std::string, int>>{{"1_1", 16}, {"1_2", 16}, {"2_1", 32}, {"2_2", 32}, {"3_1", 64}, {"3_2", 64}, {"3_3", 64}, {"3_4", 64}, {"4_1", 128}, {"4_2", 128}, {"4_3", 128}, {"4_4", 128}, {"5_1", 128}}) {
            conv(deep, "e5.conv" + name, in, out, 3);
            in = out;
        }
        conv(deep, "e5.conv4_1_aux", 128, 512, 1);
        conv(deep, "e5.conv5_1_aux", 128, 512, 1);
        QVERIFY(writeSafetensors(folder / "vgg19_conv1_1-conv3_4_normalised.safetensors", vgg).has_value());
        QVERIFY(writeSafetensors(folder / "cd16x_encoders.safetensors", deep).has_value());
        TrainerDoor door = toyDoor();
        door.key = "perceptual";
        door.make = makePerceptualTrainer;
        const auto real = [&](const char* run) {
            auto r = request(folder / run, 4);
            r.params["size"] = std::int64_t{64};
            r.params["checkpoint-every"] = std::int64_t{2};
            r.params["preview-every"] = std::int64_t{2};
            r.teachers = folder.path();
            return r;
        };
        SilentContext silent;
        runBothWays(real, 2, "perceptual.safetensors", silent, door);
    }
    /// The decoders' trainer with the shipped network resumes, and its file belongs to that network alone.
    void decoderResumesBitForBit() {
        const test::ScratchFolder folder;
        ::setenv("VELATURA_DATA", VELATURA_SOURCE_DIR, 1);
        TrainerDoor door = toyDoor();
        door.key = "decoder";
        door.make = makeDecoderTrainer;
        door.schema = []() -> const Schema& { return decoderSchema(); };
        door.read = [](const ParamValues& v) -> Result<TrainParams> {
            auto p = decoderSchema().read(v);
            if (!p) return fail(p.error());
            return static_cast<const TrainParams&>(*p);
        };
        static constexpr int kSteps = 4;
        const auto real = [&](const char* run) {
            auto r = request(folder / run, kSteps);
            r.params = decoderSchema().changed(r.params);
            r.params["steps"] = std::int64_t{kSteps};
            r.params["size"] = std::int64_t{64};
            r.params["batch"] = std::int64_t{2};
            r.params["checkpoint-every"] = std::int64_t{2};
            r.params["preview-every"] = std::int64_t{2};
            r.params["threads"] = std::int64_t{1};
            return r;
        };
        SilentContext silent;
        runBothWays(real, kSteps / 2, "decoder.safetensors", silent, door);
        const auto hash = sha256OfFile(std::filesystem::path(VELATURA_SOURCE_DIR) / "models/perceptual.safetensors");
        QVERIFY(FeatureDecoder::load(folder / "whole/decoder.safetensors", *hash).has_value());
        QVERIFY(!FeatureDecoder::load(folder / "whole/decoder.safetensors", "another"));
        auto odd = real("odd");
        odd.params["size"] = std::int64_t{70};
        const auto outcome = train(odd, silent, door);
        QVERIFY(outcome.error && outcome.error->message().find("70") != std::string::npos);
    }
};

VELATURA_TEST(TrainLoopTest)
#include "train_loop_test.moc"
