#include <torch/torch.h>

#include "core/base/hash.h"
#include "core/nn/feature_decoder.h"
#include "core/nn/state_dict.h"
#include "core/train/checkpoint.h"
#include "core/train/trainers/decoder.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"
#include "tests/support/work/memory_pictures.h"
#include "tests/support/work/training_runs.h"

using namespace velatura;

namespace {

TrainRequest request(const std::filesystem::path& run, int steps) {
    TrainRequest r;
    r.trainer = "decoder";
    r.data = "/";
    r.run = run;
    r.params = {{"steps", std::int64_t{steps}}, {"size", std::int64_t{64}}, {"batch", std::int64_t{3}}, {"warmup", std::int64_t{1}}, {"checkpoint-every", std::int64_t{100}},
                {"preview-every", std::int64_t{100}}, {"threads", std::int64_t{1}}, {"styled-weight", 1.0}, {"block-weight", 0.0}, {"pixel-weight", 0.0}, {"feature-weight", 0.0},
                {"start-from", (std::filesystem::path(VELATURA_SOURCE_DIR) / "models/decoder.safetensors").string()}};
    return r;
}

std::map<std::string, std::vector<double>> curvesOf(const TrainRequest& r) {
    static const test::MemoryPictures pictures(6);
    return test::curvesOf(r, pictures);
}

std::string refusalOf(const TrainRequest& r) {
    try {
        curvesOf(r);
    } catch (const std::runtime_error& e) {
        return e.what();
    }
    return {};
}

at::Tensor weightIn(const std::filesystem::path& file, const char* name) { return tensorsOf(*readSafetensors(file)).at(name).to(at::kFloat); }

}  // namespace

/// The decoders' trainer going on with features that have another picture's statistics. How it resumes: TrainLoopTest.
class DecoderTrainerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ::setenv("VELATURA_DATA", VELATURA_SOURCE_DIR, 1); }

    void learnsToDecodeStyledFeatures() {
        const test::ScratchFolder folder;
        auto r = request(folder / "run", 60);
        r.params["learning-rate"] = 0.001;
        // From weights that have something to learn yet.
        auto start = *readSafetensors(std::get<std::string>(r.params["start-from"]));
        for (auto& [name, array] : start.arrays)
            if (name.find(".weight") != std::string::npos) {
                const at::Tensor weight = tensorsOf(start).at(name).to(at::kFloat);
                torch::manual_seed(array.shape.size());
                array = arrayOf(weight + at::randn_like(weight) * weight.std() * 0.3, NumberType::F16);
            }
        QVERIFY(writeSafetensors(folder / "start.safetensors", start).has_value());
        r.params["start-from"] = (folder / "start.safetensors").string();
        const auto curves = curvesOf(r);
        // Nothing else is computed; each tap in its turn.
        for (const char* name : {"block 1", "pixels relu4_1", "features relu3_1", "style relu3_1"}) QVERIFY2(!curves.count(name), name);
        QCOMPARE(curves.at("styled relu3_1").size(), std::size_t{40});
        QCOMPARE(curves.at("styled relu1_1").size(), std::size_t{10});
        for (const char* name : {"styled relu2_1", "styled relu3_1"}) {
            const auto& c = curves.at(name);
            const auto mean = [&](std::size_t from) { return std::accumulate(c.begin() + static_cast<std::ptrdiff_t>(from), c.begin() + static_cast<std::ptrdiff_t>(from) + 5, 0.0) / 5; };
            QVERIFY2(mean(c.size() - 5) < 0.95 * mean(0), qPrintable(QStringLiteral("%1: %2 to %3").arg(name).arg(mean(0)).arg(mean(c.size() - 5))));
        }
    }
    void styleCountsAsFarAsItIsAsked() {
        const test::ScratchFolder folder;
        auto r = request(folder / "with", 14);
        r.params["style-weight"] = 0.5;
        const auto curves = curvesOf(r);
        // Where features go the whole way, and not in the last round, which has nothing between it and the picture.
        QVERIFY(curves.count("style relu3_1") && !curves.count("style relu1_1"));
        QVERIFY(curves.at("style relu3_1").size() < curves.at("styled relu3_1").size());
        const double sum = curves.at("styled relu3_1")[0] + 0.5 * curves.at("style relu3_1")[0] + curves.at("out of range")[0];
        QVERIFY(std::abs(curves.at("total")[0] - sum) < 1e-4);
        const auto without = curvesOf(request(folder / "without", 14));
        QVERIFY(!without.count("style relu3_1"));
        QVERIFY(!at::equal(weightIn(folder / "with/decoder.safetensors", "block2.conv1.weight"), weightIn(folder / "without/decoder.safetensors", "block2.conv1.weight")));
        // In bfloat16 it looks nearly the same.
        r.run = folder / "half";
        r.params["half-precision"] = true;
        const double half = curvesOf(r).at("style relu3_1")[0], full = curves.at("style relu3_1")[0];
        QVERIFY2(half != full && std::abs(half - full) < 0.05 * full, qPrintable(QStringLiteral("%1, %2").arg(half).arg(full)));
    }
    /// And no others: what begins at relu3_1 does not pass the deeper ones.
    void learnsTheBlocksOnTheWay() {
        const test::ScratchFolder folder;
        auto r = request(folder / "run", 1);
        curvesOf(r);
        const std::filesystem::path shipped = std::get<std::string>(r.params["start-from"]), made = folder / "run/decoder.safetensors";
        for (const char* name : {"block3.conv1.weight", "block2.conv3.weight", "block1.conv1.weight"}) QVERIFY2(!at::equal(weightIn(made, name), weightIn(shipped, name)), name);
        for (const char* name : {"block4.conv1.weight", "block5.conv1.weight"}) QVERIFY2(at::equal(weightIn(made, name), weightIn(shipped, name)), name);
    }
    /// What is exported tells what features reach, of the weights that are exported.
    void tellsWhatFeaturesReach() {
        const test::ScratchFolder folder;
        auto r = request(folder / "near", 1);
        r.params["learning-rate"] = 1e-7;
        r.params["warmup"] = std::int64_t{200};  // of which the first step is one
        curvesOf(r);
        r.run = folder / "far";
        r.params["warmup"] = std::int64_t{1};
        r.params["learning-rate"] = 0.05;
        curvesOf(r);
        const auto shipped = FeatureDecoder::load(std::get<std::string>(r.params["start-from"]), {}), near = FeatureDecoder::load(folder / "near/decoder.safetensors", {}), far = FeatureDecoder::load(folder / "far/decoder.safetensors", {});
        QVERIFY(shipped && near && far);
        QCOMPARE((*near)->reach().size(), (*shipped)->reach().size());
        for (const auto& [name, reach] : (*near)->reach()) QCOMPARE(reach.sizes(), (*shipped)->reach().at(name).sizes());
        // The encoder is the same; the decoder is not.
        QVERIFY(at::equal((*near)->reach().at("conv2_2"), (*far)->reach().at("conv2_2")));
        QVERIFY(!at::equal((*near)->reach().at("block3.conv1"), (*far)->reach().at("block3.conv1")));
        // At hardly any rate the weights are what they were.
        for (const char* name : {"block3.conv1.weight", "block2.conv3.bias"}) QVERIFY2(at::equal(weightIn(folder / "near/decoder.safetensors", name), weightIn(std::get<std::string>(r.params["start-from"]), name)), name);
    }
    void teachersJudgeStyle() {
        const std::filesystem::path teachers = std::filesystem::path(VELATURA_SOURCE_DIR) / "../shared/weights";
        if (!std::filesystem::exists(teachers)) QSKIP("the teachers' weights are not here");
        const test::ScratchFolder folder;
        auto r = request(folder / "ours", 2);
        r.params["style-weight"] = 1.0;
        const auto ours = curvesOf(r);
        r.run = folder / "teachers";
        r.teachers = teachers;
        const auto theirs = curvesOf(r);
        QCOMPARE(theirs.at("styled relu3_1")[0], ours.at("styled relu3_1")[0]);
        QVERIFY(theirs.at("style relu3_1")[0] != ours.at("style relu3_1")[0]);
        r.teachers = folder / "none";
        QVERIFY(!refusalOf(r).empty());
        // They have nothing to say where style has no weight.
        r.run = folder / "unneeded";
        r.teachers = teachers;
        r.params["style-weight"] = 0.0;
        const std::string refused = refusalOf(r);
        QVERIFY2(refused.find("leave the teachers out") != std::string::npos, refused.c_str());
    }
    void whatCannotBeLearnedIsRefused() {
        const test::ScratchFolder folder;
        auto r = request(folder / "run", 2);
        r.params["batch"] = std::int64_t{1};
        QVERIFY(refusalOf(r).find("another picture of the batch") != std::string::npos);
        r.params["styled-weight"] = 0.0;
        r.params["style-weight"] = 1.0;
        QVERIFY(refusalOf(r).find("nothing to learn") != std::string::npos);
        // Any one of them will do; what has no weight is not shown.
        r.params["feature-weight"] = 1.0;
        QVERIFY(!curvesOf(r).count("pixels relu4_1"));
    }
    void beginsWithTheFileThatItIsGiven() {
        const test::ScratchFolder folder;
        auto r = request(folder / "run", 1);
        r.params["learning-rate"] = 1e-6;
        curvesOf(r);
        const std::filesystem::path shipped = std::get<std::string>(r.params["start-from"]), made = folder / "run/decoder.safetensors";
        QVERIFY((weightIn(made, "block2.conv1.weight") - weightIn(shipped, "block2.conv1.weight")).abs().max().item<double>() < 1e-3);
        QVERIFY(at::equal(weightIn(made, "relu3_1.deviation"), weightIn(shipped, "relu3_1.deviation")));
        // What it says of its origin is the file's hash, also when it has been gone on with and the file is gone.
        const auto file = readSafetensors(made);
        QCOMPARE(file->metadata.at("started from"), *sha256OfFile(shipped));
        QVERIFY(file->metadata.at("params").find(shipped.string()) == std::string::npos);
        r.params["start-from"] = (folder / "gone.safetensors").string();
        r.params["steps"] = std::int64_t{2};
        r.resume = true;
        curvesOf(r);
        QCOMPARE(readSafetensors(made)->metadata.at("started from"), *sha256OfFile(shipped));
        // A file that is not there, one that is another thing, a branch that has its own.
        r.resume = false;
        r.run = folder / "second";
        QVERIFY(refusalOf(r).find("gone.safetensors") != std::string::npos);
        r.params["start-from"] = (std::filesystem::path(VELATURA_SOURCE_DIR) / "models/arbitrary.safetensors").string();
        QVERIFY(refusalOf(r).find("not a decoder") != std::string::npos);
        r.params["start-from"] = shipped.string();
        r.branchFrom = checkpointsOf(folder / "run").back();
        QVERIFY(refusalOf(r).find("Leave one of them out") != std::string::npos);
    }
};

VELATURA_TEST(DecoderTrainerTest)
#include "decoder_trainer_test.moc"
