// How much memory this process may still take. Any thread.
#pragma once

#include <cstdint>

namespace velatura {

/// Bytes that can be had without swapping: what the system calls available, lowered by a container's limit, by the
/// process's own (RLIMIT_AS) and by VELATURA_MEMORY (megabytes that renderings may take). Largest value where nothing
/// says anything.
std::int64_t availableMemory();

}  // namespace velatura
