#include "core/network_layout.h"

#include "tests/support/networks/made_vgg.h"
#include "tests/support/test_case.h"

using namespace velatura;
using test::MadeVgg;

namespace {

std::vector<TensorShape> shapesOf(const SafetensorsFile& file) {
    std::vector<TensorShape> out;
    for (const auto& [name, array] : file.arrays) out.push_back({name, array.shape});
    return out;
}

std::string numbered(int block, int, int index) {
    return std::to_string(test::torchNumber(block, index));
}
std::string torchvision(int block, int number, int index) {
    return "features." + numbered(block, number, index);
}

Result<NetworkLayout> recognise(const std::vector<TensorShape>& shapes,
                                const std::map<std::string, std::string>& metadata = {}) {
    return recogniseNetwork("net.pth", shapes, metadata);
}

std::string complaint(const std::vector<TensorShape>& shapes) {
    const auto layout = recognise(shapes);
    return layout ? "" : layout.error().message();
}

}  // namespace

class NetworkLayoutTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyConventionIsRecognised_data() {
        QTest::addColumn<QString>("names");
        QTest::addColumn<int>("variant");
        QTest::addColumn<int>("convolutions");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("taps");
        for (const char* names : {"caffe", "torchvision", "numbered", "adain"}) {
            QTest::addRow("%s 19", names) << names << 19 << 16 << "vgg19" << 5;
            QTest::addRow("%s 16", names) << names << 16 << 13 << "vgg16" << 5;
            QTest::addRow("%s 19 to conv3_4", names) << names << 19 << 8 << "vgg19" << 3;
            QTest::addRow("%s to conv3_1", names) << names << 19 << 5 << "vgg" << 3;
        }
    }
    void everyConventionIsRecognised() {
        QFETCH(QString, names);
        QFETCH(int, variant);
        QFETCH(int, convolutions);
        QFETCH(QString, kind);
        QFETCH(int, taps);
        // AdaIN's Sequential counts a padding ahead of each convolution, and begins with a 1x1 convolution.
        const auto adain = [](int block, int, int index) { return std::to_string(2 + 3 * index + block - 1); };
        auto shapes = shapesOf(test::madeVgg({.variant = variant, .convolutions = convolutions},
                                             names == "caffe"         ? test::LayerName(test::caffeName)
                                             : names == "torchvision" ? torchvision
                                             : names == "adain"       ? adain
                                                                      : test::LayerName(numbered)));
        if (names == "adain") {
            shapes.push_back({"0.weight", {3, 3, 1, 1}});
            shapes.push_back({"0.bias", {3}});
        }
        const auto layout = recognise(shapes);
        QVERIFY2(layout.has_value(), layout ? "" : layout.error().message().c_str());
        QCOMPARE(QString::fromStdString(layout->kind), kind);
        int found = 0;
        for (const auto& layer : layout->layers) found += layer.tap >= 0;
        QCOMPARE(found, taps);
        QVERIFY(layout->layers.back().name <= "conv5_1");
        QCOMPARE(layout->first.empty(), names != "adain");
        QCOMPARE(layout->convention, std::string(names == "adain" ? "normalised" : ""));
        if (convolutions > 7) {
            QCOMPARE(layout->layers[6].name, std::string("conv3_3"));
            QVERIFY(layout->layers[2].pool && layout->layers[4].pool && !layout->layers[5].pool);
        }
    }
    void whatIsInFrontOrBehindDoesNotMatter() {
        auto shapes = shapesOf(test::madeVgg({.convolutions = 13}, torchvision));
        shapes.push_back({"classifier.0.weight", {4096, 25088}});
        QCOMPARE(recognise(shapes)->convention, std::string(convention::kTorchvision));
        // Converted from Caffe: a dropout stood first.
        shapes.back().name = "classifier.1.weight";
        QCOMPARE(recognise(shapes)->convention, std::string(convention::kCaffe));
        for (auto& t : shapes) t.name = "state_dict.module." + t.name;
        const auto wrapped = recognise(shapes);
        QVERIFY(wrapped.has_value());
        QCOMPARE(wrapped->layers[0].source, std::string("state_dict.module.features.0"));
    }
    void metadataTellTheInput() {
        const auto shapes = shapesOf(test::madeVgg({}));
        QCOMPARE(recognise(shapes, {{"convention", "normalised"}})->convention, std::string("normalised"));
        QCOMPARE(recognise(shapes, {{"channel_order", "BGR"}})->convention, std::string("caffe"));
        QCOMPARE(recognise(shapes, {{"convention", "nonsense"}})->convention, std::string());
        QCOMPARE(recognise({}, {{"kind", "perceptual"}})->kind, std::string("perceptual"));
    }
    void distilledEncodersMayBeNarrow() {
        auto shapes = shapesOf(test::madeVgg(
            {.convolutions = 9, .widths = {16, 32, 64, 128, 128}},
            [](int block, int number, int) { return "model.conv" + std::to_string(block) + std::to_string(number); }));
        QVERIFY(complaint(shapes).find("[16, 3, 3, 3] where [64, 3, 3, 3]") != std::string::npos);
        shapes.push_back({"model.conv0.weight", {3, 3, 1, 1}});
        shapes.push_back({"model.conv0.bias", {3}});
        shapes.push_back({"model.conv41_aux.weight", {512, 128, 1, 1}});
        const auto layout = recognise(shapes);
        QVERIFY2(layout.has_value(), layout ? "" : layout.error().message().c_str());
        QCOMPARE(layout->kind, std::string("distilled"));
        QCOMPARE(layout->layers.back().out, std::int64_t(128));
    }
    void theFirstOddThingIsNamed_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("says");
        QTest::newRow("width") << "width"
                               << "\"conv2_1.weight\" has the shape [96, 64, 3, 3] where [128, 64, 3, 3] is needed";
        QTest::newRow("bias") << "bias"
                              << "\"conv1_2.bias\" is missing";
        QTest::newRow("gap") << "gap"
                             << "\"conv2_2.weight\" is missing, and \"conv3_1.weight\" is there";
        QTest::newRow("short") << "short"
                               << "ends before conv3_1";
        QTest::newRow("stranger") << "stranger"
                                  << "no VGG has the tensor \"attention.weight\" [8]";
        QTest::newRow("batch norm") << "norm"
                                    << "\"features.1.weight\" has the shape [64] where a convolution";
        QTest::newRow("johnson") << "johnson"
                                 << "\"conv2.conv2d.weight\" is missing";
        QTest::newRow("other painter") << "painter"
                                       << "feed-forward style network";
        QTest::newRow("generator") << "generator"
                                   << "generator of a GAN";
        QTest::newRow("decoder") << "decoder"
                                 << "is a decoder";
        QTest::newRow("nothing") << "nothing"
                                 << "no convolutions";
    }
    void theFirstOddThingIsNamed() {
        QFETCH(QString, what);
        QFETCH(QString, says);
        auto file = test::madeVgg({.convolutions = what == "short" ? 3 : 6});
        if (what == "norm") file = test::madeVgg({}, torchvision);
        if (what == "width") file.arrays["conv2_1.weight"].shape = {96, 64, 3, 3};
        if (what == "bias") file.arrays.erase("conv1_2.bias");
        if (what == "gap") {
            file.arrays.erase("conv2_2.weight");
            file.arrays.erase("conv2_2.bias");
        }
        auto shapes = shapesOf(file);
        if (what == "stranger") shapes.push_back({"attention.weight", {8}});
        if (what == "norm") shapes.push_back({"features.1.weight", {64}});
        if (what == "johnson") shapes = {{"conv1.conv2d.weight", {32, 3, 9, 9}}, {"in1.weight", {32}}};
        if (what == "painter") shapes = {{"conv1.weight", {32, 3, 9, 9}}, {"in1.weight", {32}}};
        if (what == "generator")
            shapes = {{"model.1.weight", {64, 3, 7, 7}}, {"model.10.conv_block.1.weight", {256, 256, 3, 3}}};
        if (what == "decoder") shapes = {{"d4.conv4_1.weight", {64, 128, 3, 3}}};
        if (what == "nothing") shapes = {{"classifier.0.weight", {4096, 25088}}};
        const std::string said = complaint(shapes);
        QVERIFY2(QString::fromStdString(said).contains(says), said.c_str());
    }
};

VELATURA_TEST(NetworkLayoutTest)
#include "network_layout_test.moc"
