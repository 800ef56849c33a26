// Durations as the window writes them.
#pragma once

#include <QtCore/QString>

namespace velatura {

/// "0:34", "1:02:03".
QString clockText(double seconds);

}  // namespace velatura
