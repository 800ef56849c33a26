#include "core/catalog.h"

#include "core/engines/arbitrary_forecast.h"
#include "core/engines/fast_style_forecast.h"
#include "core/engines/gatys_forecast.h"
#include "core/engines/gatys_params.h"
#include "core/train/trainers/arbitrary_params.h"
#include "core/train/trainers/decoder_params.h"
#include "core/train/trainers/fast_style_params.h"
#include "core/train/trainers/perceptual_params.h"

namespace velatura {

const std::vector<EngineInfo>& engines() {
    static const std::vector<EngineInfo> table = {
        {"arbitrary", "Instant", "Paints any photo in the style of any painting at once, and again while you move a slider.",
         []() -> const Schema& { return arbitrarySchema(); }, 1, 8, true, true, arbitraryForecast},
        {"gatys", "Optimiser", "Paints the picture step by step until a network sees the painting's textures in it.",
         []() -> const Schema& { return gatysSchema(); }, 1, 8, false, false, gatysForecast},
        {"fast-style", "Trained style", "Paints any photo in a style that a network was trained for, at once and without a painting.",
         []() -> const Schema& { return fastStyleSchema(); }, 0, 0, true, false, fastStyleForecast},
    };
    return table;
}

const std::vector<TrainerInfo>& trainers() {
    static const std::vector<TrainerInfo> table = {
        {"arbitrary", "Any style", "Learns to paint any photo in the style of any painting in one pass: the instant engine's network.",
         []() -> const Schema& { return arbitraryTrainSchema(); }, true, Need::Optional, "A folder of photos, 256 px or larger."},
        {"fast-style", "One style",
         "Learns to paint any photo in the style of one painting, or of several, in one pass: a trained style of your own.",
         []() -> const Schema& { return fastStyleTrainSchema(); }, true, Need::Optional, "A folder of photos, 256 px or larger."},
        {"perceptual", "Perceptual network",
         "Distils a small network that sees pictures as a large one does; every engine looks through it.",
         []() -> const Schema& { return perceptualSchema(); }, false, Need::Required,
         "A folder of photos and paintings, 256 px or larger."},
        {"decoder", "Decoders", "Learns the way back from what the perceptual network sees to pixels, layer by layer.",
         []() -> const Schema& { return decoderSchema(); }, false, Need::Optional,
         "A folder of photos and paintings, 256 px or larger."},
    };
    return table;
}

const std::vector<MetricInfo>& metricInfos() {
    static const std::vector<MetricInfo> table = {
        {"psnr", "PSNR", "Peak signal-to-noise ratio in dB; identical pictures give infinity.", true, false},
        {"ssim", "SSIM", "Structural similarity (Gaussian window 11, sigma 1.5, on luma); 1 is identical.", true, false},
        {"l1", "L1", "Mean absolute difference of the samples, 0 to 1.", false, false},
        {"perceptual", "Perceptual distance", "Mean squared distance of unit-normalised features over all taps.", false, true},
        {"content", "Content distance", "1 minus the correlation of normalised deep features.", false, true},
        {"style", "Style distance", "Relative distance of the Gram matrices, mean over all taps.", false, true},
    };
    return table;
}

namespace {

template <class Info>
Result<const Info*> findIn(const std::vector<Info>& table, const std::string& key, const char* text) {
    std::string known;
    for (const auto& info : table) {
        if (info.key == key) return &info;
        known += (known.empty() ? "" : ", ") + info.key;
    }
    return fail(ErrorCode::Usage, text, {key, known});
}

}  // namespace

Result<const EngineInfo*> findEngine(const std::string& key) {
    return findIn(engines(), key, "There is no engine \"%1\"; there are: %2.");
}

Result<const TrainerInfo*> findTrainer(const std::string& key) {
    return findIn(trainers(), key, "There is no trainer \"%1\"; there are: %2.");
}

}  // namespace velatura
