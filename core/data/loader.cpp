#include "core/data/loader.h"

#include <algorithm>
#include <cmath>

#include "core/base/random.h"

namespace velatura {

std::size_t pictureOf(std::uint64_t seed, std::int64_t index, std::size_t count) {
    const auto n = static_cast<std::int64_t>(count);
    const std::uint64_t key = mix(seed, static_cast<std::uint64_t>(index / n));
    const auto place = static_cast<std::uint64_t>(index % n);
    // A keyed permutation without a table: a Feistel network over the next power of four, walked until inside (cycle
    // walking, Black and Rogaway 2002). Any index costs the same, so a resume starts at once.
    int half = 1;
    while ((1ULL << (2 * half)) < count) ++half;
    const std::uint64_t mask = (1ULL << half) - 1;
    std::uint64_t x = place;
    do {
        std::uint64_t left = x >> half, right = x & mask;
        for (std::uint64_t round = 0; round < 4; ++round) {
            const std::uint64_t fresh = left ^ (mix(key, right * 4 + round) & mask);
            left = right;
            right = fresh;
        }
        x = left << half | right;
    } while (x >= count);
    return static_cast<std::size_t>(x);
}

Image trainingSquare(const Image& picture, std::uint64_t seed, std::int64_t index, int size, double minScale) {
    Random random(mix(mix(seed, 0x5eed), static_cast<std::uint64_t>(index)));
    const int shortSide = std::min(picture.width(), picture.height());
    const int least = std::min(shortSide, std::max(size, static_cast<int>(std::lround(shortSide * minScale))));
    const int side = least + static_cast<int>(random.below(static_cast<std::uint64_t>(shortSide - least) + 1));
    const Rect rect{static_cast<int>(random.below(static_cast<std::uint64_t>(picture.width() - side) + 1)),
                    static_cast<int>(random.below(static_cast<std::uint64_t>(picture.height() - side) + 1)), side, side};
    const Image square = toU8(thumbnail(crop(picture, rect), {size, size}), 3);
    if (random.unit() < 0.5) return square;
    PixelBuffer mirrored(square.size(), 3, Depth::U8);
    for (int y = 0; y < size; ++y) {
        const std::uint8_t* in = square.row(y);
        std::uint8_t* out = mirrored.row(y);
        for (int x = 0; x < size; ++x) std::copy_n(in + 3 * (size - 1 - x), 3, out + 3 * x);
    }
    return Image(std::move(mirrored));
}

Loader::Loader(std::shared_ptr<const PictureSet> set, LoaderOptions options, std::int64_t firstStep)
    : set_(std::move(set)), options_(options), wanted_(firstStep), claimed_(firstStep) {
    for (int i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { loop(); });
}

Loader::~Loader() {
    {
        const std::lock_guard lock(mutex_);
        quit_ = true;
    }
    room_.notify_all();
    for (auto& t : threads_) t.join();
}

Result<std::vector<Image>> Loader::load(std::int64_t step) const {
    std::vector<Image> out;
    const std::size_t count = set_->count();
    for (int b = 0; b < options_.batch; ++b) {
        const std::int64_t index = step * options_.batch + b;
        // The permutation goes on past a picture that cannot be read; the same one is taken in every run.
        for (std::size_t attempt = 0;; ++attempt) {
            const std::size_t which = (pictureOf(options_.seed, index, count) + attempt) % count;
            auto picture = set_->read(which, {.minShortSide = options_.size});
            if (picture) {
                out.push_back(trainingSquare(*picture, options_.seed, index, options_.size, options_.minScale));
                break;
            }
            {
                const std::lock_guard lock(mutex_);
                if (!named_[which]) unreadable_.push_back(picture.error());
                named_[which] = true;
            }
            if (attempt + 1 == count) return fail(picture.error());
        }
    }
    return out;
}

void Loader::loop() {
    const std::int64_t ahead = options_.threads + 2;
    for (;;) {
        std::int64_t step = 0;
        {
            std::unique_lock lock(mutex_);
            room_.wait(lock, [&] { return quit_ || claimed_ < wanted_ + ahead; });
            if (quit_) return;
            step = claimed_++;
        }
        auto squares = [&]() -> Result<std::vector<Image>> {
            try {
                return load(step);
            } catch (const std::bad_alloc&) {
                return fail(ErrorCode::OutOfMemory, "There is not enough memory for the training pictures.", {},
                            "Choose a smaller training size or batch.");
            }
        }();
        {
            const std::lock_guard lock(mutex_);
            done_.emplace(step, std::move(squares));
        }
        ready_.notify_all();
    }
}

Result<std::vector<Image>> Loader::next() {
    if (options_.threads == 0) return load(wanted_++);
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return done_.contains(wanted_); });
    auto node = done_.extract(wanted_++);
    lock.unlock();
    room_.notify_all();
    return std::move(node.mapped());
}

std::vector<Error> Loader::takeUnreadable() {
    const std::lock_guard lock(mutex_);
    return std::exchange(unreadable_, {});
}

}  // namespace velatura
