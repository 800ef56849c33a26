// What a batch would do, before it does it: names, grids, trees, doubles, collisions, chance; and its journal.
#include "core/batch/batch_plan.h"

#include <fstream>

#include "core/batch/batch_journal.h"
#include "core/batch/batch_steps.h"
#include "core/batch/contact_sheet.h"
#include "core/batch/name_template.h"
#include "core/catalog.h"
#include "core/image_io/file_pictures.h"
#include "tests/support/test_case.h"

using namespace velatura;
using test::ScratchFolder;
namespace fs = std::filesystem;

namespace {

void touch(const fs::path& path) {
    fs::create_directories(path.parent_path());
    std::ofstream(path) << "planning reads no picture";
}

BatchRequest request(const ScratchFolder& folder, std::vector<fs::path> contents) {
    BatchRequest r;
    r.contents = std::move(contents);
    r.looks = {{{{folder / "styles/wave.png", 1, {}}}}};
    r.engine = engines().front().key;
    r.output = folder / "out";
    return r;
}

Result<BatchPlan> plan(BatchRequest r) {
    return planBatch(std::move(r), *filePictures());
}

QStringList names(const Result<BatchPlan>& p) {
    if (!p) return {QString::fromStdString(p.error().message())};
    QStringList out;
    for (const auto& item : p->items) out << QString::fromStdString(item.relative);
    return out;
}

}  // namespace

class BatchPlanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreSafe_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("safe");
        QTest::newRow("plain") << "photo 1"
                               << "photo 1";
        QTest::newRow("slash") << "a/b\\c"
                               << "a_b_c";
        QTest::newRow("refused") << "a<b>:\"|?*\n"
                                 << "a_b_______";
        QTest::newRow("device") << "CON"
                                << "_CON";
        QTest::newRow("device with ending") << "lpt1.png"
                                            << "_lpt1.png";
        QTest::newRow("hidden") << ".profile"
                                << "_profile";
        QTest::newRow("up") << ".."
                            << "_";
        QTest::newRow("end") << "photo. ."
                             << "photo";
        QTest::newRow("empty") << ""
                               << "_";
    }

    void namesAreSafe() {
        QFETCH(QString, text);
        QFETCH(QString, safe);
        QCOMPARE(QString::fromStdString(safeName(text.toStdString())), safe);
    }

    void longNamesAreCutBetweenCharacters() {
        std::string text;
        for (int i = 0; i < 100; ++i) text += "ü";
        QCOMPARE(safeName("x" + text).size(), size_t{119});
    }

    void templatesAreChecked() {
        for (const char* bad :
             {"{nam}", "{name", "/{name}", "../{name}", "{name}/", "", ".{name}", "a:{name}", "a/./b"})
            QVERIFY2(!NameTemplate::parse(bad), bad);
        QCOMPARE(NameTemplate::parse("{style}/{name}-{strength}")
                     ->fill({{"style", "a/b"}, {"name", "x"}, {"strength", "1"}}),
                 std::string("a_b/x-1"));
    }

    void aGridIsNamedByWhatVaries() {
        const ScratchFolder folder;
        touch(folder / "a.png");
        touch(folder / "b.jpg");
        BatchRequest r = request(folder, {folder / "a.png", folder / "b.jpg"});
        QCOMPARE(names(plan(r)), QStringList({"a.png", "b.jpg"}));
        r.looks.push_back({{{folder / "styles/ink.png", 1, {}}}});
        r.strengths = {0.5, 1};
        QCOMPARE(names(plan(r)), QStringList({"a-wave-0.5.png", "a-wave-1.png", "a-ink-0.5.png", "a-ink-1.png",
                                              "b-wave-0.5.jpg", "b-wave-1.jpg", "b-ink-0.5.jpg", "b-ink-1.jpg"}));
        r.name = "{style}/{strength}/{index}-{name}-{engine}-{size}.webp";
        QCOMPARE(names(plan(r)).first(), QString("wave/0.5/1-a-%1-512.webp").arg(r.engine.c_str()));
        const auto p = plan(r);
        QCOMPARE(*p->items[1].strength, 1.0);
        QCOMPARE(p->items[2].look, size_t{1});
    }

    void stylesOfOneNameAreKeptApart() {
        const ScratchFolder folder;
        touch(folder / "a.png");
        BatchRequest r = request(folder, {folder / "a.png"});
        r.looks.push_back({{{folder / "other/WAVE.jpg", 1, {}}}});
        QCOMPARE(names(plan(r)), QStringList({"a-wave.png", "a-WAVE-2.png"}));
    }

    void theTreeIsKeptAndLabelled() {
        const ScratchFolder folder;
        for (const char* name : {"in/x.png", "in/cats/1.png", "in/cats/deep/2.png", "in/.hidden/3.png"})
            touch(folder / name);
        const auto p = plan(request(folder, {folder / "in"}));
        QCOMPARE(names(p), QStringList({"cats/1.png", "cats/deep/2.png", "x.png"}));
        QCOMPARE(p->items[1].label, std::string("cats"));
        QCOMPARE(p->items[2].label, std::string());
    }

    void doublesArePaintedOnce() {
        const ScratchFolder folder;
        touch(folder / "in/a.png");
        fs::create_symlink(folder / "in/a.png", folder / "in/link.png");
        const auto p = plan(request(folder, {folder / "in", folder / "in/../in/a.png"}));
        QCOMPARE(p->items.size(), size_t{1});
        QCOMPARE(p->duplicates, 2);
    }

    void collisionsAreFoundBeforeAnythingRuns() {
        const ScratchFolder folder;
        for (const char* name : {"one/a.png", "two/a.png", "two/A.png"}) touch(folder / name);
        BatchRequest r = request(folder, {folder / "one/a.png", folder / "two/a.png", folder / "two/A.png"});
        QCOMPARE(names(plan(r)), QStringList({"a.png", "a-2.png", "A-3.png"}));
        r.name = "{name}";
        QVERIFY2(names(plan(r)).first().contains("would both become"), qPrintable(names(plan(r)).first()));
        r.name = "{index}-{name}";
        QCOMPARE(names(plan(r)), QStringList({"1-a.png", "2-a.png", "3-A.png"}));
        QVERIFY(!fs::exists(r.output));
    }

    void nothingThatGoesInIsReplaced() {
        const ScratchFolder folder;
        touch(folder / "in/a.png");
        touch(folder / "in/wave.png");
        BatchRequest r = request(folder, {folder / "in/a.png"});
        r.output = folder / "in";
        QVERIFY(names(plan(r)).first().contains("replace its own content"));
        r.name = "{name}-painted";
        QCOMPARE(names(plan(r)), QStringList({"a-painted.png"}));
        r.name = "{style}";
        r.looks = {{{{folder / "in/wave.png", 1, {}}}}};
        QVERIFY(names(plan(r)).first().contains("replace"));
        r.name = "x";
        r.contactSheet = folder / "in/a.png";
        QVERIFY(names(plan(r)).first().contains("contact sheet would replace"));
        r.contactSheet = folder / "sheet.txt";
        QVERIFY(names(plan(r)).first().contains("not named like a picture"));
    }

    void itsOwnResultsAreNotRead() {
        const ScratchFolder folder;
        touch(folder / "in/a.png");
        touch(folder / "in/out/a.png");
        BatchRequest r = request(folder, {folder / "in"});
        r.output = folder / "in/out";
        QCOMPARE(names(plan(r)), QStringList({"a.png"}));
        // In the folder of the photos themselves the journal knows them, also those of the batch before the last.
        r.output = folder / "in";
        r.name = "{name}-painted";
        fs::remove_all(folder / "in/out");
        for (int batch = 0; batch < 2; ++batch) {
            auto journal = BatchJournal::open(r.output, {{"batch", batch}}, JournalStart::Anew);
            QVERIFY(journal);
            if (batch == 0) QVERIFY(journal->append({.output = "a-painted.png", .content = "a.png"}));
        }
        touch(folder / "in/a-painted.png");
        const auto p = plan(r);
        QCOMPARE(names(p), QStringList({"a-painted.png"}));
        QCOMPARE(p->ownResults, 1);
    }

    void impossibleRequestsAreRefused() {
        const ScratchFolder folder;
        touch(folder / "a.png");
        const BatchRequest good = request(folder, {folder / "a.png"});
        QVERIFY(plan(good));
        const auto refused = [&](auto change) {
            BatchRequest r = good;
            change(r);
            return !plan(r);
        };
        QVERIFY(refused([](BatchRequest& r) { r.contents.clear(); }));
        QVERIFY(refused([](BatchRequest& r) { r.looks.clear(); }));
        QVERIFY(refused([](BatchRequest& r) { r.looks[0].styles.clear(); }));
        QVERIFY(refused([](BatchRequest& r) { r.output.clear(); }));
        QVERIFY(refused([](BatchRequest& r) { r.engine = "none"; }));
        QVERIFY(refused([](BatchRequest& r) { r.params["steps"] = std::string("x"); }));
        QVERIFY(refused([](BatchRequest& r) { r.strengths = {-1}; }));
        QVERIFY(refused([](BatchRequest& r) { r.augment = BatchAugment{0, 0, 1, 1}; }));
        QVERIFY(refused([](BatchRequest& r) { r.augment = BatchAugment{1, 2, 1, 1}; }));
        QVERIFY(refused([](BatchRequest& r) { r.augment = BatchAugment{1, 0, 1e9, 1}; }));
        fs::create_directories(folder / "empty");
        QVERIFY(refused([&](BatchRequest& r) { r.contents = {folder / "empty"}; }));
    }

    void chanceDependsOnSeedAndPictureAlone() {
        const ScratchFolder folder;
        for (int i = 0; i < 40; ++i)
            touch(folder / ("in/c" + std::to_string(i % 2) + "/" + std::to_string(i) + ".png"));
        BatchRequest r = request(folder, {folder / "in"});
        r.looks.push_back({{{folder / "styles/ink.png", 1, {}}}});
        r.augment = BatchAugment{3, 0.25, 1.5, 7};
        const auto all = plan(r);
        QCOMPARE(all->items.size(), size_t{120});
        QCOMPARE(all->items[1].relative, std::string("c0/0-2.png"));
        std::map<std::string, const BatchItem*> by;
        std::set<size_t> looks;
        for (const auto& item : all->items) {
            by[item.relative] = &item;
            looks.insert(item.look);
            QVERIFY(*item.strength >= 0.25 && *item.strength <= 1.5);
        }
        QCOMPARE(looks.size(), size_t{2});
        // With half of the pictures gone the others draw the same.
        for (int i = 0; i < 40; i += 2) fs::remove(folder / ("in/c0/" + std::to_string(i) + ".png"));
        const auto half = plan(r);
        QCOMPARE(half->items.size(), size_t{60});
        for (const auto& item : half->items) {
            QVERIFY(item.look == by[item.relative]->look && item.strength == by[item.relative]->strength);
            QVERIFY(item.seed == by[item.relative]->seed);
        }
        r.augment->seed = 8;
        const auto other = plan(r);
        QVERIFY(other->items[0].strength != half->items[0].strength);
    }

    void theJournalSurvivesAKill() {
        const ScratchFolder folder;
        const nlohmann::json wanted{{"engine", "e"}, {"params", {{"steps", 3}}}};
        {
            auto journal = BatchJournal::open(folder.path(), wanted, JournalStart::Resume);
            QVERIFY(journal);
            QVERIFY(journal->append({.output = "a.png", .content = "in/a.png"}));
            const auto second = BatchJournal::open(folder.path(), wanted, JournalStart::Resume);
            QVERIFY(second.error().message().find("Another batch") != std::string::npos);
        }
        std::ofstream(folder / kJournalName, std::ios::app) << "{\"type\":\"done\",\"output\":\"b.p";
        {
            auto journal = BatchJournal::open(folder.path(), wanted, JournalStart::Resume);
            QCOMPARE(journal->entries().size(), size_t{1});
            QVERIFY(journal->append({.output = "c.png", .content = "in/c.png"}));
        }
        QCOMPARE(BatchJournal::open(folder.path(), wanted, JournalStart::Resume)->entries().size(), size_t{2});
        const nlohmann::json other{{"engine", "e"}, {"params", {{"steps", 4}}}};
        const auto refused = BatchJournal::open(folder.path(), other, JournalStart::Resume);
        QVERIFY2(refused.error().message().find("(params.steps)") != std::string::npos,
                 refused.error().message().c_str());
        QCOMPARE(BatchJournal::open(folder.path(), other, JournalStart::Keep)->entries().size(), size_t{0});
        QCOMPARE(journalledOutputs(folder.path()), (std::set<std::string>{"a.png", "c.png"}));
    }

    void howFarABatchHasComeIsReadWithoutTakingIt() {
        const ScratchFolder folder;
        QVERIFY(!journalledResults(folder.path()));
        auto held = BatchJournal::open(folder.path(), {{"engine", "e"}}, JournalStart::Anew);
        QVERIFY(held);
        QVERIFY(held->append({.output = "a.png", .content = "in/a.png"}));
        QVERIFY(held->append({.output = "b.png", .content = "in/b.png", .stopped = true}));  // to be done again
        const auto known = journalledResults(folder.path());
        QVERIFY(known && known->size() == 1 && known->contains("a.png"));
    }

    void anEndingIsForAllResults() {
        const ScratchFolder folder;
        touch(folder / "in/a.png");
        touch(folder / "in/a.jpg");
        BatchRequest r = request(folder, {folder / "in"});
        r.ending = ".webp";
        // Names of our own choice are told apart by a number still.
        QCOMPARE(names(plan(r)), (QStringList{"a.webp", "a-2.webp"}));
        r.name = "{name}-{index}.tiff";  // a template that names a format has its way
        QCOMPARE(names(plan(r)), (QStringList{"a-1.tiff", "a-2.tiff"}));
        r.ending = ".docx";
        QVERIFY(names(plan(r)).front().contains(".docx"));
    }

    void chanceReachesEveryEngine() {
        for (const EngineInfo& engine : engines()) {
            BatchRequest r;
            r.engine = engine.key;
            r.params = engine.schema().defaults();
            if (!engine.schema().find("seed") && !engine.schema().find("variation")) continue;  // nothing of it is left to chance
            BatchItem item;
            item.seed = std::int64_t{0xfffffff7};
            item.strength = 0.4;
            const ParamValues first = itemParams(r, item);
            item.seed = 3;
            const ParamValues second = itemParams(r, item);
            QVERIFY2(first != second, engine.key.c_str());
            QVERIFY2(engine.schema().normalise(first).has_value(), engine.key.c_str());
        }
    }

    void sheetsHoldEveryPicture() {
        for (const size_t n : {1, 2, 7, 100, 5000, 60000})
            for (const size_t across : {1, 3, 1000}) {
                const SheetLayout layout = sheetLayout(n, across);
                const ImageSize size = layout.size();
                QVERIFY(size.width <= 6600 && size.height <= 6600 && layout.shown >= std::min<size_t>(n, 600));
                const Rect last = layout.rect(layout.shown - 1);
                QVERIFY(last.x + last.width <= size.width && last.y + last.height <= size.height);
            }
        QCOMPARE(sheetLayout(12, 4).columns, 4);
        QCOMPARE(sheetLayout(12, 4).rows, 3);
    }
};

VELATURA_TEST(BatchPlanTest)
#include "batch_plan_test.moc"
