#include "core/engines/painting_network.h"

#include <fmt/format.h>
#include <torch/torch.h>

#include "core/base/hash.h"
#include "core/engines/fast_style_forecast.h"
#include "core/model_store.h"
#include "core/style_networks.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

/// Squares of which the statistics are taken, along each side at most, and their side.
constexpr std::int64_t kProbesAlong = 6, kProbeSide = 192;

/// Changes when the file does: hash and weights are read only then.
std::string stampOf(const fs::path& file) {
    std::error_code ec;
    const auto time = fs::last_write_time(file, ec).time_since_epoch().count();
    return fmt::format("{} {} {}", file.string(), time, fs::file_size(file, ec));
}

/// Where `count` parts of a length begin that are spread from end to end.
std::int64_t spread(std::int64_t length, std::int64_t part, std::int64_t count, std::int64_t index) {
    return count > 1 ? (length - part) * index / (count - 1) : (length - part) / 2;
}

/// Squares in even steps over the picture, as many as a tile with its halo has pixels for. @return float32 [N,3,s,s]
at::Tensor probesOf(const at::Tensor& picture, int tile) {
    const std::int64_t height = picture.size(2), width = picture.size(3), side = std::min({kProbeSide, height, width});
    const std::int64_t seen = std::max(tile + 2 * kPainterHalo, kProbedSide);
    const std::int64_t most = std::clamp<std::int64_t>(seen / side, 1, kProbesAlong);
    const auto along = [&](std::int64_t length) { return std::min(most, (length + side - 1) / side); };
    std::vector<at::Tensor> squares;
    for (std::int64_t y = 0; y < along(height); ++y)
        for (std::int64_t x = 0; x < along(width); ++x)
            squares.push_back(picture.narrow(2, spread(height, side, along(height), y), side)
                                  .narrow(3, spread(width, side, along(width), x), side));
    return at::cat(squares, 0);
}

}  // namespace

Result<Painter> PaintingNetwork::get(const std::string& name, const c10::Device& device) {
    const auto found = findStyleNetwork(name);
    if (!found) return fail(found.error());
    const std::string stamp = stampOf(found->file);
    if (painter_.net && stamp == stamp_ && device == device_) return painter_;
    if (!found->sha256.empty()) {
        const auto hash = sha256OfFile(found->file);
        if (!hash) return fail(hash.error());
        if (*hash != found->sha256) return fail(changedModel(found->name));
    }
    const auto net = TransformerNet::load(found->file);
    if (!net) return fail(net.error());
    painter_ = {(*net)->copyTo(device), stamp};
    stamp_ = stamp;
    device_ = device;
    return painter_;
}

at::Tensor paintedBy(const TransformerNet& net, const at::Tensor& picture, const at::Tensor& style, int tile,
                     const PaintProgress& proceed) {
    at::NoGradGuard noGrad;
    const std::int64_t height = picture.size(2), width = picture.size(3), side = tile;
    if (tile == 0) return proceed(0, 1) ? net.forward(picture, style).clamp_(0, 1) : at::Tensor();
    const std::int64_t all = 1 + (height + side - 1) / side * ((width + side - 1) / side);
    std::int64_t done = 0;
    if (!proceed(done++, all)) return {};
    const auto statistics = net.measure(probesOf(picture, tile), style);
    at::Tensor out = at::empty_like(picture);
    for (std::int64_t y = 0; y < height; y += side)
        for (std::int64_t x = 0; x < width; x += side) {
            if (!proceed(done++, all)) return {};
            const std::int64_t top = std::max<std::int64_t>(0, y - kPainterHalo),
                               left = std::max<std::int64_t>(0, x - kPainterHalo);
            const std::int64_t rows = std::min(side, height - y), columns = std::min(side, width - x);
            const at::Tensor seen = picture.narrow(2, top, std::min(height, y + rows + kPainterHalo) - top)
                                        .narrow(3, left, std::min(width, x + columns + kPainterHalo) - left);
            const at::Tensor painted = net.forward(seen, style, &statistics);
            out.narrow(2, y, rows)
                .narrow(3, x, columns)
                .copy_(painted.narrow(2, y - top, rows).narrow(3, x - left, columns).clamp(0, 1));
        }
    return out;
}

}  // namespace velatura
