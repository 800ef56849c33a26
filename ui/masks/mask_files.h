// Masks as pictures of their own: any picture becomes one, each can be saved as a grey PNG. Both block: on a worker.
#pragma once

#include <QtCore/QString>

#include "core/base/result.h"
#include "core/image/mask.h"

namespace velatura {

/// Error where the file cannot be read or has not the photo's proportions.
Result<Mask> importMask(const QString& path, ImageSize photo);
Status exportMask(const Mask& mask, const QString& path);

}  // namespace velatura
