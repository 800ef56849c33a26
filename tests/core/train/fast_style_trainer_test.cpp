#include <torch/torch.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/engines/factory.h"
#include "core/nn/transformer_net.h"
#include "core/train/checkpoint.h"
#include "core/train/train_loop.h"
#include "core/train/trainers/fast_style.h"
#include "core/train/trainers/fast_style_params.h"
#include "core/train/trainers/instant_teacher.h"
#include "core/train/trainers/painting_loss.h"
#include "core/train/trainers/style_judge.h"
#include "tests/support/networks/made_painter.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"
#include "tests/support/work/memory_pictures.h"
#include "tests/support/work/training_runs.h"

using namespace velatura;

namespace {

/// Pictures of a folder by number; one file by its name.
class Paintings : public test::MemoryPictures {
public:
    using MemoryPictures::MemoryPictures;
    Result<Image> read(const std::filesystem::path& path, const ReadOptions& options) const override {
        return path.filename() == "painting.png" ? Result<Image>(test::stripedPicture(7, 48, 48))
                                                 : MemoryPictures::read(path, options);
    }
};

const Paintings& pictures() {
    static const Paintings p(3);
    return p;
}

TrainRequest request(const std::filesystem::path& run, int steps) {
    TrainRequest r;
    r.trainer = "fast-style";
    r.data = "/";
    r.styles = "/";
    r.run = run;
    r.params = {{"steps", std::int64_t{steps}},
                {"size", std::int64_t{64}},
                {"batch", std::int64_t{2}},
                {"warmup", std::int64_t{2}},
                {"width", 0.125},
                {"style-size", std::int64_t{48}},
                {"checkpoint-every", std::int64_t{2}},
                {"preview-every", std::int64_t{2}},
                {"copy-steps", std::int64_t{0}},
                {"copy-weight", 0.0},
                {"threads", std::int64_t{1}}};
    return r;
}

JobOutcome train(const TrainRequest& r, JobContext& context) { return test::trained(r, pictures(), context); }

std::string complaint(const TrainRequest& r) {
    SilentContext silent;
    const auto outcome = train(r, silent);
    return outcome.error ? outcome.error->message() : "";
}

std::string bytesOfFile(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

class StopAfter : public SilentContext {
public:
    explicit StopAfter(int steps) : left_(steps) {}
    bool proceed() override { return left_-- > 0; }

private:
    int left_;
};

class Curves : public SilentContext {
public:
    void scalar(std::string_view name, std::int64_t, double value) override { all[std::string(name)].push_back(value); }
    std::map<std::string, std::vector<double>> all;
};

}  // namespace

class FastStyleTrainerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ::setenv("VELATURA_DATA", VELATURA_SOURCE_DIR, 1); }

    void learnsAPainting() {
        const test::ScratchFolder folder;
        std::ofstream(folder / "painting.png") << "x";
        auto r = request(folder / "run", 60);
        r.styles = folder / "painting.png";
        r.params["learning-rate"] = 0.01;
        r.params["preview-every"] = std::int64_t{1000};
        r.params["checkpoint-every"] = std::int64_t{1000};
        Curves curves;
        const auto outcome = train(r, curves);
        QVERIFY2(outcome.end == JobEnd::Done, outcome.error ? outcome.error->message().c_str() : "");
        const auto mean = [](const std::vector<double>& v, size_t from) {
            return (v[from] + v[from + 1] + v[from + 2] + v[from + 3]) / 4;
        };
        const auto& style = curves.all.at("style");
        QVERIFY2(mean(style, 56) < 0.7 * mean(style, 0), std::to_string(mean(style, 56) / mean(style, 0)).c_str());
        QVERIFY(curves.all.contains("content") && curves.all.contains("colour variation") &&
                !curves.all.contains("variation"));
        // What it leaves is a network with the painting's name.
        const auto net = TransformerNet::load(folder / "run/fast-style.safetensors");
        QVERIFY2(net.has_value(), net ? "" : net.error().message().c_str());
        QVERIFY(((*net)->styleNames() == std::vector<std::string>{"painting"}));
        QVERIFY((*net)->widths() == TransformerNet::widthsAt(0.125));
    }
    void copiesTheInstantEngineFirst() {
        const test::ScratchFolder folder;
        std::ofstream(folder / "painting.png") << "x";
        auto r = request(folder / "run", 60);
        r.styles = folder / "painting.png";
        r.params["learning-rate"] = 0.01;
        r.params["preview-every"] = r.params["checkpoint-every"] = std::int64_t{1000};
        r.params["copy-steps"] = std::int64_t{56};
        r.params["copy-weight"] = 1.0;
        Curves curves;
        const auto outcome = train(r, curves);
        QVERIFY2(outcome.end == JobEnd::Done, outcome.error ? outcome.error->message().c_str() : "");
        const auto& total = curves.all.at("total");
        QVERIFY2(total[55] < 0.7 * total[0], std::to_string(total[55] / total[0]).c_str());
        // By itself after that, and still held to the copy.
        QCOMPARE(curves.all.at("style").size(), size_t{4});
        QCOMPARE(curves.all.at("copying").size(), size_t{4});
        r.run = folder / "free";
        r.params["copy-weight"] = 0.0;
        Curves free;
        train(r, free);
        QCOMPARE(free.all.at("style").size(), size_t{4});
        QVERIFY(!free.all.contains("copying"));
    }
    void theTeacherIsTheInstantEngine() {
        auto teacher = InstantTeacher::load({});
        QVERIFY(teacher.has_value());
        const Image painting = test::stripedPicture(7, 96, 96);
        const at::Tensor photo = test::randomPicture(64, 64, 2), copied = teacher->paint(photo, painting, 96);
        QCOMPARE(copied.sizes(), photo.sizes());
        QCOMPARE((teacher->paint(photo, painting, 96) - copied).abs().max().item<double>(), 0.0);
        QVERIFY((copied - photo).abs().mean().item<double>() > 0.02);
        QVERIFY((teacher->paint(photo, painting, 64) - copied).abs().mean().item<double>() > 1e-3);
        // Brush sizes that the engine does not have are the nearest that it has.
        QCOMPARE((teacher->paint(photo, painting, 2048) - teacher->paint(photo, painting, 256)).abs().max().item<double>(), 0.0);
    }
    void judgedWholeShowsAll() {
        const at::Tensor x = test::randomPicture(64, 64, 3);
        for (const std::int64_t step : {0, 1, 5, 31}) {
            const at::Tensor seen = judgedWhole(x, step);
            QCOMPARE(seen.size(2), std::int64_t{96});
            bool found = false;
            for (std::int64_t i = 0; i <= 32 && !found; ++i)
                for (std::int64_t j = 0; j <= 32 && !found; ++j)
                    found = at::equal(seen.narrow(2, i, 64).narrow(3, j, 64), x);
            QVERIFY(found);
        }
    }
    void resumesBitForBit() {
        const test::ScratchFolder folder;
        SilentContext silent;
        const auto whole = request(folder / "whole", 8);
        const auto outcome = train(whole, silent);
        QVERIFY2(outcome.end == JobEnd::Done, outcome.error ? outcome.error->message().c_str() : "");
        auto parts = request(folder / "parts", 8);
        StopAfter stop(3);
        QVERIFY(train(parts, stop).end == JobEnd::Stopped);
        parts.resume = true;
        QVERIFY(train(parts, silent).end == JobEnd::Done);
        const std::string bytes = bytesOfFile(folder / "whole/fast-style.safetensors");
        QVERIFY(!bytes.empty() && bytes == bytesOfFile(folder / "parts/fast-style.safetensors"));
        QVERIFY(bytes.find(folder.path().string()) == std::string::npos);
        // Three photos in three styles, with a head and a column of what they are made of.
        QVERIFY(outcome.picture.size() == (ImageSize{4 * 256, 4 * 256}));
    }
    void startsFromAnother() {
        const test::ScratchFolder folder;
        const auto start = folder / "start.safetensors";
        QVERIFY(writeSafetensors(start, test::madePainter({.styles = 2})).has_value());
        const auto first = *TransformerNet::load(start);
        auto r = request(folder / "run", 8);
        r.params["start-from"] = start.string();
        r.params["norm-steps"] = std::int64_t{4};
        // As far as the norms go, the convolutions stay as they were; and so over a resume.
        SilentContext silent;
        StopAfter stop(3);
        QVERIFY(train(r, stop).end == JobEnd::Stopped);
        const auto moved = [&](const TransformerNet& net) {
            double most = 0;
            for (size_t i = 0; i < net.convolutions().size(); ++i)
                most = std::max(
                    most, (net.convolutions()[i].second - first->convolutions()[i].second).abs().max().item<double>() /
                              first->convolutions()[i].second.abs().max().item<double>());
            return most;
        };
        const auto normed = *TransformerNet::load(r.run / "fast-style.safetensors");
        QCOMPARE(normed->styles(), 3);
        QVERIFY(normed->widths() == first->widths());
        QVERIFY2(moved(*normed) < 1e-3, std::to_string(moved(*normed)).c_str());  // the file's 16 bits
        QVERIFY(!at::allclose(normed->norms()[0].second[0], first->norms()[0].second.mean(0), 1e-4, 1e-5));
        r.resume = true;
        QVERIFY(train(r, silent).end == JobEnd::Done);
        QVERIFY(moved(**TransformerNet::load(r.run / "fast-style.safetensors")) > 2e-3);
        auto whole = request(folder / "whole", 8);
        whole.params["start-from"] = start.string();
        whole.params["norm-steps"] = std::int64_t{4};
        QVERIFY(train(whole, silent).end == JobEnd::Done);
        QVERIFY(bytesOfFile(whole.run / "fast-style.safetensors") == bytesOfFile(r.run / "fast-style.safetensors"));
        QVERIFY(bytesOfFile(whole.run / "fast-style.safetensors").find(folder.path().string()) == std::string::npos);
    }
    void everyWeightCounts() {
        const test::ScratchFolder folder;
        const auto last = [&](const char* run, const char* key, const ParamValue& value) {
            auto r = request(folder / run, 2);
            r.params[key] = value;
            Curves curves;
            train(r, curves);
            return curves.all.empty() ? -1 : curves.all.at("total").front();
        };
        const double plain = last("plain", "seed", std::int64_t{1});
        QVERIFY(plain > 0);
        for (const auto& [key, value] : {std::pair<const char*, ParamValue>{"content-weight", 3.0},
                                         {"style-weight", 0.5},
                                         {"tv-weight", 50.0},
                                         {"chroma-tv-weight", 5.0},
                                         {"tap-weights", std::vector<double>{0, 0, 0, 0, 1}},
                                         {"style-size", std::int64_t{32}},
                                         {"width", 0.25},
                                         {"half-precision", true}})
            QVERIFY2(last(key, key, value) != plain, key);
    }
    void lossesGradientMatchesDifferences() {
        const auto loss = PaintingLoss::make(c10::kCPU, false);
        QVERIFY(loss.has_value());
        const at::Tensor photo = test::randomPicture(64, 64, 1);
        const auto style = loss->styleOf(test::randomPicture(40, 30, 2));
        const PaintingWeights weights{1, 2, 0.5, 0.2, {1, 1, 1, 1, 0.5}};
        const auto of = [&](const at::Tensor& x) {
            Scalars parts;
            return loss->of(x, photo, {&style}, weights, 5, parts);
        };
        at::Tensor x = (test::randomPicture(64, 64, 3) * 0.8 + 0.1).requires_grad_(true);
        const at::Tensor g = torch::autograd::grad({of(x)}, {x})[0];
        const at::Tensor direction = g / g.norm();
        const double h = 0.01, along = g.norm().item<double>();
        at::NoGradGuard noGrad;
        const double numeric = (of(x + direction * h) - of(x - direction * h)).item<double>() / (2 * h);
        QVERIFY2(std::abs(numeric - along) < 0.1 * along,
                 (std::to_string(numeric) + " against " + std::to_string(along)).c_str());
    }
    void refusals() {
        const test::ScratchFolder folder;
        auto r = request(folder / "a", 2);
        r.params["size"] = std::int64_t{40};
        QVERIFY(complaint(r).find("size 40") != std::string::npos);
        r = request(folder / "b", 2);
        r.styles = folder / "missing";
        QVERIFY(!complaint(r).empty());
        r = request(folder / "c", 2);
        r.params["start-from"] = std::string("nobody");
        QVERIFY(complaint(r).find("no trained style \"nobody\"") != std::string::npos);
        std::ofstream(folder / "text") << "not a network";
        r = request(folder / "d", 2);
        r.params["start-from"] = (folder / "text").string();
        QVERIFY(!complaint(r).empty());
    }
};

VELATURA_TEST(FastStyleTrainerTest)
#include "fast_style_trainer_test.moc"
