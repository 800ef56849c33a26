#include "core/io/pth.h"

#include <cstring>
#include <fstream>

#include "tests/core/io/made_weights.h"
#include "tests/support/test_case.h"

using namespace velatura;
using namespace velatura::test;
using namespace velatura::test::pickled;

namespace {

void store(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

using Arrays = std::map<std::string, NumberArray>;

Result<Arrays> opened(const std::string& bytes) {
    const ScratchFolder folder;
    store(folder / "a.pth", bytes);
    return readPth(folder / "a.pth");
}

std::string bytesOfArray(const NumberArray& a) {
    return {a.bytes.begin(), a.bytes.end()};
}

bool equal(const NumberArray& a, std::vector<std::int64_t> shape, const std::string& bytes) {
    return a.shape == shape && bytesOfArray(a) == bytes;
}

std::vector<float> values(const NumberArray& a) {
    std::vector<float> out(a.bytes.size() / 4);
    std::memcpy(out.data(), a.bytes.data(), a.bytes.size());
    return out;
}

const std::string kFloats = "FloatStorage";

/// A zip file of one tensor "a" over one storage "0" of `count` elements.
std::string oneTensor(const std::string& tensor, const std::string& bytes) {
    return zipPth(ordered({{"a", tensor}}), {{"0", bytes}});
}

class PthTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBothContainers() {
        for (const auto& bytes : {smallZipPth(), smallLegacyPth()}) {
            const auto arrays = opened(bytes);
            QVERIFY2(arrays, arrays ? "" : arrays.error().message().c_str());
            QCOMPARE(arrays->size(), size_t{2});
            QVERIFY(equal(arrays->at("conv.weight"), {2, 3}, floats({1, 2, 3, 4, 5, 6})));
            QVERIFY(equal(arrays->at("conv.bias"), {2}, floats({7, 8})));
        }
        // PyTorch finds its directory by the 64-bit records.
        const std::string tiny = ordered({{"a", tensor(storage(kFloats, "0", 1), 0, {}, {})}});
        const auto arrays = opened(zipPth(tiny, {{"0", floats({5})}}, true));
        QVERIFY2(arrays, arrays ? "" : arrays.error().message().c_str());
        QVERIFY(equal(arrays->at("a"), {}, floats({5})));
    }

    void keepsTheOrderAndReadsOneByOne() {
        const ScratchFolder folder;
        store(folder / "a.pth", smallZipPth());
        const auto file = PthFile::open(folder / "a.pth");
        QVERIFY(file);
        QCOMPARE(file->tensors().size(), size_t{2});
        QCOMPARE(file->tensors()[0].name, std::string("conv.weight"));
        QCOMPARE(file->tensors()[1].name, std::string("conv.bias"));
        QVERIFY(file->tensors()[0].shape == (std::vector<std::int64_t>{2, 3}));
        const auto second = file->read(1);
        QVERIFY(second && equal(*second, {2}, floats({7, 8})));
    }

    void obeysStrides() {
        const std::string six = floats({0, 1, 2, 3, 4, 5});
        const auto check = [&](const std::string& t, std::vector<std::int64_t> shape, const std::string& wanted) {
            for (const auto& bytes : {oneTensor(t, six), legacyPth(ordered({{"a", t}}), {{"0", 6, six}})}) {
                const auto arrays = opened(bytes);
                QVERIFY2(arrays, arrays ? "" : arrays.error().message().c_str());
                QVERIFY(equal(arrays->at("a"), shape, wanted));
            }
        };
        const std::string s = storage(kFloats, "0", 6);
        check(tensor(s, 0, {3, 2}, {1, 3}), {3, 2}, floats({0, 3, 1, 4, 2, 5}));           // transposed
        check(tensor(s, 1, {2, 2}, {3, 1}), {2, 2}, floats({1, 2, 4, 5}));                 // a column left out
        check(tensor(s, 2, {2}, {2}), {2}, floats({2, 4}));                                // every second
        check(tensor(s, 3, {2, 3}, {0, 1}), {2, 3}, floats({3, 4, 5, 3, 4, 5}));           // expanded
        check(tensor(s, 0, {1, 6, 1}, {99, 1, 7}), {1, 6, 1}, six);                        // strides of single ones
        check(tensor(s, 0, {2, 1, 3}, {1, 5, 2}), {2, 1, 3}, floats({0, 2, 4, 1, 3, 5}));  // permuted
        check(tensor(s, 4, {0, 5}, {5, 1}), {0, 5}, "");
    }

    void sharesStorages() {
        const std::string s = storage(kFloats, "0", 4);
        const auto arrays = opened(zipPth(
            ordered(
                {{"tied", tensor(s, 0, {4}, {1})}, {"half", tensor(s, 2, {2}, {1})}, {"head", tensor(s, 0, {4}, {1})}}),
            {{"0", floats({1, 2, 3, 4})}}));
        QVERIFY2(arrays, arrays ? "" : arrays.error().message().c_str());
        QVERIFY(equal(arrays->at("tied"), {4}, floats({1, 2, 3, 4})));
        QVERIFY(equal(arrays->at("head"), {4}, floats({1, 2, 3, 4})));
        QVERIFY(equal(arrays->at("half"), {2}, floats({3, 4})));
        // Old files name a view of another storage.
        const std::string view = storage(kFloats, "0", 4, tuple({text("1"), number(1), number(2)}));
        const auto old =
            opened(legacyPth(ordered({{"a", tensor(view, 1, {1}, {1})}}), {{"0", 4, floats({1, 2, 3, 4})}}));
        QVERIFY2(old, old ? "" : old.error().message().c_str());
        QVERIFY(equal(old->at("a"), {1}, floats({3})));
        QVERIFY(!opened(legacyPth(ordered({{"a", tensor(view, 1, {2}, {1})}}), {{"0", 4, floats({1, 2, 3, 4})}})));
    }

    void readsAllTypes() {
        struct Row {
            const char* storage;
            NumberType type;
            std::string in, out;
        };
        const std::string eight = "\1\2\3\4\5\6\7\x88";
        const std::vector<Row> rows = {
            {"FloatStorage", NumberType::F32, eight.substr(4), eight.substr(4)},
            {"HalfStorage", NumberType::F16, eight.substr(6), eight.substr(6)},
            {"BFloat16Storage", NumberType::BF16, eight.substr(6), eight.substr(6)},
            {"DoubleStorage", NumberType::F64, eight, eight},
            {"LongStorage", NumberType::I64, eight, eight},
            {"IntStorage", NumberType::I32, eight.substr(4), eight.substr(4)},
            {"ShortStorage", NumberType::I32, eight.substr(6), "\7\x88\xFF\xFF"},
            {"CharStorage", NumberType::I32, "\x88", "\x88\xFF\xFF\xFF"},
            {"ByteStorage", NumberType::U8, "\x88", "\x88"},
            {"BoolStorage", NumberType::U8, "\1", "\1"},
        };
        for (const Row& r : rows) {
            const auto arrays = opened(oneTensor(tensor(storage(r.storage, "0", 1), 0, {1}, {1}), r.in));
            QVERIFY2(arrays, arrays ? r.storage : arrays.error().message().c_str());
            QVERIFY2(arrays->at("a").type == r.type && bytesOfArray(arrays->at("a")) == r.out, r.storage);
        }
    }

    void namesAreThePathOfKeys() {
        const std::string t = tensor(storage(kFloats, "0", 1), 0, {1}, {1});
        const std::string parameter = call(global("torch._utils", "_rebuild_parameter"), {t, "\x88", ordered({})});
        const auto arrays = opened(zipPth(dict({{"epoch", number(7)},
                                                {"rate", "G\x3F\xF0" + little(0, 6)},
                                                {"note", text("hello")},
                                                {"nothing", "N"},
                                                {"device", call(global("torch", "device"), {text("cpu")})},
                                                {"type", global("torch", "float32")},
                                                {"size", call(global("torch", "Size"), {tuple({number(3)})})},
                                                {"state_dict", ordered({{"module.a", t}, {"module.b", parameter}}) +
                                                                   dict({{"_metadata", ordered({})}}) + "b"},
                                                {"steps", list({t, number(3), tuple({t})})},
                                                {"by number", "}(" + number(5) + t + "u"}}),
                                          {{"0", floats({1})}}));
        QVERIFY2(arrays, arrays ? "" : arrays.error().message().c_str());
        std::string names;
        for (const auto& [name, a] : *arrays) names += name + "|";
        QCOMPARE(names, std::string("by number.5|state_dict.module.a|state_dict.module.b|steps.0|steps.2.0|"));
        const auto bare = opened(zipPth(t, {{"0", floats({1})}}));
        QVERIFY(bare && bare->contains("tensor"));
    }

    void understandsOtherPicklers() {
        // Protocol 4: a frame, short texts, everything remembered; numbers and truth values as lines of text.
        const auto shortText = [](const std::string& t) { return "\x8C" + little(t.size(), 1) + t + "\x94"; };
        const auto stacked = [&](const std::string& m, const std::string& n) {
            return shortText(m) + shortText(n) + "\x93\x94";
        };
        const std::string id = "(" + shortText("storage") + stacked("torch", "FloatStorage") + shortText("0") +
                               shortText("cpu") + number(1) + "t\x94Q";
        const std::string made = stacked("torch._utils", "_rebuild_tensor_v2") + "(" + id + number(0) + number(1) +
                                 "\x85\x94" + number(1) + "\x85\x94\x89}t\x94R\x94";
        const std::string body = "}\x94(" + shortText("w") + made + shortText("t") + "I01\n" + shortText("i") +
                                 "I17\n" + shortText("l") + "L-5L\n" + shortText("f") + "F1.5\nu.";
        const std::string bytes = "\x80\x04\x95" + little(body.size(), 8) + body;
        const auto arrays = opened(madeZip({{"x/data.pkl", bytes}, {"x/data/0", floats({3})}}));
        QVERIFY2(arrays, arrays ? "" : arrays.error().message().c_str());
        QVERIFY(equal(arrays->at("w"), {1}, floats({3})));
        const std::string t = tensor(storage(kFloats, "0", 1), 0, {1}, {1});
        const auto pairs = opened(
            zipPth(call(global("collections", "OrderedDict"), {list({list({text("a"), t})})}), {{"0", floats({2})}}));
        QVERIFY2(pairs, pairs ? "" : pairs.error().message().c_str());
        QVERIFY(pairs->contains("a"));
    }

    void refusesByName_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* name, const std::string& bytes, const char* word) {
            QTest::newRow(name) << QByteArray(bytes.data(), static_cast<int>(bytes.size())) << QString(word);
        };
        const auto value = [&](const char* name, const std::string& v, const char* word) {
            row(name, zipPth(v, {{"0", floats({1, 2})}}), word);
        };
        const std::string two = storage(kFloats, "0", 2);
        const auto odd = [&](const char* name, const std::string& t, const char* word) {
            row(name, oneTensor(t, floats({1, 2})), word);
        };
        value("a call of the system", call(global("os", "system"), {text("true")}), "the global os system");
        value("a class", call(global("torchvision.models.vgg", "VGG"), {}), "torchvision.models.vgg VGG");
        value("a global that a terminal would obey", global("o\33[2J", "x"), "o?[2J");
        value("an eval by stack", text("builtins") + text("eval") + "\x93", "builtins eval");
        value("a new object", global("collections", "OrderedDict") + ")\x81", "opcode 0x81");
        value("an instance", "(icollections\nOrderedDict\n", "opcode 0x69");
        value("an extension", "\x82\1", "opcode 0x82");
        value("a protocol of the future", "\x80\x09N", "protocol 9");
        value("a call of a text", text("os") + ")R", "no global");
        value("a state on a tensor", tensor(two, 0, {2}, {1}) + "}b", "a state");
        value("an empty stack", "0", "nothing to take");
        value("no mark", "t", "no mark");
        value("nothing remembered", "h\5", "remembered");
        value("half a pair", "}(" + text("a") + "u", "dictionary to fill");
        value("a list as dictionary", "](NNu", "dictionary to fill");
        value("a text to append to", text("a") + "Na", "list to fill");
        value("a text longer than the file", "X" + little(0xFFFFFFFF, 4), "cut off");
        value("a long text of 2^63", "\x8D" + little(std::uint64_t{1} << 63, 8), "cut off");
        value("a number without end", "I12", "cut off");
        value("no number", "Iabc\n", "no number");
        value("no tensor", ordered({{"epoch", number(1)}}), "no tensor");
        value("a list in itself", "]q\1h\1a", "nested too deeply");
        value("a key of None", "}(N" + tensor(two, 0, {2}, {1}) + "u", "neither text nor number");
        value("a storage alone", two, "without a tensor");
        value("two of one name",
              dict({{"a.b", tensor(two, 0, {2}, {1})}, {"a", dict({{"b", tensor(two, 0, {2}, {1})}})}}), "there twice");
        value("another kind of object", tuple({text("module"), number(1)}) + "Q", "without a tensor");
        std::string laughs = "]q" + little(0, 1);
        for (unsigned k = 1; k < 20; ++k) {
            laughs += "](";
            for (int i = 0; i < 4; ++i) laughs += "h" + little(k - 1, 1);
            laughs += "eq" + little(k, 1);
        }
        value("a billion laughs", laughs, "nested too deeply");
        std::string copies = list(std::vector<std::string>(3000, tuple({text("a"), "N"}))) + "q\1" +
                             global("collections", "OrderedDict") + "q\2";
        for (int i = 0; i < 3000; ++i) copies += "h\2h\1\x85R";
        value("a list copied again and again", copies, "more than 8000000 values");
        odd("a storage of objects", tensor(storage("UntypedStorage", "0", 2), 0, {2}, {1}), "torch UntypedStorage");
        odd("a type as storage", tensor(storage("float32", "0", 2), 0, {2}, {1}), "torch float32");
        odd("a storage not there", tensor(storage(kFloats, "1", 2), 0, {2}, {1}), "no storage");
        odd("a key out of the folder", tensor(storage(kFloats, "../version", 2), 0, {2}, {1}), "no storage");
        odd("a storage larger than the file", tensor(storage(kFloats, "0", 3), 0, {2}, {1}), "larger than its storage");
        odd("a count of 2^62", tensor(storage(kFloats, "0", std::int64_t{1} << 62), 0, {2}, {1}), "larger");
        odd("a count below 0", tensor(storage(kFloats, "0", -1), 0, {2}, {1}), "does not say what it is");
        odd("a shape over the storage", tensor(two, 0, {3}, {1}), "leaves its storage");
        odd("a first behind the end", tensor(two, 3, {0}, {1}), "leaves its storage");
        odd("a first below 0", tensor(two, -1, {1}, {1}), "shape");
        odd("a side below 0", tensor(two, 0, {-1}, {1}), "shape");
        odd("a stride below 0", tensor(two, 1, {2}, {-1}), "shape");
        odd("a stride over 64 bits", tensor(two, 0, {3}, {INT64_MAX}), "leaves its storage");
        odd("a shape over 64 bits", tensor(two, 0, {INT64_MAX, INT64_MAX, 4}, {0, 0, 0}), "leaves its storage");
        odd("a shape that overflows to 0", tensor(two, 0, {std::int64_t{1} << 32, std::int64_t{1} << 32}, {0, 0}),
            "leaves its storage");
        odd("one number a billion times", tensor(two, 0, {1'000'000'000}, {0}), "too often");
        odd("fewer strides", tensor(two, 0, {1, 1}, {1}), "shape");
        odd("many dimensions", tensor(two, 0, std::vector<std::int64_t>(65, 1), std::vector<std::int64_t>(65, 1)),
            "shape");
        odd("a tensor of nothing", call(global("torch._utils", "_rebuild_tensor_v2"), {}), "shape");
        odd("a parameter of nothing", call(global("torch._utils", "_rebuild_parameter"), {}), "is empty");

        const std::string state = ordered({{"a", tensor(storage(kFloats, "0", 1), 0, {1}, {1})}});
        const std::string pkl = whole(state);
        row("TorchScript", madeZip({{"a/data.pkl", pkl}, {"a/constants.pkl", "x"}, {"a/code/m.py", "x"}}),
            "TorchScript");
        row("an archive of pictures", madeZip({{"a.png", "x"}}), "without data.pkl");
        row("a name over the folder", madeZip({{"a/data.pkl", pkl}, {"a/../../x", "x"}}), "leave the folder");
        row("a name from the root", madeZip({{"/a/data.pkl", pkl}}), "leave the folder");
        row("a name of Windows", madeZip({{"a/data.pkl", pkl}, {"a\\..\\x", "x"}}), "leave the folder");
        row("a packed entry", madeZip({{"a/data.pkl", pkl, 8}}), "packed entry");
        row("an encrypted entry", madeZip({{"a/data.pkl", pkl, 0, 1}}), "encrypted");
        row("an entry twice", madeZip({{"a/data.pkl", pkl}, {"a/data.pkl", pkl}}), "there twice");
        row("numbers of a big-endian machine",
            madeZip({{"a/data.pkl", pkl}, {"a/byteorder", "big"}, {"a/data/0", floats({1})}}), "byte order");
        row("no directory", madeZip({{"a/data.pkl", pkl}}).substr(0, 60), "its end is missing");
        std::string shifted = madeZip({{"a/data.pkl", pkl}});
        shifted[shifted.size() - 6 + 3] = '\x7F';
        row("a directory elsewhere", shifted, "larger than the file");
        std::string wrongSum = oneTensor(tensor(two, 0, {2}, {1}), "12345678");
        wrongSum[wrongSum.find("12345678")] = '9';
        row("changed numbers", wrongSum, "numbers of the tensor a are damaged");
        std::string wrongPickle = zipPth(state, {{"0", floats({1})}});
        wrongPickle[wrongPickle.find("collections")] = 'C';
        row("a changed pickle", wrongPickle, "data.pkl is damaged");

        row("a plain pickle", whole(dict({{"a", number(1)}})), "plain Python pickle");
        row("text", "These are no weights.", "begins like none");
        row("nothing", "", "begins like none");
        row("legacy of a big-endian machine", legacyPth(state, {{"0", 1, floats({1})}}, false), "big-endian");
        row("legacy without numbers", legacyPth(state, {{"0", 1, ""}}), "cut off at the storage 0");
        row("legacy without storages", legacyPth(state, {}), "no storage");
        row("legacy of another size", legacyPth(state, {{"0", 2, floats({1, 2})}}), "another size");
        row("legacy with a strange storage", legacyPth(state, {{"0", 1, floats({1})}, {"7", 1, floats({1})}}),
            "belongs to no tensor");
        row("legacy with a storage twice", legacyPth(state, {{"0", 1, floats({1})}, {"0", 1, floats({1})}}),
            "there twice");
        row("legacy of two types",
            legacyPth(ordered({{"a", tensor(storage(kFloats, "0", 1), 0, {1}, {1})},
                               {"b", tensor(storage("HalfStorage", "0", 1), 0, {1}, {1})}}),
                      {{"0", 1, floats({1})}}),
            "two things at once");
        row("legacy with a call", legacyPth(call(global("posix", "system"), {text("id")}), {}), "posix system");
    }

    void refusesByName() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, word);
        const auto arrays = opened(bytes.toStdString());
        QVERIFY(!arrays);
        const std::string message = arrays.error().message();
        QVERIFY2(message.find(word.toStdString()) != std::string::npos, message.c_str());
        QVERIFY2(message.find("a.pth") != std::string::npos, message.c_str());
        QVERIFY2(!arrays.error().hint.empty() && message.size() < 500, message.c_str());
    }

    void cutAnywhereIsAnError() {
        for (const auto& whole : {smallZipPth(), smallLegacyPth()})
            for (size_t n = 0; n < whole.size(); ++n) QVERIFY2(!opened(whole.substr(0, n)), std::to_string(n).c_str());
    }

    void findsPicklesBehindTheFirstMegabyte() {
        // A legacy file says nowhere how long its values are.
        std::vector<std::pair<std::string, std::string>> items;
        for (int i = 0; i < 12000; ++i) items.emplace_back("note" + std::to_string(i), text(std::string(100, 'x')));
        items.emplace_back("a", tensor(storage(kFloats, "0", 1), 0, {1}, {1}));
        const auto arrays = opened(legacyPth(dict(items), {{"0", 1, floats({4})}}));
        QVERIFY2(arrays, arrays ? "" : arrays.error().message().c_str());
        QVERIFY(equal(arrays->at("a"), {1}, floats({4})));
    }

    void namesWhatIsNotThere() {
        const ScratchFolder folder;
        const auto none = readPth(folder / "none.pth");
        QVERIFY(!none && none.error().code == ErrorCode::NotFound);
        QVERIFY(!readPth(folder.path()));
    }

    void readsPublishedFiles_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("tensors");
        QTest::addColumn<qlonglong>("numbers");
        QTest::addColumn<QString>("first");
        QTest::newRow("zip") << "johnson/mosaic_zip.pth" << 62 << 1679235ll << "conv1.conv2d.weight";
        QTest::newRow("legacy") << "johnson/candy_legacy.pth" << 62 << 1679235ll << "conv1.conv2d.weight";
        QTest::newRow("saved on a GPU") << "import_samples/cd16x_e4_original.pth" << 28 << 0ll << "model.conv0.weight";
        QTest::newRow("mobile generator")
            << "import_samples/cyclegan_horse2zebra_mobile_net_G.pth" << 84 << 356867ll << "model.1.weight";
    }

    void readsPublishedFiles() {
        VELATURA_NEEDS_SHARED(weights, "weights/johnson");
        QFETCH(QString, name);
        QFETCH(int, tensors);
        QFETCH(qlonglong, numbers);
        QFETCH(QString, first);
        const auto file = PthFile::open(weights.parent_path() / name.toStdString());
        QVERIFY2(file, file ? "" : file.error().message().c_str());
        QCOMPARE(static_cast<int>(file->tensors().size()), tensors);
        QCOMPARE(QString::fromStdString(file->tensors()[0].name), first);
        qlonglong count = 0;
        for (size_t i = 0; i < file->tensors().size(); ++i) {
            const auto array = file->read(i);
            QVERIFY2(array, array ? "" : array.error().message().c_str());
            count += array->count();
            for (const float v : values(*array)) QVERIFY(std::abs(v) < 1e4f);
        }
        if (numbers > 0) QCOMPARE(count, numbers);
    }

    void publishedNumbersAreThose() {
        VELATURA_NEEDS_SHARED(encoders, "weights/cd16x_encoders.safetensors");
        const auto original = readPth(encoders.parent_path() / "import_samples/cd16x_e4_original.pth");
        const auto converted = readSafetensors(encoders);
        QVERIFY(original && converted);
        int compared = 0;
        for (const auto& [name, array] : *original) {
            // model.conv11_aux.weight is e4.conv1_1_aux.weight there.
            std::string other = "e4." + name.substr(6);
            if (other.find("conv0") == other.npos) other.insert(8, "_");
            const auto found = converted->arrays.find(other);
            QVERIFY2(found != converted->arrays.end(), other.c_str());
            QVERIFY2(found->second.shape == array.shape && found->second.bytes == array.bytes, name.c_str());
            ++compared;
        }
        QCOMPARE(compared, 28);
    }
};

}  // namespace

VELATURA_TEST(PthTest)
#include "pth_test.moc"
