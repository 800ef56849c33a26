// Python's pickle streams as data: a machine that builds values (numbers, texts, tuples, lists, dictionaries) and knows
// nothing else. It imports, calls and makes nothing: an object stays the name of its maker and the arguments, and only
// names on the caller's list pass. Used by the reader of .pth files; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace velatura {

struct PickleValue {
    enum class Kind {
        None,
        Bool,
        Int,
        BigInt,  ///< over 64 bits: `text` has its bytes, least first
        Real,
        Text,
        Bytes,
        Tuple,
        List,
        Dict,        ///< OrderedDict too; `items` are key, value, key, value …
        Global,      ///< `text` is "module name"
        Made,        ///< `items` are a Global and the tuple of arguments it would be called with
        Persistent,  ///< `items` is what stands for something outside the stream
    };
    Kind kind = Kind::None;
    std::int64_t integer = 0;
    double real = 0;
    std::string text;
    std::vector<std::uint32_t> items;  ///< indices into Pickle::values
};

/// Values refer to each other by index; a stranger's may do so in circles.
struct Pickle {
    std::vector<PickleValue> values;
    std::uint32_t root = 0;
    size_t bytes = 0;  ///< how long the stream is

    const PickleValue& top() const { return values[root]; }
    const PickleValue& at(const PickleValue& parent, size_t i) const { return values[parent.items[i]]; }
};

struct PickleProblem {
    enum class Kind { CutOff, Damaged, Unknown };
    Kind kind = Kind::Damaged;
    std::string what;  ///< "the global os system", "the opcode 0x82 at byte 17"
};

/// Decides about "module name".
using PickleAllows = bool (*)(std::string_view global);

tl::expected<Pickle, PickleProblem> readPickle(std::string_view bytes, PickleAllows allows);

}  // namespace velatura
