#include <torch/torch.h>

#include <fstream>

#include "core/base/hash.h"
#include "core/jobs/job_channel.h"
#include "core/engines/factory.h"
#include "core/nn/style_transfer_net.h"
#include "core/train/checkpoint.h"
#include "core/train/train_loop.h"
#include "core/train/trainers/arbitrary.h"
#include "core/train/trainers/rounds_teacher.h"
#include "core/train/trainers/style_judge.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"
#include "tests/support/work/memory_pictures.h"
#include "tests/support/work/training_runs.h"

using namespace velatura;

namespace {

const test::MemoryPictures& pictures() {
    static const test::MemoryPictures p(6);
    return p;
}

TrainRequest request(const std::filesystem::path& run, int steps) {
    TrainRequest r;
    r.trainer = "arbitrary";
    r.data = "/";
    r.styles = "/";
    r.run = run;
    r.params = {{"steps", std::int64_t{steps}}, {"encoder-steps", std::int64_t{3}}, {"size", std::int64_t{96}}, {"batch", std::int64_t{2}}, {"warmup", std::int64_t{1}},
                {"checkpoint-every", std::int64_t{100}}, {"preview-every", std::int64_t{100}}, {"threads", std::int64_t{1}}, {"identity-share", 0.25},
                {"adversarial-weight", 0.1}, {"adversarial-from", 0.0}, {"gradient-penalty", 1.0}, {"spectral-norm", true}};
    return r;
}

JobOutcome train(const TrainRequest& r, JobContext& context) { return test::trained(r, pictures(), context); }

std::string bytesOf(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::map<std::string, std::vector<double>> curvesOf(const TrainRequest& r) { return test::curvesOf(r, pictures()); }

}  // namespace

class ArbitraryTrainerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ::setenv("VELATURA_DATA", VELATURA_SOURCE_DIR, 1); }

    /// Stopped while the encoder learns, while the decoder learns, with a discriminator and its penalty: the same bytes.
    void resumesBitForBitInBothPhases() {
        const test::ScratchFolder folder;
        SilentContext silent;
        QVERIFY(!train(request(folder / "whole", 6), silent).error);
        for (const int stop : {2, 4}) {
            const std::string run = "parts" + std::to_string(stop);
            auto first = request(folder / run, 6);
            first.params["checkpoint-every"] = std::int64_t{stop};
            class StopAfter : public SilentContext {
            public:
                explicit StopAfter(int steps) : left_(steps) {}
                bool proceed() override { return left_-- > 0; }

            private:
                int left_;
            } context(stop);
            QCOMPARE(train(first, context).end, JobEnd::Stopped);
            auto second = request(folder / run, 6);
            second.resume = true;
            QVERIFY(!train(second, silent).error);
            QVERIFY(bytesOf(folder / run / "arbitrary.safetensors") == bytesOf(folder / "whole/arbitrary.safetensors"));
        }
        QVERIFY(StyleTransferNet::load(folder / "whole/arbitrary.safetensors").has_value());
    }
    void itLearnsToSeeAndToPaint() {
        const test::ScratchFolder folder;
        auto r = request(folder / "run", 24);
        r.params["encoder-steps"] = std::int64_t{12};
        r.params["learning-rate"] = 0.003;
        r.params["adversarial-weight"] = 0.0;
        r.params["identity-share"] = 0.0;
        const auto curves = curvesOf(r);
        const auto mean = [&](const char* name, bool end) {
            const auto& all = curves.at(name);
            const size_t n = 3;
            return end ? (all[all.size() - 1] + all[all.size() - 2] + all[all.size() - 3]) / n : (all[0] + all[1] + all[2]) / n;
        };
        QVERIFY(mean("encoder", true) < 0.8 * mean("encoder", false));
        QVERIFY(mean("pixels", true) < 0.8 * mean("pixels", false));
        QVERIFY2(mean("total", true) < mean("total", false), "painting");
        QVERIFY(!curves.contains("discriminator") && !curves.contains("identity"));
    }
    void everyLossThatHasAWeightIsTaken() {
        const test::ScratchFolder folder;
        auto r = request(folder / "run", 3);
        r.params["encoder-steps"] = std::int64_t{0};
        r.params["identity-share"] = 0.5;
        for (const char* key : {"moment-weight", "distribution-weight", "contrastive-weight", "rounds-weight", "tv-weight", "chroma-tv-weight"}) r.params[key] = 0.5;
        const auto curves = curvesOf(r);
        for (const char* name : {"content", "style", "identity", "variation", "colour variation", "contrast", "rounds", "discriminator", "adversarial"})
            QVERIFY2(curves.contains(name), name);
    }
    void everyWeightChangesWhatIsLearnt() {
        const test::ScratchFolder folder;
        SilentContext silent;
        const auto weights = [&](const std::string& run, const std::string& key, const ParamValue& value) {
            auto r = request(folder / run, 3);
            r.params["encoder-steps"] = std::int64_t{0};
            r.params["adversarial-weight"] = 0.5;
            if (!key.empty()) r.params[key] = value;
            if (const auto outcome = train(r, silent); outcome.error) throw std::runtime_error(outcome.error->message());
            const auto file = readSafetensors(folder / run / "arbitrary.safetensors");
            return file->arrays.at("decode1.block1.conv1.weight").bytes;
        };
        const auto plain = weights("plain", "", 0.0);
        for (const auto& [key, value] : std::initializer_list<std::pair<const char*, ParamValue>>{
                 {"content-weight", 9.0}, {"gram-weight", 9.0}, {"moment-weight", 9.0}, {"distribution-weight", 9.0}, {"contrastive-weight", 9.0}, {"rounds-weight", 9.0},
                 {"identity-weight", 9.0}, {"tv-weight", 9.0}, {"chroma-tv-weight", 9.0}, {"adversarial-weight", 9.0}, {"adversarial-loss", std::string("hinge")},
                 {"spectral-norm", false}, {"gradient-penalty", 100.0}, {"adversarial-from", 1.0}, {"identity-share", 0.5}, {"half-precision", true},
                 {"tap-weights", std::vector<double>{1, 0, 0, 0, 0}}})
            QVERIFY2(weights(key, key, value) != plain, key);
    }
    void itLearnsFromRounds() {
        // Nearer to what rounds make of the same pairs than without: style and content do not count here.
        const test::ScratchFolder folder;
        auto r = request(folder / "run", 16);
        r.params["encoder-steps"] = std::int64_t{0};
        r.params["learning-rate"] = 0.002;
        for (const char* key : {"adversarial-weight", "identity-share", "content-weight", "gram-weight", "chroma-tv-weight"}) r.params[key] = 0.0;
        r.params["rounds-weight"] = 1.0;
        const auto rounds = curvesOf(r).at("rounds");
        const auto mean = [&](size_t from) { return (rounds[from] + rounds[from + 1] + rounds[from + 2]) / 3; };
        QVERIFY2(mean(13) < 0.8 * mean(0), qPrintable(QStringLiteral("%1 to %2").arg(mean(0)).arg(mean(13))));
    }
    void roundsPaintEachPhotoByItsPainting() {
        const auto teacher = RoundsTeacher::load(c10::kCPU);
        QVERIFY2(teacher.has_value(), teacher ? "" : teacher.error().message().c_str());
        const at::Tensor photos = at::cat({test::randomPicture(64, 64, 1), test::randomPicture(64, 64, 2)}), paintings = at::cat({test::randomPicture(64, 64, 3) * 0.4, test::randomPicture(64, 64, 4) * 0.4 + 0.6});
        const at::Tensor painted = teacher->paint(photos, paintings);
        QCOMPARE(painted.sizes(), photos.sizes());
        for (const std::int64_t i : {0, 1}) {
            const auto mean = [&](const at::Tensor& x) { return x[i].mean().item<double>(); };
            QVERIFY(std::abs(mean(painted) - mean(paintings)) < 0.3 * std::abs(mean(photos) - mean(paintings)));
            QVERIFY(at::equal(painted[i], teacher->paint(photos.narrow(0, i, 1), paintings.narrow(0, i, 1))[0]));
        }
    }
    void aRunMayStartFromANetwork() {
        const test::ScratchFolder folder;
        SilentContext silent;
        QVERIFY(!train(request(folder / "first", 6), silent).error);
        const auto first = readSafetensors(folder / "first/arbitrary.safetensors");
        auto r = request(folder / "second", 2);
        r.params["start-from"] = (folder / "first/arbitrary.safetensors").string();
        r.params["learning-rate"] = 1e-5;
        QVERIFY(!train(r, silent).error);
        const auto second = readSafetensors(folder / "second/arbitrary.safetensors");
        // Its encoder and statistics are the other's to the last bit; the decoder has hardly moved from it, and yet has.
        const auto apart = [&](const char* name) { return (tensorsOf(*first).at(name).to(at::kFloat) - tensorsOf(*second).at(name).to(at::kFloat)).abs().max().item<double>(); };
        for (const char* name : {"encode1.conv1.weight", "encode4.conv1.bias", "level3.mean", "level1.covariance"}) QVERIFY2(apart(name) == 0, name);
        QVERIFY(apart("code.out.bias") > 0);
        for (const char* name : {"code.out.bias", "decode2.block1.conv1.weight"}) QVERIFY2(apart(name) < 1e-3, name);
        // Nor does it move in a branch that does not name it.
        auto branch = request(folder / "branch", 4);
        branch.branchFrom = checkpointsOf(folder / "second").back();
        QVERIFY(!train(branch, silent).error);
        const auto third = readSafetensors(folder / "branch/arbitrary.safetensors");
        QVERIFY(third->arrays.at("encode1.conv1.weight").bytes == first->arrays.at("encode1.conv1.weight").bytes && third->arrays.at("code.out.bias").bytes != second->arrays.at("code.out.bias").bytes);
        QCOMPARE(third->metadata.at("started from"), second->metadata.at("started from"));
        branch.params["start-from"] = r.params["start-from"];
        branch.run = folder / "both";
        const auto both = train(branch, silent);
        QVERIFY(both.error && both.error->message().find("Leave one of them out") != std::string::npos);
        // A run that goes on does not need the file any more.
        const auto started = folder / "first/arbitrary.safetensors";
        std::filesystem::rename(started, folder / "elsewhere.safetensors");
        auto again = r;
        again.params["steps"] = std::int64_t{3};
        again.resume = true;
        const auto resumed = train(again, silent);
        std::filesystem::rename(folder / "elsewhere.safetensors", started);
        QVERIFY2(!resumed.error, resumed.error ? resumed.error->message().c_str() : "");
        // It names what it started from, and not where that lies.
        QCOMPARE(second->metadata.at("started from"), *sha256OfFile(folder / "first/arbitrary.safetensors"));
        QVERIFY(second->metadata.at("params").find("first") == std::string::npos);
        for (const char* wrong : {"nowhere.safetensors", "run.json"}) {
            r.params["start-from"] = (folder / "first" / wrong).string();
            r.run = folder / "third";
            const auto outcome = train(r, silent);
            QVERIFY2(outcome.error && outcome.error->message().find(wrong) != std::string::npos, wrong);
        }
    }
    void aRunMayGetItsDiscriminatorLater() {
        // A checkpoint without one is gone on from, with a new one.
        const test::ScratchFolder folder;
        SilentContext silent;
        auto r = request(folder / "run", 2);
        QVERIFY(!train(r, silent).error);
        const auto path = checkpointsOf(folder / "run").back();
        auto file = readSafetensors(path);
        std::erase_if(file->arrays, [](const auto& a) { return a.first.starts_with("adversary."); });
        QVERIFY(writeSafetensors(path, *file).has_value());
        r = request(folder / "run", 4);
        r.resume = true;
        QVERIFY(!train(r, silent).error);
    }
    void sizesThatDoNotFitAreRefused() {
        const test::ScratchFolder folder;
        SilentContext silent;
        auto r = request(folder / "odd", 2);
        r.params["size"] = std::int64_t{72};
        const auto odd = train(r, silent);
        QVERIFY(odd.error && odd.error->message().find("72") != std::string::npos);
    }
    /// What is exported is the average of the steps, which goes through a checkpoint as the rest does (resumesBitForBit).
    void theAverageIsExported() {
        const test::ScratchFolder folder;
        SilentContext silent;
        QVERIFY(!train(request(folder / "run", 6), silent).error);
        const auto state = readSafetensors(checkpointsOf(folder / "run").back()), out = readSafetensors(folder / "run/arbitrary.safetensors");
        const auto flat = [&](const char* name) { return tensorsOf(*state).at(name).flatten(); };
        const at::Tensor average = flat("decoder.average"), last = flat("decoder.weights");
        QVERIFY((average - last).abs().max().item<double>() > 1e-4);
        // Near the end of both: its values begin at 0, so that F16 takes little of them.
        const auto exported = [&](const char* name) { return tensorsOf(*out).at(name).to(at::kFloat).flatten(); };
        const at::Tensor there = exported("code.out.bias");
        const std::int64_t behind = exported("code.noise.weight").numel();
        const auto distance = [&](const at::Tensor& from) { return (from.narrow(0, from.numel() - behind - there.numel(), there.numel()) - there).abs().max().item<double>(); };
        QVERIFY2(distance(average) < 1e-5 && distance(last) > 10 * distance(average), qPrintable(QString("%1 %2").arg(distance(average)).arg(distance(last))));
    }
    void teachersJudgeTextureWhereTheyAreAtHand() {
        VELATURA_NEEDS_SHARED(folder, "weights");
        const auto judge = StyleJudge::load(c10::kCPU, false, folder), alone = StyleJudge::load(c10::kCPU, false);
        QVERIFY(judge.has_value() && alone.has_value());
        const at::Tensor a = test::randomPicture(64, 64, 1), b = test::randomPicture(64, 64, 2) * 0.5;
        const auto distance = [&](const auto& j, const at::Tensor& x) { return j->style(j->target(x), j->target(a), {}).template item<double>(); };
        QVERIFY(distance(*judge, a) < 1e-3 && distance(*judge, b) > 0.1);
        QVERIFY(std::abs(distance(*judge, b) - distance(*alone, b)) > 1e-3);
        // Its gradient reaches the picture.
        const at::Tensor x = b.clone().set_requires_grad(true);
        (*judge)->style((*judge)->features(x), (*judge)->target(a), {1, 0, 0, {1, 1, 1, 0, 0}}).backward();
        QVERIFY(x.grad().abs().max().item<double>() > 0);
        const auto nowhere = StyleJudge::load(c10::kCPU, false, folder / "none");
        QVERIFY(!nowhere && !nowhere.error().message().empty());
    }
    void judgeTellsStylesAndContentsApart() {
        const auto judge = StyleJudge::load(c10::kCPU, false);
        QVERIFY(judge.has_value());
        const at::Tensor photo = test::randomPicture(64, 64, 1), other = test::randomPicture(64, 64, 2);
        const auto a = (*judge)->target(photo), same = (*judge)->target(photo.flip({3})), b = (*judge)->target(other * 0.5);
        QVERIFY((*judge)->content(a, a).item<double>() < 1e-4 && (*judge)->content(b, a).item<double>() > 0.3);
        // Mirrored it has the same style and another content.
        QVERIFY((*judge)->content(same, a).item<double>() > 0.3);
        for (const StyleLossWeights& w : {StyleLossWeights{1, 0, 0}, StyleLossWeights{0, 1, 0}, StyleLossWeights{0, 0, 1}}) {
            QVERIFY((*judge)->style(a, a, w).item<double>() < 1e-3);
            QVERIFY((*judge)->style(same, a, w).item<double>() < 0.5 * (*judge)->style(b, a, w).item<double>());
        }
        QVERIFY(outOfRange(photo).item<double>() == 0 && outOfRange(photo * 2).item<double>() > 0);
        QVERIFY(variationOf(at::full({1, 3, 8, 8}, 0.3)).colour.item<double>() < 1e-6);
    }
};

VELATURA_TEST(ArbitraryTrainerTest)
#include "arbitrary_trainer_test.moc"
