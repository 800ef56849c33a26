// PictureFiles by this program's own codecs: what window and terminal hand to batches and recipes. Thread-safe.
#pragma once

#include <memory>

#include "core/image/picture_files.h"
#include "core/image_io/image_io.h"

namespace velatura {

/// Saves with `options`, into which each picture's recipe is put.
std::shared_ptr<const PictureFiles> filePictures(SaveOptions options = {});

}  // namespace velatura
