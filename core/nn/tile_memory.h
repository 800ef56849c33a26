// Where tensors get their memory while a picture is worked on in tiles. glibc gives large blocks back to the system and
// faults the pages of the next one anew, which took half of the time; told to keep them, it let the gaps between them grow to
// twice what a rendering needs. So large blocks are of huge pages, and some of those that were freed are kept, a tile's for
// the next tile's.
#pragma once

#include <cstdint>

namespace velatura {

/// While one lives that is for tiles, tensors in main memory get it so; all of the process's, also those of a rendering beside
/// it. Those that were made before and those that outlive it stay valid. When the last has ended nothing is kept any more.
/// Any thread.
class TileMemory {
public:
    /// @param tiles  false: it does nothing
    explicit TileMemory(bool tiles);
    ~TileMemory();
    TileMemory(const TileMemory&) = delete;
    TileMemory& operator=(const TileMemory&) = delete;

private:
    const bool tiles_;
};

/// Makes LibTorch ask here for its memory, which the first TileMemory does too. At the start, before other threads compute.
void prepareTileMemory();

/// Bytes of freed blocks that are kept for tiles now. Never more than kMostKeptForTiles (core/base/memory.h).
std::int64_t keptForTiles();

}  // namespace velatura
