// StyleJudge: how far painted pictures are from a photo's content and a painting's style, through the shipped perceptual
// network in its teacher's metric, or, where its teacher is at hand, with the teacher's own eyes for fine texture. What
// every trainer of a painting network learns by. The job's thread.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <memory>
#include <vector>

#include "core/nn/perceptual.h"
#include "core/nn/vgg.h"

namespace velatura {

/// Taps at which content is compared.
inline constexpr std::array<int, 2> kContentTaps = {2, 3};

struct StyleLossWeights {
    double gram = 1, moments = 0, distribution = 0;
    std::vector<double> taps = {1, 1, 1, 1, 0.5};
};

class StyleJudge {
public:
    /// @param half      features in bfloat16, losses in float32
    /// @param teachers  folder of VggTeacher's files, whose relu1_1 to relu3_1 then judge style; empty: none
    /// Error: a network is missing.
    static Result<std::shared_ptr<StyleJudge>> load(const c10::Device& device, bool half, const std::filesystem::path& teachers = {});

    /// Taps 0..deepest; all of them are followed by the teacher's, where there is one.
    /// @param pictures float32 [N,3,H,W], sides multiples of 16
    std::vector<at::Tensor> features(const at::Tensor& pictures, int deepest = kTapCount - 1) const;
    /// Features of what is not trained.
    std::vector<at::Tensor> target(const at::Tensor& pictures, int deepest = kTapCount - 1) const;
    /// 1 minus the correlation of deep features, 0..1. @param painted, photo  taps to kContentTaps' last at least
    at::Tensor content(const std::vector<at::Tensor>& painted, const std::vector<at::Tensor>& photo) const;
    /// Weighted mean over taps of the distances that have a weight.
    at::Tensor style(const std::vector<at::Tensor>& painted, const std::vector<at::Tensor>& painting, const StyleLossWeights& weights) const;
    /// Second moments at a tap: the teacher's own where it is there, else ours in its metric.
    /// @param features  all that features() gave  @return float32 [N,C,C] or [N,C+1,C+1]
    at::Tensor styleGram(const std::vector<at::Tensor>& features, std::size_t tap) const;
    /// The same of a painting of any size, tap by tap. No gradient.
    std::vector<at::Tensor> gramsOf(const at::Tensor& painting) const;
    /// A style as one row of numbers: means and deviations of the deep taps. @return float32 [N,D]
    at::Tensor signal(const std::vector<at::Tensor>& features) const;
    int channels(int tap) const { return net_->channels(tap); }

private:
    at::Tensor gram(const at::Tensor& features, std::size_t tap) const;

    std::shared_ptr<PerceptualNet> net_;
    std::shared_ptr<VggTeacher> teacher_;  // may be null
    bool half_ = false;
    std::vector<at::Tensor> roots_;
};

/// Judges see each square without its border, where the padding of the painting network shows, and every step at another
/// position: a network whose pixels always lie alike on its judge's grid leaves the grid's period in its pictures.
/// @param pictures float32 [N,3,S,S]  @return float32 [N,3,S-32,S-32], a view
at::Tensor judgedPart(const at::Tensor& pictures, std::int64_t step);

/// The same for a network that normalises whole pictures: what a judge does not see of these, it would fill with whatever
/// brings the statistics of the rest to where it wants them. So all of it is seen, with its reflection around it.
/// @param pictures float32 [N,3,S,S]  @return float32 [N,3,S+32,S+32]
at::Tensor judgedWhole(const at::Tensor& pictures, std::int64_t step);

/// How much neighbouring pixels differ in lightness, and softly in colour. @param pictures float32 [N,3,H,W]
struct PictureVariation {
    at::Tensor lightness, colour;
};
PictureVariation variationOf(const at::Tensor& pictures);

/// What a network pays for leaving 0..1: it must not be clamped while it learns.
at::Tensor outOfRange(const at::Tensor& pictures);

}  // namespace velatura
