// A contact sheet's job over an engine that is quick and knows what it was asked: every style once, in order, whatever
// becomes of the others.
#include "core/batch/style_sheet.h"

#include <fstream>

#include "core/batch/contact_sheet.h"
#include "core/catalog.h"
#include "core/image_io/file_pictures.h"
#include "tests/support/test_case.h"

using namespace velatura;
using test::ScratchFolder;

namespace {

Image plain(int width, int height, int value) {
    PixelBuffer out({width, height}, 3, Depth::U8);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < 3 * width; ++x) out.row(y)[x] = static_cast<std::uint8_t>(value);
    return Image(std::move(out));
}

struct Asked {
    std::vector<RenderRequest> requests;
    int cleared = 0;
};

/// Gives the style's own colour.
class Session : public EngineSession {
public:
    explicit Session(Asked& asked) : asked_(asked) {}
    Result<Rendered> render(const RenderRequest& request, JobContext&) override {
        asked_.requests.push_back(request);
        if (request.styles[0].image.width() == 13) return fail(ErrorCode::OutOfMemory, "There is not enough memory.");
        Rendered out;
        out.picture = plain(20, 10, request.styles[0].image.row(0)[0]);
        return out;
    }
    void clearCache() override { ++asked_.cleared; }

private:
    Asked& asked_;
};

class SheetWork : public Work {
public:
    explicit SheetWork(Asked& asked) : asked_(asked) {}
    DeviceReport device(const std::string&) override { return {}; }
    Result<std::unique_ptr<EngineSession>> engine(const std::string& key) override {
        if (key != engines().front().key) return fail(ErrorCode::Usage, "There is no engine \"%1\".", {key});
        return std::make_unique<Session>(asked_);
    }
    Result<std::unique_ptr<Job>> trainJob(const TrainRequest&) override { return fail(ErrorCode::Usage, "No."); }
    Result<NetworkReport> inspectNetwork(const std::filesystem::path&) override { return NetworkReport{}; }
    Result<StyleCode> styleCode(const Image&) override { return StyleCode{}; }
    Result<std::map<std::string, double>> metrics(const MetricRequest&, JobContext&) override { return std::map<std::string, double>{}; }
    Result<BenchResult> bench(const std::string&, int, const ParamValues&, JobContext&) override { return BenchResult{}; }
    std::vector<std::string> benchNames() const override { return {}; }

private:
    Asked& asked_;
};

class CountingContext : public SilentContext {
public:
    int allowed = 1 << 30;
    std::vector<std::int64_t> done;
    bool proceed() override { return allowed-- > 0; }
    void progress(std::int64_t d, std::int64_t total, std::string_view) override {
        if (total > 0) done.push_back(d);
    }
};

struct Fixture {
    ScratchFolder folder;
    Asked asked;
    WorkLibrary library{std::make_unique<SheetWork>(asked)};
    std::vector<SheetPicture> heard;
    CountingContext context;
    SheetOrder order{"Sheet", engines().front().key, {{"style-strength", 0.5}}, 96, plain(64, 48, 200), {}};

    void style(const std::string& name, int value, int width = 16) {
        order.styles.push_back(folder / name);
        if (!savePicture(plain(width, 16, value), order.styles.back())) qFatal("no room");
    }
    JobOutcome run() {
        StyleSheetJob job(std::make_shared<EngineSessions>(library), order, filePictures(), [this](const SheetPicture& p) { heard.push_back(p); });
        return job.run(context);
    }
};

}  // namespace

class StyleSheetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyStyleIsPaintedSmallInOrder() {
        Fixture f;
        f.style("a.png", 10);
        f.style("b.png", 90);
        const JobOutcome out = f.run();
        QVERIFY(out.end == JobEnd::Done);
        QCOMPARE(f.heard.size(), size_t{2});
        QCOMPARE(int(f.heard[0].picture.row(0)[0]), 10);
        QCOMPARE(int(f.heard[1].picture.row(0)[0]), 90);
        const RenderRequest& asked = f.asked.requests.at(1);
        QCOMPARE(std::get<std::int64_t>(asked.params.at("long-side")), std::int64_t{96});
        QCOMPARE(std::get<double>(asked.params.at("style-strength")), 0.5);
        QVERIFY(asked.purpose == Purpose::Final);
        QCOMPARE(asked.content.id(), f.order.photo.id());  // the photo's features are computed once
        QCOMPARE(f.context.done, (std::vector<std::int64_t>{0, 1, 2}));
        QCOMPARE(f.asked.cleared, 1);
    }

    void oneFailureDoesNotStopTheRest() {
        Fixture f;
        f.style("a.png", 10);
        f.style("heavy.png", 20, 13);
        f.order.styles.push_back(f.folder / "missing.png");
        f.style("b.png", 90);
        const JobOutcome out = f.run();
        QVERIFY(out.end == JobEnd::Done);
        QCOMPARE(f.heard.size(), size_t{4});
        QVERIFY(f.heard[1].error && f.heard[1].error->code == ErrorCode::OutOfMemory);
        QVERIFY(f.heard[2].error && f.heard[2].error->message().find("missing.png") != std::string::npos);
        QCOMPARE(int(f.heard[3].picture.row(0)[0]), 90);
        QCOMPARE(std::get<std::int64_t>(out.facts.at("failed")), std::int64_t{2});
    }

    void stoppedItEndsBetweenTwo() {
        Fixture f;
        for (int i = 0; i < 5; ++i) f.style(std::to_string(i) + ".png", i);
        f.context.allowed = 2;
        const JobOutcome out = f.run();
        QVERIFY(out.end == JobEnd::Stopped);
        QCOMPARE(f.heard.size(), size_t{2});
    }

    void withoutAnEngineItFails() {
        Fixture f;
        f.style("a.png", 10);
        f.order.engine = "none";
        const JobOutcome out = f.run();
        QVERIFY(out.end == JobEnd::Failed && out.error);
        QVERIFY(f.heard.empty());
    }

    void theSheetLeavesRoomForNames() {
        SheetLayout layout = sheetLayout(3, 1);
        layout.caption = 20;
        const Image sheet = contactSheet(std::vector<Image>{plain(40, 20, 10), Image(), plain(20, 40, 90)}, layout);
        QCOMPARE(sheet.size(), layout.size());
        QCOMPARE(layout.rect(2).y - layout.rect(0).y, layout.cell + layout.caption + layout.gap);
        const auto middle = [&](size_t i) {
            const Rect r = layout.rect(i);
            return int(sheet.row(r.y + r.height / 2)[3 * (r.x + r.width / 2)]);
        };
        QCOMPARE(middle(0), 10);
        QCOMPARE(middle(1), 236);  // the ground
        QCOMPARE(middle(2), 90);
    }
};

VELATURA_TEST(StyleSheetTest)
#include "style_sheet_test.moc"
