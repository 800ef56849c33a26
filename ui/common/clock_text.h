// Durations as the window writes them.
#pragma once

#include <QtCore/QString>

namespace velatura {

struct Progress;

/// "0:34", "1:02:03".
QString clockText(double seconds);
/// "0:34 left"; empty while that is not known.
QString timeLeftText(const Progress& progress);

}  // namespace velatura
