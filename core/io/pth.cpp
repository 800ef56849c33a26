#include "core/io/pth.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <set>

#include "core/io/pth_storage.h"
#include "core/io/zip_directory.h"

namespace velatura {

namespace {

using Kind = PickleValue::Kind;
using pth::broken;
using pth::unknown;

constexpr int kMaxDepth = 24;
constexpr size_t kMaxVisits = 2'000'000;
constexpr size_t kMaxDimensions = 64;
constexpr size_t kMaxNameBytes = 1024;
/// Tensors that share a storage, or repeat its numbers by a stride of 0, are larger than the file; tied weights need
/// little of that.
constexpr std::uint64_t kMaxGrowth = 8, kFreeGrowth = 64u << 20;

/// Where a tensor's numbers lie: steps between neighbours of each dimension, counted in elements from `first`.
struct Layout {
    pth::StorageId id;
    std::uint64_t first = 0, count = 1, span = 0;  ///< `span` elements from the first to behind the last
    std::vector<std::uint64_t> strides;
    bool contiguous = true;
};

bool multiply(std::uint64_t a, std::uint64_t b, std::uint64_t& out) {
    return !__builtin_mul_overflow(a, b, &out);
}
bool add(std::uint64_t a, std::uint64_t b, std::uint64_t& out) {
    return !__builtin_add_overflow(a, b, &out);
}

/// A tuple of numbers that are not negative, or the torch.Size of one.
bool readNumbers(const Pickle& pickle, const PickleValue& value, std::vector<std::uint64_t>& out) {
    const PickleValue* list = &value;
    if (value.kind == Kind::Made && pickle.at(value, 0).text == "torch Size") {
        const PickleValue& arguments = pickle.at(value, 1);
        if (arguments.items.size() != 1) return false;
        list = &pickle.at(arguments, 0);
    }
    if ((list->kind != Kind::Tuple && list->kind != Kind::List) || list->items.size() > kMaxDimensions) return false;
    for (size_t i = 0; i < list->items.size(); ++i) {
        const PickleValue& n = pickle.at(*list, i);
        if (n.kind != Kind::Int || n.integer < 0) return false;
        out.push_back(static_cast<std::uint64_t>(n.integer));
    }
    return true;
}

/// Counts and reach by overflow-proof sums: the numbers are a stranger's.
bool measure(const std::vector<std::uint64_t>& shape, Layout& l) {
    std::uint64_t dense = 1;
    l.span = 1;
    for (size_t i = shape.size(); i-- > 0;) {
        if (shape[i] > 1 && l.strides[i] != dense) l.contiguous = false;
        std::uint64_t reach = 0;
        if (!multiply(l.count, shape[i], l.count)) return false;
        if (shape[i] > 0 && (!multiply(shape[i] - 1, l.strides[i], reach) || !add(l.span, reach, l.span))) return false;
        if (shape[i] > 0 && !multiply(dense, shape[i], dense)) return false;
    }
    if (l.count == 0) l.span = 0;
    return true;
}

/// The tensors below a value, named by the way to them.
class Walk {
public:
    struct Found {
        PthFile::Tensor tensor;
        Layout layout;
    };

    Walk(const InputFile& file, const pth::Contents& contents) : file_(file), contents_(contents) {}

    Result<std::vector<Found>> all() {
        if (auto s = visit(contents_.pickle.root, "", 0); !s) return fail(s.error());
        if (found_.empty()) return broken(file_, "there is no tensor in it");
        return std::move(found_);
    }

private:
    Status visit(std::uint32_t index, const std::string& name, int depth) {
        const Pickle& pickle = contents_.pickle;
        const PickleValue& value = pickle.values[index];
        if (depth > kMaxDepth || ++visits_ > kMaxVisits || name.size() > kMaxNameBytes)
            return broken(file_, "its values are nested too deeply at " + shownName(name));
        switch (value.kind) {
            case Kind::Dict:
                for (size_t i = 0; i + 1 < value.items.size(); i += 2) {
                    const PickleValue& key = pickle.at(value, i);
                    if (key.kind != Kind::Text && key.kind != Kind::Int)
                        return unknown(file_, "a key that is neither text nor number");
                    const std::string step = key.kind == Kind::Text ? key.text : std::to_string(key.integer);
                    if (auto s = visit(value.items[i + 1], below(name, step), depth + 1); !s) return s;
                }
                return {};
            case Kind::List:
            case Kind::Tuple:
                for (size_t i = 0; i < value.items.size(); ++i)
                    if (auto s = visit(value.items[i], below(name, std::to_string(i)), depth + 1); !s) return s;
                return {};
            case Kind::Made:
                return made(value, name, depth);
            case Kind::Persistent:
                return unknown(file_, "a storage without a tensor at " + shownName(name));
            default:
                return {};  // an epoch, a version: nothing to read
        }
    }

    static std::string below(const std::string& name, const std::string& step) {
        return name.empty() ? step : name + "." + step;
    }

    Status made(const PickleValue& value, const std::string& name, int depth) {
        const Pickle& pickle = contents_.pickle;
        const std::string& maker = pickle.at(value, 0).text;
        const PickleValue& arguments = pickle.at(value, 1);
        if (maker == "torch Size" || maker == "torch device") return {};
        if (maker.starts_with("torch._utils _rebuild_parameter")) {
            if (arguments.items.empty()) return broken(file_, "the parameter " + shownName(name) + " is empty");
            return visit(arguments.items[0], name, depth + 1);
        }
        if (maker.starts_with("torch._utils _rebuild_tensor")) return tensor(arguments, name.empty() ? "tensor" : name);
        return unknown(file_, "a call of " + shownName(maker));
    }

    /// (storage, first element, shape, strides, …)
    Status tensor(const PickleValue& arguments, const std::string& name) {
        const Pickle& pickle = contents_.pickle;
        const auto odd = [&](const char* what) { return broken(file_, "the tensor " + shownName(name) + what); };
        Found f;
        f.tensor.name = name;
        std::vector<std::uint64_t> shape;
        if (arguments.items.size() < 4 || pickle.at(arguments, 0).kind != Kind::Persistent ||
            pickle.at(arguments, 1).kind != Kind::Int || pickle.at(arguments, 1).integer < 0 ||
            !readNumbers(pickle, pickle.at(arguments, 2), shape) ||
            !readNumbers(pickle, pickle.at(arguments, 3), f.layout.strides) || shape.size() != f.layout.strides.size())
            return odd(" does not say its shape");
        auto id = pth::readStorageId(file_, pickle, pickle.at(arguments, 0));
        if (!id) return fail(id.error());
        Layout& l = f.layout;
        l.id = std::move(*id);
        l.first = static_cast<std::uint64_t>(pickle.at(arguments, 1).integer);
        const auto storage = contents_.storages.find(l.id.key);
        if (storage == contents_.storages.end()) return odd(" has no storage in the file");
        if (l.id.count > storage->second.bytes / l.id.element->bytes) return odd(" is larger than its storage");
        if (!measure(shape, l) || l.first > l.id.visible || l.span > l.id.visible - l.first)
            return odd(" leaves its storage");
        l.first += l.id.first;
        f.tensor.type = l.id.element->type;
        f.tensor.shape.assign(shape.begin(), shape.end());
        std::uint64_t bytes = 0;
        if (!multiply(l.count, bytesOf(f.tensor.type), bytes) || !add(total_, bytes, total_) ||
            total_ > kFreeGrowth + kMaxGrowth * file_.size())
            return odd(" repeats the numbers of a small file too often");
        if (!names_.insert(name).second) return odd(" is there twice");
        found_.push_back(std::move(f));
        return {};
    }

    const InputFile& file_;
    const pth::Contents& contents_;
    std::vector<Found> found_;
    std::set<std::string> names_;
    std::uint64_t total_ = 0;
    size_t visits_ = 0;
};

/// The elements in row-major order.
void gather(const std::uint8_t* from, const std::vector<std::int64_t>& shape, const Layout& l, std::uint8_t* to) {
    const size_t bytes = l.id.element->bytes;
    std::vector<std::uint64_t> at(shape.size(), 0);
    std::uint64_t offset = 0;
    for (std::uint64_t n = 0; n < l.count; ++n, to += bytes) {
        std::memcpy(to, from + offset * bytes, bytes);
        for (size_t d = shape.size(); d-- > 0;) {
            offset += l.strides[d];
            if (++at[d] < static_cast<std::uint64_t>(shape[d])) break;
            offset -= l.strides[d] * at[d];
            at[d] = 0;
        }
    }
}

/// 8 and 16-bit integers as I32, in place of what they were.
std::vector<std::uint8_t> widened(const std::vector<std::uint8_t>& in, size_t bytes) {
    std::vector<std::uint8_t> out(in.size() / bytes * 4);
    for (size_t i = 0; i < in.size() / bytes; ++i) {
        const std::int32_t v = bytes == 1 ? static_cast<std::int8_t>(in[i])
                                          : static_cast<std::int16_t>(littleEndian<std::uint16_t>(&in[i * 2]));
        for (size_t b = 0; b < 4; ++b)
            out[i * 4 + b] = static_cast<std::uint8_t>(static_cast<std::uint32_t>(v) >> 8 * b);
    }
    return out;
}

tl::unexpected<Error> noMemory(const std::string& file) {
    return fail(ErrorCode::OutOfMemory, "There is not enough memory to read %1.", {file}, "Close other programs.");
}

}  // namespace

struct PthFile::Source {
    InputFile file;
    std::map<std::string, pth::Storage> storages;
    std::vector<Layout> layouts;
};

PthFile::PthFile() = default;
PthFile::PthFile(PthFile&&) noexcept = default;
PthFile& PthFile::operator=(PthFile&&) noexcept = default;
PthFile::~PthFile() = default;

Result<PthFile> PthFile::open(const std::filesystem::path& path) {
    auto file = InputFile::open(path);
    if (!file) return fail(file.error());
    try {
        auto contents = pth::readContents(*file);
        if (!contents) return fail(contents.error());
        auto found = Walk(*file, *contents).all();
        if (!found) return fail(found.error());
        PthFile out;
        out.source_.reset(new Source{std::move(*file), std::move(contents->storages), {}});
        for (auto& f : *found) {
            out.tensors_.push_back(std::move(f.tensor));
            out.source_->layouts.push_back(std::move(f.layout));
        }
        return out;
    } catch (const std::bad_alloc&) {
        return noMemory(path.string());
    }
}

Result<NumberArray> PthFile::read(size_t i) const {
    const Tensor& t = tensors_.at(i);
    const Layout& l = source_->layouts[i];
    const pth::Storage& storage = source_->storages.at(l.id.key);
    const size_t bytes = l.id.element->bytes;
    try {
        NumberArray out{t.type, t.shape, {}};
        std::vector<std::uint8_t> block(l.span * bytes);
        if (!source_->file.read(storage.offset + l.first * bytes, block.data(), block.size()))
            return broken(source_->file, "the tensor " + shownName(t.name) + " could not be read");
        if (storage.crc && block.size() == storage.bytes && crc32(0, block.data(), block.size()) != *storage.crc)
            return broken(source_->file, "the numbers of the tensor " + shownName(t.name) + " are damaged");
        if (l.contiguous) {
            out.bytes = std::move(block);
        } else {
            out.bytes.resize(l.count * bytes);
            gather(block.data(), t.shape, l, out.bytes.data());
        }
        if (bytes < bytesOf(t.type)) out.bytes = widened(out.bytes, bytes);
        return out;
    } catch (const std::bad_alloc&) {
        return noMemory(source_->file.name());
    }
}

Result<std::map<std::string, NumberArray>> readPth(const std::filesystem::path& path) {
    const auto file = PthFile::open(path);
    if (!file) return fail(file.error());
    std::map<std::string, NumberArray> out;
    for (size_t i = 0; i < file->tensors().size(); ++i) {
        auto array = file->read(i);
        if (!array) return fail(array.error());
        out.emplace(file->tensors()[i].name, std::move(*array));
    }
    return out;
}

}  // namespace velatura
