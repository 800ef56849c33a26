// The blocks of numbers in a PyTorch file, told apart by container: entries of a zip archive, or one behind the other
// at the end of a legacy file. Internal to the reader of .pth files.
#pragma once

#include <map>
#include <optional>

#include "core/io/input_file.h"
#include "core/io/pickle.h"
#include "core/io/safetensors.h"

namespace velatura::pth {

/// How a storage's elements lie in the file, and as what they are given.
struct Element {
    const char* global;  ///< "torch FloatStorage"
    size_t bytes;
    NumberType type;
};

const Element* findElement(std::string_view global);

/// Where a storage's bytes are; `crc` only where the container has one.
struct Storage {
    std::uint64_t offset = 0, bytes = 0;
    std::optional<std::uint32_t> crc;
};

/// A file's values and the storages that they may name.
struct Contents {
    Pickle pickle;
    std::map<std::string, Storage> storages;
};

/// What a tensor's storage says of itself.
struct StorageId {
    const Element* element = nullptr;
    std::string key;
    std::uint64_t count = 0;               ///< elements of the whole storage
    std::uint64_t first = 0, visible = 0;  ///< the part that a view of old files is
};

/// Error: the value is not ('storage', type, key, place, count[, view]).
Result<StorageId> readStorageId(const InputFile& file, const Pickle& pickle, const PickleValue& persistent);

/// Tells the container by the first bytes; TorchScript, plain pickles and everything else are refused.
Result<Contents> readContents(const InputFile& file);

tl::unexpected<Error> broken(const InputFile& file, const std::string& what);
/// `what` is the first odd thing.
tl::unexpected<Error> unknown(const InputFile& file, const std::string& what);

}  // namespace velatura::pth
