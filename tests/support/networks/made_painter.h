// A style network as PyTorch's examples name it, with made weights: those of
// tests/core/nn/transformer_net_reference.py.
#pragma once

#include "core/io/safetensors.h"

namespace velatura::test {

struct PainterMade {
    int full = 4, half = 8, quarter = 12;
    int styles = 0;           ///< 0: norms without rows, as strangers have them
    double phase = 0;         ///< another one gives another network
    const char* prefix = "";  ///< in front of all names
};

SafetensorsFile madePainter(const PainterMade& made = {});

}  // namespace velatura::test
