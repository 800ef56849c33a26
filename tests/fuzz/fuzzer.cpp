// A libFuzzer program for one entry: `fuzz_png corpus/ -max_len=20000`.
#include "tests/fuzz/entries.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    velatura::fuzz::run(VELATURA_FUZZ_ENTRY, {data, size});
    return 0;
}
