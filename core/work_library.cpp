#include "core/work_library.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <malloc.h>

#include <cstdlib>

#include "core/base/log.h"
#include "core/base/memory.h"
#include "core/base/paths.h"

namespace velatura {

namespace fs = std::filesystem;

void prepareProcess() {
    // Spinning OpenMP threads starve the window on two cores (up to 17 times slower); see ARCHITECTURE.md, "Speed".
    // A few microseconds of it starve nobody, and what follows at once finds its threads awake: a preview in three quarters of the time.
    if (!::getenv("OMP_WAIT_POLICY")) ::setenv("GOMP_SPINCOUNT", "1000", 0);
    ::setenv("OMP_WAIT_POLICY", "PASSIVE", 0);
    // OpenBLAS has threads of its own, which wait by yielding: for our small matrices they cost more than they bring.
    ::setenv("OPENBLAS_NUM_THREADS", "1", 0);
    // glibc would map and unmap every large tensor and fault its pages anew: half of all time.
    keepBlocksBelow(kKeepAllBlocks);
    ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
    ::mallopt(M_ARENA_MAX, 4);
}

WorkLibrary::~WorkLibrary() = default;

bool WorkLibrary::loaded() const {
    const std::lock_guard lock(mutex_);
    return work_ != nullptr;
}

Result<Work*> WorkLibrary::work() {
    const std::lock_guard lock(mutex_);
    if (work_) return work_.get();
    if (error_) return fail(*error_);

    const std::string name = "libvelatura_work.so";
    const fs::path exe = executableFolder();
    std::string asked, reason;
    for (const fs::path& folder : {exe, exe / "lib", exe.parent_path() / "lib", exe.parent_path() / "lib/velatura"}) {
        const fs::path candidate = folder / name;
        std::error_code ec;
        if (!fs::exists(candidate, ec)) {
            asked += (asked.empty() ? "" : ", ") + folder.string();
            continue;
        }
        // Never closed: LibTorch does not survive being unloaded.
        void* handle = ::dlopen(candidate.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (!handle) {
            reason = ::dlerror();
            logError(reason);
            error_ = Error(ErrorCode::Model, "%1 could not be loaded: %2.", {candidate.string(), reason},
                           "Install the program again, or its package libtorch1.13.");
            return fail(*error_);
        }
        const auto create = reinterpret_cast<CreateWork>(::dlsym(handle, kCreateWorkSymbol));
        Work* made = create ? create(kWorkAbiVersion, &host_) : nullptr;
        if (!made) {
            error_ = Error(ErrorCode::Model, "%1 belongs to another version of the program.", {candidate.string()},
                           "Install the program again.");
            return fail(*error_);
        }
        work_.reset(made);
        logInfo(fmt::format("work library loaded from {}", candidate.string()));
        return work_.get();
    }
    error_ = Error(ErrorCode::Model, "%1, the part that computes, was not found in %2.", {name, asked},
                   "Install the program again.");
    return fail(*error_);
}

}  // namespace velatura
