// The rows of the export dialog's forms: a label, a control, perhaps a second one; and their labels in one column
// though they stand in several widgets. Window thread.
#pragma once

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <vector>

#include "ui/common/theme.h"

namespace velatura {

/// A grid of three columns without margins: label, control, what stands beside it.
inline QGridLayout* formGrid(QWidget* widget) {
    auto* rows = new QGridLayout(widget);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setHorizontalSpacing(grid::kGroup);
    rows->setVerticalSpacing(grid::kRelated + grid::kTight);
    rows->setColumnStretch(1, 1);
    return rows;
}

inline QLabel* rowLabel(QGridLayout* rows, int row) {
    auto* label = new QLabel(rows->parentWidget());
    rows->addWidget(label, row, 0);
    return label;
}

/// As wide as the widest label of all of them; again after the language has changed.
inline void alignLabels(const std::vector<QGridLayout*>& grids) {
    int width = 0;
    for (const QGridLayout* g : grids)
        for (int r = 0; r < g->rowCount(); ++r)
            if (const auto* item = g->itemAtPosition(r, 0); item && item->widget())
                width = std::max(width, item->widget()->sizeHint().width());
    for (QGridLayout* g : grids) g->setColumnMinimumWidth(0, width);
}

}  // namespace velatura
