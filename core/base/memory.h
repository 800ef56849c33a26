// How much memory this process may still take. Any thread.
#pragma once

#include <cstdint>

namespace velatura {

/// Bytes that can be had without swapping: what the system calls available, lowered by a container's limit, by the
/// process's own (RLIMIT_AS) and by VELATURA_MEMORY (megabytes that renderings may take). Largest value where nothing
/// says anything.
std::int64_t availableMemory();

/// Freed blocks of fewer bytes stay with the process, to be used again without faulting their pages anew; larger ones go
/// back to the system, as does what is free now. Of the whole process; for blocks that are allocated from now on.
void keepBlocksBelow(std::int64_t bytes);
inline constexpr std::int64_t kKeepAllBlocks = std::int64_t{1} << 30;
/// What is kept while a picture is worked on in tiles: the gaps of larger blocks would add up to as much as a tile takes.
/// Those of tensors are managed by core/nn/tile_memory.h, which keeps so many bytes at most.
inline constexpr std::int64_t kSmallBlocks = 2 << 20, kMostKeptForTiles = std::int64_t{256} << 20;

}  // namespace velatura
