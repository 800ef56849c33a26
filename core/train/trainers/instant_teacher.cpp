#include "core/train/trainers/instant_teacher.h"

#include <torch/torch.h>

#include <algorithm>

#include "core/base/check.h"
#include "core/engines/arbitrary.h"
#include "core/engines/arbitrary_params.h"
#include "core/jobs/job_context.h"
#include "core/nn/image_tensor.h"

namespace velatura {

namespace {
/// Brush sizes that the engine takes.
constexpr double kFinest = 0.1, kLargest = 4;
}  // namespace

Result<InstantTeacher> InstantTeacher::load(const WorkHost& host) {
    auto session = makeArbitrarySession(host);
    if (!session) return fail(session.error());
    InstantTeacher out;
    out.session_ = std::move(*session);
    return out;
}

at::Tensor InstantTeacher::paint(const at::Tensor& photo, const Image& painting, int styleSize) {
    at::NoGradGuard noGrad;
    const auto side = static_cast<int>(photo.size(2));
    ArbitraryParams params;
    params.longSide = side;
    params.styleScale = std::clamp(static_cast<double>(styleSize) / side, kFinest, kLargest);
    params.paintedBy = PaintedBy::Network;  // many squares
    params.texture = 0;  // noise is nothing that can be copied
    params.evenTones = 0;
    params.threads = at::get_num_threads();
    params.device = photo.device().str();
    RenderRequest request;
    request.content = toImage(photo.cpu(), Depth::U16);
    request.styles = {{painting}};
    request.params = arbitrarySchema().write(params);
    SilentContext context;
    const auto painted = session_->render(request, context);
    check(painted.has_value(), "the instant engine paints a square");
    return toTensor(painted->picture).to(photo.device());
}

}  // namespace velatura
