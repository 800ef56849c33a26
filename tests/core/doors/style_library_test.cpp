// The store of styles on disk: what is put in comes out, and whatever the folder holds, nothing is lost and each trouble
// gets one sentence.
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/json_file.h"
#include "core/style_library.h"
#include "tests/support/test_case.h"

using namespace velatura;
namespace fs = std::filesystem;
using test::ScratchFolder;

namespace {

/// Pictures are files that begin with "picture".
class FakeFiles : public PictureFiles {
public:
    const PictureReader& reader() const override { std::abort(); }
    Result<ImageSize> probe(const fs::path& path) const override {
        std::ifstream in(path);
        std::string word;
        in >> word;
        if (word != "picture") return fail(ErrorCode::Unreadable, "%1 is no picture.", {path.string()}, "Choose another one.");
        return ImageSize{8, 8};
    }
    bool writable(const fs::path&) const override { return true; }
    Result<Image> inSpaceOf(const Image& image, const Image&) const override { return image; }
    Status save(const Image&, const fs::path& path, const std::string&) const override {
        std::ofstream(path) << "picture saved";
        return {};
    }
    Result<std::string> encodeThumbnail(const Image&) const override { return std::string(); }
    Result<std::string> encodeGrey(const Image&) const override { return std::string(); }
};

struct Fixture {
    ScratchFolder scratch;
    FakeFiles files;
    fs::path folder = scratch / "styles";
    StyleLibrary library{folder};

    fs::path write(const std::string& name, const std::string& text) {
        fs::create_directories((scratch / name).parent_path());
        std::ofstream(scratch / name) << text;
        return scratch / name;
    }
    LibraryStyle add(const std::string& name) { return library.add(write(name, "picture " + name), files)->style; }
    StyleListing list() { return library.list({}, files); }
};

std::string text(const fs::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

class StyleLibraryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsAddedIsACopyWithNotes() {
        Fixture f;
        const LibraryStyle style = f.add("夜 色.jpg");
        QCOMPARE(style.name, std::string("夜 色"));
        QVERIFY(style.file.parent_path() == f.folder);
        fs::remove(f.scratch / "夜 色.jpg");
        const auto listing = f.list();
        QCOMPARE(listing.styles.size(), size_t{1});
        QVERIFY(listing.problems.empty());
        QCOMPARE(text(listing.styles[0].file), std::string("picture 夜 色.jpg"));
        QVERIFY(fs::exists(f.folder / (style.key + ".json")));
    }

    void theSameFileIsAddedOnce() {
        Fixture f;
        f.add("a.jpg");
        const auto again = f.library.add(f.write("other.jpg", "picture a.jpg"), f.files);
        QVERIFY(again && again->already);
        QCOMPARE(again->style.key, std::string("a.jpg"));
        QCOMPARE(f.list().styles.size(), size_t{1});
    }

    void namesakesLieSideBySide() {
        Fixture f;
        f.add("one/a.jpg");
        QCOMPARE(f.add("two/a.jpg").key, std::string("a-2.jpg"));
        QCOMPARE(f.list().styles.size(), size_t{2});
    }

    void aPictureWithoutAFileIsKept() {
        Fixture f;
        const auto added = f.library.add(Image(PixelBuffer({2, 2}, 3, Depth::U8)), "Pasted", f.files);
        QVERIFY(added);
        QCOMPARE(f.list().styles.at(0).name, std::string("Pasted"));
    }

    void whatIsNoPictureIsRefused() {
        Fixture f;
        const auto added = f.library.add(f.write("text.jpg", "words"), f.files);
        QVERIFY(!added);
        QVERIFY(added.error().message().find("text.jpg") != std::string::npos);
        QVERIFY(f.list().styles.empty());
    }

    void notesComeBack() {
        Fixture f;
        LibraryStyle style = f.add("a.jpg");
        style.name = "Night";
        style.tags = {"oil", "夜"};
        style.starred = true;
        style.code = {{0.5f, -2.25f}, "hash"};
        QVERIFY(f.library.describe(style));
        const LibraryStyle back = f.list().styles.at(0);
        QCOMPARE(back.name, std::string("Night"));
        QCOMPARE(back.tags, style.tags);
        QVERIFY(back.starred);
        QCOMPARE(back.code.numbers, style.code.numbers);
        QCOMPARE(back.code.model, std::string("hash"));
    }

    void shippedOnesKeepTheirNotesApart() {
        Fixture f;
        LibraryStyle shipped{"shipped/ink.jpg", f.write("ink.jpg", "picture"), "Ink"};
        auto listed = f.library.list({shipped}, f.files).styles.at(0);
        QVERIFY(listed.shipped && !listed.starred);
        listed.starred = true;
        QVERIFY(f.library.describe(listed));
        shipped.name = "水墨";
        const auto again = f.library.list({shipped}, f.files).styles.at(0);
        QVERIFY(again.starred);
        QCOMPARE(again.name, std::string("水墨"));
        QVERIFY(!f.library.remove(again));
        QVERIFY(fs::exists(again.file));
    }

    void whatIsRemovedComesBackWithItsNotes() {
        Fixture f;
        LibraryStyle style = f.add("a.jpg");
        style.tags = {"oil"};
        QVERIFY(f.library.describe(style));
        QVERIFY(f.library.remove(style));
        QVERIFY(f.list().styles.empty() && f.list().problems.empty());
        QVERIFY(f.library.restore(style));
        QCOMPARE(f.list().styles.at(0).tags, style.tags);
        QVERIFY(!f.library.restore(style));  // there already
    }

    void removedOnesGoForGoodAfterAWhile() {
        Fixture f;
        const LibraryStyle old = f.add("old.jpg"), fresh = f.add("new.jpg");
        QVERIFY(f.library.remove(old) && f.library.remove(fresh));
        fs::last_write_time(f.folder / ".removed" / "old.jpg", fs::file_time_type::clock::now() - std::chrono::hours(24 * 40));
        f.library.sweep(30);
        QVERIFY(!f.library.restore(old));
        QVERIFY(f.library.restore(fresh));
    }

    void brokenNotesLoseNeitherStyleNorNotes_data() {
        QTest::addColumn<QByteArray>("notes");
        QTest::newRow("no JSON") << QByteArray("{\"name\": ");
        QTest::newRow("bytes") << QByteArray("\x00\xff\xfe", 3);
        QTest::newRow("a list") << QByteArray("[1, 2]");
        QTest::newRow("wrong types") << QByteArray(R"({"name": 7, "star": "yes", "tags": {"a": 1}})");
        QTest::newRow("tags of numbers") << QByteArray(R"({"tags": [1, 2]})");
        QTest::newRow("a code of words") << QByteArray(R"({"code": {"model": "m", "numbers": ["x"]}})");
        QTest::newRow("an endless number") << QByteArray(R"({"code": {"model": "m", "numbers": [1e300]}})");
        QTest::newRow("deep") << QByteArray(100000, '[');
        QTest::newRow("too long") << QByteArray("{\"name\": \"" + QByteArray(2 << 20, 'x') + "\"}");
    }
    void brokenNotesLoseNeitherStyleNorNotes() {
        QFETCH(QByteArray, notes);
        Fixture f;
        f.add("a.jpg");
        std::ofstream(f.folder / "a.jpg.json", std::ios::binary).write(notes.data(), notes.size());
        auto listing = f.list();
        QCOMPARE(listing.styles.size(), size_t{1});
        QCOMPARE(listing.problems.size(), size_t{1});
        QVERIFY(!listing.problems[0].hint.empty());
        LibraryStyle style = listing.styles[0];
        QVERIFY(style.code.numbers.empty());
        style.starred = true;
        QVERIFY(f.library.describe(style));
        listing = f.list();
        QVERIFY(listing.problems.empty() && listing.styles[0].starred);
        QCOMPARE(text(f.folder / ".a.jpg.json.unreadable-1"), notes.toStdString());
    }

    void whatALaterVersionNotedStays() {
        Fixture f;
        LibraryStyle style = f.add("a.jpg");
        std::ofstream(f.folder / "a.jpg.json") << R"({"name": "A", "mood": "calm"})";
        style.starred = true;
        QVERIFY(f.library.describe(style));
        QCOMPARE(readJsonFile(f.folder / "a.jpg.json")->value("mood", std::string()), std::string("calm"));
    }

    void aMissingPictureIsNamed() {
        Fixture f;
        f.add("a.jpg");
        f.add("b.jpg");
        fs::remove(f.folder / "a.jpg");
        const auto listing = f.list();
        QCOMPARE(listing.styles.size(), size_t{1});
        QCOMPARE(listing.problems.size(), size_t{1});
        QVERIFY(listing.problems[0].message().find("a.jpg") != std::string::npos);
        QVERIFY(fs::exists(f.folder / "a.jpg.json"));
    }

    void aSpoiledPictureIsNamedAndStays() {
        Fixture f;
        f.add("a.jpg");
        std::ofstream(f.folder / "a.jpg") << "rubbish";
        const auto listing = f.list();
        QVERIFY(listing.styles.empty());
        QCOMPARE(listing.problems.size(), size_t{1});
        QCOMPARE(text(f.folder / "a.jpg"), std::string("rubbish"));
    }

    void picturesPutThereByHandAreListed() {
        Fixture f;
        f.add("a.jpg");
        std::ofstream(f.folder / "by-hand.png") << "picture";
        std::ofstream(f.folder / "notes.txt") << "words";
        QCOMPARE(f.list().styles.size(), size_t{2});
        QVERIFY(f.list().problems.empty());
    }

    void aFileInPlaceOfTheFolderIsSaid() {
        Fixture f;
        std::ofstream(f.folder) << "x";
        QCOMPARE(f.list().problems.size(), size_t{1});
        QVERIFY(!f.library.add(f.write("a.jpg", "picture"), f.files));
        QCOMPARE(text(f.folder), std::string("x"));
    }

    void labelsAreOneShortLine() {
        QCOMPARE(cleanLabel("  a\n\tb  "), std::string("a b"));
        const std::string cut = cleanLabel(std::string(119, 'x') + "夜");
        QCOMPARE(cut, std::string(119, 'x'));
        QCOMPARE(parseTags("oil, night ,, oil，夜、月;sea").size(), size_t{5});
        QVERIFY(parseTags(" , ").empty());
    }
};

VELATURA_TEST(StyleLibraryTest)
#include "style_library_test.moc"
