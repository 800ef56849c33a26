#include "ui/export/save_choices.h"

#include <fmt/format.h>

#include "core/base/hash.h"
#include "core/image_io/color_profile.h"
#include "ui/bridge/settings.h"
#include "ui/stylize/result.h"

namespace velatura {

namespace {

template <class Enum>
Enum choice(const Settings& settings, const char* key, Enum last, Enum fallback = {}) {
    const int v = settings.value(key, static_cast<int>(fallback)).toInt();
    return v >= 0 && v <= static_cast<int>(last) ? static_cast<Enum>(v) : fallback;
}

}  // namespace

SaveChoices loadChoices(const Settings& settings) {
    SaveChoices out;
    out.format = settings.value("export/format", "png").toString().toStdString();
    out.quality = std::clamp(settings.value("export/quality", out.quality).toInt(), 1, 100);
    out.depth = choice(settings, "export/depth", SaveDepth::Sixteen);
    out.profile = choice(settings, "export/profile", SaveProfile::File);
    out.profilePath = settings.value("export/profile-file").toString();
    // Before there were three choices there was a switch.
    const auto before = settings.value("export/strip", false).toBool() ? SaveMetadata::Strip : SaveMetadata::Keep;
    out.metadata = choice(settings, "export/metadata", SaveMetadata::Strip, before);
    out.dpi = std::clamp(settings.value("export/dpi", 0).toDouble(), 0.0, 10000.0);
    return out;
}

void storeChoices(Settings& settings, const SaveChoices& choices) {
    settings.setValue("export/format", QString::fromStdString(choices.format));
    settings.setValue("export/quality", choices.quality);
    settings.setValue("export/depth", static_cast<int>(choices.depth));
    settings.setValue("export/profile", static_cast<int>(choices.profile));
    settings.setValue("export/profile-file", choices.profilePath);
    settings.setValue("export/metadata", static_cast<int>(choices.metadata));
    settings.setValue("export/dpi", choices.dpi);
}

Status readChosenProfile(SaveChoices& choices) {
    if (choices.profile != SaveProfile::File || !choices.profileBytes.empty()) return {};
    auto icc = readProfile(choices.profilePath.toStdString());
    if (!icc) return fail(icc.error());
    choices.profileBytes = std::move(*icc);
    return {};
}

const PictureFormat& formatOf(const SaveChoices& choices) {
    for (const PictureFormat& f : pictureFormats())
        if (f.key == choices.format) return f;
    return pictureFormats().front();
}

SaveOptions saveOptions(const SaveChoices& choices, const StyledResult&, double dpi) {
    return {.quality = choices.quality,
            .depth = choices.depth,
            .profile = choices.profile,
            .profileBytes = choices.profileBytes,
            .metadata = choices.metadata,
            .dpi = dpi > 0 ? dpi : choices.dpi};
}

std::string signature(const SaveChoices& c) {
    const PictureFormat& f = formatOf(c);
    std::string profile;
    if (c.profile == SaveProfile::File)
        profile = c.profilePath.toStdString() +
                  xxh3({reinterpret_cast<const char*>(c.profileBytes.data()), c.profileBytes.size()});
    return fmt::format("{}/q{}/d{}/p{}/m{}/r{}/{}", f.key, f.lossy ? c.quality : 0, static_cast<int>(c.depth),
                       static_cast<int>(c.profile), static_cast<int>(c.metadata), c.dpi, profile);
}

}  // namespace velatura
