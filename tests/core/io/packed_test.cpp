#include "core/io/packed.h"

#include <fstream>
#include <thread>

#include "core/io/crc32c.h"
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

std::string picture(int i) {
    return std::string(static_cast<size_t>(i * 37 % 900), static_cast<char>('a' + i % 26));
}

/// A set of `count` pictures in three folders.
void make(const std::filesystem::path& path, int count) {
    auto writer = PackedWriter::create(path);
    QVERIFY(writer);
    for (int i = 0; i < count; ++i) {
        const std::string label = i % 3 == 0 ? "" : i % 3 == 1 ? "monet" : "画";
        QVERIFY(writer->add(label + (label.empty() ? "" : "/") + std::to_string(i) + ".jpg", label, picture(i)));
    }
    QVERIFY(writer->finish());
}

class PackedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void crcIsCastagnolis() {
        QCOMPARE(crc32c("123456789", 9), 0xE3069283u);
        QCOMPARE(crc32c("", 0), 0u);
        const std::string zeros(32, '\0');
        QCOMPARE(crc32c(zeros.data(), 32), 0x8A9136AAu);
        QCOMPARE(crc32c("56789", 5, crc32c("1234", 4)), 0xE3069283u);
    }

    void givesBackWhatWentIn() {
        const ScratchFolder folder;
        make(folder / "set", 100);
        QVERIFY(isPackedSet(folder / "set"));
        const auto reader = PackedReader::open(folder / "set");
        QVERIFY(reader);
        QCOMPARE(reader->size(), size_t{100});
        QCOMPARE(reader->labels(), (std::vector<std::string>{"", "monet", "画"}));
        for (int i = 0; i < 100; ++i) {
            const auto& e = reader->entry(static_cast<size_t>(i));
            QCOMPARE(e.label, static_cast<std::uint32_t>(i % 3));
            QVERIFY(e.name.ends_with(std::to_string(i) + ".jpg"));
            QVERIFY(*reader->read(static_cast<size_t>(i)) == picture(i));
        }
        make(folder / "again", 100);
        QVERIFY(load(folder / "set") == load(folder / "again"));
    }

    void isSafeOnManyThreads() {
        const ScratchFolder folder;
        make(folder / "set", 60);
        const auto reader = PackedReader::open(folder / "set");
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                for (int k = 0; k < 600; ++k) {
                    const int i = (k * 7 + t * 13) % 60;
                    const auto bytes = reader->read(static_cast<size_t>(i));
                    if (!bytes || *bytes != picture(i)) ++wrong;
                }
            });
        for (auto& t : threads) t.join();
        QCOMPARE(wrong.load(), 0);
    }

    void holdsNothingAndNothingBeforeItIsDone() {
        const ScratchFolder folder;
        make(folder / "empty", 0);
        QCOMPARE(PackedReader::open(folder / "empty")->size(), size_t{0});
        {
            auto writer = PackedWriter::create(folder / "half");
            QVERIFY(writer->add("a.jpg", "", "x"));
        }
        QVERIFY(!std::filesystem::exists(folder / "half"));
        QVERIFY(!PackedWriter::create(folder / "none/set"));
    }

    void refusesNamesThatLeaveTheFolder() {
        const ScratchFolder folder;
        auto writer = PackedWriter::create(folder / "set");
        for (const char* name : {"", "/etc/passwd", "../a", "a/../../b", ".."})
            QVERIFY2(!writer->add(name, "", "x"), name);
        QVERIFY(!writer->add(std::string("a\0b", 3), "", "x"));
        QVERIFY(writer->add("a..b/c", "", "x"));
        QVERIFY(!writer->add("a..b/c", "", "y"));  // twice
        QCOMPARE(writer->size(), size_t{1});
    }

    void noticesEveryDamage() {
        const ScratchFolder folder;
        make(folder / "set", 8);
        const std::string good = load(folder / "set");
        const auto sound = [&](const std::string& bytes) {
            store(folder / "bad", bytes);
            const auto reader = PackedReader::open(folder / "bad");
            if (!reader) return false;
            for (size_t i = 0; i < reader->size(); ++i)
                if (!reader->read(i)) return false;
            return true;
        };
        QVERIFY(sound(good));
        for (size_t at = 0; at < good.size(); ++at) {
            // Bytes that mean nothing yet: the header's and the footer's reserved words, and the footer's version.
            const size_t fromEnd = good.size() - at;
            if ((at >= 12 && at < 16) || (fromEnd <= 24 && fromEnd > 16) || (fromEnd <= 12 && fromEnd > 8)) continue;
            std::string bad = good;
            bad[at] = static_cast<char>(bad[at] ^ 0x55);
            QVERIFY2(!sound(bad), qPrintable(QString("byte %1 of %2").arg(at).arg(good.size())));
        }
        for (size_t n = 0; n < good.size(); n += n % 50 + 1) QVERIFY(!sound(good.substr(0, n)));
        QVERIFY(!sound(good + "x"));
    }

    void refusesHostileIndices() {
        const ScratchFolder folder;
        const auto number = [](std::uint64_t v, int bytes) {
            std::string out;
            for (int i = 0; i < bytes; ++i) out += static_cast<char>(v >> 8 * i);
            return out;
        };
        const auto open = [&](const std::string& index) {
            std::string bytes = "VELAPACK" + number(1, 4) + number(0, 4) + "data";
            const std::uint64_t offset = bytes.size();
            bytes += index + number(offset, 8) + number(index.size(), 8) + number(0, 8) +
                     number(crc32c(index.data(), index.size()), 4) + number(1, 4) + "VELAPEND";
            store(folder / "bad", bytes);
            return PackedReader::open(folder / "bad").has_value();
        };
        const auto entry = [&](const std::string& name, std::uint32_t label, std::uint64_t at, std::uint64_t size) {
            return number(name.size(), 4) + name + number(label, 4) + number(at, 8) + number(size, 8) + number(0, 4);
        };
        const std::string labels = number(1, 4) + number(0, 4);
        QVERIFY(open(labels + number(1, 8) + entry("a", 0, 16, 4)));
        QVERIFY(!open(labels + number(1, 8) + entry("a", 1, 16, 4)));
        QVERIFY(!open(labels + number(1, 8) + entry("a", 0, 15, 4)));
        QVERIFY(!open(labels + number(1, 8) + entry("a", 0, 16, 5)));
        QVERIFY(!open(labels + number(1, 8) + entry("a", 0, 17, ~std::uint64_t{0})));
        QVERIFY(!open(labels + number(1, 8) + entry("../a", 0, 16, 4)));
        QVERIFY(!open(labels + number(~std::uint64_t{0}, 8) + entry("a", 0, 16, 4)));
        QVERIFY(!open(labels + number(2, 8) + entry("a", 0, 16, 4)));
        QVERIFY(!open(number(0xFFFFFFFF, 4)));
        QVERIFY(!open(number(1, 4) + number(0xFFFFFFFF, 4)));
        QVERIFY(!open(""));
        QVERIFY(!open(labels + number(0, 8) + "x"));
    }

    void tellsOtherFilesApart() {
        const ScratchFolder folder;
        store(folder / "text",
              "some text that is long enough to hold a header and a footer of a packed set, but is none");
        QVERIFY(!isPackedSet(folder / "text") && !isPackedSet(folder.path()) && !isPackedSet(folder / "none"));
        const auto missing = PackedReader::open(folder / "none");
        QVERIFY(!missing && missing.error().code == ErrorCode::NotFound);
        QVERIFY(!PackedReader::open(folder.path()));
        make(folder / "set", 1);
        std::string future = load(folder / "set");
        future[8] = 9;
        store(folder / "future", future);
        const auto later = PackedReader::open(folder / "future");
        QVERIFY(!later && later.error().code == ErrorCode::Unsupported);
        QVERIFY(later.error().message().find("version 9") != std::string::npos);
    }
};

}  // namespace

VELATURA_TEST(PackedTest)
#include "packed_test.moc"
