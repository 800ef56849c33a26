#include "ui/common/page_dress.h"

#include <QtGui/QTextBlock>
#include <QtGui/QTextDocument>
#include <QtGui/QTextTable>

#include "ui/common/theme.h"

namespace velatura {

namespace {

constexpr int kParameterColumns = 4;  // of the tables in the chapter of parameters
constexpr double kPointsAPixel = 72.0 / 96;

}  // namespace

QString pageStyleSheet() {
    const Theme& t = Theme::instance();
    return QStringLiteral(
               ".muted { color: %1; font-size: 12px } th { text-align: left; font-weight: 500 } a { color: %2 }")
        .arg(t.mutedText().name(), t.accent().name());
}

void dressPage(QTextDocument& document) {
    const Theme& t = Theme::instance();
    QTextCursor cursor(&document);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        cursor.setPosition(block.position());
        QTextBlockFormat format = block.blockFormat();
        const int level = format.headingLevel();
        const bool cell = cursor.currentTable() != nullptr;
        format.setLineHeight(level > 0 || cell ? 120 : 145, QTextBlockFormat::ProportionalHeight);
        format.setTopMargin(level > 1 ? grid::kSection : 0);
        format.setBottomMargin(cell ? 2 : grid::kRelated);
        cursor.setBlockFormat(format);
        if (level == 0) continue;
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        QTextCharFormat words;
        words.setFontWeight(QFont::Medium);
        words.setProperty(QTextFormat::FontSizeAdjustment, QVariant());
        words.setFontPointSize((level == 1 ? 24 : level == 2 ? 18 : 15) * kPointsAPixel);
        words.setForeground(t.text());
        cursor.mergeCharFormat(words);
    }
    for (QTextFrame* frame : document.rootFrame()->childFrames())
        if (auto* table = qobject_cast<QTextTable*>(frame)) {
            QTextTableFormat format = table->format();
            format.setBorderCollapse(true);
            format.setBorder(0.5);
            format.setBorderBrush(t.separator());
            format.setCellPadding(6);
            format.setTopMargin(grid::kRelated);
            if (table->columns() == kParameterColumns) {
                QList<QTextLength> widths;
                for (const int percent : {22, 42, 22, 14})
                    widths << QTextLength(QTextLength::PercentageLength, percent);
                format.setColumnWidthConstraints(widths);
            }
            format.setBottomMargin(grid::kGroup);
            format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            table->setFormat(format);
        }
}

}  // namespace velatura
