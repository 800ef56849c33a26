// What the slots held when the program ended, and what they hold at the very first start. Window thread, but open(),
// which blocks.
#pragma once

#include <QtCore/QStringList>

#include "ui/trays/inputs.h"

namespace velatura {

class Settings;

struct LastInputs {
    QString photo;
    QStringList styles, weights, levels;
    bool samples = false;  ///< nothing was remembered: what the program ships

    static LastInputs read(const Settings& settings);
    static void write(Settings& settings, const Inputs& inputs);
    bool empty() const { return photo.isEmpty() && styles.isEmpty(); }
    /// Decodes them; what cannot be opened any more is left out.
    Inputs open() const;
};

}  // namespace velatura
