#include "core/io/safetensors.h"

#include <fstream>

#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;

namespace {

std::string load(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void store(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// A file with this header and `data` zero bytes behind it.
std::string made(const std::string& header, size_t data, std::uint64_t declared = 0) {
    std::string out;
    const std::uint64_t length = declared ? declared : header.size();
    for (int i = 0; i < 8; ++i) out += static_cast<char>(length >> 8 * i);
    return out + header + std::string(data, '\0');
}

std::string entry(const std::string& shape, const std::string& offsets, const std::string& type = "F32") {
    return R"({"a":{"dtype":")" + type + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}}";
}

SafetensorsFile sample() {
    SafetensorsFile file;
    file.metadata = {{"kind", "test"}, {"licence", "none \"quoted\" 画"}};
    std::uint8_t next = 0;
    for (const auto type : {NumberType::F32, NumberType::F16, NumberType::F64, NumberType::BF16, NumberType::I64,
                            NumberType::I32, NumberType::U8}) {
        NumberArray a{type, {2, 3}, {}};
        for (size_t i = 0; i < 6 * bytesOf(type); ++i) a.bytes.push_back(next++);
        file.arrays[std::string("layer.") + nameOf(type)] = a;
    }
    file.arrays["scalar"] = {NumberType::F32, {}, {1, 2, 3, 4}};
    file.arrays["empty"] = {NumberType::F32, {0, 5}, {}};
    return file;
}

class SafetensorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWentIn() {
        const ScratchFolder folder;
        const auto file = sample();
        QVERIFY(writeSafetensors(folder / "a.safetensors", file));
        const auto back = readSafetensors(folder / "a.safetensors");
        QVERIFY2(back, back ? "" : back.error().message().c_str());
        QVERIFY(back->metadata == file.metadata);
        QCOMPARE(back->arrays.size(), file.arrays.size());
        for (const auto& [name, a] : file.arrays) {
            const auto& b = back->arrays.at(name);
            QVERIFY2(a.type == b.type && a.shape == b.shape && a.bytes == b.bytes, name.c_str());
        }
        const auto header = readSafetensorsHeader(folder / "a.safetensors");
        QVERIFY(header && header->arrays.at("layer.F16").bytes.empty());
        QCOMPARE(header->arrays.at("layer.F16").count(), std::int64_t{6});
        QCOMPARE(header->arrays.at("scalar").count(), std::int64_t{1});
        QVERIFY(writeSafetensors(folder / "b.safetensors", *back));
        const std::string bytes = load(folder / "a.safetensors");
        QVERIFY(bytes == load(folder / "b.safetensors"));
        QCOMPARE(static_cast<int>(bytes[0]) % 8, 0);  // the header's length, so that data is aligned
    }

    void refusesHostileHeaders_data() {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char* name, const std::string& bytes) {
            QTest::newRow(name) << QByteArray(bytes.data(), static_cast<int>(bytes.size()));
        };
        row("nothing", "");
        row("short", "abc");
        row("header longer than the file", made("{}", 0, 100));
        row("header of 2^63", made("{}", 0, std::uint64_t{1} << 63));
        row("header of 2^64-1", made("{}", 0, ~std::uint64_t{0}));
        row("no JSON", made("not json", 8));
        row("cut JSON", made(R"({"a":{"dtype":"F32")", 8));
        row("a list", made("[1,2]", 8));
        row("a number", made("17", 8));
        row("deep JSON", made(R"({"a":)" + std::string(200000, '[') + std::string(200000, ']') + "}", 8));
        row("deep metadata",
            made(R"({"__metadata__":{"a":)" + std::string(5000, '[') + std::string(5000, ']') + "}}", 8));
        row("metadata as a list", made(R"({"__metadata__":[]})", 0));
        row("no dtype", made(R"({"a":{"shape":[1],"data_offsets":[0,4]}})", 4));
        row("no shape", made(R"({"a":{"dtype":"F32","data_offsets":[0,4]}})", 4));
        row("no offsets", made(R"({"a":{"dtype":"F32","shape":[1]}})", 4));
        row("unknown type", made(entry("[1]", "[0,4]", "F8_E4M3"), 4));
        row("negative side", made(entry("[-1]", "[0,4]"), 4));
        row("broken side", made(entry("[1.5]", "[0,4]"), 4));
        row("text side", made(entry(R"(["1"])", "[0,4]"), 4));
        row("product overflows to 0", made(entry("[4294967296,4294967296]", "[0,0]"), 4));
        row("product overflows to 1", made(entry("[6148914691236517205,3]", "[0,4]"), 4));
        row("side over 63 bits", made(entry("[18446744073709551615]", "[0,4]"), 4));
        row("side over 63 bits behind 0", made(entry("[0,18446744073709551615]", "[0,0]"), 4));
        row("larger than the file", made(entry("[1000000000]", "[0,4000000000]"), 4));
        row("offsets behind the end", made(entry("[1]", "[4,8]"), 4));
        row("offsets reversed", made(entry("[1]", "[4,0]"), 4));
        row("offsets huge", made(entry("[1]", "[18446744073709551612,18446744073709551615]"), 4));
        row("offsets do not fit", made(entry("[2]", "[0,4]"), 8));
        row("offsets of one", made(entry("[1]", "[0]"), 4));
        row("offsets as text", made(entry("[1]", R"(["0","4"])"), 4));
        row("no UTF-8", made("{\"\xFF\xFE\":{}}", 4));
        row("many dimensions", made(entry(
                                        "[" +
                                            [] {
                                                std::string ones = "1";
                                                for (int i = 0; i < 100000; ++i) ones += ",1";
                                                return ones;
                                            }() +
                                            "]",
                                        "[0,4]"),
                                    4));
        row("arrays overlap", made(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                                   R"("b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
                                   4));
    }

    void refusesHostileHeaders() {
        QFETCH(QByteArray, bytes);
        const ScratchFolder folder;
        store(folder / "bad.safetensors", bytes.toStdString());
        for (const auto& file :
             {readSafetensors(folder / "bad.safetensors"), readSafetensorsHeader(folder / "bad.safetensors")}) {
            QVERIFY(!file);
            const std::string message = file.error().message();
            QVERIFY2(message.find("bad.safetensors") != std::string::npos, message.c_str());
            QVERIFY2(message.size() < 600, message.c_str());
        }
    }

    void cutAnywhereIsAnError() {
        const ScratchFolder folder;
        QVERIFY(writeSafetensors(folder / "a.safetensors", sample()));
        const std::string whole = load(folder / "a.safetensors");
        for (size_t n = 0; n < whole.size(); n += n < 16 ? 1 : 11) {
            store(folder / "cut.safetensors", whole.substr(0, n));
            QVERIFY(!readSafetensors(folder / "cut.safetensors"));
        }
    }

    void changedBytesNeverCrash() {
        const ScratchFolder folder;
        QVERIFY(writeSafetensors(folder / "a.safetensors", sample()));
        const std::string whole = load(folder / "a.safetensors");
        std::uint32_t random = 99;
        for (int i = 0; i < 400; ++i) {
            std::string bad = whole;
            for (int k = 0; k <= i % 3; ++k) {
                random = random * 1664525u + 1013904223u;
                bad[(random >> 8) % bad.size()] = static_cast<char>(random >> 16);
            }
            store(folder / "bad.safetensors", bad);
            (void)readSafetensors(folder / "bad.safetensors");
        }
    }

    void namesWhatIsNotThere() {
        const ScratchFolder folder;
        const auto none = readSafetensors(folder / "none.safetensors");
        QVERIFY(!none && none.error().code == ErrorCode::NotFound);
        QVERIFY(!readSafetensors(folder.path()));
        QVERIFY(!writeSafetensors(folder / "none/a.safetensors", sample()));
    }
};

}  // namespace

VELATURA_TEST(SafetensorsTest)
#include "safetensors_test.moc"
