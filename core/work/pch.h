// The one precompiled header of the work layer: LibTorch costs 13 s a file even so, 26 s without.
#pragma once
#include <torch/torch.h>
