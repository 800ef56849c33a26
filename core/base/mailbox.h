// Mailbox: keeps only the newest value; the writer never waits for the reader. For previews and progress, where an
// older value is worth nothing once a newer one is there. Any number of threads on either side.
#pragma once

#include <mutex>
#include <optional>
#include <utility>

namespace velatura {

template <class T>
class Mailbox {
public:
    void put(T value) {
        std::optional<T> old(std::move(value));
        {
            const std::lock_guard lock(mutex_);
            old.swap(value_);
        }
        // The replaced value is destroyed here, outside the lock: it may be a large picture.
    }

    /// The newest value that nobody has taken yet.
    std::optional<T> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(value_, std::nullopt);
    }

private:
    std::mutex mutex_;
    std::optional<T> value_;
};

}  // namespace velatura
