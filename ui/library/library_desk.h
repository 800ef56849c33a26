// LibraryDesk: the style library's place in the Stylize workspace: its dock, the contact sheet, what they take from the
// slots and put into them. Window thread.
#pragma once

#include <QtCore/QObject>
#include <functional>

#include "ui/library/style_likeness.h"
#include "ui/trays/look.h"

class QDockWidget;
class QUndoStack;

namespace velatura {

struct Dropped;
class BannerStack;
class InputPanel;
class JobBridge;
class LibraryPanel;
class PanelFrame;
class Settings;
class SheetWindow;

class LibraryDesk : public QObject {
    Q_OBJECT
public:
    /// What it needs of the workspace.
    struct Place {
        JobBridge& bridge;
        Background &reading, &writing;
        Settings& settings;
        QUndoStack* undo;
        PanelFrame& frame;
        InputPanel& inputs;
        BannerStack& banners;
        std::function<ParamValues(const std::string& engine)> params;
        /// One line that says what happened; `undoable`: with Undo beside it.
        std::function<void(const QString& sentence, bool undoable)> say;
    };
    LibraryDesk(Place place, QWidget* parent);
    ~LibraryDesk() override;

    /// Opens the dock, or closes it.
    void toggle();
    void open();
    bool isOpen() const;
    QDockWidget* dock() const { return dock_; }
    LibraryPanel* panel();
    StyleShelf& shelf() { return *shelf_; }
    StyleLikeness& likeness() { return *likeness_; }
    /// The photo in every style that the library shows (all, while it was never opened).
    void openSheet();
    bool canMakeSheet() const;
    SheetWindow* sheet() const { return sheet_; }
    void retranslate();

Q_SIGNALS:
    void batchWanted(const velatura::Look& look);

private:
    void wireInputs();
    void markCurrent();
    void take(const Dropped& what, bool like);
    void useInBatch(const QString& path);
    void showError(const Error& error);
    void showSheet();

    Place place_;
    QWidget* window_;
    StyleShelf* shelf_;
    StyleLikeness* likeness_;
    QDockWidget* dock_;
    LibraryPanel* panel_ = nullptr;  ///< made when first seen
    SheetWindow* sheet_ = nullptr;
    bool sheetWaits_ = false;        ///< for the library to be listed
};

}  // namespace velatura
