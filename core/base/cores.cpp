#include "core/base/cores.h"

#include <sched.h>

#include <algorithm>
#include <cstdio>

namespace velatura {

int grantedCores() {
    cpu_set_t set;
    CPU_ZERO(&set);
    int cores = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    if (FILE* f = std::fopen("/sys/fs/cgroup/cpu.max", "r")) {
        long long quota = 0, period = 0;
        if (std::fscanf(f, "%lld %lld", &quota, &period) == 2 && quota > 0 && period > 0)
            cores = std::min<int>(cores, static_cast<int>((quota + period - 1) / period));
        std::fclose(f);
    }
    return std::max(cores, 1);
}

}  // namespace velatura
