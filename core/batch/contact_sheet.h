// A contact sheet: small pictures of all results in a grid on light grey, in the order of the plan. There are no
// labels, since nothing below the window draws text (it may ask for room under each picture and draw there); for a grid of styles and strengths a row is a photo and a column
// a style and strength, otherwise the sheet is about square.
#pragma once

#include <filesystem>
#include <vector>

#include "core/image/image.h"
#include "core/image/picture_reader.h"
#include "core/jobs/job_context.h"

namespace velatura {

struct SheetLayout {
    int columns = 1, rows = 1;
    int cell = 0;  ///< side of a picture's square
    int gap = 0;
    int caption = 0;   ///< free height under each picture
    size_t shown = 0;  ///< pictures that fit; the rest is left out
    ImageSize size() const { return {columns * (cell + gap) + gap, rows * (cell + caption + gap) + gap}; }
    Rect rect(size_t index) const;  ///< of picture `index`
};

/// `across`: how many belong into a row; 1 lets the sheet become square.
SheetLayout sheetLayout(size_t pictures, size_t across);

/// Reads one picture at a time, reduced where the codec can. An empty path or a picture that cannot be read leaves its
/// place free.
Image contactSheet(const std::vector<std::filesystem::path>& pictures, const SheetLayout& layout,
                   const PictureReader& reader, JobContext& context);

/// The same of pictures in memory; an empty one leaves its place free.
Image contactSheet(const std::vector<Image>& pictures, const SheetLayout& layout);

}  // namespace velatura
