#include "core/batch/contact_sheet.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace velatura {

namespace {

constexpr int kCell = 240, kSmallestCell = 24, kMaxSide = 6000;
constexpr std::uint8_t kGround = 236;

int cellFor(size_t columns) {
    return static_cast<int>((kMaxSide * 10 / static_cast<int>(columns) - 10) / 11);  // the gap is a tenth of a cell
}

void place(PixelBuffer& sheet, const Image& small, Rect rect) {
    const int left = rect.x + (rect.width - small.width()) / 2, top = rect.y + (rect.height - small.height()) / 2;
    for (int y = 0; y < small.height(); ++y)
        std::memcpy(sheet.row(top + y) + 3 * static_cast<size_t>(left), small.row(y), small.rowBytes());
}

PixelBuffer emptySheet(const SheetLayout& layout) {
    PixelBuffer sheet(layout.size(), 3, Depth::U8);
    for (int y = 0; y < sheet.size().height; ++y) std::memset(sheet.row(y), kGround, sheet.rowBytes());
    return sheet;
}

void placeSmall(PixelBuffer& sheet, const Image& image, const SheetLayout& layout, size_t index) {
    place(sheet, thumbnail(toU8(image, 3), fitLongSide(image.size(), layout.cell)), layout.rect(index));
}

}  // namespace

Rect SheetLayout::rect(size_t index) const {
    const int column = static_cast<int>(index % static_cast<size_t>(columns));
    const int row = static_cast<int>(index / static_cast<size_t>(columns));
    return {gap + column * (cell + gap), gap + row * (cell + caption + gap), cell, cell};
}

SheetLayout sheetLayout(size_t pictures, size_t across) {
    constexpr size_t kMost = kMaxSide / (kSmallestCell + kSmallestCell / 10 + 1);  // cells a side
    SheetLayout out;
    size_t columns =
        across > 1 && across <= kMost
            ? across
            : static_cast<size_t>(std::ceil(std::sqrt(static_cast<double>(std::max<size_t>(pictures, 1)))));
    columns = std::clamp<size_t>(columns, 1, kMost);
    const size_t rows = std::clamp<size_t>((pictures + columns - 1) / columns, 1, kMost);
    out.columns = static_cast<int>(columns);
    out.rows = static_cast<int>(rows);
    out.cell = std::clamp(cellFor(std::max(columns, rows)), kSmallestCell, kCell);
    out.gap = std::max(2, out.cell / 10);
    out.shown = std::min(pictures, columns * rows);
    return out;
}

Image contactSheet(const std::vector<std::filesystem::path>& pictures, const SheetLayout& layout,
                   const PictureReader& reader, JobContext& context) {
    PixelBuffer sheet = emptySheet(layout);
    for (size_t i = 0; i < layout.shown && i < pictures.size(); ++i) {
        if (pictures[i].empty()) continue;
        if (!context.proceed()) return {};
        const auto image = reader.read(pictures[i], {.minShortSide = layout.cell, .toSrgb = true});
        if (!image) continue;
        placeSmall(sheet, *image, layout, i);
    }
    return Image(std::move(sheet));
}

Image contactSheet(const std::vector<Image>& pictures, const SheetLayout& layout) {
    PixelBuffer sheet = emptySheet(layout);
    for (size_t i = 0; i < layout.shown && i < pictures.size(); ++i)
        if (!pictures[i].empty()) placeSmall(sheet, pictures[i], layout, i);
    return Image(std::move(sheet));
}

}  // namespace velatura
