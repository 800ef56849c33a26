// A program with a work library of its own beside it (work_library_test copies both into a scratch folder): asks for
// Work twice from several threads and says on standard output what it got.
#include <cstdio>
#include <thread>
#include <vector>

#include "core/work_library.h"

int main() {
    velatura::prepareProcess();
    velatura::WorkLibrary library(velatura::WorkHost{});
    std::printf("loaded before: %d\n", library.loaded());
    std::vector<velatura::Result<velatura::Work*>> answers(4, velatura::Result<velatura::Work*>(nullptr));
    std::vector<std::thread> threads;
    for (auto& answer : answers) threads.emplace_back([&] { answer = library.work(); });
    for (auto& t : threads) t.join();
    bool same = true;
    for (const auto& a : answers)
        same = same && a.has_value() == answers[0].has_value() &&
               (a ? *a == *answers[0] : a.error().message() == answers[0].error().message());
    std::printf("same answer: %d\n", same);
    std::printf("loaded after: %d\n", library.loaded());
    if (answers[0])
        std::printf("device: %s\n", (*answers[0])->device("auto").device.c_str());
    else
        std::printf("error: %s: %s\n", velatura::errorCodeName(answers[0].error().code), answers[0].error().message().c_str());
}
