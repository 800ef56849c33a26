// The entries through which bytes of strangers reach the readers: one for each picture format, the header probe,
// profiles, metadata, and one for each reader of numbers and recipes. The fuzzers call them (tests/fuzz/fuzz.cmake),
// and a test replays them over the seeds and over what the fuzzers found.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>

namespace velatura::fuzz {

using Bytes = std::span<const std::uint8_t>;
using Entries = std::map<std::string, std::function<void(Bytes)>>;

/// "probe", "profile", "metadata" and the formats'.
Entries pictureEntries();
/// "safetensors", "pth", "pth-values" (the pickle inside one), "npy", "packed", "recipe".
Entries numberEntries();

/// Gives `bytes` to the entry; returns normally whatever they are. Pictures over four megapixels are only probed.
void run(const std::string& entry, Bytes bytes);
bool hasEntry(const std::string& entry);

}  // namespace velatura::fuzz
