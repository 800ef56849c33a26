#include "core/engines/checked_styles.h"

namespace velatura {

Status checkStyles(const RenderRequest& request) {
    if (request.content.empty() || request.styles.empty())
        return fail(ErrorCode::Usage, "A photo and at least one style are needed.", {}, "Choose both.");
    double weights = 0;
    for (const auto& s : request.styles) {
        if (s.image.empty() || !(s.weight >= 0)) return fail(ErrorCode::Usage, "A style has no picture or a negative weight.", {}, "Choose another one.");
        weights += s.weight;
    }
    if (!(weights > 0)) return fail(ErrorCode::Usage, "All styles have the weight 0.", {}, "Give at least one of them some weight.");
    return {};
}

}  // namespace velatura
