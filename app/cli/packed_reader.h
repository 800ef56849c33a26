// The PictureReader of builds without picture libraries (VELATURA_PICTURES=OFF, training servers): decodes the JPEG
// pictures of packed sets and writes sample pictures as PNG, with stb's headers alone. Thread-safe.
#pragma once

#include "core/image/picture_reader.h"

namespace velatura::cli {

/// Lives as long as the process.
const PictureReader& packedReader();

}  // namespace velatura::cli
