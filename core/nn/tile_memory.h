// Where tensors get their memory while a picture is worked on in tiles. glibc gives large blocks back to the system and
// faults the pages of the next one anew, which took half of the time; told to keep them, it let the gaps between them grow to
// twice what a rendering needs. So large blocks are of huge pages, and some of those that were freed are kept, a tile's for
// the next tile's.
#pragma once

#include <cstdint>

namespace velatura {

/// While one lives that is for tiles, tensors in main memory get it so; all of the process's. Those that were made before and
/// those that outlive it stay valid. At its end nothing is kept any more, and things are as they were before it. A rendering
/// as a whole holds one, and those that it calls.
class TileMemory {
public:
    explicit TileMemory(bool tiles);
    ~TileMemory();
    TileMemory(const TileMemory&) = delete;
    TileMemory& operator=(const TileMemory&) = delete;

private:
    const bool before_;
};

/// Bytes of freed blocks that are kept for tiles now. Never more than kMostKeptForTiles.
std::int64_t keptForTiles();
inline constexpr std::int64_t kMostKeptForTiles = std::int64_t{256} << 20;

}  // namespace velatura
