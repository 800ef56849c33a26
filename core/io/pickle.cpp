// One function a group of opcodes, dispatched by a switch; the format is described in CPython's Lib/pickletools.py.
#include "core/io/pickle.h"

#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <optional>
#include <unordered_map>

#include "core/io/input_file.h"

namespace velatura {

namespace {

constexpr size_t kMaxValues = 1'000'000;
constexpr size_t kMaxItems = 8'000'000;  // a few bytes may put a long list into a dictionary again and again
constexpr size_t kMaxGlobal = 1000;
constexpr size_t kMaxLine = 4096;
constexpr std::string_view kOrderedDict = "collections OrderedDict";

using Kind = PickleValue::Kind;
using Index = std::uint32_t;

class Machine {
public:
    Machine(std::string_view bytes, PickleAllows allows) : bytes_(bytes), allows_(allows) {}

    tl::expected<Pickle, PickleProblem> run() {
        while (!problem_ && !stopped_) step();
        if (problem_) return tl::unexpected(std::move(*problem_));
        out_.bytes = at_;
        return std::move(out_);
    }

private:
    void refuse(PickleProblem::Kind kind, std::string what) {
        if (!problem_) problem_ = PickleProblem{kind, std::move(what)};
    }
    void damaged(const char* what) {
        refuse(PickleProblem::Kind::Damaged, fmt::format("{} at byte {} of its pickle", what, at_));
    }

    std::string_view take(std::uint64_t n) {
        if (problem_) return {};
        if (n > bytes_.size() - at_) {
            refuse(PickleProblem::Kind::CutOff, "its pickle is cut off");
            return {};
        }
        const auto out = bytes_.substr(at_, n);
        at_ += n;
        return out;
    }
    template <class T>
    T number() {
        const auto v = take(sizeof(T));
        return problem_ ? T{} : littleEndian<T>(v.data());
    }
    std::string_view line() {
        const size_t end = bytes_.substr(at_).find('\n');
        if (end == bytes_.npos) {
            take(bytes_.size() - at_ + 1);
            return {};
        }
        if (end > kMaxLine) damaged("a line is too long");
        const auto out = take(end + 1);
        return problem_ ? std::string_view() : out.substr(0, end);
    }

    Index make(Kind kind) {
        if (out_.values.size() >= kMaxValues) {
            refuse(PickleProblem::Kind::Unknown, fmt::format("more than {} values", kMaxValues));
            return 0;
        }
        out_.values.emplace_back().kind = kind;
        return static_cast<Index>(out_.values.size() - 1);
    }
    void push(Index i) {
        if (!problem_) stack_.push_back(i);
    }
    void pushKind(Kind kind) { push(make(kind)); }
    void pushInt(std::int64_t n, Kind kind = Kind::Int) {
        const Index i = make(kind);
        if (problem_) return;
        out_.values[i].integer = n;
        push(i);
    }
    void pushReal(double v) {
        const Index i = make(Kind::Real);
        if (problem_) return;
        out_.values[i].real = v;
        push(i);
    }
    void pushText(std::string_view text, Kind kind = Kind::Text) {
        const Index i = make(kind);
        if (problem_) return;
        out_.values[i].text = text;
        push(i);
    }
    bool counted(size_t items) {
        items_ += items;
        if (items_ > kMaxItems) refuse(PickleProblem::Kind::Unknown, fmt::format("more than {} values", kMaxItems));
        return !problem_;
    }
    void pushItems(Kind kind, std::vector<Index> items) {
        const Index i = make(kind);
        if (problem_ || !counted(items.size())) return;
        out_.values[i].items = std::move(items);
        push(i);
    }

    Index pop() {
        if (stack_.size() <= (marks_.empty() ? 0 : marks_.back())) {
            damaged("nothing to take");
            return 0;
        }
        const Index i = stack_.back();
        stack_.pop_back();
        return i;
    }
    std::vector<Index> popN(size_t n) {
        std::vector<Index> out(n);
        while (n-- > 0) out[n] = pop();
        return out;
    }
    std::vector<Index> popToMark() {
        if (marks_.empty()) {
            damaged("no mark");
            return {};
        }
        std::vector<Index> out(stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back()), stack_.end());
        stack_.resize(marks_.back());
        marks_.pop_back();
        return out;
    }
    /// The list or dictionary on top, which `items` go into.
    void append(Kind kind, const std::vector<Index>& items) {
        const Index to = pop();
        if (problem_ || !counted(items.size())) return;
        PickleValue& value = out_.values[to];
        if (value.kind != kind || (kind == Kind::Dict && items.size() % 2 != 0))
            return damaged(kind == Kind::Dict ? "no dictionary to fill" : "no list to fill");
        value.items.insert(value.items.end(), items.begin(), items.end());
        push(to);
    }

    void put(std::uint64_t slot) {
        const Index i = pop();
        if (problem_) return;
        push(i);
        memo_[slot] = i;
    }
    void get(std::uint64_t slot) {
        const auto found = memo_.find(slot);
        if (found == memo_.end()) return damaged("nothing was remembered");
        push(found->second);
    }
    std::uint64_t decimal() {
        const auto text = line();
        std::uint64_t n = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
        if (!problem_ && (error != std::errc() || end != text.data() + text.size())) damaged("no number");
        return n;
    }

    void intLine(bool isLong) {
        auto text = line();
        if (problem_) return;
        if (!isLong && (text == "00" || text == "01")) return pushInt(text == "01", Kind::Bool);
        if (isLong && text.ends_with('L')) text.remove_suffix(1);
        std::int64_t n = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
        if (error != std::errc() || end != text.data() + text.size()) return damaged("no number");
        pushInt(n);
    }
    void floatLine() {
        const auto text = line();
        if (problem_) return;
        double v = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), v);
        if (error != std::errc() || end != text.data() + text.size()) return damaged("no number");
        pushReal(v);
    }
    void binFloat() {
        const auto v = take(8);
        if (problem_) return;
        std::uint64_t bits = 0;  // the one number that stands with its greatest byte first
        for (const char c : v) bits = bits << 8 | static_cast<std::uint8_t>(c);
        pushReal(std::bit_cast<double>(bits));
    }
    void bytesAsInt(std::uint64_t n) {
        const auto v = take(n);
        if (problem_) return;
        if (n > 8) return pushText(v, Kind::BigInt);
        std::uint64_t bits = n > 0 && static_cast<std::int8_t>(v.back()) < 0 ? ~std::uint64_t{0} : 0;
        for (size_t i = v.size(); i-- > 0;) bits = bits << 8 | static_cast<std::uint8_t>(v[i]);
        pushInt(static_cast<std::int64_t>(bits));
    }

    void global(std::string name) {
        if (problem_) return;
        if (!allows_(name)) return refuse(PickleProblem::Kind::Unknown, "the global " + shownName(name));
        pushText(name, Kind::Global);
    }
    void globalLines() {
        std::string module(line());
        global(std::move(module.append(" ").append(line())));
    }
    void stackGlobal() {
        const Index name = pop(), module = pop();
        if (problem_) return;
        const auto &m = out_.values[module], &n = out_.values[name];
        if (m.kind != Kind::Text || n.kind != Kind::Text || m.text.size() + n.text.size() > kMaxGlobal)
            return damaged("a global without a name");
        global(m.text + " " + n.text);
    }
    /// An OrderedDict is a dictionary, empty or of a list of pairs; anything else stays a name with arguments.
    void reduce() {
        const Index arguments = pop(), callable = pop();
        if (problem_) return;
        if (out_.values[callable].kind != Kind::Global || out_.values[arguments].kind != Kind::Tuple)
            return refuse(PickleProblem::Kind::Unknown, "a call of what is no global");
        if (out_.values[callable].text != kOrderedDict) return pushItems(Kind::Made, {callable, arguments});
        std::vector<Index> items;
        const auto& given = out_.values[arguments].items;
        if (given.size() > 1) return damaged("a dictionary of several");
        if (given.size() == 1) {
            const auto& pairs = out_.values[given[0]].items;
            if (!counted(pairs.size())) return;
            for (const Index pair : pairs) {
                const PickleValue& p = out_.values[pair];
                if ((p.kind != Kind::Tuple && p.kind != Kind::List) || p.items.size() != 2)
                    return damaged("a dictionary without pairs");
                items.insert(items.end(), p.items.begin(), p.items.end());
            }
        }
        pushItems(Kind::Dict, std::move(items));
    }
    /// Attributes: PyTorch hangs the versions of its modules on a state dict. Nothing here asks for them.
    void build() {
        const Index state = pop(), object = pop();
        if (problem_) return;
        if (out_.values[object].kind != Kind::Dict || out_.values[state].kind != Kind::Dict)
            return refuse(PickleProblem::Kind::Unknown, "a state for what is no dictionary");
        push(object);
    }

    void step() {
        const size_t start = at_;
        const auto code = number<std::uint8_t>();
        if (problem_) return;
        if (!constant(code) && !container(code) && !machinery(code))
            refuse(PickleProblem::Kind::Unknown, fmt::format("the opcode 0x{:02X} at byte {}", code, start));
    }

    bool constant(std::uint8_t code) {
        switch (code) {
            case 'N':
                return pushKind(Kind::None), true;
            case 0x88:
                return pushInt(1, Kind::Bool), true;
            case 0x89:
                return pushInt(0, Kind::Bool), true;
            case 'I':
                return intLine(false), true;
            case 'L':
                return intLine(true), true;
            case 'J':
                return pushInt(static_cast<std::int32_t>(number<std::uint32_t>())), true;
            case 'K':
                return pushInt(number<std::uint8_t>()), true;
            case 'M':
                return pushInt(number<std::uint16_t>()), true;
            case 0x8A:
                return bytesAsInt(number<std::uint8_t>()), true;
            case 0x8B:
                return bytesAsInt(number<std::uint32_t>()), true;
            case 'F':
                return floatLine(), true;
            case 'G':
                return binFloat(), true;
            case 'U':  // Python 2's texts
            case 0x8C:
                return pushText(take(number<std::uint8_t>())), true;
            case 'T':
            case 'X':
                return pushText(take(number<std::uint32_t>())), true;
            case 0x8D:
                return pushText(take(number<std::uint64_t>())), true;
            case 'C':
                return pushText(take(number<std::uint8_t>()), Kind::Bytes), true;
            case 'B':
                return pushText(take(number<std::uint32_t>()), Kind::Bytes), true;
            default:
                return false;
        }
    }

    bool container(std::uint8_t code) {
        switch (code) {
            case ')':
                return pushKind(Kind::Tuple), true;
            case 't':
                return pushItems(Kind::Tuple, popToMark()), true;
            case 0x85:
            case 0x86:
            case 0x87:
                return pushItems(Kind::Tuple, popN(code - 0x84u)), true;
            case ']':
                return pushKind(Kind::List), true;
            case 'l':
                return pushItems(Kind::List, popToMark()), true;
            case 'a':
                return append(Kind::List, popN(1)), true;
            case 'e':
                return append(Kind::List, popToMark()), true;
            case '}':
                return pushKind(Kind::Dict), true;
            case 'd': {
                auto items = popToMark();
                pushKind(Kind::Dict);
                return append(Kind::Dict, items), true;
            }
            case 's':
                return append(Kind::Dict, popN(2)), true;
            case 'u':
                return append(Kind::Dict, popToMark()), true;
            default:
                return false;
        }
    }

    bool machinery(std::uint8_t code) {
        switch (code) {
            case 0x80:
                if (const auto version = number<std::uint8_t>(); version > 5)
                    refuse(PickleProblem::Kind::Unknown, fmt::format("pickle protocol {}", version));
                return true;
            case 0x95:  // a frame: only tells how much to read ahead
                return number<std::uint64_t>(), true;
            case '(':
                return marks_.push_back(stack_.size()), true;
            case '0':
                return pop(), true;
            case '1':
                return popToMark(), true;
            case 'p':
                return put(decimal()), true;
            case 'q':
                return put(number<std::uint8_t>()), true;
            case 'r':
                return put(number<std::uint32_t>()), true;
            case 0x94:
                return put(memo_.size()), true;
            case 'g':
                return get(decimal()), true;
            case 'h':
                return get(number<std::uint8_t>()), true;
            case 'j':
                return get(number<std::uint32_t>()), true;
            case 'c':
                return globalLines(), true;
            case 0x93:
                return stackGlobal(), true;
            case 'R':
                return reduce(), true;
            case 'b':
                return build(), true;
            case 'Q':
                return pushItems(Kind::Persistent, popN(1)), true;
            case '.':
                out_.root = pop();
                return stopped_ = true;
            default:
                return false;
        }
    }

    std::string_view bytes_;
    PickleAllows allows_;
    size_t at_ = 0, items_ = 0;
    Pickle out_;
    std::vector<Index> stack_;
    std::vector<size_t> marks_;
    std::unordered_map<std::uint64_t, Index> memo_;
    std::optional<PickleProblem> problem_;
    bool stopped_ = false;
};

}  // namespace

tl::expected<Pickle, PickleProblem> readPickle(std::string_view bytes, PickleAllows allows) {
    return Machine(bytes, allows).run();
}

}  // namespace velatura
