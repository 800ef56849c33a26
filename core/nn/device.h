// Where tensors live and how many threads compute. Any thread.
#pragma once

#include <c10/core/Device.h>

#include <string>

#include "core/base/result.h"

namespace velatura {

/// The device for "auto", "cpu", "cuda" or "cuda:N". Error: a GPU is asked for that is not there, or another word.
Result<c10::Device> pickDevice(const std::string& wanted);

/// One sentence that says why no GPU is used; empty when one can be.
std::string whyNoGpu();

/// "cpu" or "cuda:0".
std::string deviceName(const c10::Device& device);

/// Whether this processor computes convolutions in bfloat16 about twice as quickly as in float32. Others emulate it, and
/// take longer.
bool quickInBfloat16();

/// Prepares the calling thread for computing: thread count (0: all cores that the container grants), denormals flushed
/// (they cost up to a hundredfold, per thread). Returns the number of threads.
int useThreads(int wanted);

}  // namespace velatura
