// FakeWork: a Work for tests of the window. Renders by mixing photo and style slowly, with previews, scalars and
// progress, and asks proceed() every step, as a real engine does. No LibTorch.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "core/work.h"

namespace velatura::test {

struct FakePlan {
    std::atomic<int> steps{20};
    std::atomic<int> stepMs{10};
    std::atomic<bool> fail{false};
    std::atomic<int> renders{0};
    std::atomic<std::uint64_t> lastStyles{0};
    std::atomic<int> looks{0};         ///< at layers
    std::atomic<bool> failLooks{false};
    std::atomic<bool> wentOn{false};  ///< the last run started from a picture

    std::atomic<int> codes{0};           ///< pictures whose style was looked at
    std::atomic<bool> noNetwork{false};  ///< nothing can be looked at or measured
    std::atomic<int> model{1};           ///< which version of the network looks

    std::mutex mutex;
    std::vector<RenderRequest> asked;  ///< under `mutex`: all renderings since the test began
    std::atomic<int> atOnce{0}, mostAtOnce{0};  ///< renderings in sessions of one engine or several
    RenderRequest lastRender;   ///< under `mutex`: what the last rendering was asked to do
    TrainRequest lastTraining;  ///< under `mutex`: what the last training was asked to do
};

/// `plan` outlives the Work; tests change it between renders.
std::unique_ptr<Work> makeFakeWork(FakePlan& plan);

}  // namespace velatura::test
