#include "core/style_network_layout.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <regex>
#include <set>

#include "core/io/input_file.h"

namespace velatura {

namespace {

using Metadata = std::map<std::string, std::string>;

std::string text(const std::vector<std::int64_t>& shape) {
    return fmt::format("[{}]", fmt::join(shape, ", "));
}

/// Norms have a row for each of the styles.
class StyleNetworkReader {
public:
    /// @param wrapped  what was taken off the tensors' names
    StyleNetworkReader(const std::string& file, const std::vector<TensorShape>& tensors, std::string wrapped)
        : file_(file), wrapped_(std::move(wrapped)) {
        for (const auto& t : tensors) shapes_[t.name] = t.shape;
    }

    Result<NetworkLayout> read(const Metadata& metadata) {
        const auto* first = shapeOf("conv1.conv2d.weight");
        const auto* second = shapeOf("conv2.conv2d.weight");
        const auto* third = shapeOf("conv3.conv2d.weight");
        const auto channels = [](const auto* shape) { return shape && shape->size() == 4 ? (*shape)[0] : 0; };
        const std::int64_t full = channels(first), half = channels(second), quarter = channels(third);
        for (const auto& [n, name] :
             {std::pair{full, "conv1.conv2d.weight"}, {half, "conv2.conv2d.weight"}, {quarter, "conv3.conv2d.weight"}})
            if (n < 1 || n > kWidest) return odd(name, "a convolution of 1 to 1024 channels");
        if (const auto* norm = shapeOf("in1.weight"); norm && norm->size() == 2) styles_ = (*norm)[0];
        if (styles_ < 1 || styles_ > kMostStyles) return odd("in1.weight", "1 to 1024 styles");
        convolution("conv1", 3, full, 9), norm("in1", full);
        convolution("conv2", full, half, 3), norm("in2", half);
        convolution("conv3", half, quarter, 3), norm("in3", quarter);
        for (int r = 1; r <= 5; ++r)
            for (const char* part : {"1", "2"}) {
                const std::string block = fmt::format("res{}.", r);
                convolution(block + "conv" + part, quarter, quarter, 3), norm(block + "in" + part, quarter);
            }
        convolution("deconv1", quarter, half, 3), norm("in4", half);
        convolution("deconv2", half, full, 3), norm("in5", full);
        convolution("deconv3", full, 3, 9);
        if (problem_) return fail(*problem_);
        // Old files hold statistics of norms that were never used.
        static const std::regex unused("(.*\\.)?in\\d\\.(running_mean|running_var|num_batches_tracked)");
        for (const auto& [name, shape] : shapes_)
            if (!known_.contains(name) && !std::regex_match(name, unused))
                return fail(ErrorCode::Model,
                            "%1 is not understood: no style network of PyTorch's examples has the tensor \"%2\" %3.",
                            {file_, shownName(name), text(shape)}, kHint);
        out_.kind = kind::kFastStyle;
        const auto said = metadata.find("convention");
        out_.convention =
            said != metadata.end() && said->second == convention::kOwn ? convention::kOwn : convention::kExamples;
        out_.styles = static_cast<int>(styles_);
        return std::move(out_);
    }

private:
    static constexpr std::int64_t kWidest = 1024, kMostStyles = 1024;
    static constexpr const char* kHint =
        "Import a network of PyTorch's fast_neural_style example, or one that the trainer \"fast-style\" made.";

    const std::vector<std::int64_t>* shapeOf(const std::string& name) const {
        const auto it = shapes_.find(name);
        return it == shapes_.end() ? nullptr : &it->second;
    }
    tl::unexpected<Error> odd(const std::string& name, const std::string& needed) const {
        const auto* shape = shapeOf(name);
        if (!shape)
            return fail(ErrorCode::Model, "In %1, \"%2\" is missing.", {file_, name}, "Export the network again.");
        return fail(ErrorCode::Model, "In %1, \"%2\" has the shape %3 where %4 is needed.",
                    {file_, name, text(*shape), needed}, kHint);
    }
    /// Keeps the first thing that does not fit.
    void wants(const std::string& name, const std::vector<std::int64_t>& needed) {
        known_.insert(name);
        const auto* shape = shapeOf(name);
        if (!problem_ && (!shape || *shape != needed)) problem_ = odd(name, text(needed)).value();
    }
    void convolution(const std::string& name, std::int64_t in, std::int64_t out, std::int64_t side) {
        const std::string here = name + ".conv2d";
        wants(here + ".weight", {out, in, side, side});
        wants(here + ".bias", {out});
        out_.layers.push_back({here, wrapped_ + here, in, out});
    }
    void norm(const std::string& name, std::int64_t channels) {
        const auto* shape = shapeOf(name + ".weight");
        const bool rows = styles_ > 1 || (shape && shape->size() == 2);
        for (const char* part : {".weight", ".bias"})
            wants(name + part,
                  rows ? std::vector<std::int64_t>{styles_, channels} : std::vector<std::int64_t>{channels});
        out_.layers.push_back({name, wrapped_ + name, channels, channels});
    }

    const std::string& file_;
    std::string wrapped_;
    std::map<std::string, std::vector<std::int64_t>> shapes_;
    std::set<std::string> known_;
    std::int64_t styles_ = 1;
    std::optional<Error> problem_;
    NetworkLayout out_;
};

}  // namespace

bool isStyleNetwork(const std::vector<TensorShape>& tensors) {
    return std::any_of(tensors.begin(), tensors.end(), [](const auto& t) { return t.name == "conv1.conv2d.weight"; });
}

Result<NetworkLayout> recogniseStyleNetwork(const std::string& file, const std::vector<TensorShape>& tensors,
                                            const std::string& wrapped,
                                            const std::map<std::string, std::string>& metadata) {
    return StyleNetworkReader(file, tensors, wrapped).read(metadata);
}

}  // namespace velatura
