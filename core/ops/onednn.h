// oneDNN's processor, and a stream for each thread. Only for files that are compiled with VELATURA_ONEDNN.
#pragma once

#include <dnnl.hpp>

namespace velatura {

inline const dnnl::engine& oneDnnProcessor() {
    static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

inline dnnl::stream& oneDnnStream() {
    thread_local dnnl::stream own(oneDnnProcessor());
    return own;
}

}  // namespace velatura
