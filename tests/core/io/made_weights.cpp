#include "tests/core/io/made_weights.h"

#include <cstring>

#include "core/io/zip_directory.h"

namespace velatura::test {

using namespace std::string_literals;

std::string little(std::uint64_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i, value >>= 8) out += static_cast<char>(value);
    return out;
}

std::string floats(std::initializer_list<float> values) {
    std::string out;
    for (const float v : values) {
        std::uint32_t bits = 0;
        std::memcpy(&bits, &v, 4);
        out += little(bits, 4);
    }
    return out;
}

namespace pickled {

std::string text(const std::string& s) {
    return "X" + little(s.size(), 4) + s;
}

std::string number(std::int64_t n) {
    if (n >= 0 && n < 256) return "K" + little(static_cast<std::uint64_t>(n), 1);
    return "\x8A\x08" + little(static_cast<std::uint64_t>(n), 8);
}

std::string global(const std::string& module, const std::string& name) {
    return "c" + module + "\n" + name + "\n";
}

namespace {

std::string joined(const std::vector<std::string>& items) {
    std::string out;
    for (const auto& i : items) out += i;
    return out;
}

std::string pairs(const std::vector<std::pair<std::string, std::string>>& items) {
    std::string out = "(";
    for (const auto& [key, value] : items) out += text(key) + value;
    return out + "u";
}

std::string numbers(const std::vector<std::int64_t>& values) {
    std::vector<std::string> out;
    for (const auto v : values) out.push_back(number(v));
    return tuple(out);
}

}  // namespace

std::string tuple(const std::vector<std::string>& items) {
    return "(" + joined(items) + "t";
}
std::string list(const std::vector<std::string>& items) {
    return "](" + joined(items) + "e";
}
std::string dict(const std::vector<std::pair<std::string, std::string>>& items) {
    return "}" + pairs(items);
}
std::string ordered(const std::vector<std::pair<std::string, std::string>>& items) {
    return call(global("collections", "OrderedDict"), {}) + pairs(items);
}
std::string call(const std::string& callable, const std::vector<std::string>& arguments) {
    return callable + tuple(arguments) + "R";
}

std::string storage(const std::string& type, const std::string& key, std::int64_t count, const std::string& view) {
    std::vector<std::string> items = {text("storage"), global("torch", type), text(key), text("cpu"), number(count)};
    if (!view.empty()) items.push_back(view);
    return tuple(items) + "Q";
}

std::string tensor(const std::string& storage, std::int64_t first, const std::vector<std::int64_t>& shape,
                   const std::vector<std::int64_t>& strides) {
    return call(global("torch._utils", "_rebuild_tensor_v2"),
                {storage, number(first), numbers(shape), numbers(strides), "\x89", ordered({})});
}

std::string whole(const std::string& value) {
    return "\x80\x02" + value + ".";
}

}  // namespace pickled

std::string madeZip(const std::vector<MadeEntry>& entries, bool large) {
    std::string out, directory;
    for (const auto& e : entries) {
        const std::string facts = little(static_cast<std::uint64_t>(e.flags), 2) +
                                  little(static_cast<std::uint64_t>(e.method), 2) + little(0, 4) +
                                  little(crc32(0, e.bytes.data(), e.bytes.size()), 4) + little(e.bytes.size(), 4) +
                                  little(e.bytes.size(), 4) + little(e.name.size(), 2);
        directory += "PK\1\2" + little(20, 2) + little(20, 2) + facts + little(0, 2 + 2 + 2 + 2 + 4) +
                     little(out.size(), 4) + e.name;
        out += "PK\3\4" + little(20, 2) + facts + little(0, 2) + e.name + e.bytes;
    }
    const std::uint64_t at = out.size(), n = entries.size();
    out += directory;
    if (large) {
        const std::uint64_t record = out.size();
        out += "PK\6\6" + little(44, 8) + little(20, 2) + little(20, 2) + little(0, 8) + little(n, 8) + little(n, 8) +
               little(directory.size(), 8) + little(at, 8);
        out += "PK\6\7" + little(0, 4) + little(record, 8) + little(1, 4);
    }
    const std::uint64_t none = 0xFFFFFFFF;
    return out + "PK\5\6" + little(0, 4) + little(large ? none : n, 2) + little(large ? none : n, 2) +
           little(large ? none : directory.size(), 4) + little(large ? none : at, 4) + little(0, 2);
}

std::string zipPth(const std::string& value, const std::vector<std::pair<std::string, std::string>>& storages,
                   bool large) {
    std::vector<MadeEntry> entries = {{"archive/data.pkl", pickled::whole(value)}, {"archive/byteorder", "little"}};
    for (const auto& [key, bytes] : storages) entries.push_back({"archive/data/" + key, bytes});
    entries.push_back({"archive/version", "3\n"});
    return madeZip(entries, large);
}

std::string legacyPth(const std::string& value, const std::vector<MadeStorage>& storages, bool littleEndian) {
    using namespace pickled;
    std::vector<std::string> keys;
    std::string data;
    for (const auto& s : storages) {
        keys.push_back(text(s.key));
        data += little(s.count, 8) + s.bytes;
    }
    return whole("\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19"s) + whole(number(1001)) +
           whole(dict({{"protocol_version", number(1001)}, {"little_endian", littleEndian ? "\x88" : "\x89"}})) +
           whole(value) + whole(list(keys)) + data;
}

namespace {

std::string smallState() {
    using namespace pickled;
    return ordered({{"conv.weight", tensor(storage("FloatStorage", "0", 6), 0, {2, 3}, {3, 1})},
                    {"conv.bias", tensor(storage("FloatStorage", "1", 2), 0, {2}, {1})}});
}

}  // namespace

std::string smallZipPth() {
    return zipPth(smallState(), {{"0", floats({1, 2, 3, 4, 5, 6})}, {"1", floats({7, 8})}});
}

std::string smallLegacyPth() {
    return legacyPth(smallState(), {{"0", 6, floats({1, 2, 3, 4, 5, 6})}, {"1", 2, floats({7, 8})}});
}

std::string madeNpy(const std::string& header, const std::string& data, int version) {
    return "\x93NUMPY" + little(static_cast<std::uint64_t>(version), 2) + little(header.size(), version == 1 ? 2 : 4) +
           header + data;
}

}  // namespace velatura::test
