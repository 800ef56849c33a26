// PyTorch and NumPy files that the tests make byte by byte, right and wrong; the fuzzers' replay begins with them too.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace velatura::test {

std::string little(std::uint64_t value, int bytes);
std::string floats(std::initializer_list<float> values);

/// Pieces of a pickle of protocol 2; each leaves one value on the stack.
namespace pickled {
std::string text(const std::string& s);
std::string number(std::int64_t n);
std::string global(const std::string& module, const std::string& name);
std::string tuple(const std::vector<std::string>& items);
std::string list(const std::vector<std::string>& items);
std::string dict(const std::vector<std::pair<std::string, std::string>>& items);
/// OrderedDict() filled.
std::string ordered(const std::vector<std::pair<std::string, std::string>>& items);
std::string call(const std::string& global, const std::vector<std::string>& arguments);
/// ('storage', torch.TYPE, key, 'cpu', count, VIEW) as a persistent id; `view` is left out where it is empty.
std::string storage(const std::string& type, const std::string& key, std::int64_t count, const std::string& view = "");
/// torch._utils._rebuild_tensor_v2 of a storage.
std::string tensor(const std::string& storage, std::int64_t first, const std::vector<std::int64_t>& shape,
                   const std::vector<std::int64_t>& strides);
/// With protocol and end.
std::string whole(const std::string& value);
}  // namespace pickled

struct MadeEntry {
    std::string name, bytes;
    int method = 0, flags = 0;
};
/// An archive of stored entries; `large`: its directory is found by the 64-bit records, as PyTorch's is.
std::string madeZip(const std::vector<MadeEntry>& entries, bool large = false);
/// `value` is a pickled value without its end; storages by key.
std::string zipPth(const std::string& value, const std::vector<std::pair<std::string, std::string>>& storages,
                   bool large = false);
/// Storages: key, number of elements, bytes.
struct MadeStorage {
    std::string key;
    std::uint64_t count;
    std::string bytes;
};
std::string legacyPth(const std::string& value, const std::vector<MadeStorage>& storages, bool littleEndian = true);

/// A state dict of two tensors, in both containers.
std::string smallZipPth();
std::string smallLegacyPth();

/// `header` is the dictionary's text.
std::string madeNpy(const std::string& header, const std::string& data, int version = 1);

}  // namespace velatura::test
