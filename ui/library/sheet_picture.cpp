#include "ui/library/sheet_picture.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>

#include "core/batch/contact_sheet.h"
#include "ui/common/qt_image.h"

namespace velatura {

namespace {
constexpr int kFontShare = 15, kLeastFont = 9;  ///< a name's height is this part of a picture's side
const QColor kInk(0x20, 0x20, 0x20);            ///< on the sheet's light grey, whatever the theme
}  // namespace

Image sheetWithNames(const std::vector<Image>& pictures, const QStringList& names, const QFont& font) {
    SheetLayout layout = sheetLayout(pictures.size(), 1);
    QFont written = font;
    written.setPixelSize(std::max(kLeastFont, layout.cell / kFontShare));
    const QFontMetrics metrics(written);
    layout.caption = metrics.height() + layout.gap / 4;
    QImage sheet = toQImage(contactSheet(pictures, layout));
    QPainter p(&sheet);
    p.setFont(written);
    p.setPen(kInk);
    for (size_t i = 0; i < layout.shown; ++i) {
        const Rect cell = layout.rect(i);
        p.drawText(QRect(cell.x, cell.y + cell.height, cell.width, layout.caption), Qt::AlignHCenter | Qt::AlignBottom,
                   metrics.elidedText(names[static_cast<qsizetype>(i)], Qt::ElideRight, cell.width));
    }
    p.end();
    return fromQImage(sheet);
}

}  // namespace velatura
