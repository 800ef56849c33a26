// Format: numpy/lib/format.py, "Format Version 1.0" and following.
#include "core/io/npy.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <new>

#include "core/io/input_file.h"

namespace velatura {

namespace {

using namespace std::string_view_literals;

constexpr auto kMagic = "\x93NUMPY"sv;
constexpr std::uint64_t kMaxHeader = 1u << 20;
constexpr size_t kMaxDimensions = 64;

/// How a type is stored and as what it is given.
struct Stored {
    std::string_view name;  ///< without the mark of byte order
    size_t bytes;
    NumberType type;
    bool isSigned = false;
};

constexpr std::array kTypes = {
    Stored{"f2", 2, NumberType::F16},       Stored{"f4", 4, NumberType::F32},
    Stored{"f8", 8, NumberType::F64},       Stored{"u1", 1, NumberType::U8},
    Stored{"b1", 1, NumberType::U8},        Stored{"i1", 1, NumberType::I32, true},
    Stored{"i2", 2, NumberType::I32, true}, Stored{"u2", 2, NumberType::I32},
    Stored{"i4", 4, NumberType::I32, true}, Stored{"u4", 4, NumberType::I64},
    Stored{"i8", 8, NumberType::I64, true}, Stored{"u8", 8, NumberType::I64},
};

struct Header {
    const Stored* stored = nullptr;
    bool bigEndian = false, fortran = false;
    std::vector<std::int64_t> shape;
    std::uint64_t count = 1, dataStart = 0;
};

tl::unexpected<Error> broken(const InputFile& file, const std::string& what) {
    return fail(ErrorCode::Unreadable, "%1 is not a usable .npy file: %2.", {file.name(), what}, "Save it again.");
}

/// The header's text: a Python dictionary of three known keys.
class Literal {
public:
    explicit Literal(std::string_view text) : text_(text) {}
    bool take(char c) {
        skipSpace();
        if (text_.empty() || text_.front() != c) return false;
        text_.remove_prefix(1);
        return true;
    }
    bool word(std::string_view w) {
        skipSpace();
        if (!text_.starts_with(w)) return false;
        text_.remove_prefix(w.size());
        return true;
    }
    bool text(std::string_view& out) {
        skipSpace();
        if (text_.empty() || (text_.front() != '\'' && text_.front() != '"')) return false;
        const size_t end = text_.find(text_.front(), 1);
        if (end == text_.npos) return false;
        out = text_.substr(1, end - 1);
        text_.remove_prefix(end + 1);
        return true;
    }
    bool number(std::uint64_t& out) {
        skipSpace();
        const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), out);
        if (error != std::errc()) return false;
        text_.remove_prefix(static_cast<size_t>(end - text_.data()));
        if (text_.starts_with('L')) text_.remove_prefix(1);  // Python 2
        return true;
    }
    bool atEnd() {
        skipSpace();
        return text_.empty();
    }
    std::string_view rest() const { return text_; }

private:
    void skipSpace() {
        while (!text_.empty() && (text_.front() == ' ' || text_.front() == '\n')) text_.remove_prefix(1);
    }
    std::string_view text_;
};

Status readType(const InputFile& file, Literal& literal, Header& h) {
    std::string_view name;
    const auto rest = literal.rest();
    if (!literal.text(name))
        return fail(ErrorCode::Unsupported, "%1 holds records (%2), which are not read here.",
                    {file.name(), shownName(rest)}, "Save each field as an array of its own.");
    const char order = name.empty() ? ' ' : name.front();
    const auto found = std::find_if(kTypes.begin(), kTypes.end(),
                                    [&](const Stored& s) { return !name.empty() && s.name == name.substr(1); });
    if (found == kTypes.end() || (order != '<' && order != '>' && order != '|' && order != '='))
        return fail(ErrorCode::Unsupported, "%1 holds numbers of the type %2, which is not read here.",
                    {file.name(), shownName(name)}, "Save it as float32.");
    h.stored = &*found;
    h.bigEndian = order == '>';
    return {};
}

bool readShape(Literal& literal, Header& h) {
    if (!literal.take('(')) return false;
    for (bool more = true; !literal.take(')'); more = literal.take(',')) {
        std::uint64_t side = 0;
        if (!more || h.shape.size() >= kMaxDimensions || !literal.number(side) || side > INT64_MAX) return false;
        h.shape.push_back(static_cast<std::int64_t>(side));
    }
    return true;
}

Status parseHeader(const InputFile& file, std::string_view text, Header& h) {
    Literal literal(text);
    bool order = false, shape = false;
    if (!literal.take('{')) return broken(file, "its header is no dictionary");
    while (!literal.take('}')) {
        std::string_view key;
        if (!literal.text(key) || !literal.take(':')) return broken(file, "its header is damaged");
        if (key == "descr" && !h.stored) {
            if (auto s = readType(file, literal, h); !s) return s;
        } else if (key == "fortran_order" && !order) {
            h.fortran = literal.word("True");
            if (!h.fortran && !literal.word("False")) return broken(file, "its order of axes is neither of the two");
            order = true;
        } else if (key == "shape" && !shape) {
            if (!readShape(literal, h)) return broken(file, "its shape is not a list of sizes");
            shape = true;
        } else {
            return broken(file, "its header says " + shownName(key));
        }
        (void)literal.take(',');
    }
    if (!h.stored || !order || !shape || !literal.atEnd()) return broken(file, "its header is incomplete");
    return {};
}

Result<Header> readHeader(const InputFile& file) {
    std::uint8_t start[12];
    const size_t known = static_cast<size_t>(std::min<std::uint64_t>(file.size(), sizeof start));
    if (!file.read(0, start, known) || known < 10 || std::memcmp(start, kMagic.data(), kMagic.size()) != 0)
        return broken(file, "it does not begin like one");
    const int version = start[6];
    if (version < 1 || version > 3)
        return fail(ErrorCode::Unsupported, "%1 is a .npy file of version %2; this program reads 1 to 3.",
                    {file.name(), std::to_string(version)}, "Save it as version 1.");
    const size_t begin = version == 1 ? 10 : 12;
    const std::uint64_t bytes = version == 1  ? littleEndian<std::uint16_t>(start + 8)
                                : known == 12 ? littleEndian<std::uint32_t>(start + 8)
                                              : file.size();
    if (bytes > kMaxHeader || begin + bytes > file.size()) return broken(file, "its header is longer than the file");
    std::string text(bytes, '\0');
    if (!file.read(begin, text.data(), bytes)) return broken(file, "its header could not be read");
    Header h;
    h.dataStart = begin + bytes;
    if (auto s = parseHeader(file, text, h); !s) return fail(s.error());
    // Division keeps the product of a hostile shape from overflowing.
    const std::uint64_t room = (file.size() - h.dataStart) / h.stored->bytes;
    for (const auto side : h.shape) {
        const auto n = static_cast<std::uint64_t>(side);
        if (n != 0 && h.count > room / n) return broken(file, "its array is larger than the file");
        h.count *= n;
    }
    if (h.count > room) return broken(file, "its array is larger than the file");
    return h;
}

/// One number in the type that it is given as; false where it does not fit.
bool convert(const std::uint8_t* in, const Header& h, std::uint8_t* out) {
    const size_t from = h.stored->bytes, to = bytesOf(h.stored->type);
    std::uint64_t bits = 0;
    for (size_t i = 0; i < from; ++i) bits = bits << 8 | in[h.bigEndian ? i : from - 1 - i];
    if (h.stored->isSigned && from < 8 && bits >> (8 * from - 1)) bits |= ~std::uint64_t{0} << 8 * from;
    if (h.stored->name == "u8" && bits >> 63) return false;
    for (size_t i = 0; i < to; ++i) out[i] = static_cast<std::uint8_t>(bits >> 8 * i);
    return true;
}

/// Numbers in the file's order, put where they belong in row-major order.
bool arrange(const std::vector<std::uint8_t>& in, const Header& h, std::vector<std::uint8_t>& out) {
    const size_t from = h.stored->bytes, to = bytesOf(h.stored->type), n = h.shape.size();
    std::vector<std::uint64_t> strides(n, 1), at(n, 0);
    for (size_t d = n; d-- > 1;) strides[d - 1] = strides[d] * static_cast<std::uint64_t>(h.shape[d]);
    std::uint64_t place = 0;
    for (std::uint64_t i = 0; i < h.count; ++i) {
        if (!convert(&in[i * from], h, &out[(h.fortran ? place : i) * to])) return false;
        for (size_t d = 0; h.fortran && d < n; ++d) {  // the first axis runs fastest
            place += strides[d];
            if (++at[d] < static_cast<std::uint64_t>(h.shape[d])) break;
            place -= strides[d] * at[d];
            at[d] = 0;
        }
    }
    return true;
}

Result<NumberArray> readArray(const InputFile& file) {
    const auto h = readHeader(file);
    if (!h) return fail(h.error());
    NumberArray out{h->stored->type, h->shape, {}};
    std::vector<std::uint8_t> block(h->count * h->stored->bytes);
    if (!file.read(h->dataStart, block.data(), block.size())) return broken(file, "its numbers are cut off");
    const bool plain = !h->fortran && !h->bigEndian && h->stored->bytes == bytesOf(h->stored->type);
    if (plain && h->stored->name != "u8") {
        out.bytes = std::move(block);
        return out;
    }
    out.bytes.resize(h->count * bytesOf(h->stored->type));
    if (!arrange(block, *h, out.bytes))
        return fail(ErrorCode::Unsupported, "%1 holds whole numbers over 9223372036854775807, which are not read here.",
                    {file.name()}, "Save it as float64.");
    return out;
}

}  // namespace

Result<NumberArray> readNpy(const std::filesystem::path& path) {
    const auto file = InputFile::open(path);
    if (!file) return fail(file.error());
    try {
        return readArray(*file);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, "There is not enough memory to read %1.", {path.string()},
                    "Close other programs.");
    }
}

}  // namespace velatura
