#include "core/nn/device.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <torch/cuda.h>
#include <xmmintrin.h>

#include <charconv>

#include "core/base/cores.h"

namespace velatura {

namespace {

/// 0 where LibTorch has no CUDA, or has it and finds no driver.
int gpuCount() { return at::hasCUDA() ? static_cast<int>(torch::cuda::device_count()) : 0; }

}  // namespace

std::string whyNoGpu() {
    if (gpuCount() > 0) return {};
    if (!at::hasCUDA()) return "No GPU is used because this LibTorch was built without CUDA.";
    return "No GPU is used because no NVIDIA driver or device was found.";
}

Result<c10::Device> pickDevice(const std::string& wanted) {
    if (wanted == "cpu") return c10::Device(c10::kCPU);
    if (wanted == "auto") return gpuCount() > 0 ? c10::Device(c10::kCUDA, 0) : c10::Device(c10::kCPU);
    int index = 0;
    bool known = wanted == "cuda";
    if (wanted.starts_with("cuda:")) {
        const char* first = wanted.data() + 5;
        const char* last = wanted.data() + wanted.size();
        const auto r = std::from_chars(first, last, index);
        known = r.ec == std::errc() && r.ptr == last && index >= 0 && index < 128;
    }
    if (!known)
        return fail(ErrorCode::Usage, "\"%1\" is not a device: it is auto, cpu, cuda or cuda:N.", {wanted});
    if (index >= gpuCount())
        return fail(ErrorCode::Usage, "The device %1 is not there: %2", {wanted, gpuCount() > 0 ? "no GPU has that number." : whyNoGpu()},
                    "Choose auto or cpu.");
    return c10::Device(c10::kCUDA, static_cast<c10::DeviceIndex>(index));
}

std::string deviceName(const c10::Device& device) { return device.str(); }

bool quickInBfloat16() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16");
#else
    return false;
#endif
}

int useThreads(int wanted) {
    const int threads = wanted > 0 ? wanted : grantedCores();
    // Not when it is so already: LibTorch then throws away the convolutions that oneDNN has made ready, and starts a thread
    // that is never used but spins for a while, on a core that another would have.
    if (at::get_num_threads() != threads) at::set_num_threads(threads);
    at::globalContext().setFlushDenormal(true);
    // OpenMP's own threads keep their flag between regions; each sets it once.
    at::parallel_for(0, threads, 1, [](int64_t, int64_t) { _mm_setcsr(_mm_getcsr() | 0x8040); });
    return threads;
}

}  // namespace velatura
