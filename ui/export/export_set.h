// ExportSet: the sizes that a result is exported to in one go, in the person's order, with what of the picture each
// shows. A value: the undo steps of the set's panel keep whole ones. Kept in the settings without the crops, which
// belong to one result. Window thread.
#pragma once

#include <QtGui/QUndoCommand>
#include <functional>
#include <optional>
#include <vector>

#include "core/image/export_target.h"

namespace velatura {

class Settings;

struct SetEntry {
    int id = 0;  ///< stays while it is moved and edited
    ExportTarget target;
    bool on = true;
    std::optional<CropRect> crop;  ///< the person's; none: it follows the focus
    bool operator==(const SetEntry&) const = default;
};

struct ExportSet {
    std::vector<SetEntry> entries;
    FocusPoint focus;
    bool operator==(const ExportSet&) const = default;
    int nextId() const;
    /// Index of the entry; -1: none.
    int indexOf(int id) const;
};

/// The four usual ones of social networks until a person chose others.
ExportSet loadSet(const Settings& settings);
void storeSet(Settings& settings, const ExportSet& set);

/// From one set to another; steps of one gesture become one.
class SetStep : public QUndoCommand {
public:
    using Apply = std::function<void(const ExportSet& set, int current)>;
    struct State {
        ExportSet set;
        int current = -1;  ///< id of the entry that is looked at
    };
    SetStep(const QString& text, State before, State after, Apply apply, int gesture);
    void redo() override { apply_(after_.set, after_.current); }
    void undo() override { apply_(before_.set, before_.current); }
    int id() const override { return gesture_ == 0 ? -1 : 1; }
    bool mergeWith(const QUndoCommand* other) override;

private:
    State before_, after_;
    Apply apply_;
    int gesture_;
};

}  // namespace velatura
