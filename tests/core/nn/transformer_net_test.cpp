#include "core/nn/transformer_net.h"

#include <torch/torch.h>

#include <fstream>

#include "core/model_import.h"
#include "core/nn/network_file.h"
#include "core/ops/reflect_pad.h"
#include "core/style_networks.h"
#include "tests/support/networks/made_painter.h"
#include "tests/support/networks/made_vgg.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"
#include "tests/support/work/inspecting_work.h"

using namespace velatura;
using test::ScratchFolder;

namespace {

/// What transformer_net_reference.py tells of a picture, of 255.
struct Told {
    int width, height;
    double mean, deviation;
    std::array<double, 6> picked;
};

at::Tensor picture(int width, int height) {
    const at::Tensor c = at::arange(3).view({1, 3, 1, 1}), y = at::arange(height).view({1, 1, height, 1}),
                     x = at::arange(width).view({1, 1, 1, width});
    return (x * 0.3 + y * 0.21 + c).sin() * 0.4 + 0.5;
}

/// Largest difference to what was told, of 255.
double difference(const TransformerNet& net, const Told& told) {
    at::NoGradGuard noGrad;
    const at::Tensor out = (net.forward(picture(told.width, told.height), at::ones({1})) * 255).contiguous().flatten();
    double most = std::max(std::abs(out.mean().item<double>() - told.mean),
                           std::abs(out.std(false).item<double>() - told.deviation));
    for (size_t i = 0; i < told.picked.size(); ++i)
        most = std::max(
            most, std::abs(out[static_cast<std::int64_t>(i) * (out.numel() - 1) / 5].item<double>() - told.picked[i]));
    return most;
}

std::filesystem::path written(const ScratchFolder& folder, const SafetensorsFile& file,
                              const std::string& name = "painter.safetensors") {
    if (!writeSafetensors(folder / name, file)) qFatal("could not be written");
    return folder / name;
}

std::string complaint(const ScratchFolder& folder, const SafetensorsFile& file) {
    const auto net = TransformerNet::load(written(folder, file));
    return net ? "" : net.error().message();
}

}  // namespace

class TransformerNetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void paddingIsThatOfLibTorch() {
        for (const std::int64_t pad : {1, 4})
            for (const auto& [h, w] : {std::pair{5, 7}, {16, 9}, {6, 5}})
                for (const auto format : {at::MemoryFormat::Contiguous, at::MemoryFormat::ChannelsLast}) {
                    const at::Tensor x = test::randomTensor({2, 3, h, w}, 1).contiguous(format);
                    QVERIFY(at::equal(reflectPad(x, pad), at::reflection_pad2d(x, {pad, pad, pad, pad})));
                    at::Tensor a = x.clone().requires_grad_(true), b = x.clone().requires_grad_(true);
                    const at::Tensor weights = test::randomTensor({2, 3, h + 2 * pad, w + 2 * pad}, 2);
                    const at::Tensor padded = reflectPad(a, pad);
                    QVERIFY(padded.is_contiguous(format));
                    (padded * weights).sum().backward();
                    (at::reflection_pad2d(b, {pad, pad, pad, pad}) * weights).sum().backward();
                    QVERIFY(at::allclose(a.grad(), b.grad(), 1e-5, 1e-6));
                }
        // Smaller than its padding: to and fro.
        const at::Tensor row = at::arange(3, at::kFloat).view({1, 1, 1, 3});
        const at::Tensor padded = reflectPad(row, 4);
        QCOMPARE(padded.size(2), std::int64_t(9));
        QVERIFY(at::equal(padded[0][0][0], at::tensor({0., 1., 2., 1., 0., 1., 2., 1., 0., 1., 2.}, at::kFloat)));
        QVERIFY(at::equal(reflectPad(at::ones({1, 1, 1, 1}), 2), at::ones({1, 1, 5, 5})));
    }
    void paintsAsTheExamplesDo() {
        const ScratchFolder folder;
        const auto net = TransformerNet::load(written(folder, test::madePainter()));
        QVERIFY2(net.has_value(), net ? "" : net.error().message().c_str());
        QCOMPARE((*net)->convention(), std::string(convention::kExamples));
        QVERIFY(((*net)->widths() == TransformerNet::Widths{4, 8, 12}));
        for (const Told& told :
             {Told{22, 21, -0.064640, 0.454059, {-0.014434, -0.878860, 0.036082, -0.662779, 0.132999, 1.244528}},
              Told{40, 36, -0.048199, 0.466676, {0.153999, -0.446759, 0.382597, -0.102338, -0.718420, 0.095319}}}) {
            const double apart = difference(**net, told);
            QVERIFY2(apart < 1e-3, std::to_string(apart).c_str());
        }
    }
    void publishedNetworksPaintAsInPython() {
        VELATURA_NEEDS_SHARED(weights, "weights/johnson");
        for (const auto& [file, told] :
             {std::pair{"candy_legacy.pth",
                        Told{90,
                             70,
                             137.912323,
                             66.824333,
                             {145.855087, 29.435064, 80.626419, 167.175766, 216.333313, 35.117653}}},
              {"mosaic_zip.pth", Told{90,
                                      70,
                                      163.418839,
                                      51.791264,
                                      {143.722397, 140.096573, 173.554794, 207.687744, 307.264282, 50.263042}}}}) {
            const auto net = TransformerNet::load(weights / file);
            QVERIFY2(net.has_value(), net ? "" : net.error().message().c_str());
            QVERIFY((*net)->widths() == TransformerNet::Widths{});
            const double apart = difference(**net, told);
            QVERIFY2(apart < 0.05, std::to_string(apart).c_str());
        }
    }
    void wrappedAndOldFilesAreTheSame() {
        const ScratchFolder folder;
        const auto plain = TransformerNet::load(written(folder, test::madePainter()));
        SafetensorsFile old = test::madePainter({.prefix = "state_dict.module."});
        for (const char* name : {"in1.running_mean", "in1.running_var", "res3.in2.running_mean"})
            old.arrays[std::string("state_dict.module.") + name] = old.arrays.at("state_dict.module.in1.bias");
        const auto other = TransformerNet::load(written(folder, old));
        QVERIFY2(other.has_value(), other ? "" : other.error().message().c_str());
        at::NoGradGuard noGrad;
        QVERIFY(at::equal((*plain)->forward(picture(20, 20), at::ones({1})),
                          (*other)->forward(picture(20, 20), at::ones({1}))));
    }
    void severalStylesMix() {
        const ScratchFolder folder;
        SafetensorsFile file = test::madePainter({.styles = 3});
        file.metadata = {{"kind", "fast-style"}, {"convention", "velatura"}, {"styles", R"(["wave", "", 7])"}};
        const auto net = TransformerNet::load(written(folder, file));
        QVERIFY2(net.has_value(), net ? "" : net.error().message().c_str());
        QCOMPARE((*net)->styles(), 3);
        QVERIFY(((*net)->styleNames() == std::vector<std::string>{"wave", "", ""}));
        at::NoGradGuard noGrad;
        const at::Tensor x = picture(24, 20), all = at::eye(3);
        const at::Tensor first = (*net)->forward(x, all[0]), second = (*net)->forward(x, all[1]);
        QVERIFY(!at::allclose(first, second));
        // Half of each is a network whose norms are the means.
        SafetensorsFile half = test::madePainter();
        for (auto& [name, array] : half.arrays)
            if (array.shape.size() == 1 && name.find("conv2d") == std::string::npos) {
                const at::Tensor rows = tensorsOf(file).at(name);
                array = arrayOf((rows[0] + rows[1]) / 2, NumberType::F32);
            }
        half.metadata = {{"convention", "velatura"}};
        const auto mean = TransformerNet::load(written(folder, half, "half.safetensors"));
        QVERIFY(at::allclose((*net)->forward(x, at::tensor({0.5f, 0.5f, 0.0f})), (*mean)->forward(x, at::ones({1})),
                             1e-4, 1e-5));
    }
    void statisticsOfThePictureItselfChangeNothing() {
        const TransformerNet net({4, 8, 12}, 2, 3);
        at::NoGradGuard noGrad;
        const at::Tensor x = test::randomPicture(40, 28, 1), style = at::tensor({0.3f, 0.7f});
        const auto own = net.measure(x, style);
        QCOMPARE(own.size(), size_t(15));
        QVERIFY(at::allclose(net.forward(x, style, &own), net.forward(x, style), 1e-3, 1e-4));
        const auto others = net.measure(test::randomPicture(40, 28, 2), style);
        QVERIFY(!at::allclose(net.forward(x, style, &others), net.forward(x, style), 1e-3, 1e-3));
    }
    void anySizeComesBackInItsOwn() {
        const TransformerNet net({4, 4, 4}, 1, 3);
        at::NoGradGuard noGrad;
        for (const auto& [w, h] : {std::pair{1, 1}, {3, 1}, {5, 17}, {16, 16}, {33, 2}}) {
            const at::Tensor out = net.forward(test::randomPicture(w, h, 1), at::ones({1}));
            QVERIFY(out.size(3) == w && out.size(2) == h);
            QVERIFY(out.isfinite().all().item<bool>());
        }
    }
    void gradientsReachEveryParameter() {
        const TransformerNet net({4, 4, 4}, 2, 3);
        auto all = net.convolutions();
        for (const auto& n : net.norms()) all.push_back(n);
        for (auto& [name, t] : all) t.set_requires_grad(true);
        const at::Tensor x = test::randomPicture(20, 16, 1);
        net.forward(x, at::tensor({0.0f, 1.0f})).square().sum().backward();
        for (const auto& [name, t] : all) {
            const bool lost = name.find("conv2d.bias") != std::string::npos &&
                              name.find("deconv3") == std::string::npos;  // the norm takes it out
            QVERIFY2(t.grad().defined() && (lost || t.grad().abs().sum().item<double>() > 0), name.c_str());
        }
        // The style that was not painted learns nothing.
        QCOMPARE(net.norms()[0].second.grad()[0].abs().sum().item<double>(), 0.0);
    }
    void whatDoesNotFitIsNamed() {
        const ScratchFolder folder;
        const auto changed = [](const std::function<void(SafetensorsFile&)>& change) {
            SafetensorsFile file = test::madePainter();
            change(file);
            return file;
        };
        const auto says = [&](const SafetensorsFile& file, const char* text) {
            const std::string said = complaint(folder, file);
            const bool right = said.find(text) != std::string::npos;
            if (!right) qWarning("%s", said.c_str());
            return right;
        };
        QVERIFY(says(changed([](auto& f) { f.arrays.erase("res2.in1.bias"); }), "\"res2.in1.bias\" is missing"));
        QVERIFY(says(changed([](auto& f) { f.arrays["deconv1.conv2d.weight"] = f.arrays["conv1.conv2d.weight"]; }),
                     "\"deconv1.conv2d.weight\" has the shape [4, 3, 9, 9] where [8, 12, 3, 3]"));
        QVERIFY(says(changed([](auto& f) { f.arrays["attention.weight"] = f.arrays["in1.bias"]; }),
                     "has the tensor \"attention.weight\" [4]"));
        QVERIFY(says(changed([](auto& f) { f.arrays["conv2.conv2d.weight"] = f.arrays["in1.bias"]; }),
                     "\"conv2.conv2d.weight\" has the shape [4]"));
        QVERIFY(says(
            changed([](auto& f) { f.arrays["in3.bias"] = arrayOf(at::full({12}, std::nan("")), NumberType::F32); }),
            "\"in3.bias\" holds values that are not numbers"));
        QVERIFY(says(changed([](auto& f) { f.arrays["in3.bias"] = arrayOf(at::ones({12}), NumberType::I64); }),
                     "holds whole numbers"));
        QVERIFY(says(test::madeVgg({}), "is no style network"));
        std::ofstream(folder / "text.pth") << "not a network";
        QVERIFY(!TransformerNet::load(folder / "text.pth"));
    }
    void stylesWithoutANameHaveTheirNumbers() {
        const ScratchFolder folder;
        SafetensorsFile file = test::madePainter({.styles = 3, .prefix = "model."});
        file.metadata = {{"styles", R"(["wave",""])"}};
        QCOMPARE(stylesIn({"made", written(folder, file, "made.safetensors"), {}}), (std::vector<std::string>{"wave", "2", "3"}));
        QVERIFY(stylesIn({"gone", folder / "gone.safetensors", {}}).empty());
    }
    void threeComeWithTheProgram() {
        const auto found = findStyleNetwork("three-paintings");
        QVERIFY2(found.has_value(), found ? "" : found.error().message().c_str());
        QVERIFY(found->sha256.empty() && findStyleNetwork("")->file == found->file);
        QCOMPARE(stylesIn(*found), (std::vector<std::string>{"The Scream", "Café Terrace at Night", "Carp Streamers"}));
        // They differ, and each is the photo painted: neither grey nor the photo itself.
        const auto net = TransformerNet::load(found->file);
        QVERIFY2(net.has_value(), net ? "" : net.error().message().c_str());
        at::NoGradGuard noGrad;
        const at::Tensor photo = picture(64, 48);
        const at::Tensor scream = (*net)->forward(photo, at::tensor({1.0f, 0.0f, 0.0f})), carp = (*net)->forward(photo, at::tensor({0.0f, 0.0f, 1.0f}));
        QVERIFY((scream - carp).abs().mean().item<double>() > 0.05 && (scream - photo).abs().mean().item<double>() > 0.05);
        QVERIFY(scream.clamp(0, 1).std().item<double>() > 0.03);
    }
    void importedAndFoundByName() {
        const ScratchFolder folder;
        const test::DataHome home(folder.path());
        test::InspectingWork work;
        SilentContext silent;
        QVERIFY(findStyleNetwork("made").error().message().find("there is none at all yet") != std::string::npos ||
                !styleNetworks().empty());
        SafetensorsFile file = test::madePainter({.styles = 2, .prefix = "model."});
        file.metadata = {{"styles", R"(["wave","ink"])"}};
        const auto made = importModel(work, {written(folder, file, "made.safetensors"), {}, {}}, silent);
        QVERIFY2(made.has_value(), made ? "" : made.error().message().c_str());
        QCOMPARE(made->model.kind, std::string("fast-style"));
        QVERIFY(made->model.layers.empty() && made->model.weights > 0 && !made->model.sha256.empty());
        const auto found = findStyleNetwork("made");
        QVERIFY(found && found->sha256 == made->model.sha256);
        QCOMPARE(stylesIn(*found), (std::vector<std::string>{"wave", "ink"}));
        const auto report = checkStoredModel(work, made->model);
        QVERIFY(report && (report->styles == std::vector<std::string>{"wave", "ink"}));
        QCOMPARE(report->convention, std::string(convention::kExamples));
        // It paints as before it was imported, is not looked through, and takes no other input.
        at::NoGradGuard noGrad;
        const at::Tensor share = at::tensor({1.0f, 0.0f});
        QVERIFY(at::equal((*TransformerNet::load(folder / "made.safetensors"))->forward(picture(20, 20), share),
                          (*TransformerNet::load(found->file))->forward(picture(20, 20), share)));
        const auto through = readNetwork(found->file);
        QVERIFY(!through && through.error().message().find("feed-forward style network") != std::string::npos);
        QVERIFY(!importModel(work, {folder / "made.safetensors", "other", "caffe"}, silent));
        // A network to look through is none to paint with.
        QVERIFY(writeSafetensors(folder / "vgg.safetensors", test::madeVgg({})).has_value());
        QVERIFY(importModel(work, {folder / "vgg.safetensors", "eyes", {}}, silent).has_value());
        QVERIFY(findStyleNetwork("eyes").error().message().find("is no style network") != std::string::npos);
        QVERIFY(findStyleNetwork("nobody").error().message().find("made") != std::string::npos);
        // One that paints nothing is refused.
        SafetensorsFile flat = test::madePainter();
        flat.arrays["deconv3.conv2d.weight"] = arrayOf(at::zeros({3, 4, 9, 9}), NumberType::F32);
        const auto refused = inspectNetworkFile(written(folder, flat, "flat.safetensors"));
        QVERIFY(!refused && refused.error().message().find("flat colour") != std::string::npos);
    }
};

VELATURA_TEST(TransformerNetTest)
#include "transformer_net_test.moc"
