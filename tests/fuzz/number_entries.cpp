#include <sys/mman.h>
#include <unistd.h>

#include "core/base/check.h"
#include "core/io/npy.h"
#include "core/io/packed.h"
#include "core/io/pth.h"
#include "core/recipe.h"
#include "tests/core/io/made_weights.h"
#include "tests/fuzz/entries.h"

namespace velatura::fuzz {

namespace {

/// The bytes as a file that was never on a disk.
class MemoryFile {
public:
    explicit MemoryFile(Bytes bytes) : fd_(::memfd_create("velatura", MFD_CLOEXEC)) {
        check(fd_ >= 0 && ::write(fd_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()),
              "no file in memory");
    }
    ~MemoryFile() { ::close(fd_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(fd_); }

private:
    int fd_;
};

template <class T>
bool judge(const Result<T>& result) {
    if (!result) check(!result.error().message().empty(), "an error says nothing");
    return result.has_value();
}

void whole(const NumberArray& a) {
    check(a.bytes.size() == static_cast<size_t>(a.count()) * bytesOf(a.type), "an array lacks numbers");
}

void safetensors(Bytes bytes) {
    const MemoryFile file(bytes);
    const auto read = readSafetensors(file.path());
    const auto header = readSafetensorsHeader(file.path());
    check(read.has_value() == header.has_value(), "the header alone is judged otherwise");
    if (!judge(read)) return;
    for (const auto& [name, array] : read->arrays) whole(array);
}

void pth(Bytes bytes) {
    const MemoryFile file(bytes);
    const auto opened = PthFile::open(file.path());
    if (!judge(opened)) return;
    for (size_t i = 0; i < opened->tensors().size(); ++i) {
        const auto array = opened->read(i);
        if (judge(array)) whole(*array);
    }
}

/// The checksum of an archive would keep a fuzzer from the values in it.
void pthValues(Bytes bytes) {
    const std::string file = test::madeZip({{"a/data.pkl", std::string(bytes.begin(), bytes.end())},
                                            {"a/data/0", test::floats({1, 2, 3, 4})},
                                            {"a/data/1", "12345678"}});
    pth({reinterpret_cast<const std::uint8_t*>(file.data()), file.size()});
}

void npy(Bytes bytes) {
    const MemoryFile file(bytes);
    const auto array = readNpy(file.path());
    if (judge(array)) whole(*array);
}

void packed(Bytes bytes) {
    const MemoryFile file(bytes);
    const auto set = PackedReader::open(file.path());
    if (!judge(set)) return;
    for (size_t i = 0; i < set->size() && i < 100; ++i) (void)judge(set->read(i));
}

/// A recipe that is understood survives its own text.
void recipe(Bytes bytes) {
    const auto read = parseRecipe(std::string(bytes.begin(), bytes.end()));
    if (judge(read)) check(parseRecipe(recipeText(*read)).has_value(), "a recipe does not survive its own text");
}

}  // namespace

Entries numberEntries() {
    return {{"safetensors", safetensors}, {"pth", pth},      {"pth-values", pthValues}, {"npy", npy},
            {"packed", packed},           {"recipe", recipe}};
}

}  // namespace velatura::fuzz
