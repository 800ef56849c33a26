// A contact sheet as a picture to export: what was painted, with the styles' names under it. Costs time by the pixel: on
// a worker.
#pragma once

#include <QtCore/QStringList>
#include <QtGui/QFont>

#include "core/image/image.h"

namespace velatura {

/// An empty picture leaves its place free, its name stays.
Image sheetWithNames(const std::vector<Image>& pictures, const QStringList& names, const QFont& font);

}  // namespace velatura
