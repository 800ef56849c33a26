#include "ui/export/export_set.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/log.h"
#include "core/image/export_presets.h"
#include "ui/bridge/settings.h"
#include "ui/common/translate.h"

namespace velatura {

namespace {
constexpr size_t kFirstTargets = 4;
}

int ExportSet::nextId() const {
    int id = 0;
    for (const SetEntry& e : entries) id = std::max(id, e.id);
    return id + 1;
}

int ExportSet::indexOf(int id) const {
    const auto it = std::find_if(entries.begin(), entries.end(), [id](const SetEntry& e) { return e.id == id; });
    return it == entries.end() ? -1 : static_cast<int>(it - entries.begin());
}

ExportSet loadSet(const Settings& settings) {
    ExportSet out;
    const auto text = settings.value("export/set");
    if (!text.isValid()) {
        for (size_t i = 0; i < kFirstTargets; ++i) {
            ExportTarget t = exportPresets().front().targets[i];
            t.name = trParam(t.name).toStdString();
            out.entries.push_back({.id = out.nextId(), .target = t});
        }
        return out;
    }
    const auto json = nlohmann::json::parse(text.toString().toStdString(), nullptr, false);
    if (!json.is_array()) return out;
    for (const auto& item : json) {
        if (!item.is_object()) continue;
        const auto target = targetFromJson(item);
        if (!target) {
            logError(target.error().message());
            continue;
        }
        const bool on = !item.contains("on") || item["on"] == true;
        out.entries.push_back({.id = out.nextId(), .target = *target, .on = on});
    }
    return out;
}

void storeSet(Settings& settings, const ExportSet& set) {
    nlohmann::json json = nlohmann::json::array();
    for (const SetEntry& e : set.entries) {
        json.push_back(toJson(e.target));
        json.back()["on"] = e.on;
    }
    settings.setValue("export/set", QString::fromStdString(json.dump()));
}

SetStep::SetStep(const QString& text, State before, State after, Apply apply, int gesture)
    : QUndoCommand(text),
      before_(std::move(before)),
      after_(std::move(after)),
      apply_(std::move(apply)),
      gesture_(gesture) {}

bool SetStep::mergeWith(const QUndoCommand* other) {
    const auto* step = static_cast<const SetStep*>(other);
    if (gesture_ == 0 || step->gesture_ != gesture_) return false;
    after_ = step->after_;
    return true;
}

}  // namespace velatura
