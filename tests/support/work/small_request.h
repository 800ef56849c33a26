// As little work for an engine as makes a picture.
#pragma once

#include "core/work.h"
#include "tests/support/work/memory_pictures.h"

namespace velatura::test {

/// Four steps at 64 px, one thread.
inline RenderRequest smallRequest() {
    RenderRequest r;
    r.content = stripedPicture(1, 96, 72);
    r.styles.push_back({stripedPicture(4, 80, 80), 1.0, {}});
    r.params = {{"long-side", std::int64_t{64}}, {"steps", std::int64_t{4}}, {"threads", std::int64_t{1}}};
    return r;
}

}  // namespace velatura::test
