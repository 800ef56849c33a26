// WorkLibrary: loads libvelatura_work while the program runs, once, on whichever thread asks first. Linking LibTorch
// would cost 740 ms before main; this way --help is instant and the window paints first.
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "core/base/result.h"
#include "core/work.h"

namespace velatura {

/// Process-wide settings that LibTorch reads when it is loaded: OpenMP waits passively, glibc keeps large blocks.
/// Call first in main, before any other thread (it sets environment variables).
void prepareProcess();

class WorkLibrary {
public:
    explicit WorkLibrary(WorkHost host) : host_(host) {}
    /// With a Work made elsewhere: tests of the window bring a quick one.
    explicit WorkLibrary(std::unique_ptr<Work> work) : host_{}, work_(std::move(work)) {}
    ~WorkLibrary();
    WorkLibrary(const WorkLibrary&) = delete;
    WorkLibrary& operator=(const WorkLibrary&) = delete;

    /// Loads on the first call (most of a second: not on the window's thread), then returns the same Work. A failure
    /// is remembered and returned again.
    Result<Work*> work();
    bool loaded() const;

private:
    WorkHost host_;
    mutable std::mutex mutex_;
    std::unique_ptr<Work> work_;
    std::optional<Error> error_;
};

}  // namespace velatura
