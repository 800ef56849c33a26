#include "ui/bridge/session_cache.h"

#include <unistd.h>

#include "core/base/paths.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

constexpr const char* kPrefix = "session-";
constexpr const char* kLock = ".lock";

std::unique_ptr<QLockFile> lockOf(const fs::path& folder) {
    auto lock = std::make_unique<QLockFile>(QString::fromStdString(folder.string() + kLock));
    lock->setStaleLockTime(0);  // stale is what belongs to no living process, however old
    return lock;
}

}  // namespace

SessionCache::SessionCache() : root_(cacheFolder()) {}

SessionCache::~SessionCache() {
    std::error_code ec;
    if (!folder_.empty()) fs::remove_all(folder_, ec);
}

Result<fs::path> SessionCache::folder() {
    const std::lock_guard guard(mutex_);
    if (!folder_.empty()) return folder_;
    std::error_code ec;
    fs::create_directories(root_, ec);
    for (int i = 0; i < 100; ++i) {
        const fs::path wanted = root_ / (kPrefix + std::to_string(getpid()) + (i ? "-" + std::to_string(i) : ""));
        auto lock = lockOf(wanted);
        if (!lock->tryLock(0)) continue;  // another one of this process
        fs::remove_all(wanted, ec);       // left by a crashed process of the same number
        if (fs::create_directory(wanted, ec)) {
            // Somebody's pictures: nobody else's business.
            fs::permissions(wanted, fs::perms::owner_all, ec);
            lock_ = std::move(lock);
            folder_ = wanted;
            return folder_;
        }
        break;
    }
    return fail(ErrorCode::Disk, "Nothing can be kept in the cache folder %1.", {root_.string()},
                "Make room there, or check who may write to it.");
}

bool SessionCache::owns(const fs::path& file) {
    const std::string inside = (cacheFolder() / kPrefix).string();
    return file.string().starts_with(inside);
}

void SessionCache::sweep() {
    std::error_code ec;
    std::vector<fs::path> found;
    for (fs::directory_iterator it(root_, ec), end; !ec && it != end; it.increment(ec))
        if (it->is_directory(ec) && it->path().filename().string().starts_with(kPrefix)) found.push_back(it->path());
    for (const fs::path& folder : found)
        if (auto lock = lockOf(folder); lock->tryLock(0)) fs::remove_all(folder, ec);
}

}  // namespace velatura
