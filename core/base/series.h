// Series: a queue that loses nothing. For scalars: every step's loss reaches chart and file however slowly they read.
// Any number of writers; readers take all that has come since the last time.
#pragma once

#include <mutex>
#include <utility>
#include <vector>

namespace velatura {

template <class T>
class Series {
public:
    void add(T value) {
        const std::lock_guard lock(mutex_);
        values_.push_back(std::move(value));
    }

    std::vector<T> takeAll() {
        std::vector<T> out;
        const std::lock_guard lock(mutex_);
        out.swap(values_);
        return out;
    }

private:
    std::mutex mutex_;
    std::vector<T> values_;
};

}  // namespace velatura
