// The layers of DESIGN section 1 as a test: reads the #include lines of core/, ui/ and app/ and complains about each
// that reaches upwards or for a library that its layer may not know.
#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "tests/support/test_case.h"

namespace fs = std::filesystem;

namespace {

/// Layer of a source file or of an included header, by its path from the top; empty: belongs to none.
std::string layerOf(const std::string& path) {
    static const std::vector<std::pair<std::regex, std::string>> table = {
        {std::regex("app/gui_main\\..*"), "window program"},
        {std::regex("app/.*"), "terminal program"},
        {std::regex("ui/.*"), "window"},
        {std::regex("core/(engines|train)/(.*/)?[^/]*_(params|forecast)\\.(h|cpp)"), "doors"},
        {std::regex("core/engines/scale_plan\\.(h|cpp)"), "doors"},
        {std::regex("core/(batch/)?[^/]*\\.(h|cpp)"), "doors"},
        {std::regex("core/(engines|train|metrics|data|nn|losses|ops|work)/.*"), "work"},
        {std::regex("core/image_io/.*"), "picture files"},
        {std::regex("core/io/.*"), "number files"},
        {std::regex("core/jobs/.*"), "jobs"},
        {std::regex("core/image/.*"), "pictures"},
        {std::regex("core/base/.*"), "base"},
    };
    for (const auto& [pattern, layer] : table)
        if (std::regex_match(path, pattern)) return layer;
    return {};
}

/// Layers that each may include besides itself.
const std::map<std::string, std::set<std::string>> kMayUse = {
    {"window program", {"window", "doors", "picture files", "number files", "jobs", "pictures", "base", "terminal program"}},
    {"terminal program", {"doors", "picture files", "number files", "jobs", "pictures", "base"}},
    {"window", {"doors", "picture files", "jobs", "pictures", "base"}},
    {"work", {"doors", "number files", "jobs", "pictures", "base"}},
    {"doors", {"number files", "jobs", "pictures", "base"}},
    {"picture files", {"pictures", "base"}},
    {"number files", {"base"}},
    {"jobs", {"pictures", "base"}},
    {"pictures", {"base"}},
    {"base", {}},
};

/// Headers of libraries and the layers that may know them.
struct Library {
    const char* name;
    std::regex header;
    std::set<std::string> layers;
};

const std::vector<Library>& libraries() {
    static const std::vector<Library> table = {
        {"LibTorch", std::regex("(torch|ATen|c10|caffe2|gloo)/.*"), {"work"}},
        {"oneDNN", std::regex("dnnl.*|oneapi/dnnl/.*"), {"work"}},
        {"CUDA", std::regex("cuda.*|cublas.*|cudnn.*"), {"work"}},
        {"Qt", std::regex("Q[A-Z].*|Qt[A-Z][A-Za-z]*/.*|Qt[A-Z][A-Za-z]*"), {"window", "window program"}},
        {"OpenCV", std::regex("opencv2/.*"), {"picture files"}},
        {"a codec's library", std::regex("jpeglib\\.h|png\\.h|tiff(io)?\\.h|webp/.*|lcms2.*\\.h|exiv2/.*|libheif/.*|jxl/.*"), {"picture files"}},
        {"CLI11", std::regex("CLI/.*"), {"terminal program"}},
        {"libzip", std::regex("zip\\.h"), {"number files"}},
    };
    return table;
}

/// What is wrong with one include line; empty: nothing.
std::string complaint(const std::string& layer, bool quoted, const std::string& header) {
    static const std::regex ours("(core|ui|app)/.*");
    static const std::regex generated(".*\\.moc|velatura_version\\.h");
    if (std::regex_match(header, ours)) {
        const std::string target = layerOf(header);
        if (target == layer || kMayUse.at(layer).contains(target)) return {};
        return layer + " may not include " + (target.empty() ? "what belongs to no layer" : target);
    }
    if (quoted && !std::regex_match(header, generated)) return "included without its path from the top";
    for (const auto& library : libraries())
        if (std::regex_match(header, library.header) && !library.layers.contains(layer))
            return layer + " may not know " + library.name;
    return {};
}

/// All complaints about the tree below `top`, one a line.
std::vector<std::string> complaints(const fs::path& top, size_t* files = nullptr) {
    static const std::regex include("\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"].*");
    static const std::set<std::string> sources = {".h", ".cpp", ".cu", ".cuh", ".hpp"};
    std::vector<std::string> out;
    for (const char* folder : {"core", "ui", "app"}) {
        if (!fs::is_directory(top / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(top / folder)) {
            if (!entry.is_regular_file() || !sources.contains(entry.path().extension().string())) continue;
            const std::string path = entry.path().lexically_relative(top).generic_string();
            if (files) ++*files;
            const std::string layer = layerOf(path);
            if (layer.empty()) {
                out.push_back(path + ": belongs to no layer");
                continue;
            }
            std::ifstream in(entry.path());
            std::string line;
            std::smatch match;
            for (int number = 1; std::getline(in, line); ++number) {
                if (!std::regex_match(line, match, include)) continue;
                const std::string wrong = complaint(layer, match[1] == "\"", match[2]);
                if (!wrong.empty()) out.push_back(path + ":" + std::to_string(number) + ": " + line + ": " + wrong);
            }
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

void write(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text << '\n';
}

}  // namespace

class LayersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thisTreeKeepsItsLayers() {
        size_t files = 0;
        const auto wrong = complaints(VELATURA_SOURCE_DIR, &files);
        for (const auto& w : wrong) qWarning("%s", w.c_str());
        QVERIFY(files > 40);
        QCOMPARE(wrong.size(), size_t{0});
    }

    void whatIsWrongIsFound_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("line");
        QTest::newRow("base sees jobs") << "core/base/a.h" << "#include \"core/jobs/job.h\"";
        QTest::newRow("pictures see jobs") << "core/image/a.h" << "#include \"core/jobs/job.h\"";
        QTest::newRow("jobs see doors") << "core/jobs/a.cpp" << "#include \"core/work.h\"";
        QTest::newRow("doors see work") << "core/a.cpp" << "#include \"core/nn/vgg.h\"";
        QTest::newRow("doors see torch") << "core/engines/a_params.cpp" << "  #  include <torch/torch.h>";
        QTest::newRow("trainer's door sees torch") << "core/train/trainers/a_params.h" << "#include <ATen/ATen.h>";
        QTest::newRow("door sees its engine") << "core/engines/a_params.cpp" << "#include \"core/engines/a.h\"";
        QTest::newRow("work sees Qt") << "core/nn/a.cpp" << "#include <QImage>";
        QTest::newRow("work sees Qt by folder") << "core/nn/a.cpp" << "#include <QtCore/QString>";
        QTest::newRow("work sees OpenCV") << "core/data/a.cpp" << "#include <opencv2/core.hpp>";
        QTest::newRow("work sees codecs") << "core/data/a.cpp" << "#include \"core/image_io/image_io.h\"";
        QTest::newRow("io sees pictures") << "core/io/a.cpp" << "#include \"core/image/image.h\"";
        QTest::newRow("picture files see torch") << "core/image_io/a.cpp" << "#include <c10/util/Half.h>";
        QTest::newRow("pictures see OpenCV") << "core/image/a.cpp" << "#include <opencv2/imgproc.hpp>";
        QTest::newRow("window sees torch") << "ui/a.cpp" << "#include <torch/script.h>";
        QTest::newRow("window sees work") << "ui/train/a.cpp" << "#include \"core/train/train_loop.h\"";
        QTest::newRow("window sees OpenCV") << "ui/a.cpp" << "#include <opencv2/core.hpp>";
        QTest::newRow("core sees window") << "core/work_jobs.cpp" << "#include \"ui/main_window.h\"";
        QTest::newRow("program sees torch") << "app/gui_main.cpp" << "#include <torch/torch.h>";
        QTest::newRow("terminal sees Qt") << "app/cli/train.cpp" << "#include <QString>";
        QTest::newRow("terminal sees window") << "app/cli_main.cpp" << "#include \"ui/a.h\"";
        QTest::newRow("kernel sees Qt") << "core/ops/cuda/a.cu" << "#include <QString>";
        QTest::newRow("no path") << "core/jobs/a.cpp" << "#include \"job.h\"";
        QTest::newRow("new folder") << "core/stuff/a.cpp" << "";
        QTest::newRow("reaching into none") << "core/a.cpp" << "#include \"core/stuff/a.h\"";
    }
    void whatIsWrongIsFound() {
        QFETCH(QString, file);
        QFETCH(QString, line);
        const velatura::test::ScratchFolder folder;
        write(folder / file.toStdString(), "#include <vector>\n" + line.toStdString());
        const auto wrong = complaints(folder.path());
        QCOMPARE(wrong.size(), size_t{1});
        QVERIFY2(wrong[0].rfind(file.toStdString(), 0) == 0, wrong[0].c_str());
    }

    void whatIsRightPasses() {
        const velatura::test::ScratchFolder folder;
        write(folder / "core/base/a.cpp", "#include \"core/base/a.h\"\n#include <fmt/format.h>\n#include \"velatura_version.h\"");
        write(folder / "core/nn/a.cpp", "#include <ATen/ATen.h>\n#include \"core/engines/gatys_params.h\"\n#include \"core/io/npy.h\"");
        write(folder / "core/image_io/formats/png.cpp", "#include <opencv2/core.hpp>\n#include \"core/image/image.h\"");
        write(folder / "ui/a.cpp", "#include <QWidget>\n#include \"core/catalog.h\"\n#include \"a.moc\"");
        write(folder / "app/gui_main.cpp", "#include \"ui/main_window.h\"\n#include <QApplication>");
        write(folder / "app/cli/a.cpp", "#include <CLI/CLI.hpp>\n#include \"core/image_io/image_io.h\"\n// #include <QWidget>");
        for (const auto& w : complaints(folder.path())) QFAIL(w.c_str());
    }
};

VELATURA_TEST(LayersTest)
#include "layers_test.moc"
