// InputPanel: what goes in: the photo, the style or a mix of styles with weights, recent files and a library of small
// pictures. Decodes on the background lane; every change is one step on the undo stack. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <optional>

#include "core/base/error.h"
#include "ui/trays/inputs.h"
#include "ui/trays/dropped.h"

class QLabel;
class QTimer;
class QUndoStack;

namespace velatura {

class Background;
class LibraryStrip;
class PictureSlot;
class Settings;
class SlotHeader;
class StyleMix;

enum class SlotKind { Photo, Style, MixStyle };

class InputPanel : public QWidget {
    Q_OBJECT
public:
    InputPanel(Background& lane, Settings& settings, QUndoStack* undo, int maxStyles, QWidget* parent = nullptr);

    const Inputs& inputs() const { return inputs_; }
    /// As one undo step named `what`. Another photo comes without the masks and kept colours of the one before.
    void change(const Inputs& inputs, const QString& what);
    /// Without an undo step: the first pictures of a session.
    void setInputs(const Inputs& inputs);

    /// Decodes and then fills; errors come out of failed().
    void open(SlotKind kind, const QString& path);
    void fill(SlotKind kind, const PicturePtr& picture);
    /// What was dropped on, or meant for, this slot.
    void take(SlotKind kind, const Dropped& what);
    /// The empty slot first; with both full the photo.
    void paste(const Dropped& what);
    /// Photo and style of the last session, else the samples. Not an undo step.
    void restore();
    /// Masks are written to disk a little after they change; this does it now.
    void keepMasks();
    void askFor(SlotKind kind);
    /// The engine can take large forms from one style and fine texture from another.
    void setLevelsShown(bool shown);

    PictureSlot* photoSlot() const { return photo_; }
    PictureSlot* styleSlot() const { return style_; }
    LibraryStrip* library() const { return library_; }
    StyleMix* mix() const { return mix_; }

Q_SIGNALS:
    void inputsChanged();
    /// What a slider that is still held would make of them; nothing is changed yet.
    void inputsTried(const velatura::Inputs& inputs);
    void viewWanted(const velatura::PicturePtr& picture);
    void failed(const velatura::Error& error);
    void notice(const QString& sentence);
    /// Masks and kept colours went with the photo before, in the last undo step; `kept` are the inputs with those that
    /// can be kept, which are the present ones where none can.
    void masksDropped(const velatura::Inputs& kept);
    /// A picture that was opened, dropped or pasted holds the recipe it was painted with. It has its place already.
    void recipeArrived(velatura::SlotKind kind, const velatura::PicturePtr& picture);
    /// Into the style library: a picture of a slot, a file; its styles that are like a picture; the library itself.
    void keepWanted(const velatura::PicturePtr& picture);
    void keepFileWanted(const QString& path);
    void likeWanted(const velatura::PicturePtr& picture);
    void libraryWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void wireSlot(PictureSlot* slot, SlotHeader* head, SlotKind kind);
    void put(const Inputs& inputs);
    void mixTogether(const std::vector<double>& weights, bool done);
    void openSlotMenu(const QPoint& global);
    void showInputs();
    void setHintShown(bool shown);
    void clear(SlotKind kind);
    void openFolder(SlotKind kind, const QString& folder);
    /// Several in one undo step; `replace`: the first takes the place of the first style.
    void openStyles(const QStringList& paths, bool replace);
    void takeFiles(SlotKind kind, const QStringList& files);
    void setBusy(SlotKind kind, bool busy);
    void tellRecipe(SlotKind kind, const PicturePtr& picture);
    void retranslate();

    Background& lane_;
    Settings& settings_;
    QUndoStack* undo_;
    int maxStyles_;
    Inputs inputs_;
    std::optional<Inputs> beforeMixing_;  ///< while the handle of the mix is dragged
    QLabel* hint_;
    SlotHeader *photoHead_, *styleHead_;
    PictureSlot *photo_, *style_;
    StyleMix* mix_;
    QTimer* keeping_;
    LibraryStrip* library_;
};

}  // namespace velatura
