#include "core/io/pth_storage.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/io/zip_directory.h"

namespace velatura::pth {

namespace {

using Kind = PickleValue::Kind;
using namespace std::string_view_literals;

constexpr std::uint64_t kMaxPickle = 32u << 20;
constexpr std::uint64_t kFirstRead = 1u << 20;
constexpr auto kLegacyMagic = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"sv;
constexpr std::int64_t kLegacyVersion = 1001;

constexpr std::array kElements = {
    Element{"torch FloatStorage", 4, NumberType::F32},     Element{"torch HalfStorage", 2, NumberType::F16},
    Element{"torch BFloat16Storage", 2, NumberType::BF16}, Element{"torch DoubleStorage", 8, NumberType::F64},
    Element{"torch LongStorage", 8, NumberType::I64},      Element{"torch IntStorage", 4, NumberType::I32},
    Element{"torch ShortStorage", 2, NumberType::I32},     Element{"torch CharStorage", 1, NumberType::I32},
    Element{"torch ByteStorage", 1, NumberType::U8},       Element{"torch BoolStorage", 1, NumberType::U8},
};

/// Names that a state dict is made of beside the storages; types and devices are only carried about.
constexpr std::array kGlobals = {
    "collections OrderedDict"sv,
    "torch._utils _rebuild_tensor_v2"sv,
    "torch._utils _rebuild_tensor"sv,
    "torch._utils _rebuild_parameter"sv,
    "torch._utils _rebuild_parameter_with_state"sv,
    "torch Size"sv,
    "torch device"sv,
    "torch float32"sv,
    "torch float16"sv,
    "torch bfloat16"sv,
    "torch float64"sv,
    "torch int64"sv,
    "torch int32"sv,
    "torch int16"sv,
    "torch int8"sv,
    "torch uint8"sv,
    "torch bool"sv,
};

bool allowed(std::string_view global) {
    return findElement(global) || std::find(kGlobals.begin(), kGlobals.end(), global) != kGlobals.end();
}

tl::unexpected<Error> problem(const InputFile& file, const PickleProblem& p) {
    return p.kind == PickleProblem::Kind::Unknown ? unknown(file, p.what) : broken(file, p.what);
}

tl::unexpected<Error> code(const InputFile& file) {
    return fail(ErrorCode::Unsupported, "%1 is a TorchScript file: it holds a program, and none is ever run here.",
                {file.name()}, "In Python, save torch.jit.load(FILE).state_dict() by torch.save and open that.");
}

tl::unexpected<Error> plainPickle(const InputFile& file) {
    return fail(ErrorCode::Unsupported, "%1 is a plain Python pickle, which is not read here.", {file.name()},
                "In Python, load it with the program that made it and save its state_dict by torch.save.");
}

// ---- zip

bool isTorchScript(const ZipDirectory& entries, const std::string& folder) {
    const auto code = entries.lower_bound(folder + "code/");
    return entries.contains(folder + "constants.pkl") ||
           (code != entries.end() && code->first.starts_with(folder + "code/"));
}

Status checkByteOrder(const InputFile& file, const ZipDirectory& entries, const std::string& folder) {
    const auto order = entries.find(folder + "byteorder");
    if (order == entries.end()) return {};
    std::string text(std::min<std::uint64_t>(order->second.size, 16), '\0');
    if (!file.read(order->second.offset, text.data(), text.size())) return broken(file, "its byte order is cut off");
    if (text != "little") return unknown(file, "numbers in the byte order \"" + shownName(text) + "\"");
    return {};
}

Result<Contents> readZip(const InputFile& file) {
    auto entries = readZipDirectory(file);
    if (!entries) return fail(entries.error());
    const auto main = std::find_if(entries->begin(), entries->end(), [](const auto& e) {
        const size_t slash = e.first.find('/');
        return slash != e.first.npos && e.first.substr(slash) == "/data.pkl";
    });
    if (main == entries->end()) return broken(file, "it is an archive without data.pkl");
    const std::string folder = main->first.substr(0, main->first.find('/') + 1);
    if (isTorchScript(*entries, folder)) return code(file);
    if (auto s = checkByteOrder(file, *entries, folder); !s) return fail(s.error());
    if (main->second.size > kMaxPickle) return broken(file, "its data.pkl is too large");
    std::string bytes(main->second.size, '\0');
    if (!file.read(main->second.offset, bytes.data(), bytes.size()) ||
        crc32(0, bytes.data(), bytes.size()) != main->second.crc)
        return broken(file, "its data.pkl is damaged");
    auto pickle = readPickle(bytes, allowed);
    if (!pickle) return problem(file, pickle.error());
    Contents out{std::move(*pickle), {}};
    const std::string data = folder + "data/";
    for (auto e = entries->lower_bound(data); e != entries->end() && e->first.starts_with(data); ++e)
        out.storages[e->first.substr(data.size())] = {e->second.offset, e->second.size, e->second.crc};
    return out;
}

// ---- legacy: five pickles, then the storages in the order of the last one

bool saysLittleEndian(const Pickle& info) {
    const PickleValue& facts = info.top();
    for (size_t i = 0; facts.kind == Kind::Dict && i + 1 < facts.items.size(); i += 2)
        if (info.at(facts, i).text == "little_endian") return info.at(facts, i + 1).integer != 0;
    return true;
}

/// By all ids in the pickle: the file itself says only how many elements a storage has.
Result<std::map<std::string, StorageId>> idsByKey(const InputFile& file, const Pickle& pickle) {
    std::map<std::string, StorageId> out;
    for (const PickleValue& value : pickle.values) {
        if (value.kind != Kind::Persistent) continue;
        const auto id = readStorageId(file, pickle, value);
        if (!id) return fail(id.error());
        const auto [found, isNew] = out.try_emplace(id->key, *id);
        if (!isNew && (found->second.element != id->element || found->second.count != id->count))
            return broken(file, "the storage " + shownName(id->key) + " is two things at once");
    }
    return out;
}

Status placeStorages(const InputFile& file, std::uint64_t at, const Pickle& keys, Contents& contents) {
    const auto ids = idsByKey(file, contents.pickle);
    if (!ids) return fail(ids.error());
    if (keys.top().kind != Kind::List) return broken(file, "its list of storages is missing");
    for (const auto i : keys.top().items) {
        const PickleValue& key = keys.values[i];
        const auto id = ids->find(key.text);
        if (key.kind != Kind::Text || id == ids->end())
            return broken(file, "the storage " + shownName(key.text) + " belongs to no tensor");
        std::uint8_t count[8];
        if (!file.read(at, count, 8)) return broken(file, "it is cut off at the storage " + shownName(key.text));
        at += 8;
        if (littleEndian<std::uint64_t>(count) != id->second.count)
            return broken(file, "the storage " + shownName(key.text) + " has another size than its tensors say");
        const std::uint64_t room = file.size() - at;
        if (id->second.count > room / id->second.element->bytes)
            return broken(file, "it is cut off at the storage " + shownName(key.text));
        const std::uint64_t bytes = id->second.count * id->second.element->bytes;
        if (!contents.storages.try_emplace(key.text, Storage{at, bytes, {}}).second)
            return broken(file, "the storage " + shownName(key.text) + " is there twice");
        at += bytes;
    }
    return {};
}

struct Legacy {
    Contents contents;
    Pickle keys;
    std::uint64_t dataStart = 0;
};

tl::expected<Legacy, PickleProblem> readLegacyPickles(std::string_view bytes) {
    std::array<Pickle, 5> parts;
    std::uint64_t at = 0;
    for (size_t i = 0; i < parts.size(); ++i) {
        auto part = readPickle(bytes.substr(at), allowed);
        if (!part) return tl::unexpected(std::move(part.error()));
        if (i == 1 && (part->top().kind != Kind::Int || part->top().integer != kLegacyVersion))
            return tl::unexpected(PickleProblem{PickleProblem::Kind::Unknown, "another version of the legacy format"});
        if (i == 2 && !saysLittleEndian(*part))
            return tl::unexpected(PickleProblem{PickleProblem::Kind::Unknown, "numbers in big-endian byte order"});
        at += part->bytes;
        parts[i] = std::move(*part);
    }
    return Legacy{{std::move(parts[3]), {}}, std::move(parts[4]), at};
}

Result<Contents> readLegacy(const InputFile& file) {
    for (std::uint64_t reach = std::min(kFirstRead, file.size());; reach = std::min(reach * 8, file.size())) {
        reach = std::min(reach, kMaxPickle);
        std::string bytes(reach, '\0');
        if (!file.read(0, bytes.data(), reach)) return broken(file, "it could not be read");
        auto legacy = readLegacyPickles(bytes);
        if (!legacy) {
            // How long the pickles are is known only behind them.
            if (legacy.error().kind == PickleProblem::Kind::CutOff && reach < std::min(kMaxPickle, file.size()))
                continue;
            return problem(file, legacy.error());
        }
        if (auto s = placeStorages(file, legacy->dataStart, legacy->keys, legacy->contents); !s) return fail(s.error());
        return std::move(legacy->contents);
    }
}

bool isLegacy(std::string_view head) {
    const auto first = readPickle(head, allowed);
    return first && first->top().kind == Kind::BigInt && first->top().text == kLegacyMagic;
}

}  // namespace

const Element* findElement(std::string_view global) {
    const auto found =
        std::find_if(kElements.begin(), kElements.end(), [&](const Element& e) { return e.global == global; });
    return found == kElements.end() ? nullptr : &*found;
}

Result<StorageId> readStorageId(const InputFile& file, const Pickle& pickle, const PickleValue& persistent) {
    const PickleValue& id = pickle.at(persistent, 0);
    if (id.kind != Kind::Tuple || id.items.empty() || pickle.at(id, 0).kind != Kind::Text)
        return broken(file, "a tensor without a storage");
    if (pickle.at(id, 0).text != "storage")
        return unknown(file, "an object of the kind \"" + shownName(pickle.at(id, 0).text) + "\"");
    if (id.items.size() < 5 || pickle.at(id, 1).kind != Kind::Global || pickle.at(id, 2).kind != Kind::Text ||
        pickle.at(id, 4).kind != Kind::Int || pickle.at(id, 4).integer < 0)
        return broken(file, "a storage that does not say what it is");
    StorageId out;
    out.element = findElement(pickle.at(id, 1).text);
    if (!out.element) return unknown(file, "a storage of the type " + shownName(pickle.at(id, 1).text));
    out.key = pickle.at(id, 2).text;
    out.count = out.visible = static_cast<std::uint64_t>(pickle.at(id, 4).integer);
    if (id.items.size() < 6 || pickle.at(id, 5).kind == Kind::None) return out;
    const PickleValue& view = pickle.at(id, 5);
    if (view.kind != Kind::Tuple || view.items.size() != 3 || pickle.at(view, 1).kind != Kind::Int ||
        pickle.at(view, 2).kind != Kind::Int)
        return broken(file, "a view that does not say of what");
    const auto first = static_cast<std::uint64_t>(pickle.at(view, 1).integer);
    const auto visible = static_cast<std::uint64_t>(pickle.at(view, 2).integer);
    if (first > out.count || visible > out.count - first) return broken(file, "a view that leaves its storage");
    out.first = first;
    out.visible = visible;
    return out;
}

Result<Contents> readContents(const InputFile& file) {
    std::string head(std::min<std::uint64_t>(file.size(), 64), '\0');
    if (!file.read(0, head.data(), head.size())) return broken(file, "it could not be read");
    if (head.starts_with("PK\3\4") || head.starts_with("PK\5\6")) return readZip(file);
    if (isLegacy(head)) return readLegacy(file);
    if (head.size() >= 2 && head[0] == '\x80' && head[1] >= 1 && head[1] <= 5) return plainPickle(file);
    return fail(ErrorCode::Unreadable, "%1 is not a PyTorch file: it begins like none.", {file.name()},
                "Choose a .pth or .pt file that torch.save has written.");
}

tl::unexpected<Error> broken(const InputFile& file, const std::string& what) {
    return fail(ErrorCode::Unreadable, "%1 is not a usable PyTorch file: %2.", {file.name(), what},
                "Download or export it again.");
}

tl::unexpected<Error> unknown(const InputFile& file, const std::string& what) {
    return fail(ErrorCode::Unsupported, "%1 holds %2, which is not read here: weights need nothing of the kind.",
                {file.name(), what}, "In Python, save only the state_dict of the model by torch.save.");
}

}  // namespace velatura::pth
