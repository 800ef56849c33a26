// The frames of a run on disk: which, how many, what happens over the budget and on a disk that takes no more; and the
// arithmetic of a time-lapse.
#include "core/frame_recorder.h"

#include <algorithm>
#include <cmath>
#include <fstream>

#include "core/catalog.h"
#include "core/engines/going_on_params.h"
#include "core/image_io/file_pictures.h"
#include "core/image_io/image_io.h"
#include "core/image_io/timelapse_params.h"
#include "tests/support/test_case.h"

using namespace velatura;
using test::ScratchFolder;
namespace fs = std::filesystem;

namespace {

Image frame(int tint, ImageSize size = {64, 48}) {
    PixelBuffer out(size, 3, Depth::U8);
    for (int y = 0; y < size.height; ++y)
        for (size_t i = 0; i < out.rowBytes(); ++i) out.row(y)[i] = static_cast<std::uint8_t>(tint + 3 * y + static_cast<int>(i));
    return Image(std::move(out));
}

std::vector<std::int64_t> stepsOf(const FrameRecorder& recorder) {
    std::vector<std::int64_t> out;
    for (const auto& f : recorder.frames()) out.push_back(f.step);
    return out;
}

size_t filesIn(const fs::path& folder) {
    size_t n = 0;
    std::error_code ec;
    for (const auto& e : fs::directory_iterator(folder, ec)) n += e.is_regular_file();
    return n;
}

}  // namespace

class FrameRecorderTest : public QObject {
    Q_OBJECT

    static std::function<Result<fs::path>()> in(const fs::path& folder) {
        return [folder]() -> Result<fs::path> {
            fs::create_directories(folder);
            return folder;
        };
    }

private Q_SLOTS:
    void keepsThemInOrderAndTakesThemAway() {
        const ScratchFolder scratch;
        {
            FrameRecorder recorder(filePictures(), in(scratch / "frames"));
            QVERIFY(!fs::exists(scratch / "frames"));  // nothing before the first
            for (int step = 0; step <= 20; step += 4) recorder.add(step, frame(step));
            recorder.finish();
            QCOMPARE(stepsOf(recorder), (std::vector<std::int64_t>{0, 4, 8, 12, 16, 20}));
            for (const auto& f : recorder.frames()) QCOMPARE(probePicture(f.file)->size, (ImageSize{64, 48}));
            QVERIFY(!recorder.takeProblem());
        }
        QVERIFY(!fs::exists(scratch / "frames"));
    }

    void overTheBudgetEverySecondStays() {
        const ScratchFolder scratch;
        const auto run = [&](std::int64_t budget) {
            FrameRecorder recorder(filePictures(), in(scratch / "frames"), budget);
            for (int step = 0; step < 40; ++step) recorder.add(step, frame(0));
            recorder.finish();
            std::int64_t bytes = 0;
            for (const auto& f : recorder.frames()) bytes += static_cast<std::int64_t>(fs::file_size(f.file));
            return std::tuple(stepsOf(recorder), bytes, filesIn(scratch / "frames"));
        };
        const auto [all, whole, files] = run(FrameRecorder::kBudget);
        QCOMPARE(all.size(), size_t(40));
        const auto [few, bytes, left] = run(whole / 3);
        QVERIFY(bytes <= whole / 3);
        QCOMPARE(left, few.size());
        QCOMPARE(few.front(), std::int64_t{0});
        // Evenly apart, and chosen by step alone: the same again.
        const std::int64_t apart = few[1] - few[0];
        QVERIFY(apart == 4 || apart == 8);
        for (size_t i = 1; i < few.size(); ++i) QCOMPARE(few[i] - few[i - 1], apart);
        QCOMPARE(std::get<0>(run(whole / 3)), few);
    }

    void anotherAttemptBeginsItsFramesAnew() {
        const ScratchFolder scratch;
        FrameRecorder recorder(filePictures(), in(scratch / "frames"));
        for (int step = 0; step <= 30; step += 10) recorder.add(step, frame(200));  // on a GPU whose memory ends here
        for (int step = 0; step <= 40; step += 20) recorder.add(step, frame(10));
        recorder.finish();
        QCOMPARE(stepsOf(recorder), (std::vector<std::int64_t>{0, 20, 40}));
        QCOMPARE(filesIn(scratch / "frames"), size_t(3));
        for (const auto& f : recorder.frames()) QVERIFY(loadPicture(f.file)->bytes() > 0 && thumbnail(*loadPicture(f.file), {1, 1}).row(0)[0] < 150);
        QVERIFY(!recorder.takeProblem());
        // What was thinned out of the first attempt is not missing in the second.
        FrameRecorder little(filePictures(), in(scratch / "little"), 4000);
        for (int step = 0; step < 30; ++step) little.add(step, frame(0));
        for (int step = 0; step < 2; ++step) little.add(step, frame(0));
        little.finish();
        QCOMPARE(stepsOf(little), (std::vector<std::int64_t>{0, 1}));
    }

    void aFolderThatTakesNothingIsSaidOnce() {
        const ScratchFolder scratch;
        std::ofstream(scratch / "file") << "in the way";
        FrameRecorder none(filePictures(), [] { return Result<fs::path>(fail(ErrorCode::Disk, "No room.")); });
        none.add(0, frame(1));
        none.add(1, frame(2));
        none.finish();
        QVERIFY(none.frames().empty());
        QCOMPARE(none.takeProblem()->message(), std::string("No room."));
        QVERIFY(!none.takeProblem());
        // The folder goes while it runs: what stands stays, and one sentence says so.
        FrameRecorder lost(filePictures(), [&] { return Result<fs::path>(scratch / "file"); });
        lost.add(0, frame(1));
        lost.finish();
        const auto problem = lost.takeProblem();
        QVERIFY(problem && problem->message().find("file") != std::string::npos && !problem->hint.empty());
    }

    void plansShowFirstAndLastAndNeverGoBack() {
        for (const double ease : {0.0, 0.7, 1.0})
            for (const int count : {1, 2, 7, 150})
                for (const auto& changes : {std::vector<double>{}, std::vector<double>{5, 3, 2, 1, 0, 0, 0}, std::vector<double>(30, 1.0), std::vector<double>{0, 0}}) {
                    const auto plan = timelapsePlan(changes, ease, count);
                    QCOMPARE(plan.size(), size_t(count));
                    QCOMPARE(plan.back(), static_cast<int>(changes.size()));
                    if (count > 1) QCOMPARE(plan.front(), 0);
                    QVERIFY(std::is_sorted(plan.begin(), plan.end()));
                }
        // Evenly: frame k at its share of the time. By change: where most changes, most time.
        QCOMPARE(timelapsePlan({1, 1, 1, 1}, 0, 5), (std::vector<int>{0, 1, 2, 3, 4}));
        const auto even = timelapsePlan({100, 1, 1, 1}, 0, 101), eased = timelapsePlan({100, 1, 1, 1}, 1, 101);
        QCOMPARE(static_cast<int>(std::count(even.begin(), even.end(), 0)), 13);
        QVERIFY(std::count(eased.begin(), eased.end(), 0) > 40);
    }

    void goingOnParams() {
        QCOMPARE(goingOnLongSide(512, {2000, 1000}, {256, 128}), 512);
        QCOMPARE(goingOnLongSide(512, {2000, 1000}, {1024, 512}), 1024);
        QCOMPARE(goingOnLongSide(512, {600, 300}, {1024, 512}), 600);
        const Schema& engine = (*findEngine("gatys"))->schema();
        QVERIFY(canGoOn(engine));
        const auto values = asGoingOn(withStartFromLast(engine.defaults()), {2000, 1000}, {1024, 512});
        QVERIFY(startsFromLast(values));
        QCOMPARE(std::get<std::int64_t>(values.at("scales")), std::int64_t{1});
        QCOMPARE(std::get<std::int64_t>(values.at("long-side")), std::int64_t{1024});
        QVERIFY(!startsFromLast({}));
    }
};

VELATURA_TEST(FrameRecorderTest)
#include "frame_recorder_test.moc"
