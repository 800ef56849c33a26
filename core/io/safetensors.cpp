#include "core/io/safetensors.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <tuple>

#include "core/base/atomic_file.h"
#include "core/base/check.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMaxHeader = 64u << 20;
constexpr size_t kMaxDimensions = 64;
constexpr std::uint64_t kMaxSide = std::numeric_limits<std::int64_t>::max();

std::optional<NumberType> typeFromName(const std::string& name) {
    for (const auto t : {NumberType::F32, NumberType::F16, NumberType::F64, NumberType::BF16, NumberType::I64,
                         NumberType::I32, NumberType::U8})
        if (name == nameOf(t)) return t;
    return std::nullopt;
}

tl::unexpected<Error> broken(const fs::path& path, const std::string& what) {
    return fail(ErrorCode::Unreadable, "%1 is not a usable safetensors file: %2.", {path.string(), what},
                "Download or export it again.");
}

struct Entry {
    std::string name;
    NumberArray array;
    std::uint64_t begin = 0, end = 0;
};

/// One entry of the header, checked against the `dataSize` bytes that follow it.
Result<Entry> parseEntry(const fs::path& path, const std::string& name, const nlohmann::json& v,
                         std::uint64_t dataSize) {
    if (!v.is_object() || !v.contains("dtype") || !v.contains("shape") || !v.contains("data_offsets") ||
        !v["dtype"].is_string() || !v["shape"].is_array() || !v["data_offsets"].is_array() ||
        v["data_offsets"].size() != 2)
        return broken(path, "the entry of " + name + " is incomplete");
    const auto type = typeFromName(v["dtype"].get<std::string>());
    if (!type)
        return fail(ErrorCode::Unsupported, "%1 holds %2 as %3, which is not a number type that is read here.",
                    {path.string(), name, v["dtype"].get<std::string>()}, "Convert it to F32 or F16.");
    Entry e;
    e.name = name;
    e.array.type = *type;
    if (v["shape"].size() > kMaxDimensions) return broken(path, name + " has too many dimensions");
    // Division keeps the product of a hostile shape from overflowing.
    const std::uint64_t room = dataSize / bytesOf(*type);
    std::uint64_t count = 1;
    for (const auto& d : v["shape"]) {
        if (!d.is_number_unsigned()) return broken(path, "the shape of " + name + " is not a list of sizes");
        const auto side = d.get<std::uint64_t>();
        if (side > kMaxSide || (side != 0 && count > room / side))
            return broken(path, name + " is larger than the file");
        count *= side;
        e.array.shape.push_back(static_cast<std::int64_t>(side));
    }
    const auto& offsets = v["data_offsets"];
    if (!offsets[0].is_number_unsigned() || !offsets[1].is_number_unsigned())
        return broken(path, "the offsets of " + name + " are not numbers");
    e.begin = offsets[0].get<std::uint64_t>();
    e.end = offsets[1].get<std::uint64_t>();
    if (e.begin > e.end || e.end > dataSize || e.end - e.begin != count * bytesOf(*type))
        return broken(path, "the offsets of " + name + " do not fit its shape");
    return e;
}

/// Entries that share bytes would make a small file fill the memory.
bool overlap(std::vector<Entry>& entries) {
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return std::tie(a.begin, a.end) < std::tie(b.begin, b.end); });
    for (size_t i = 1; i < entries.size(); ++i)
        if (entries[i].begin < entries[i - 1].end) return true;
    return false;
}

Result<nlohmann::json> readHeader(const fs::path& path, std::ifstream& in, std::uint64_t fileSize,
                                  std::uint64_t& dataStart) {
    std::uint8_t length[8];
    if (!in.read(reinterpret_cast<char*>(length), 8)) return broken(path, "it is shorter than its header");
    std::uint64_t headerSize = 0;
    for (int i = 7; i >= 0; --i) headerSize = headerSize << 8 | length[i];
    if (headerSize > kMaxHeader || headerSize + 8 > fileSize) return broken(path, "its header is longer than the file");
    std::string text(headerSize, '\0');
    if (!in.read(text.data(), static_cast<std::streamsize>(headerSize))) return broken(path, "its header is cut off");
    dataStart = 8 + headerSize;
    bool tooDeep = false;
    const auto shallow = [&](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
        tooDeep = tooDeep || depth > 8;
        return !tooDeep;
    };
    auto json = nlohmann::json::parse(text, shallow, false);
    if (tooDeep || !json.is_object()) return broken(path, "its header is not JSON");
    return json;
}

Result<SafetensorsFile> read(const fs::path& path, bool withBytes) {
    std::error_code ec;
    std::ifstream in(path, std::ios::binary);
    const std::uint64_t fileSize = in ? fs::file_size(path, ec) : 0;
    if (!in || ec)
        return fail(ErrorCode::NotFound, "There is no readable file %1.", {path.string()}, "Check the name.");
    std::uint64_t dataStart = 0;
    const auto json = readHeader(path, in, fileSize, dataStart);
    if (!json) return fail(json.error());
    SafetensorsFile out;
    std::vector<Entry> entries;
    for (const auto& [name, v] : json->items()) {
        if (name == "__metadata__") {
            if (!v.is_object()) return broken(path, "its metadata is not an object");
            for (const auto& [k, m] : v.items())
                if (m.is_string()) out.metadata[k] = m.get<std::string>();
            continue;
        }
        auto entry = parseEntry(path, name, v, fileSize - dataStart);
        if (!entry) return fail(entry.error());
        entries.push_back(std::move(*entry));
    }
    if (overlap(entries)) return broken(path, "its entries overlap");
    for (auto& e : entries) {
        if (withBytes) {
            e.array.bytes.resize(e.end - e.begin);
            in.seekg(static_cast<std::streamoff>(dataStart + e.begin));
            if (!in.read(reinterpret_cast<char*>(e.array.bytes.data()),
                         static_cast<std::streamsize>(e.array.bytes.size())))
                return broken(path, e.name + " is cut off");
        }
        out.arrays.emplace(std::move(e.name), std::move(e.array));
    }
    return out;
}

}  // namespace

size_t bytesOf(NumberType type) {
    switch (type) {
        case NumberType::F32:
        case NumberType::I32:
            return 4;
        case NumberType::F64:
        case NumberType::I64:
            return 8;
        case NumberType::F16:
        case NumberType::BF16:
            return 2;
        case NumberType::U8:
            return 1;
    }
    return 1;
}

const char* nameOf(NumberType type) {
    switch (type) {
        case NumberType::F32:
            return "F32";
        case NumberType::F16:
            return "F16";
        case NumberType::F64:
            return "F64";
        case NumberType::BF16:
            return "BF16";
        case NumberType::I64:
            return "I64";
        case NumberType::I32:
            return "I32";
        case NumberType::U8:
            return "U8";
    }
    return "";
}

std::int64_t NumberArray::count() const {
    std::int64_t n = 1;
    for (const auto s : shape) n *= s;
    return n;
}

Result<SafetensorsFile> readSafetensors(const fs::path& path) {
    return read(path, true);
}
Result<SafetensorsFile> readSafetensorsHeader(const fs::path& path) {
    return read(path, false);
}

Status writeSafetensors(const fs::path& path, const SafetensorsFile& file) {
    nlohmann::json header = nlohmann::json::object();
    if (!file.metadata.empty()) header["__metadata__"] = file.metadata;
    std::uint64_t offset = 0;
    for (const auto& [name, array] : file.arrays) {
        check(array.bytes.size() == static_cast<size_t>(array.count()) * bytesOf(array.type),
              "array {} has {} bytes for {} values", name, array.bytes.size(), array.count());
        header[name] = {{"dtype", nameOf(array.type)},
                        {"shape", array.shape},
                        {"data_offsets", {offset, offset + array.bytes.size()}}};
        offset += array.bytes.size();
    }
    std::string text = header.dump();
    while (text.size() % 8) text += ' ';
    std::uint8_t length[8];
    for (size_t i = 0; i < 8; ++i) length[i] = static_cast<std::uint8_t>(text.size() >> (8 * i));

    auto out = AtomicFile::create(path);
    if (!out) return fail(out.error());
    if (auto s = out->write(length, 8); !s) return s;
    if (auto s = out->write(text); !s) return s;
    for (const auto& [name, array] : file.arrays)
        if (auto s = out->write(array.bytes.data(), array.bytes.size()); !s) return s;
    return out->commit();
}

}  // namespace velatura
