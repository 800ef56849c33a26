// What was set differently for several results, in words: the captions of a comparison. Window thread.
#pragma once

#include <QtCore/QString>
#include <vector>

#include "ui/stylize/result.h"

namespace velatura {

/// One line for each: "Strength 1.5 · Steps 200": only what is not the same for all of them. Null stands for a picture
/// that was not painted here and has no line.
std::vector<QString> settingDifferences(const std::vector<ResultPtr>& results);

}  // namespace velatura
