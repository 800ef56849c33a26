// The optimiser through a network that was imported.
#include <torch/torch.h>

#include "core/engines/factory.h"
#include "core/engines/style_objective.h"
#include "core/jobs/job_channel.h"
#include "core/model_import.h"
#include "core/nn/network_file.h"
#include "tests/support/networks/made_vgg.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"
#include "tests/support/work/inspecting_work.h"
#include "tests/support/work/memory_pictures.h"

using namespace velatura;
using test::ScratchFolder;

namespace {

std::shared_ptr<const FeatureNet> netOf(const ScratchFolder& folder, int convolutions, const char* convention) {
    auto file = test::madeVgg({.convolutions = convolutions});
    file.metadata["convention"] = convention;
    if (!writeSafetensors(folder / "net.safetensors", file)) qFatal("could not be written");
    return readNetwork(folder / "net.safetensors")->net;
}

bool same(const Image& a, const Image& b) {
    for (int y = 0; y < a.height(); ++y)
        if (!std::equal(a.row(y), a.row(y) + a.rowBytes(), b.row(y))) return false;
    return a.size() == b.size();
}

RenderRequest smallRequest() {
    RenderRequest r;
    r.content = test::stripedPicture(1, 64, 48);
    r.styles.push_back({test::stripedPicture(4, 64, 64), 1.0, {}});
    r.params = {{"long-side", std::int64_t{64}}, {"steps", std::int64_t{4}}, {"threads", std::int64_t{1}}};
    return r;
}

/// Hears what the engine has to say.
class Listening : public SilentContext {
public:
    void note(const Error& sentence) override { notes.push_back(sentence.message()); }
    std::vector<std::string> notes;
};

}  // namespace

class NetworkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ::setenv("VELATURA_DATA", VELATURA_SOURCE_DIR, 1); }

    void tiledGradientsEqualWholeOnes() {
        const ScratchFolder folder;
        // Zero and reflect padding; to relu5_1, where the halo is widest, and cut short.
        for (const auto& [convolutions, convention] :
             {std::pair{13, "normalised"}, {13, "caffe"}, {5, "torchvision"}}) {
            const auto net = netOf(folder, convolutions, convention);
            const auto targets = styleTargets(*net, {{test::randomPicture(61, 50, 2), 1.0}});
            GatysParams p;
            const at::Tensor content = test::randomPicture(131, 97, 1);
            StyleObjective whole(net, p, content, targets), tiled(net, p, content, targets, 48);
            const at::Tensor z = whole.variables(test::randomPicture(131, 97, 3) * 1.2 - 0.1);
            for (auto* o : {&whole, &tiled}) o->shiftGrid(3, z);
            at::Tensor a = at::zeros_like(z), b = at::zeros_like(z);
            const double lossA = whole.evaluate(z, a), lossB = tiled.evaluate(z, b);
            QVERIFY(std::abs(lossA - lossB) < 1e-4 * lossA);
            const double apart = ((a - b).norm() / a.norm()).item<double>();
            QVERIFY2(apart < 1e-4, std::to_string(apart).c_str());
        }
    }
    void onlyTheGramCounts() {
        // A network without adaptors compares Gram matrices alone: the mean's own row has no weight.
        const ScratchFolder folder;
        const auto net = netOf(folder, 5, "caffe");
        GatysParams p;
        const auto targets = styleTargets(*net, {{test::randomPicture(40, 40, 2), 1.0}});
        const StyleLoss loss(*net, p, targets.grams);
        auto moved = targets.grams;
        for (auto& g : moved)
            if (g.defined()) g.narrow(1, g.size(1) - 1, 1).mul_(2);
        QVERIFY(loss.of(moved).item<float>() < 1e-9f);
        QVERIFY(loss.counts(2) && !loss.counts(3) && !loss.counts(4));
    }
    void paintsDifferentlyThroughAnotherNetwork() {
        const ScratchFolder folder;
        const test::DataHome home(folder.path());
        test::InspectingWork work;
        Listening context;
        const auto source = folder / "source.safetensors";
        QVERIFY(writeSafetensors(source, test::madeVgg({})).has_value());
        QVERIFY(importModel(work, {source, "short", {}}, context).has_value());
        QVERIFY(writeSafetensors(folder / "second.safetensors", test::madeVgg({.seed = 9})).has_value());
        QVERIFY(importModel(work, {folder / "second.safetensors", "second", {}}, context).has_value());

        auto session = makeEngineSession("gatys", {});
        auto r = smallRequest();
        r.params["tap-weights"] = std::vector<double>{1, 1, 1, 1, 1};
        const auto shipped = (*session)->render(r, context);
        QVERIFY(shipped && context.notes.empty());
        r.params["network"] = std::string("short");
        const auto through = (*session)->render(r, context);
        QVERIFY2(through.has_value(), through ? "" : through.error().message().c_str());
        QVERIFY(!same(shipped->picture, through->picture));
        QVERIFY(context.notes.size() == 1 &&
                context.notes[0].find("ends at relu3_1: the style is not compared at relu4_1, relu5_1") !=
                    std::string::npos);
        r.params["network"] = std::string("second");
        const auto second = (*session)->render(r, context);
        QVERIFY(second && !same(second->picture, through->picture));
        // A warm session tells networks apart.
        auto fresh = makeEngineSession("gatys", {});
        QVERIFY(same((*fresh)->render(r, context)->picture, second->picture));
        r.params["network"] = std::string();
        QVERIFY(same((*session)->render(r, context)->picture, shipped->picture));

        r.params["network"] = std::string("short");
        r.params["content-tap"] = std::string("relu4_1");
        const auto deep = (*session)->render(r, context);
        QVERIFY(!deep && deep.error().message().find("ends at relu3_1, so the photo cannot be compared at relu4_1") !=
                             std::string::npos);
        r.params.erase("content-tap");
        QVERIFY(removeStoredModel("short").has_value());
        const auto gone = (*session)->render(r, context);
        QVERIFY(!gone &&
                gone.error().message().find("no imported model \"short\"; there are: second") != std::string::npos);
    }
};

VELATURA_TEST(NetworkTest)
#include "network_test.moc"
