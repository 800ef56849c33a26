#include "core/network_layout.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <regex>
#include <set>

#include "core/io/input_file.h"
#include "core/style_network_layout.h"

namespace velatura {

namespace {

constexpr size_t kLongestName = 1024;

using Metadata = std::map<std::string, std::string>;
using Position = std::pair<int, int>;  // block and number of a convolution; in a numbered file 0 and its number

constexpr int kBlocks = 5;
constexpr std::int64_t kWidths[kBlocks] = {64, 128, 256, 512, 512};
/// The convolution behind which nothing is looked at.
constexpr Position kLast = {5, 1};
/// Without it the photo could not be compared (the optimiser's content tap).
constexpr Position kLeast = {3, 1};

std::string text(const std::vector<std::int64_t>& shape) {
    return fmt::format("[{}]", fmt::join(shape, ", "));
}

std::string nameOf(Position p) {
    return fmt::format("conv{}_{}", p.first, p.second);
}

/// Takes off, and gives, the names in front of all tensors that say only how the file was saved.
std::string unwrap(std::vector<TensorShape>& tensors) {
    std::string all;
    static const std::set<std::string> wrappers = {"state_dict", "model_state_dict", "model", "module", "net",
                                                   "network",    "encoder",          "vgg",   "vgg19",  "vgg16"};
    for (;;) {
        const std::string prefix = tensors.empty() ? "" : tensors[0].name.substr(0, tensors[0].name.find('.') + 1);
        if (prefix.empty() || !wrappers.contains(prefix.substr(0, prefix.size() - 1))) return all;
        for (const auto& t : tensors)
            if (!t.name.starts_with(prefix)) return all;
        for (auto& t : tensors) t.name.erase(0, prefix.size());
        all += prefix;
    }
}

constexpr const char* kPaintsItself = "%1 is a feed-forward style network: it paints one style itself, and the optimiser cannot look through it.";

/// A sentence for what is understood and yet no network to look through; none: not of a known other kind.
std::optional<Error> otherKind(const std::string& file, const std::vector<TensorShape>& tensors,
                               const Metadata& metadata) {
    struct Other {
        std::regex name;
        const char* sentence;
    };
    static const std::vector<Other> others = {
        {std::regex("(.*\\.)?(in\\d+|res\\d+|deconv\\d+)\\..*"), kPaintsItself},
        {std::regex("(.*\\.)?(conv_block|resnet_blocks?|upsampling)\\..*|model\\.model\\..*"),
         "%1 is the generator of a GAN: it makes pictures, and the optimiser cannot look through it."},
        {std::regex("(.*\\.)?(mapping|synthesis|style)\\..*"),
         "%1 is a StyleGAN generator: it makes pictures, and the optimiser cannot look through it."},
        {std::regex("d\\d\\.conv.*|(block\\d\\.conv\\d\\..*)"),
         "%1 is a decoder: it turns features back into pictures, and the optimiser cannot look through it."},
    };
    const char* hint = "Import a VGG-19 or VGG-16.";
    if (const auto kind = metadata.find("kind"); kind != metadata.end() && kind->second == "decoder")
        return Error(ErrorCode::Model, others.back().sentence, {file}, hint);
    for (const auto& t : tensors)
        for (const auto& other : others)
            if (std::regex_match(t.name, other.name)) return Error(ErrorCode::Model, other.sentence, {file}, hint);
    return std::nullopt;
}

/// The file's convolutions, found by their names.
struct Found {
    bool numbered = false;                   ///< positions are numbers of a Sequential
    bool torchNames = false;                 ///< "features.0.weight"
    bool adaptors = false;                   ///< "conv1_1_aux.weight", as distilled encoders have them
    int classifier = -1;                     ///< number of the first layer behind the convolutions
    std::string first;                       ///< 1x1 convolution by its name
    std::map<Position, std::string> layers;  ///< "features.0"
};

/// Sorts the tensors' names. Error: one that fits nothing.
Result<Found> sortNames(const std::string& file, const std::vector<TensorShape>& tensors) {
    static const std::regex torch("(features\\.(\\d{1,3}))\\.(weight|bias)"), numbers("((\\d{1,3}))\\.(weight|bias)"),
        named("((?:e(\\d)\\.)?conv(\\d)_?(\\d))(_aux)?\\.(weight|bias)"),
        first("((?:e(\\d)\\.)?conv0)\\.(weight|bias)"), behind("classifier\\.(\\d{1,3})\\..*|fc\\d+\\..*");
    Found out;
    int deepest = -1;  // of several encoders in a file
    std::smatch m;
    for (const auto& t : tensors)
        if (std::regex_match(t.name, m, named) && m[2].matched) deepest = std::max(deepest, std::stoi(m[2]));
    const auto counts = [&](const std::ssub_match& encoder) {
        return !encoder.matched || std::stoi(encoder) == deepest;
    };
    for (const auto& t : tensors) {
        if (std::regex_match(t.name, m, torch)) {
            out.numbered = out.torchNames = true;
            out.layers[{0, std::stoi(m[2])}] = m[1];
        } else if (std::regex_match(t.name, m, numbers)) {
            out.numbered = true;
            out.layers[{0, std::stoi(m[2])}] = m[1];
        } else if (std::regex_match(t.name, m, first)) {
            if (counts(m[2])) out.first = m[1];
        } else if (std::regex_match(t.name, m, named)) {
            if (!counts(m[2])) continue;
            out.adaptors = out.adaptors || m[5].matched;
            if (!m[5].matched) out.layers[{std::stoi(m[3]), std::stoi(m[4])}] = m[1];
        } else if (std::regex_match(t.name, m, behind)) {
            if (m[1].matched && (out.classifier < 0 || std::stoi(m[1]) < out.classifier))
                out.classifier = std::stoi(m[1]);
        } else {
            return fail(ErrorCode::Model, "%1 is not understood: no VGG has the tensor \"%2\" %3.",
                        {file, shownName(t.name), text(t.shape)},
                        "Import a VGG-19 or VGG-16 as torchvision, Caffe or AdaIN name it.");
        }
    }
    return out;
}

class Reader {
public:
    Reader(const std::string& file, const std::vector<TensorShape>& tensors) : file_(file) {
        for (const auto& t : tensors) shapes_[t.name] = t.shape;
    }

    Result<NetworkLayout> read(Found found) {
        NetworkLayout out;
        if (found.numbered) {
            if (auto s = place(found); !s) return fail(s.error());
        }
        free_ = found.adaptors;
        out.first = found.first;
        if (!out.first.empty())
            if (auto s = wants(out.first, {3, 3, 1, 1}); !s) return fail(s.error());
        const auto has = [&](int block, int number) { return found.layers.contains({block, number}); };
        const bool four = has(3, 4), sixteen = !four && has(4, 1);
        out.kind = found.adaptors ? "distilled" : four ? "vgg19" : sixteen ? "vgg16" : "vgg";
        std::int64_t in = 3;
        for (int block = 1; block <= kBlocks; ++block)
            for (int number = 1; number <= (block < 3 ? 2 : sixteen ? 3 : 4); ++number) {
                const Position at{block, number};
                if (at > kLast) break;
                if (!found.layers.contains(at)) return ended(std::move(out), found, at);
                const std::string& source = found.layers.at(at);
                auto width = widthOf(source, in, kWidths[block - 1]);
                if (!width) return fail(width.error());
                out.layers.push_back(
                    {nameOf(at), source, in, *width, number == 1 ? block - 1 : -1, block > 1 && number == 1});
                in = *width;
            }
        return out;
    }

private:
    /// Gives the convolutions of a Sequential their names, by their order; what lies between them has no weights.
    Status place(Found& found) {
        std::vector<std::string> order;
        for (const auto& [at, source] : found.layers) order.push_back(source);
        found.layers.clear();
        if (const auto* shape = shapeOf(order[0]); shape && *shape == std::vector<std::int64_t>{3, 3, 1, 1}) {
            found.first = order[0];
            order.erase(order.begin());
        }
        for (const auto& source : order) {
            const auto* shape = shapeOf(source);
            if (!shape) return missing(source + ".weight");
            if (shape->size() != 4)
                return fail(
                    ErrorCode::Model, "In %1, \"%2\" has the shape %3 where a convolution [out, in, 3, 3] is needed.",
                    {file_, source + ".weight", text(*shape)}, "Networks with batch normalisation are not understood.");
        }
        // The eighth convolution of a VGG-19 still belongs to block 3.
        const auto* eighth = order.size() > 7 ? shapeOf(order[7]) : nullptr;
        const int deep = eighth && (*eighth)[0] == kWidths[3] ? 3 : 4;
        Position at{1, 1};
        for (const auto& source : order) {
            found.layers[at] = source;
            if (++at.second > (at.first < 3 ? 2 : deep)) at = {at.first + 1, 1};
        }
        return {};
    }

    Result<NetworkLayout> ended(NetworkLayout out, const Found& found, Position at) const {
        if (const auto next = found.layers.upper_bound(at); next != found.layers.end())
            return fail(ErrorCode::Model, "In %1, \"%2\" is missing, and \"%3\" is there.",
                        {file_, nameOf(at) + ".weight", next->second + ".weight"}, "Export the network again.");
        if (at <= kLeast)
            return fail(ErrorCode::Model, "%1 ends before %2: too early for an optimiser to see forms.",
                        {file_, nameOf(kLeast)}, "Import a VGG with at least three blocks.");
        return out;
    }

    const std::vector<std::int64_t>* shapeOf(const std::string& source) const {
        const auto it = shapes_.find(source + ".weight");
        return it == shapes_.end() ? nullptr : &it->second;
    }
    tl::unexpected<Error> missing(const std::string& name) const {
        return fail(ErrorCode::Model, "In %1, \"%2\" is missing.", {file_, name}, "Export the network again.");
    }
    Status has(const std::string& name, const std::vector<std::int64_t>& shape) const {
        const auto it = shapes_.find(name);
        if (it == shapes_.end()) return missing(name);
        if (it->second != shape)
            return fail(ErrorCode::Model, "In %1, \"%2\" has the shape %3 where %4 is needed.",
                        {file_, name, text(it->second), text(shape)}, "Import a VGG-19 or VGG-16.");
        return {};
    }
    Status wants(const std::string& source, const std::vector<std::int64_t>& shape) const {
        if (auto s = has(source + ".weight", shape); !s) return s;
        return has(source + ".bias", {shape[0]});
    }
    Result<std::int64_t> widthOf(const std::string& source, std::int64_t in, std::int64_t usual) const {
        const auto* shape = shapeOf(source);
        // A distilled network has widths of its own; they only have to fit one another.
        const std::int64_t out =
            free_ && shape && shape->size() == 4 && (*shape)[0] > 0 && (*shape)[0] <= usual ? (*shape)[0] : usual;
        if (auto s = wants(source, {out, in, 3, 3}); !s) return fail(s.error());
        return out;
    }

    const std::string& file_;
    std::map<std::string, std::vector<std::int64_t>> shapes_;
    bool free_ = false;
};

/// What metadata or names tell of the input; empty: nothing.
std::string conventionOf(const Found& found, const std::string& first, const Metadata& metadata) {
    const auto at = [&](const char* key) {
        const auto it = metadata.find(key);
        return it == metadata.end() ? std::string() : it->second;
    };
    const auto& known = vggConventions();
    if (std::find(known.begin(), known.end(), at("convention")) != known.end()) return at("convention");
    if (!first.empty()) return convention::kNormalised;
    if (at("channel_order").starts_with("BGR")) return convention::kCaffe;
    if (at("channel_order").starts_with("RGB") && at("range") == "0..1" && at("std").starts_with("none"))
        return convention::kNormalised;
    // Files that were converted from Caffe number the layers behind one higher: a dropout stood first there.
    if (found.torchNames && found.classifier == 0) return convention::kTorchvision;
    if (found.torchNames && found.classifier == 1) return convention::kCaffe;
    return {};
}

}  // namespace

const std::vector<std::string>& vggConventions() {
    static const std::vector<std::string> all = {convention::kTorchvision, convention::kCaffe, convention::kNormalised};
    return all;
}

Error paintsItself(const std::string& file) {
    return {ErrorCode::Model, kPaintsItself, {file}, "Paint with it by the engine for trained styles, or choose a VGG for the optimiser."};
}

Result<NetworkLayout> recogniseNetwork(const std::string& file, const std::vector<TensorShape>& tensors,
                                       const std::map<std::string, std::string>& metadata) {
    // Names are matched by regular expressions, whose depth grows with them.
    for (const auto& t : tensors)
        if (t.name.size() > kLongestName)
            return fail(ErrorCode::Model, "%1 holds a name of %2 characters, which no network has.", {file, std::to_string(t.name.size())}, "Import a VGG-19 or VGG-16.");
    const auto kind = metadata.find("kind");
    if (kind != metadata.end() && kind->second == "perceptual")
        return NetworkLayout{kind->second, convention::kOwn, {}, {}};
    std::vector<TensorShape> plain = tensors;
    const std::string wrapped = unwrap(plain);
    if (isStyleNetwork(plain)) return recogniseStyleNetwork(file, plain, wrapped, metadata);
    if (const auto other = otherKind(file, tensors, metadata)) return fail(*other);
    auto found = sortNames(file, plain);
    if (!found) return fail(found.error());
    if (found->layers.empty())
        return fail(ErrorCode::Model, "%1 holds no convolutions.", {file}, "Import a VGG-19 or VGG-16.");
    // What the store keeps of a distilled encoder has lost the adaptors by which it is known.
    if (kind != metadata.end() && kind->second == "distilled") found->adaptors = true;
    const Found names = *found;
    auto layout = Reader(file, plain).read(std::move(*found));
    if (!layout) return fail(layout.error());
    layout->convention = conventionOf(names, layout->first, metadata);
    // Names as in the file, with what was in front of them.
    const auto prefix = tensors[0].name.substr(0, tensors[0].name.size() - plain[0].name.size());
    for (auto& layer : layout->layers) layer.source = prefix + layer.source;
    if (!layout->first.empty()) layout->first = prefix + layout->first;
    return layout;
}

}  // namespace velatura
