// A small network of the instant engine that was never taught, but whose codes and blocks do something.
#pragma once

#include <torch/torch.h>

#include "core/nn/style_transfer_net.h"
#include "tests/support/tensors.h"

namespace velatura::test {

inline std::shared_ptr<StyleTransferNet> tinyNet() {
    auto net = std::make_shared<StyleTransferNet>(StyleTransferNet::Widths{4, 5, 6, 7}, 3);
    at::NoGradGuard noGrad;
    for (auto& [name, tensor] : net->decoderParameters()) {
        if (name == "code.out.weight") tensor.copy_(randomTensor(tensor.sizes().vec(), 8) * 0.3);
        if (name.ends_with("conv2.weight")) tensor.mul_(8);
    }
    return net;
}

}  // namespace velatura::test
