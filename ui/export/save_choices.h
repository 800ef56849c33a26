// SaveChoices: how a person wants pictures saved, as the settings keep it; and the one place where it becomes
// SaveOptions, for the export dialog, its sets and pictures dragged out of the window.
#pragma once

#include <QtCore/QString>

#include "core/image_io/image_io.h"

namespace velatura {

class Settings;
struct StyledResult;

struct SaveChoices {
    std::string format = "png";
    int quality = SaveOptions{}.quality;
    SaveDepth depth = SaveDepth::Keep;
    SaveProfile profile = SaveProfile::Source;
    QString profilePath;                     ///< for SaveProfile::File
    std::vector<std::uint8_t> profileBytes;  ///< its content, once read
    SaveMetadata metadata = SaveMetadata::Keep;
    double dpi = 0;  ///< 0: the photo's own
};

/// Window thread; the profile's file is not read yet.
SaveChoices loadChoices(const Settings& settings);
void storeChoices(Settings& settings, const SaveChoices& choices);

/// Reads the profile where one of a file is chosen. Any thread.
Status readChosenProfile(SaveChoices& choices);

const PictureFormat& formatOf(const SaveChoices& choices);

/// How `result` is saved. Any thread.
/// @param dpi  stands over the choice where it is not 0
SaveOptions saveOptions(const SaveChoices& choices, const StyledResult& result, double dpi = 0);

/// Differs whenever the bytes of a file would.
std::string signature(const SaveChoices& choices);

}  // namespace velatura
