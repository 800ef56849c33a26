// GatysInputs: what the optimiser works from, at the size that it asks for and on its device: pictures, statistics of the
// styles by region, the first picture, the network that it looks through. Kept between renders. One thread.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/engines/chosen_network.h"
#include "core/engines/feature_cache.h"
#include "core/engines/gatys_forecast.h"
#include "core/engines/gatys_params.h"
#include "core/engines/style_regions.h"
#include "core/engines/style_targets.h"
#include "core/engines/transport_rounds.h"
#include "core/jobs/job_context.h"
#include "core/nn/perceptual.h"
#include "core/ops/palette.h"
#include "core/ops/relief.h"
#include "core/work.h"

namespace velatura {

/// One rendering, as far as its inputs go.
struct GatysScene {
    const RenderRequest& request;
    JobContext& context;
    GatysParams params;
    std::vector<StyleGroup> groups;
    Eyes eyes;  ///< what the optimiser looks through; a start by statistics has the shipped network and its decoder
    GatysMemory memory = {};
};

class GatysInputs {
public:
    /// @param net  the shipped network
    explicit GatysInputs(std::shared_ptr<PerceptualNet> net) : source_(std::move(net)) {}

    /// Whatever is asked for from now on is there. Another device forgets what was kept.
    void useDevice(const c10::Device& device);
    const c10::Device& device() const { return device_; }
    void clear() { cache_.clear(); }

    /// The network that the parameters name. Error: there is none of this name, or it lacks what they compare.
    Result<Eyes> eyesFor(const GatysParams& params, JobContext& context);
    /// @return float32 [1,3,H,W], 0..1
    at::Tensor pictureAt(const Image& image, ImageSize size);
    std::vector<StyleRegion> regionsAt(const GatysScene& scene, const Eyes& eyes, ImageSize size);
    struct FirstPicture {
        at::Tensor picture;  ///< float32 [1,3,H,W]
        bool clear = false;  ///< painted already, without ripple, and sharp at this size
    };
    /// Where the first size starts.
    FirstPicture firstPicture(const GatysScene& scene, ImageSize size);
    /// How strong the strokes of each group's paintings are, as far as they are to be matched.
    std::vector<ReliefArea> reliefsAt(const GatysScene& scene, ImageSize size);

private:
    /// What two tensors say of each group's paintings, as far as it is to be matched there.
    /// @param what its name in the cache  @param share of it that is matched at a strength of 1  @param make (paintings) both
    template <class Area, class F>
    std::vector<Area> areasAt(const GatysScene& scene, ImageSize size, const char* what, double share, F&& make);
    /// The colours of each group's paintings, as far as they are to be matched.
    std::vector<PaletteArea> palettesAt(const GatysScene& scene, ImageSize size);
    FirstPicture laidOut(const GatysScene& scene, ImageSize size);
    std::vector<WeightedStyle> paintingsAt(const GatysScene& scene, const StyleGroup& group, ImageSize size);
    StyleTargets targetsAt(const GatysScene& scene, const Eyes& eyes, const StyleGroup& group, ImageSize size);
    Result<RoundsNetworks> rounds();
    at::Tensor instantPicture(const GatysScene& scene, ImageSize size);
    at::Tensor transported(const GatysScene& scene, const at::Tensor& picture, ImageSize size);

    static constexpr std::size_t kCacheBudget = 512u << 20;
    std::shared_ptr<PerceptualNet> source_;
    std::shared_ptr<const PreparedEncoder> net_;  ///< on device_
    std::optional<RoundsNetworks> rounds_;  ///< on device_, once a start needs them
    c10::Device device_ = c10::kCPU;
    ChosenNetwork chosen_;
    FeatureCache cache_{kCacheBudget};
};

}  // namespace velatura
