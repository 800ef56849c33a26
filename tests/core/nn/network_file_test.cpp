#include "core/nn/network_file.h"

#include <torch/torch.h>

#include <fstream>

#include "core/base/atomic_file.h"
#include "core/model_import.h"
#include "core/nn/vgg.h"
#include "tests/support/networks/made_vgg.h"
#include "tests/support/tensors.h"
#include "tests/support/test_case.h"
#include "tests/support/work/inspecting_work.h"

using namespace velatura;
using test::ScratchFolder;

namespace {

std::filesystem::path written(const ScratchFolder& folder, const SafetensorsFile& file,
                              const std::string& name = "net.safetensors") {
    const auto path = folder / name;
    if (!writeSafetensors(path, file)) qFatal("could not be written");
    return path;
}

std::string numbered(int block, int, int index) {
    return "features." + std::to_string(test::torchNumber(block, index));
}

std::string complaint(const std::filesystem::path& path) {
    const auto report = inspectNetworkFile(path);
    return report ? "" : report.error().message();
}

/// Every channel of every layer scaled to the mean 1 over the test picture, as normalised networks are.
SafetensorsFile normalised(SafetensorsFile file) {
    at::NoGradGuard noGrad;
    StateDict dict = tensorsOf(file);
    at::Tensor y = networkTestPicture();
    for (const char* name : {"conv1_1", "conv1_2", "conv2_1", "conv2_2", "conv3_1"}) {
        at::Tensor &w = dict[std::string(name) + ".weight"], &b = dict[std::string(name) + ".bias"];
        if (std::string(name) == "conv2_1" || std::string(name) == "conv3_1") y = at::max_pool2d(y, {2, 2});
        const auto run = [&] { return at::conv2d(at::reflection_pad2d(y, {1, 1, 1, 1}), w, b).relu_(); };
        const at::Tensor mean = run().mean({0, 2, 3}).clamp_min(1e-3);
        w = w / mean.reshape({-1, 1, 1, 1});
        b = b / mean;
        y = run();
        file.arrays[std::string(name) + ".weight"] = arrayOf(w, NumberType::F32);
        file.arrays[std::string(name) + ".bias"] = arrayOf(b, NumberType::F32);
    }
    return file;
}

}  // namespace

class NetworkFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyConventionSeesItsOwnInput() {
        const ScratchFolder folder;
        const at::Tensor x = test::randomPicture(32, 32, 3);
        auto file = test::madeVgg({});
        const StateDict dict = tensorsOf(file);
        const auto expected = [&](const at::Tensor& input, bool reflects) {
            const at::Tensor& w = dict.at("conv1_1.weight");
            return (reflects ? at::conv2d(at::reflection_pad2d(input, {1, 1, 1, 1}), w, dict.at("conv1_1.bias"))
                             : at::conv2d(input, w, dict.at("conv1_1.bias"), 1, 1))
                .relu();
        };
        const at::Tensor mean = at::tensor({0.485f, 0.456f, 0.406f}).reshape({1, 3, 1, 1}),
                         deviation = at::tensor({0.229f, 0.224f, 0.225f}).reshape({1, 3, 1, 1});
        const at::Tensor caffeMean = at::tensor({103.939f, 116.779f, 123.68f}).reshape({1, 3, 1, 1});
        const std::map<std::string, at::Tensor> answers = {{"torchvision", expected((x - mean) / deviation, false)},
                                                           {"caffe", expected(x.flip({1}) * 255 - caffeMean, false)},
                                                           {"normalised", expected(x, true)}};
        for (const auto& [convention, answer] : answers) {
            file.metadata["convention"] = convention;
            const auto network = readNetwork(written(folder, file));
            QVERIFY(network.has_value());
            QCOMPARE(network->report.convention, convention);
            QVERIFY2(at::allclose(network->net->forward(x, 0)[0], answer, 1e-4, 1e-4), convention.c_str());
        }
        file.arrays["conv0.weight"] = arrayOf(at::eye(3).reshape({3, 3, 1, 1}) * 2, NumberType::F32);
        file.arrays["conv0.bias"] = arrayOf(at::zeros({3}), NumberType::F32);
        file.metadata.clear();
        const auto first = readNetwork(written(folder, file));
        QVERIFY(first && at::allclose(first->net->forward(x, 0)[0], expected(x * 2, true), 1e-4, 1e-4));
    }
    void whatIsNotSaidIsGuessed() {
        const ScratchFolder folder;
        QCOMPARE(readNetwork(written(folder, test::madeVgg({})))->report.convention, std::string("caffe"));
        QCOMPARE(readNetwork(written(folder, test::madeVgg({}, numbered)))->report.convention,
                 std::string("torchvision"));
        QCOMPARE(readNetwork(written(folder, normalised(test::madeVgg({}))))->report.convention,
                 std::string("normalised"));
    }
    void tapsAndMetric() {
        const ScratchFolder folder;
        const auto network = readNetwork(written(folder, test::madeVgg({.convolutions = 13})));
        QVERIFY(network.has_value());
        const FeatureNet& net = *network->net;
        QCOMPARE(net.tapCount(), 5);
        QCOMPARE(network->report.channels, (std::vector<int>{64, 128, 256, 512, 512}));
        for (const auto& [width, height] : {std::pair{33, 21}, {1, 1}, {16, 200}}) {
            const auto taps = net.taps(test::randomPicture(std::max(2, width), std::max(2, height), 1)
                                           .narrow(3, 0, width)
                                           .narrow(2, 0, height));
            for (size_t t = 0; t < 5; ++t) {
                QCOMPARE(taps[t].size(1), std::int64_t(net.channels(static_cast<int>(t))));
                QCOMPARE(taps[t].size(3), std::int64_t((width + kTapStride[t] - 1) / kTapStride[t]));
            }
        }
        const at::Tensor root = net.metricRoot(0);
        QVERIFY(at::equal(root.narrow(0, 0, 64).narrow(1, 0, 64), at::eye(64)));
        QCOMPARE(root[64].abs().sum().item<float>(), 0.0f);
    }
    void whatIsWrongIsNamed() {
        const ScratchFolder folder;
        auto file = test::madeVgg({});
        const float nan = std::numeric_limits<float>::quiet_NaN();
        std::memcpy(file.arrays["conv2_2.weight"].bytes.data() + 400, &nan, sizeof nan);
        const std::string values = complaint(written(folder, file));
        QVERIFY2(values.find("\"conv2_2.weight\" holds values that are not numbers") != std::string::npos,
                 values.c_str());
        file = test::madeVgg({});
        for (auto& [name, array] : file.arrays)
            if (name.starts_with("conv2_1")) std::fill(array.bytes.begin(), array.bytes.end(), std::uint8_t(0));
        const std::string dead = complaint(written(folder, file));
        QVERIFY2(dead.find("dead from layer 3 of its 5") != std::string::npos, dead.c_str());
        file = test::madeVgg({});
        file.arrays["conv1_1.bias"] = {NumberType::I32, {64}, std::vector<std::uint8_t>(256)};
        QVERIFY(complaint(written(folder, file)).find("whole numbers") != std::string::npos);
        // Cut off, empty, and no weights at all.
        auto bytes = *readFile(written(folder, test::madeVgg({})), 1u << 30);
        QVERIFY(writeFileAtomically(folder / "cut.safetensors", std::string_view(bytes).substr(0, bytes.size() / 2))
                    .has_value());
        for (const auto& [name, text] :
             {std::pair<const char*, const char*>{"empty.pth", ""}, {"text.pth", "a letter"}})
            QVERIFY(writeFileAtomically(folder / name, text).has_value());
        for (const char* name : {"cut.safetensors", "empty.pth", "text.pth", "none.pth"})
            QVERIFY2(!complaint(folder / name).empty(), name);
    }
    void importRemovesAndImportsAgain() {
        const ScratchFolder folder;
        const test::DataHome home(folder.path());
        test::InspectingWork work;
        SilentContext silent;
        const auto source = written(folder, test::madeVgg({.convolutions = 7}, numbered), "My VGG (caffe).pth");
        const auto first = importModel(work, {source, {}, {}}, silent);
        QVERIFY2(first.has_value(), first ? "" : first.error().message().c_str());
        const StoredModel m = first->model;
        QCOMPARE(m.name, std::string("My-VGG-caffe"));
        QCOMPARE(m.source, std::string("My VGG (caffe).pth"));
        QVERIFY(!first->already && m.kind == "vgg" && m.convention == "torchvision" && m.layers.size() == 3);
        QVERIFY(std::filesystem::exists(m.file) && checkStoredModel(work, m).has_value());
        // Under its own names, and the same numbers.
        const auto stored = readSafetensors(m.file);
        QVERIFY(stored->arrays.contains("conv3_2.weight") || stored->arrays.contains("conv3_1.weight"));
        QCOMPARE(stored->arrays.at("conv1_1.weight").bytes,
                 readSafetensors(source)->arrays.at("features.0.weight").bytes);
        // The same file again is the same entry, under another convention too.
        const auto again = importModel(work, {source, {}, {}}, silent);
        QVERIFY(again && again->already && again->model.name == m.name);
        // Under another name it is another entry.
        const auto named = importModel(work, {source, "other", {}}, silent);
        QVERIFY(named && !named->already && named->model.name == "other");
        QCOMPARE(storedModels().size(), size_t(2));
        QVERIFY(removeStoredModel("other").has_value());
        const auto changed = importModel(work, {source, {}, "caffe"}, silent);
        QVERIFY(changed && !changed->already && changed->model.name == m.name && changed->model.convention == "caffe");
        QCOMPARE(storedModels().size(), size_t(1));
        QVERIFY(changed->model.sha256 != m.sha256);
        // Another file of that name gets a name of its own; a name that is taken is refused.
        std::filesystem::create_directory(folder / "b");
        const auto other = written(folder, test::madeVgg({.seed = 2}), "b/My VGG (caffe).pth");
        QVERIFY(!importModel(work, {other, m.name, {}}, silent));
        QCOMPARE(importModel(work, {other, {}, {}}, silent)->model.name, m.name + "-2");
        QVERIFY(!importModel(work, {other, {}, "bgr"}, silent));
        // What was changed behind the program's back is not used.
        std::ofstream(m.file, std::ios::app) << "x";
        QVERIFY(!checkStoredModel(work, *findStoredModel(m.name)));
        QVERIFY(removeStoredModel(m.name).has_value());
        QVERIFY(!std::filesystem::exists(m.file) && !removeStoredModel(m.name));
        QCOMPARE(storedModels().size(), size_t(1));
        // Nothing is left of what failed.
        auto odd = test::madeVgg({.seed = 3});
        odd.arrays.erase("conv2_1.bias");
        QVERIFY(!importModel(work, {written(folder, odd, "odd.safetensors"), {}, {}}, silent));
        int files = 0;
        for (const auto& entry : std::filesystem::directory_iterator(modelStoreFolder()))
            files += entry.is_regular_file();
        QCOMPARE(files, 2);
    }
    void namesAreCleaned() {
        QCOMPARE(cleanModelName("../../etc/passwd"), std::string("etc-passwd"));
        QCOMPARE(cleanModelName("..."), std::string("model"));
        QCOMPARE(cleanModelName("vgg 19\n(new)"), std::string("vgg-19-new"));
        QCOMPARE(cleanModelName(std::string(300, 'a')).size(), size_t(64));
    }
    void publishedWeightsAreToldApart() {
        VELATURA_NEEDS_SHARED(caffe, "weights/vgg19_conv1_1-conv3_4_caffe.safetensors");
        const ScratchFolder folder;
        for (const auto& [name, convention] :
             {std::pair<const char*, const char*>{"caffe", "caffe"}, {"normalised", "normalised"}}) {
            auto file =
                readSafetensors(caffe.parent_path() / ("vgg19_conv1_1-conv3_4_" + std::string(name) + ".safetensors"));
            QVERIFY(file.has_value());
            QCOMPARE(readNetwork(caffe.parent_path() / ("vgg19_conv1_1-conv3_4_" + std::string(name) + ".safetensors"))
                         ->report.convention,
                     std::string(convention));
            file->metadata.clear();
            const auto network = readNetwork(written(folder, *file));
            QCOMPARE(network->report.convention, std::string(convention));
            QCOMPARE(network->report.kind, std::string("vgg19"));
            // Not by Oxford's own values either: the same network, a little moved.
            at::Tensor bias = tensorsOf(*file).at("conv1_1.bias") * 1.01;
            file->arrays["conv1_1.bias"] = arrayOf(bias, NumberType::F32);
            QCOMPARE(readNetwork(written(folder, *file))->report.convention, std::string(convention));
        }
    }
    void normalisedChannelsAnswerAlike() {
        VELATURA_NEEDS_SHARED(weights, "weights");
        const ScratchFolder folder;
        // The figure by which the two are told apart, with room on both sides.
        const auto spread = [&](const char* name) {
            auto file = readSafetensors(weights / ("vgg19_conv1_1-conv3_4_" + std::string(name) + ".safetensors"));
            file->metadata = {{"convention", "normalised"}};
            const auto network = readNetwork(written(folder, *file), Pooling::Max);
            std::vector<double> all;
            for (const auto& f : dynamic_cast<const VggNet&>(*network->net).everyLayer(networkTestPicture()))
                all.push_back(f.mean({0, 2, 3}).clamp_min(1e-3).log().std().item<double>());
            std::sort(all.begin(), all.end());
            return all[all.size() / 2];
        };
        const double alike = spread("normalised"), apart = spread("caffe");
        qInfo("spread %.2f normalised, %.2f Caffe", alike, apart);
        QVERIFY2(alike < 0.9 && apart > 1.3, qPrintable(QStringLiteral("%1 and %2").arg(alike).arg(apart)));
    }
    void seesWhatTheTeacherSees() {
        VELATURA_NEEDS_SHARED(weights, "weights");
        const auto teacher = VggTeacher::load(weights, c10::kCPU);
        const auto network = readNetwork(weights / "vgg19_conv1_1-conv3_4_normalised.safetensors", Pooling::Max);
        QVERIFY(teacher && network);
        const at::Tensor x = test::randomPicture(64, 48, 2);
        const auto a = (*teacher)->forward(x), b = network->net->forward(x, 2);
        for (size_t t = 0; t < 3; ++t) QVERIFY(at::allclose(a[t], b[t], 1e-3, 1e-4));
    }
    void othersNetworksAreRecognised() {
        VELATURA_NEEDS_SHARED(weights, "weights");
        // Style networks are taken to paint with, and nobody looks through them.
        for (const char* file : {"johnson/candy_legacy.pth", "johnson/mosaic_zip.pth"}) {
            const auto painter = inspectNetworkFile(weights / file);
            QVERIFY2(painter.has_value(), painter ? "" : painter.error().message().c_str());
            QVERIFY(painter->kind == "fast-style" && painter->weights == 1679235 && painter->layers.empty());
            QVERIFY(readNetwork(weights / file).error().message().find("feed-forward style network") != std::string::npos);
        }
        QVERIFY(
            complaint(weights / "import_samples/cyclegan_horse2zebra_mobile_net_G.pth").find("generator of a GAN") !=
            std::string::npos);
        QVERIFY(complaint(weights / "cd16x_decoders.safetensors").find("is a decoder") != std::string::npos);
        for (const auto& [file, taps] : {std::pair<const char*, size_t>{"import_samples/cd16x_e4_original.pth", 4},
                                         {"cd16x_encoders.safetensors", 5}}) {
            const auto report = inspectNetworkFile(weights / file);
            QVERIFY2(report.has_value(), report ? "" : report.error().message().c_str());
            QCOMPARE(report->kind, std::string("distilled"));
            QCOMPARE(report->layers.size(), taps);
        }
        const auto own =
            inspectNetworkFile(std::filesystem::path(VELATURA_SOURCE_DIR) / "models/perceptual.safetensors");
        QVERIFY(own && own->kind == "perceptual" && own->layers.size() == 5);
    }
};

VELATURA_TEST(NetworkFileTest)
#include "network_file_test.moc"
