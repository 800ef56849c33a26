#include "core/take_up_run.h"

#include <fstream>

#include "tests/support/test_case.h"

using namespace velatura;

class TakeUpRunTest : public QObject {
    Q_OBJECT
    const TrainerInfo& trainer_ = trainers().front();

    static void write(const test::ScratchFolder& folder, const std::string& json) {
        std::ofstream(folder / "run.json") << json;
    }

private Q_SLOTS:
    void whatIsGivenWinsTheRestComesFromTheRun() {
        const test::ScratchFolder folder;
        write(folder, R"({"trainer": ")" + trainer_.key + R"(", "data": "/pictures", "teachers": "/weights",
                          "params": {"steps": 600, "batch": 3, "unknown-by-now": 1}})");
        TrainRequest request;
        request.run = folder.path();
        request.params["steps"] = std::int64_t{900};
        request.teachers = "/others";
        QVERIFY(takeUpRun(request, trainer_));
        QCOMPARE(std::get<std::int64_t>(request.params.at("steps")), std::int64_t{900});
        QCOMPARE(std::get<std::int64_t>(request.params.at("batch")), std::int64_t{3});
        QVERIFY(!request.params.contains("unknown-by-now"));
        QCOMPARE(request.data, std::filesystem::path("/pictures"));
        QCOMPARE(request.teachers, std::filesystem::path("/others"));
    }

    void whatIsNoRunIsAnError() {
        const test::ScratchFolder folder;
        TrainRequest request;
        request.run = folder.path();
        QVERIFY(!takeUpRun(request, trainer_));
        for (const char* json : {"", "{", "[1]", R"({"trainer": "another"})", R"({"params": [1]})"}) {
            write(folder, json);
            const auto taken = takeUpRun(request, trainer_);
            QVERIFY2(!taken, json);
            QVERIFY2(!taken.error().message().empty(), json);
        }
    }
};

VELATURA_TEST(TakeUpRunTest)
#include "take_up_run_test.moc"
