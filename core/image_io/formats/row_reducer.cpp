#include "core/image_io/formats/row_reducer.h"

#include <algorithm>
#include <type_traits>

namespace velatura::formats {

int reduction(ImageSize size, int minShortSide) {
    return minShortSide <= 0 ? 1 : std::max(1, std::min(size.width, size.height) / minShortSide);
}

RowReducer::RowReducer(ImageSize size, int channels, Depth depth, int factor)
    : size_(size),
      factor_(factor),
      out_({(size.width + factor - 1) / factor, (size.height + factor - 1) / factor}, channels, depth) {
    sums_.assign(static_cast<size_t>(out_.size().width) * static_cast<size_t>(channels), 0.0);
}

void RowReducer::add(const std::uint8_t* row) {
    check(done_ < out_.size().height, "more rows than the picture has");
    const auto each = [&](auto* samples) {
        using T = std::remove_const_t<std::remove_pointer_t<decltype(samples)>>;
        sum(samples);
        ++rows_;
        const bool last = done_ * factor_ + rows_ == size_.height;
        if (rows_ == factor_ || last) finish(out_.rowAs<T>(done_));
    };
    switch (out_.depth()) {
        case Depth::U8:
            return each(row);
        case Depth::U16:
            return each(reinterpret_cast<const std::uint16_t*>(row));
        case Depth::F32:
            return each(reinterpret_cast<const float*>(row));
    }
}

template <class T>
void RowReducer::sum(const T* row) {
    const int channels = out_.channels(), colours = channels - (channels % 2 == 0 ? 1 : 0);
    double* to = sums_.data();
    for (int x = 0; x < size_.width; to += channels)
        for (const int end = std::min(size_.width, x + factor_); x < end; ++x, row += channels) {
            // An invisible pixel must lend no colour to its neighbours.
            const double a = colours < channels ? static_cast<double>(row[colours]) : 1.0;
            for (int c = 0; c < colours; ++c) to[c] += a * static_cast<double>(row[c]);
            if (colours < channels) to[colours] += a;
        }
}

template <class T>
void RowReducer::finish(T* out) {
    const int channels = out_.channels(), colours = channels - (channels % 2 == 0 ? 1 : 0);
    constexpr double kRound = std::is_floating_point_v<T> ? 0.0 : 0.5;
    double* from = sums_.data();
    for (int x = 0; x < out_.size().width; ++x, from += channels, out += channels) {
        const double pixels = static_cast<double>(std::min(factor_, size_.width - x * factor_)) * rows_;
        const double weight = colours < channels ? from[colours] : pixels;
        for (int c = 0; c < colours; ++c) out[c] = weight > 0 ? static_cast<T>(from[c] / weight + kRound) : T{};
        if (colours < channels) out[colours] = static_cast<T>(from[colours] / pixels + kRound);
    }
    std::fill(sums_.begin(), sums_.end(), 0.0);
    rows_ = 0;
    ++done_;
}

}  // namespace velatura::formats
