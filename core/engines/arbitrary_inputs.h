// ArbitraryInputs: what the instant engine paints from: pictures, statistics of photo and paintings by area, the maps between
// them, palettes and reliefs. Kept between renderings, so that a slider reruns only what depends on it. One thread.
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/engines/arbitrary_params.h"
#include "core/engines/feature_cache.h"
#include "core/engines/style_passes.h"
#include "core/engines/style_regions.h"
#include "core/engines/transport_rounds.h"
#include "core/jobs/job_context.h"
#include "core/ops/palette.h"
#include "core/ops/relief.h"
#include "core/work.h"

namespace velatura {

/// Levels from here on are large forms, those before it fine texture.
inline constexpr int kFirstCoarse = 2;

/// One rendering: what its stages share.
struct ArbitraryScene {
    const RenderRequest& request;
    JobContext& context;
    ArbitraryParams params;
    ImageSize size;
    int tile = 0;
    std::int64_t roundPixels = 0;  ///< so many go through the rounds' networks at a time
    std::vector<StyleGroup> groups = {};
    std::vector<at::Tensor> shares = {};   ///< of the groups, and of what no style takes where there is such a place
    std::vector<StyleMoments> content = {};  ///< of each share, and of the whole
    PassPicture picture = {};
    std::vector<at::Tensor> features = {};
    std::vector<double> strange = {};  ///< how far each share's style is from the photo's own, as far as the strength says
    std::vector<double> otherStyle = {};  ///< of rounds: whether an area's styles are other ones at all, 0 to 1, whatever the strength
    bool givesBack = false;            ///< whether the photo stays somewhere, in part: what was lost of it comes back there
    std::array<double, kStyleLevels> strength = {};
    std::int64_t passes = 1, pass = 0;

    /// How much of the photo stays in a share, 0 to 1.
    double stays(size_t share) const { return std::max(0.0, 1 - params.strength * strange[share]); }
    void setStrange(size_t share, double value);
    /// What was lost of the photo comes back, in a pass of its own.
    void willGiveBack();
    /// Tells how far the next pass is.
    PassProgress progress();
    std::string placeKey() const;
    /// The photo with its areas.
    std::string areasKey() const;
};

class ArbitraryInputs {
public:
    explicit ArbitraryInputs(std::shared_ptr<StyleTransferNet> net) : source_(std::move(net)) {}

    /// Whatever is asked for from now on is there. Another device forgets what was kept.
    void useDevice(const c10::Device& device);
    const c10::Device& device() const { return device_; }
    const StyleTransferNet& net() const { return *net_; }
    void clear() { cache_.clear(); }

    /// @return float32 [1,3,H,W], 0..1
    at::Tensor pictureAt(const Image& image, ImageSize size);
    /// The network's features where the picture is seen whole, and statistics of each area. @return false when given up
    bool lookAtContent(ArbitraryScene& scene);
    /// How an area's features in the network are moved: each level takes the mean of the ways to those of the group's styles that give it; a
    /// level that none gives stays as it is.
    AreaTransfer transferOf(const ArbitraryScene& scene, size_t area);
    /// An area's style as the network sees it, as far as the strength says.
    at::Tensor codeOf(const ArbitraryScene& scene, size_t area);
    /// The photo in rounds, which also tell how strange the styles are. Undefined when given up. Error: their networks are
    /// missing.
    Result<at::Tensor> inRounds(ArbitraryScene& scene);
    /// What the rounds lose of the photo on their way, as missed().
    Result<at::Tensor> missedInRounds(ArbitraryScene& scene);
    /// The colours that an area is to have: the photo's, so far on the way to the paintings' as the strength says.
    FeatureMoments paletteOf(const ArbitraryScene& scene, size_t area);
    /// How strong the photo's strokes are.
    StrokeEnergies energiesAt(const ArbitraryScene& scene);
    /// How strong the strokes of an area are to be. @param stays how much of the photo stays there, 0 to 1
    ReliefArea reliefOf(const ArbitraryScene& scene, size_t area, double stays);
    /// What the network loses of the photo on the way through it: given back by as much as the photo stays, at a low strength
    /// and where the painting's style is the photo's own. Undefined when given up.
    Result<at::Tensor> missed(ArbitraryScene& scene);

private:
    /// What is taken over from a painting pixel by pixel.
    struct Surface {
        FeatureMoments colours;
        Relief relief;
    };
    /// A painting at the brush size, or the part of it that a variation takes after.
    struct Painting {
        at::Tensor inner, whole;  ///< float32 [1,3,H,W], without its frame and with it
        std::string key;
    };
    Painting paintingAt(const ArbitraryScene& scene, const Image& style);
    Surface surfaceAt(const ArbitraryScene& scene, const Image& style);
    StyleMoments momentsAt(const ArbitraryScene& scene, const Image& style);
    std::vector<at::Tensor> gramsAt(const ArbitraryScene& scene, const Image& style);
    double shareOf(const ArbitraryScene& scene, size_t area, size_t style, size_t level) const;
    RoundWay roundWay(const ArbitraryScene& scene, size_t area, int round, const FeatureMoments& own);
    void noteStrangeness(ArbitraryScene& scene, size_t area, const FeatureMoments& own);
    Status needRounds();
    /// The networks that a rendering's rounds go through, and a word for them.
    std::pair<const RoundsNetworks&, const char*> roundsOf(const ArbitraryScene& scene) const;
    bool hasRound(const ArbitraryScene& scene, int round) const;
    at::Tensor throughRounds(ArbitraryScene& scene, const std::vector<RoundArea>& areas, double calm);
    at::Tensor keptMissed(const ArbitraryScene& scene, const std::string& key, const std::function<at::Tensor()>& same);
    std::array<AffineMap, kStyleLevels> mapsBetween(const ArbitraryScene& scene, size_t area, const Image& style);

    static constexpr std::size_t kCacheBudget = 512u << 20;
    std::shared_ptr<StyleTransferNet> source_, net_;
    c10::Device device_ = c10::kCPU;
    /// On device_, once they are needed: in float32, for results that may be in bytes, and for previews.
    std::optional<RoundsNetworks> rounds_, quickRounds_, previewRounds_;
    FeatureCache cache_{kCacheBudget};
};

/// How far a style's code is from a picture's own: 0 the same, 1 another.
double strangeness(const at::Tensor& style, const at::Tensor& own);

}  // namespace velatura
