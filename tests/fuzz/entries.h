// The entries through which bytes of strangers reach the decoders: one for each format, the header probe, profiles and
// metadata. The fuzzers call them (tests/fuzz/fuzz.cmake), and a test replays them over a small corpus.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace velatura::fuzz {

/// Keys of all entries: "probe", "profile", "metadata" and the formats'.
std::vector<std::string> entries();

/// Gives `bytes` to the entry; returns normally whatever they are. Pictures over four megapixels are only probed.
void run(const std::string& entry, std::span<const std::uint8_t> bytes);

}  // namespace velatura::fuzz
