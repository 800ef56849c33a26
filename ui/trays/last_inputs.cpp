#include "ui/trays/last_inputs.h"

#include <QtCore/QFileInfo>

#include "core/style_levels.h"
#include "ui/bridge/settings.h"
#include "ui/trays/kept_masks.h"
#include "ui/trays/library_strip.h"

namespace velatura {

LastInputs LastInputs::read(const Settings& settings) {
    LastInputs out;
    out.photo = settings.value("stylize/photo").toString();
    out.styles = settings.value("stylize/styles").toStringList();
    out.weights = settings.value("stylize/weights").toStringList();
    out.levels = settings.value("stylize/levels").toStringList();
    if (QFileInfo::exists(out.photo) && !out.styles.isEmpty() && QFileInfo::exists(out.styles.first())) return out;
    const bool never = out.empty();
    out = {};
    for (const Sample& s : loadSamples()) {
        if (s.photo && out.photo.isEmpty()) out.photo = s.path;
        if (!s.photo && out.styles.isEmpty()) out.styles << s.path;
    }
    out.samples = never && !out.photo.isEmpty();
    return out;
}

void LastInputs::write(Settings& settings, const Inputs& inputs) {
    QStringList styles, weights, levels;
    for (const auto& s : inputs.styles) {
        if (s.picture->path.isEmpty()) continue;
        styles << s.picture->path;
        weights << QString::number(s.weight);
        levels << QString::fromStdString(toText(s.levels));
    }
    settings.setValue("stylize/photo", inputs.photo ? inputs.photo->path : QString());
    settings.setValue("stylize/styles", styles);
    settings.setValue("stylize/weights", weights);
    settings.setValue("stylize/levels", levels);
}

Inputs LastInputs::open() const {
    Inputs in;
    if (auto p = openPicture(photo)) in.photo = *p;
    for (int i = 0; i < styles.size(); ++i)
        if (auto s = openPicture(styles[i])) {
            const auto level = parseStyleLevels(i < levels.size() ? levels[i].toStdString() : std::string());
            in.styles.push_back({*s, i < weights.size() ? weights[i].toDouble() : 1.0, {}, level.value_or(StyleLevels::All)});
        }
    KeptMasks::putInto(in);
    return in;
}

}  // namespace velatura
