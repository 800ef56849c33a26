// PatchDiscriminator: tells whether patches of a picture are of the real kind, at several sizes of the picture at once
// (pix2pixHD, Wang 2018; as IEContraAST uses it). Trained beside a generator; never shipped. One thread.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <string>
#include <vector>

namespace velatura {

class PatchDiscriminator {
public:
    struct Shape {
        int scales = 3;         ///< the picture, half of it, a quarter …
        int width = 32;         ///< of the first layer; each further one has twice as many
        int layers = 3;         ///< 4x4 convolutions with stride 2
        bool spectral = false;  ///< weights divided by their largest singular value (Miyato 2018)
    };

    explicit PatchDiscriminator(const Shape& shape, std::uint64_t seed = 1);

    /// One step of the power iteration behind the spectral norm; once a training step.
    void refreshNorms();
    /// @param x  float32 [N,3,H,W], 0..1; sides of at least smallestSide()  @return logits of patches, one a scale,
    ///           float32 [N,1,h,w]
    std::vector<at::Tensor> forward(const at::Tensor& x) const;
    int smallestSide() const;

    std::vector<std::pair<std::string, at::Tensor>> namedParameters() const;
    std::vector<std::pair<std::string, at::Tensor>> namedBuffers() const;
    void to(const c10::Device& device);

private:
    struct Layer {
        std::string name;
        at::Tensor weight, bias;
        at::Tensor left;  ///< power iteration's vector, where the norm is spectral
        int stride = 1;
        bool normalised = false, last = false;
    };
    at::Tensor weightOf(const Layer& layer) const;

    Shape shape_;
    std::vector<std::vector<Layer>> scales_;
};

}  // namespace velatura
