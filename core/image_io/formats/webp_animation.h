// WebpAnimation: an animated WebP in memory, by libwebpmux. One thread at a time.
#pragma once

#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/image/image.h"

namespace velatura::formats {

class WebpAnimation {
public:
    /// Loops without an end. Error where a side is longer than the format holds.
    static Result<WebpAnimation> create(ImageSize size, int quality);
    WebpAnimation(WebpAnimation&&) noexcept;
    ~WebpAnimation();

    /// `image` in 8 bits, RGB, of the animation's size, shown from `ms` on; times ascend.
    Status add(const Image& image, int ms);
    /// The file; the last picture is shown until `ms`.
    Result<std::string> finish(int ms);

private:
    struct State;
    explicit WebpAnimation(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace velatura::formats
