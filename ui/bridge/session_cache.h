// SessionCache: a folder for what this one process keeps on disk while it runs (results put away, files being dragged
// out), under the XDG cache folder. Made when first asked for, removed at the end; what a crash left behind is removed
// by sweep() at the next start. Safe on any thread.
#pragma once

#include <QtCore/QLockFile>
#include <filesystem>
#include <memory>
#include <mutex>

#include "core/base/result.h"

namespace velatura {

class SessionCache {
public:
    /// Below cacheFolder(), or below `root` in tests.
    SessionCache();
    explicit SessionCache(std::filesystem::path root) : root_(std::move(root)) {}
    ~SessionCache();

    /// The folder, made at the first call.
    Result<std::filesystem::path> folder();
    /// Whether `file` lies in a session's folder: it will be gone and is not worth remembering.
    static bool owns(const std::filesystem::path& file);
    /// Removes folders of processes that are no more. Blocks: on a worker.
    void sweep();

private:
    std::filesystem::path root_, folder_;
    std::unique_ptr<QLockFile> lock_;
    std::mutex mutex_;
};

}  // namespace velatura
