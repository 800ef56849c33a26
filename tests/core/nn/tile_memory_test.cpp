#include <c10/core/CPUAllocator.h>
#include <torch/torch.h>

#include "core/base/memory.h"
#include "core/nn/tile_memory.h"
#include "tests/support/test_case.h"

using namespace velatura;

namespace {
constexpr std::int64_t kMegabyte = 1 << 20;
at::Tensor ofBytes(std::int64_t bytes) { return at::empty({bytes}, at::kByte); }
}  // namespace

/// Memory of tensors while a picture is worked on in tiles.
class TileMemoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void freedBlocksAreUsedAgain() {
        const TileMemory memory(true);
        at::Tensor first = ofBytes(9 * kMegabyte).fill_(1);
        const void* at = first.data_ptr();
        QCOMPARE(keptForTiles(), std::int64_t{0});
        first.reset();
        QCOMPARE(keptForTiles(), 10 * kMegabyte);  // whole huge pages
        // Not for what is much smaller, but for what is nearly as large.
        at::Tensor smaller = ofBytes(4 * kMegabyte), next = ofBytes(9 * kMegabyte - 5);
        QVERIFY(smaller.data_ptr() != at && next.data_ptr() == at);
        QCOMPARE(keptForTiles(), std::int64_t{0});
        // Small ones are none of its business.
        ofBytes(kMegabyte).reset();
        QCOMPARE(keptForTiles(), std::int64_t{0});
        // LibTorch grows tensors too, and asks for memory by its other way.
        at::Tensor grown = at::arange(10);
        grown.resize_({kMegabyte});
        QCOMPARE(grown[9].item<std::int64_t>(), std::int64_t{9});
        grown.reset();
        QCOMPARE(keptForTiles(), 8 * kMegabyte);
        auto* allocator = c10::GetCPUAllocator();
        for (const std::size_t bytes : {std::size_t{100}, std::size_t{3} << 20}) {
            void* raw = allocator->raw_allocate(bytes);
            static_cast<char*>(raw)[bytes - 1] = 1;
            allocator->raw_deallocate(raw);
        }
    }
    void noMoreIsKeptThanIsSaid() {
        const TileMemory memory(true);
        std::vector<at::Tensor> many;
        for (std::int64_t bytes = 0; bytes < kMostKeptForTiles + 200 * kMegabyte; bytes += 40 * kMegabyte) many.push_back(ofBytes(40 * kMegabyte));
        const void* last = many.back().data_ptr();
        many.clear();
        QVERIFY(keptForTiles() > 0 && keptForTiles() <= kMostKeptForTiles);
        QCOMPARE(ofBytes(40 * kMegabyte).data_ptr(), last);  // those that were freed first went
        const std::int64_t before = keptForTiles();
        ofBytes(kMostKeptForTiles + kMegabyte).reset();
        QCOMPARE(keptForTiles(), before);
    }
    /// oneDNN asks for the allocator anew when it frees.
    void aBlockMayBeFreedAfterwardsByItsPlaceAlone() {
        void *large = nullptr, *small = nullptr, *earlier = c10::GetCPUAllocator()->raw_allocate(std::size_t{3} << 20);
        {
            const TileMemory memory(true);
            large = c10::GetCPUAllocator()->raw_allocate(std::size_t{3} << 20);
            small = c10::GetCPUAllocator()->raw_allocate(1000);
            c10::GetCPUAllocator()->raw_deallocate(earlier);
        }
        for (void* block : {large, small}) {
            static_cast<char*>(block)[999] = 1;
            c10::GetCPUAllocator()->raw_deallocate(block);
        }
        QCOMPARE(keptForTiles(), std::int64_t{0});
    }
    void nothingIsKeptAfterwards() {
        at::Tensor older = ofBytes(8 * kMegabyte).fill_(3), left;
        {
            const TileMemory memory(true);
            left = ofBytes(8 * kMegabyte).fill_(7);
            older.reset();
            QCOMPARE(keptForTiles(), std::int64_t{0});  // it came from elsewhere
            ofBytes(8 * kMegabyte).reset();
            QCOMPARE(keptForTiles(), 8 * kMegabyte);
            // One beside it that is not for tiles changes nothing, nor does the end of another that is.
            { const TileMemory whole(false), another(true); }
            ofBytes(8 * kMegabyte).reset();
            QCOMPARE(keptForTiles(), 8 * kMegabyte);
        }
        QCOMPARE(keptForTiles(), std::int64_t{0});
        {
            auto one = std::make_unique<TileMemory>(true), other = std::make_unique<TileMemory>(true);
            one.reset();  // not in the order in which they began
            ofBytes(8 * kMegabyte).reset();
            QCOMPARE(keptForTiles(), 8 * kMegabyte);
            one = std::make_unique<TileMemory>(false);
            other.reset();
            QCOMPARE(keptForTiles(), std::int64_t{0});
            ofBytes(8 * kMegabyte).reset();
        }
        QCOMPARE(keptForTiles(), std::int64_t{0});
        QVERIFY((left == 7).all().item<bool>());
        left.reset();
        QCOMPARE(keptForTiles(), std::int64_t{0});
        ofBytes(8 * kMegabyte).reset();
        QCOMPARE(keptForTiles(), std::int64_t{0});
    }
};

VELATURA_TEST(TileMemoryTest)
#include "tile_memory_test.moc"
