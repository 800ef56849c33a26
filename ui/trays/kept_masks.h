// What was painted over the last photo (masks, kept colours), on disk between two starts of the program: too large for
// the settings. Both functions block: on a worker, or at the very end.
#pragma once

#include "core/base/result.h"
#include "ui/trays/inputs.h"

namespace velatura {

struct KeptMasks {
    static Status write(const Inputs& inputs);
    /// Where photo and styles are those that it was painted for. What cannot be read is left out: a person lost it
    /// anyway, and a new one is painted soon.
    static void putInto(Inputs& inputs);
};

}  // namespace velatura
