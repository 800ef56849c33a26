#include "core/batch/export_names.h"

#include <fstream>

#include "tests/support/test_case.h"

using namespace velatura;

class ExportNamesTest : public QObject {
    Q_OBJECT

    static NameValues values(const std::string& target, const std::string& name = "sea") {
        return {{"name", name},         {"target", target}, {"width", "300"}, {"height", "250"},
                {"date", "2026-01-02"}, {"index", "1"},     {"style", "wave"}};
    }
    static std::string first(const std::string& names, const NameValues& v) {
        const auto files = exportFiles("/f", names, {v}, "png");
        return files ? files->front().path.lexically_relative("/f").generic_string() : files.error().message();
    }

private Q_SLOTS:
    void everyTokenIsFilledIn() {
        QCOMPARE(first("{name}-{target}", values("Story")), std::string("sea-Story.png"));
        QCOMPARE(first("{index} {width}x{height} {date} {style}", values("Story")),
                 std::string("1 300x250 2026-01-02 wave.png"));
        QCOMPARE(first("{target}/{name}", values("Story")), std::string("Story/sea.png"));
        NameValues all = values("x");
        for (const auto& token : exportTokens()) QVERIFY(all.contains(token));
    }
    void namesAreSafe() {
        QCOMPARE(first("{name}-{target}", values("A/B: \"c\"?", "../../x")), std::string("_._.._x-A_B_ _c__.png"));
        for (const char* bad : {"", "../{name}", "/tmp/{name}", "{name}/", ".{name}", "{strength}", "{name", "a:b"})
            QVERIFY2(!exportFiles("/f", bad, {values("a")}, "png"), bad);
    }
    void neverTheSameTwice() {
        const auto files =
            exportFiles("/f", "{name}-{target}", {values("Wide"), values("wide"), values("Wide")}, "jpg");
        QVERIFY(files);
        QCOMPARE((*files)[0].path.filename().string(), std::string("sea-Wide.jpg"));
        QCOMPARE((*files)[1].path.filename().string(), std::string("sea-wide-2.jpg"));
        QCOMPARE((*files)[2].path.filename().string(), std::string("sea-Wide-3.jpg"));
    }
    void whatExistsIsSaidOrAvoided() {
        test::ScratchFolder folder;
        std::ofstream(folder / "sea-A.png") << "x";
        std::ofstream(folder / "sea-B-2.png") << "x";
        const std::vector<NameValues> items{values("A"), values("B"), values("B")};
        const auto files = exportFiles(folder.path(), "{name}-{target}", items, "png");
        QVERIFY((*files)[0].exists && !(*files)[1].exists && (*files)[2].exists);
        const auto both = exportFiles(folder.path(), "{name}-{target}", items, "png", true);
        QCOMPARE((*both)[0].path.filename().string(), std::string("sea-A-2.png"));
        QCOMPARE((*both)[1].path.filename().string(), std::string("sea-B.png"));
        QCOMPARE((*both)[2].path.filename().string(), std::string("sea-B-3.png"));
        for (const auto& f : *both) QVERIFY(!f.exists);
    }
};

VELATURA_TEST(ExportNamesTest)
#include "export_names_test.moc"
