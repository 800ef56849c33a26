// What the fuzzers begin with and the replay changes: small good files of each entry, made on the spot, and those of
// other programs where the shared files are.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace velatura::fuzz {

struct Seed {
    std::string entry, bytes;
    int rounds = 600;  ///< how often the replay changes it
};

/// @param shared  the folder of shared files; empty where it is missing
std::vector<Seed> seeds(const std::filesystem::path& shared);

/// 4 x 3 pixels, interlaced, with a transparent colour, and a second frame.
std::string smallGif();

}  // namespace velatura::fuzz
