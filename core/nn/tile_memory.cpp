#include "core/nn/tile_memory.h"

#include <c10/core/CPUAllocator.h>
#include <sys/mman.h>

#include <atomic>
#include <list>
#include <mutex>
#include <new>
#include <unordered_map>

#include "core/base/memory.h"

namespace velatura {

namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;
/// Smaller ones come from glibc, which keeps them.
constexpr std::size_t kLeastBlock = kHugePage;
static_assert(kLeastBlock == kSmallBlocks);
/// A kept block may be larger than what is asked for, by this share.
constexpr double kLooseFit = 1.25;

struct Block {
    void* at = nullptr;
    std::size_t bytes = 0;
};

void unmap(const Block& block) { ::munmap(block.at, block.bytes); }

/// On a huge page's border. Of nothing: there is no memory.
Block mapped(std::size_t bytes) {
    void* all = ::mmap(nullptr, bytes + kHugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED) return {};
    char* const from = static_cast<char*>(all);
    const std::size_t before = (kHugePage - reinterpret_cast<std::uintptr_t>(from) % kHugePage) % kHugePage;
    if (before > 0) ::munmap(from, before);
    ::munmap(from + before + bytes, kHugePage - before);
    ::madvise(from + before, bytes, MADV_HUGEPAGE);  // a wish: without it pages are small
    return {from + before, bytes};
}

class TileBlocks : public c10::Allocator {
public:
    static TileBlocks& instance() {
        // Outlives every tensor, and stays LibTorch's allocator: oneDNN frees by whichever is the allocator then, which must
        // know the blocks of before.
        static auto* const all = [] {
            auto* const made = new TileBlocks;
            c10::SetCPUAllocator(made);
            return made;
        }();
        return *all;
    }

    c10::DataPtr allocate(std::size_t bytes) const override {
        if (bytes < kLeastBlock || users_ == 0) return c10::GetDefaultCPUAllocator()->allocate(bytes);
        const std::size_t whole = (bytes + kHugePage - 1) / kHugePage * kHugePage;
        const std::lock_guard lock(mutex_);
        Block block = taken(whole);
        if (!block.at) block = mapped(whole);
        if (!block.at) {  // what is kept may be what it lacks
            drop(0);
            block = mapped(whole);
        }
        if (!block.at) throw std::bad_alloc();
        try {
            lent_.emplace(block.at, block.bytes);
        } catch (...) {
            unmap(block);
            throw;
        }
        return {block.at, block.at, &TileBlocks::release, c10::Device(c10::kCPU)};
    }
    c10::DeleterFnPtr raw_deleter() const override { return &TileBlocks::release; }

    /// @param more 1: one more needs it; -1: one less
    void count(int more) {
        const std::lock_guard lock(mutex_);
        users_ += more;
        if (users_ != (more > 0 ? 1 : 0)) return;
        if (more < 0) drop(0);
        keepBlocksBelow(more > 0 ? kSmallBlocks : kKeepAllBlocks);
    }

    std::int64_t kept() const {
        const std::lock_guard lock(mutex_);
        return static_cast<std::int64_t>(bytes_);
    }

private:
    /// The kept block that fits best; none: one of nothing. The lock is held.
    Block taken(std::size_t bytes) const {
        auto best = blocks_.end();
        for (auto it = blocks_.begin(); it != blocks_.end(); ++it)
            if (it->bytes >= bytes && static_cast<double>(it->bytes) <= kLooseFit * static_cast<double>(bytes) && (best == blocks_.end() || it->bytes < best->bytes)) best = it;
        if (best == blocks_.end()) return {};
        const Block out = *best;
        bytes_ -= out.bytes;
        blocks_.erase(best);
        return out;
    }

    /// Of a block of any size, for LibTorch asks by the place alone.
    static void release(void* at) {
        if (at && !instance().takeBack(at)) c10::GetDefaultCPUAllocator()->raw_deallocate(at);
    }

    /// @return false: it is none of these
    bool takeBack(void* at) const {
        const std::lock_guard lock(mutex_);
        const auto lent = lent_.find(at);
        if (lent == lent_.end()) return false;
        const Block block{at, lent->second};
        lent_.erase(lent);
        if (users_ == 0 || block.bytes > kMostKeptForTiles) {
            unmap(block);
            return true;
        }
        try {
            blocks_.push_front(block);
        } catch (const std::bad_alloc&) {
            unmap(block);
            return true;
        }
        bytes_ += block.bytes;
        drop(kMostKeptForTiles);
        return true;
    }

    /// Those that have lain longest, until no more than so much is kept. The lock is held.
    void drop(std::size_t most) const {
        while (bytes_ > most) {
            unmap(blocks_.back());
            bytes_ -= blocks_.back().bytes;
            blocks_.pop_back();
        }
    }

    mutable std::mutex mutex_;
    mutable std::list<Block> blocks_;  ///< freed last first
    mutable std::size_t bytes_ = 0;    ///< of these
    mutable std::unordered_map<void*, std::size_t> lent_;
    std::atomic<int> users_ = 0;  ///< none: all blocks come from glibc
};

}  // namespace

TileMemory::TileMemory(bool tiles) : tiles_(tiles) {
    if (tiles_) TileBlocks::instance().count(1);
}

TileMemory::~TileMemory() {
    if (tiles_) TileBlocks::instance().count(-1);
}

void prepareTileMemory() { TileBlocks::instance(); }

std::int64_t keptForTiles() { return TileBlocks::instance().kept(); }

}  // namespace velatura
