#include "core/base/json_file.h"

#include "core/base/atomic_file.h"
#include "tests/support/test_case.h"

using namespace velatura;

namespace {

std::string complaint(const velatura::test::ScratchFolder& folder, const std::string& text, size_t limit = 16u << 20) {
    const auto file = folder / "x.json";
    if (!writeFileAtomically(file, text)) return "not written";
    const auto r = readJsonFile(file, limit);
    return r ? "accepted" : r.error().message();
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

class JsonFileTest : public QObject {
    Q_OBJECT

    velatura::test::ScratchFolder folder_;

private Q_SLOTS:
    void whatIsWrittenIsRead() {
        const nlohmann::json j = {{"a", 1}, {"b", {1.5, "日本"}}, {"c", nullptr}};
        QVERIFY(writeJsonFile(folder_ / "a.json", j).has_value());
        QVERIFY(readJsonFile(folder_ / "a.json").value() == j);
        QVERIFY(readFile(folder_ / "a.json", 1000)->back() == '\n');
    }

    void textThatIsNoUtf8IsWrittenAll() {
        // A file name may hold any bytes; a recipe with such a path must not throw.
        QVERIFY(writeJsonFile(folder_ / "b.json", {{"path", "\xff\xfe"}}).has_value());
        QVERIFY(readJsonFile(folder_ / "b.json").has_value());
    }

    void aMissingFileIsNamed() {
        const auto r = readJsonFile(folder_ / "none.json");
        QVERIFY(!r.has_value());
        QVERIFY(r.error().code == ErrorCode::NotFound);
        QVERIFY(has(r.error().message(), "none.json"));
    }

    void brokenFilesNameTheLine() {
        QVERIFY(has(complaint(folder_, "{\n\"a\": 1,\n\"b\" 2\n}\n"), "line 3"));
        QVERIFY(has(complaint(folder_, ""), "line 1"));
        QVERIFY(has(complaint(folder_, "{\"a\": 1"), "readable JSON"));
        QVERIFY(has(complaint(folder_, "{} {}"), "readable JSON"));
        QVERIFY(has(complaint(folder_, "{\"a\": NaN}"), "readable JSON"));
        QVERIFY(has(complaint(folder_, std::string("\0\0\0\0", 4)), "readable JSON"));
        QVERIFY(has(complaint(folder_, "\"\xff\xfe\""), "readable JSON"));
        QVERIFY(has(complaint(folder_, "{\"a\": 1e999}"), "too large"));
    }

    void deepNestingIsRefused() {
        QCOMPARE(complaint(folder_, std::string(60, '[') + std::string(60, ']')), std::string("accepted"));
        QVERIFY(has(complaint(folder_, std::string(100, '[') + std::string(100, ']')), "deeper than 64"));
        QVERIFY(has(complaint(folder_, std::string(4 << 20, '[')), "x.json"));
        std::string objects;
        for (int i = 0; i < 200000; ++i) objects += "{\"a\":";
        QVERIFY(has(complaint(folder_, objects + "1" + std::string(200000, '}')), "deeper than 64"));
    }

    void largeFilesAreRefusedBeforeTheyAreRead() {
        QVERIFY(has(complaint(folder_, "[" + std::string(100000, ' ') + "]", 1000), "at most 1000 bytes"));
        QCOMPARE(complaint(folder_, "[" + std::string(998, ' ') + "]", 1000), std::string("accepted"));
    }
};

VELATURA_TEST(JsonFileTest)
#include "json_file_test.moc"
