#include "core/base/memory.h"

#include <malloc.h>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>

namespace velatura {

namespace {

constexpr std::int64_t kUnlimited = std::numeric_limits<std::int64_t>::max();

/// The first number of a small file, or -1: not there, or a word such as "max".
std::int64_t numberIn(const char* path) {
    FILE* f = std::fopen(path, "r");
    if (!f) return -1;
    long long value = -1;
    if (std::fscanf(f, "%lld", &value) != 1) value = -1;
    std::fclose(f);
    return value;
}

/// `name` in /proc/meminfo or /proc/self/status, which count in kB; -1 when it is not there.
std::int64_t procBytes(const char* file, const char* name) {
    FILE* f = std::fopen(file, "r");
    if (!f) return -1;
    char line[256];
    long long kilobytes = -1;
    while (std::fgets(line, sizeof line, f))
        if (std::strncmp(line, name, std::strlen(name)) == 0 && std::sscanf(line + std::strlen(name), ": %lld", &kilobytes) == 1) break;
    std::fclose(f);
    return kilobytes < 0 ? -1 : kilobytes * 1024;
}

}  // namespace

std::int64_t availableMemory() {
    std::int64_t left = kUnlimited;
    if (const auto n = procBytes("/proc/meminfo", "MemAvailable"); n >= 0) left = std::min(left, n);
    // Version 2 of control groups, then version 1; a limit beyond any memory is none.
    for (const auto& [limit, used] : {std::pair{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"},
                                      std::pair{"/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"}}) {
        const std::int64_t most = numberIn(limit), now = numberIn(used);
        if (most > 0 && now >= 0) left = std::min(left, std::max<std::int64_t>(0, most - now));
    }
    rlimit own{};
    if (getrlimit(RLIMIT_AS, &own) == 0 && own.rlim_cur != RLIM_INFINITY) {
        const std::int64_t taken = std::max<std::int64_t>(0, procBytes("/proc/self/status", "VmSize"));
        left = std::min(left, std::max<std::int64_t>(0, static_cast<std::int64_t>(own.rlim_cur) - taken));
    }
    if (const char* wish = std::getenv("VELATURA_MEMORY"))
        if (const long long megabytes = std::atoll(wish); megabytes > 0) left = std::min<std::int64_t>(left, megabytes * 1'000'000);
    return left;
}

void keepBlocksBelow(std::int64_t bytes) {
    ::mallopt(M_MMAP_THRESHOLD, static_cast<int>(std::min(bytes, kKeepAllBlocks)));
    if (bytes < kKeepAllBlocks) ::malloc_trim(0);
}

}  // namespace velatura
