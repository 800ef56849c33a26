#include "core/io/npy.h"

#include <fstream>

#include "tests/core/io/made_weights.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;

namespace {

Result<NumberArray> opened(const std::string& bytes) {
    const ScratchFolder folder;
    std::ofstream(folder / "a.npy", std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return readNpy(folder / "a.npy");
}

std::string header(const std::string& type, const std::string& shape, const std::string& fortran = "False") {
    return "{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }      \n";
}

std::string bytesOfArray(const NumberArray& a) {
    return {a.bytes.begin(), a.bytes.end()};
}

class NpyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEachVersion() {
        for (const int version : {1, 2, 3}) {
            const auto a = opened(madeNpy(header("<f4", "(2, 3)"), floats({1, 2, 3, 4, 5, 6}), version));
            QVERIFY2(a, a ? "" : a.error().message().c_str());
            QVERIFY(a->type == NumberType::F32 && a->shape == (std::vector<std::int64_t>{2, 3}));
            QCOMPARE(bytesOfArray(*a), floats({1, 2, 3, 4, 5, 6}));
        }
        const auto scalar = opened(madeNpy(header("<f4", "()"), floats({7})));
        QVERIFY(scalar && scalar->shape.empty() && bytesOfArray(*scalar) == floats({7}));
        const auto empty = opened(madeNpy(header("<f4", "(0, 9)"), ""));
        QVERIFY(empty && empty->bytes.empty());
        const auto old = opened(madeNpy("{\"descr\":\"<f4\",\"fortran_order\":False,\"shape\":(1L,)}", floats({7})));
        QVERIFY2(old, old ? "" : old.error().message().c_str());
    }

    void readsEachType() {
        struct Row {
            const char* type;
            std::string in;
            NumberType as;
            std::string out;
        };
        const std::string up = "\1\2\3\4\5\6\7\x08", down = "\x08\7\6\5\4\3\2\1", ones(8, '\xFF');
        const std::vector<Row> rows = {
            {"|u1", "\xFE", NumberType::U8, "\xFE"},
            {"|b1", "\1", NumberType::U8, "\1"},
            {"|i1", "\xFE", NumberType::I32, "\xFE\xFF\xFF\xFF"},
            {"<i2", "\xFE\xFF", NumberType::I32, "\xFE\xFF\xFF\xFF"},
            {">i2", "\xFF\xFE", NumberType::I32, "\xFE\xFF\xFF\xFF"},
            {"<u2", "\xFE\xFF", NumberType::I32, "\xFE\xFF" + little(0, 2)},
            {"<i4", up.substr(0, 4), NumberType::I32, up.substr(0, 4)},
            {">i4", up.substr(0, 4), NumberType::I32, down.substr(4)},
            {"<u4", ones.substr(4), NumberType::I64, ones.substr(4) + little(0, 4)},
            {"<i8", ones, NumberType::I64, ones},
            {"<u8", up, NumberType::I64, up},
            {">u8", down, NumberType::I64, up},
            {"<f2", up.substr(0, 2), NumberType::F16, up.substr(0, 2)},
            {">f2", up.substr(0, 2), NumberType::F16, "\2\1"},
            {">f4", up.substr(0, 4), NumberType::F32, down.substr(4)},
            {"<f8", up, NumberType::F64, up},
            {">f8", down, NumberType::F64, up},
        };
        for (const Row& r : rows) {
            const auto a = opened(madeNpy(header(r.type, "(1,)"), r.in));
            QVERIFY2(a, a ? r.type : a.error().message().c_str());
            QVERIFY2(a->type == r.as && bytesOfArray(*a) == r.out, r.type);
        }
    }

    void turnsFortranOrder() {
        // [[1, 2, 3], [4, 5, 6]] column by column.
        const auto a = opened(madeNpy(header("<f4", "(2, 3)", "True"), floats({1, 4, 2, 5, 3, 6})));
        QVERIFY(a && bytesOfArray(*a) == floats({1, 2, 3, 4, 5, 6}));
        std::string in, wanted;
        for (unsigned k = 0; k < 4; ++k)
            for (unsigned j = 0; j < 3; ++j)
                for (unsigned i = 0; i < 2; ++i) in += little(100 * i + 10 * j + k, 2);
        for (unsigned i = 0; i < 2; ++i)
            for (unsigned j = 0; j < 3; ++j)
                for (unsigned k = 0; k < 4; ++k) wanted += little(100 * i + 10 * j + k, 4);
        const auto three = opened(madeNpy(header("<u2", "(2, 3, 4)", "True"), in));
        QVERIFY(three && bytesOfArray(*three) == wanted);
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* name, const std::string& bytes, const char* word) {
            QTest::newRow(name) << QByteArray(bytes.data(), static_cast<int>(bytes.size())) << QString(word);
        };
        const auto made = [&](const char* name, const std::string& text, const char* word) {
            row(name, madeNpy(text, floats({1, 2})), word);
        };
        row("nothing", "", "does not begin");
        row("text", "These are no numbers.", "does not begin");
        row("magic alone", "\x93NUMPY", "does not begin");
        row("version 4", madeNpy(header("<f4", "(1,)"), floats({1}), 4), "version 4");
        row("header cut off", madeNpy(header("<f4", "(1,)"), "").substr(0, 30), "longer than the file");
        row("header of 4 GiB", "\x93NUMPY" + little(2, 2) + "\xFF\xFF\xFF\xFF{}", "longer than the file");
        row("version 2 cut off", "\x93NUMPY" + little(2, 2) + "ab", "longer than the file");
        row("numbers cut off", madeNpy(header("<f4", "(3,)"), floats({1, 2})), "larger than the file");
        made("no dictionary", "[1]", "no dictionary");
        made("an empty one", "{}", "incomplete");
        made("no shape", "{'descr': '<f4', 'fortran_order': False}", "incomplete");
        made("something behind", "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} x", "incomplete");
        made("an unknown key", "{'desc': '<f4'}", "desc");
        made("a key twice", "{'descr': '<f4', 'descr': '<f4'}", "descr");
        made("objects", header("|O", "(1,)"), "the type |O");
        made("complex numbers", header("<c8", "(1,)"), "the type <c8");
        made("text", header("<U1", "(1,)"), "the type <U1");
        made("records", "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", "records");
        made("no order", "{'descr': '<f4', 'fortran_order': 1, 'shape': (1,)}", "order of axes");
        made("a negative side", header("<f4", "(-1,)"), "list of sizes");
        made("a broken side", header("<f4", "(1.5,)"), "list of sizes");
        made("sides without comma", header("<f4", "(1 2)"), "list of sizes");
        made("no end of sides", "{'descr': '<f4', 'fortran_order': False, 'shape': (1,", "list of sizes");
        made("a side of 2^64", header("<f4", "(18446744073709551616,)"), "list of sizes");
        made("a side of 2^63", header("<f4", "(9223372036854775808,)"), "list of sizes");
        made("a product of 2^64", header("<f4", "(4294967296, 4294967296)"), "larger than the file");
        std::string ones = "(";
        for (int i = 0; i < 65; ++i) ones += "1,";
        made("many dimensions", header("<f4", ones + ")"), "list of sizes");
        row("a number over 63 bits", madeNpy(header("<u8", "(1,)"), std::string(8, '\xFF')), "9223372036854775807");
    }

    void refuses() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, word);
        const auto a = opened(bytes.toStdString());
        QVERIFY(!a);
        const std::string message = a.error().message();
        QVERIFY2(message.find(word.toStdString()) != std::string::npos, message.c_str());
        QVERIFY2(message.find("a.npy") != std::string::npos && !a.error().hint.empty(), message.c_str());
    }

    void cutAnywhereIsAnError() {
        const std::string whole = madeNpy(header("<f4", "(2, 3)"), floats({1, 2, 3, 4, 5, 6}));
        for (size_t n = 0; n < whole.size(); ++n) QVERIFY(!opened(whole.substr(0, n)));
    }

    void namesWhatIsNotThere() {
        const ScratchFolder folder;
        const auto none = readNpy(folder / "none.npy");
        QVERIFY(!none && none.error().code == ErrorCode::NotFound);
        QVERIFY(!readNpy(folder.path()));
    }
};

}  // namespace

VELATURA_TEST(NpyTest)
#include "npy_test.moc"
