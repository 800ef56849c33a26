// Writes the seeds into a folder for each entry, for the fuzzers to begin with: write_seeds FOLDER [SHARED]
#include <fstream>
#include <iostream>

#include "tests/fuzz/seeds.h"

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "write_seeds FOLDER [SHARED]\n";
        return 2;
    }
    int n = 0;
    for (const auto& seed : velatura::fuzz::seeds(argc > 2 ? argv[2] : "")) {
        const auto folder = std::filesystem::path(argv[1]) / seed.entry;
        std::filesystem::create_directories(folder);
        std::ofstream(folder / ("seed" + std::to_string(n++)), std::ios::binary) << seed.bytes;
    }
    std::cout << n << " seeds\n";
}
