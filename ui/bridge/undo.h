// Each workspace has one undo stack for all that is changed there: parameters, slots, removals. UndoStep is a change told as
// two functions, for everything that needs no command class of its own. Window thread.
#pragma once

#include <QtGui/QUndoCommand>
#include <QtGui/QUndoStack>
#include <functional>
#include <utility>

namespace velatura {

class UndoStep : public QUndoCommand {
public:
    /// `redo` runs when the step is pushed and at every redo.
    UndoStep(const QString& text, std::function<void()> redo, std::function<void()> undo)
        : QUndoCommand(text), redo_(std::move(redo)), undo_(std::move(undo)) {}
    void redo() override { redo_(); }
    void undo() override { undo_(); }

private:
    std::function<void()> redo_, undo_;
};

}  // namespace velatura
