#include "core/image_io/formats/webp_animation.h"

#include <webp/encode.h>
#include <webp/mux.h>

#include <algorithm>

#include "core/image_io/formats/format.h"

namespace velatura::formats {

namespace {
constexpr const char* kLabel = "WebP";
/// A whole picture at least so often, so that a player can jump.
constexpr int kFewestBetween = 30, kMostBetween = 60;
}  // namespace

struct WebpAnimation::State {
    ImageSize size;
    WebPConfig config{};
    WebPAnimEncoder* encoder = nullptr;
    ~State() { WebPAnimEncoderDelete(encoder); }
};

WebpAnimation::WebpAnimation(std::unique_ptr<State> state) : state_(std::move(state)) {}
WebpAnimation::WebpAnimation(WebpAnimation&&) noexcept = default;
WebpAnimation::~WebpAnimation() = default;

Result<WebpAnimation> WebpAnimation::create(ImageSize size, int quality) {
    if (std::max(size.width, size.height) > WEBP_MAX_DIMENSION)
        return fail(ErrorCode::TooLarge, "WebP holds at most %1 px a side, and the pictures are larger.",
                    {std::to_string(WEBP_MAX_DIMENSION)}, "Choose a video or numbered pictures.");
    auto state = std::make_unique<State>();
    state->size = size;
    WebPAnimEncoderOptions options;
    if (!WebPAnimEncoderOptionsInit(&options) ||
        !WebPConfigPreset(&state->config, WEBP_PRESET_DEFAULT, static_cast<float>(quality)))
        return notEncoded(kLabel, "library version");
    options.kmin = kFewestBetween;
    options.kmax = kMostBetween;
    state->encoder = WebPAnimEncoderNew(size.width, size.height, &options);
    if (!state->encoder) throw std::bad_alloc();
    return WebpAnimation(std::move(state));
}

Status WebpAnimation::add(const Image& image, int ms) {
    check(image.size() == state_->size && image.channels() == 3 && image.depth() == Depth::U8, "a picture of another kind");
    WebPPicture picture;
    if (!WebPPictureInit(&picture)) return notEncoded(kLabel, "library version");
    const std::unique_ptr<WebPPicture, decltype(&WebPPictureFree)> owner(&picture, &WebPPictureFree);
    picture.use_argb = 1;
    picture.width = image.width();
    picture.height = image.height();
    if (!WebPPictureAlloc(&picture)) throw std::bad_alloc();
    for (int y = 0; y < image.height(); ++y) {
        std::uint32_t* to = picture.argb + static_cast<size_t>(y) * static_cast<size_t>(picture.argb_stride);
        const std::uint8_t* from = image.row(y);
        for (int x = 0; x < image.width(); ++x, from += 3)
            to[x] = 0xff000000u | static_cast<std::uint32_t>(from[0]) << 16 | static_cast<std::uint32_t>(from[1]) << 8 | from[2];
    }
    if (!WebPAnimEncoderAdd(state_->encoder, &picture, ms, &state_->config)) {
        if (picture.error_code == VP8_ENC_ERROR_OUT_OF_MEMORY) throw std::bad_alloc();
        return notEncoded(kLabel, WebPAnimEncoderGetError(state_->encoder));
    }
    return {};
}

Result<std::string> WebpAnimation::finish(int ms) {
    WebPData data;
    WebPDataInit(&data);
    if (!WebPAnimEncoderAdd(state_->encoder, nullptr, ms, nullptr) || !WebPAnimEncoderAssemble(state_->encoder, &data))
        return notEncoded(kLabel, WebPAnimEncoderGetError(state_->encoder));
    const std::unique_ptr<WebPData, decltype(&WebPDataClear)> owner(&data, &WebPDataClear);
    return std::string(reinterpret_cast<const char*>(data.bytes), data.size);
}

}  // namespace velatura::formats
