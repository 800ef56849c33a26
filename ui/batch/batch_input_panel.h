// BatchInputPanel: what goes into a batch: photos and folders in bulk, and the styles. Every change is one step on the
// undo stack. Reads files on the lane only. Window thread.
#pragma once

#include <QtCore/QHash>
#include <QtWidgets/QWidget>

#include "core/base/error.h"
#include "ui/batch/batch_look.h"
#include "ui/batch/batch_order.h"
#include "ui/trays/input_panel.h"

class QComboBox;
class QLabel;
class QToolButton;
class QUndoStack;

namespace velatura {

class BatchStyleList;
class KeptColorList;
class PathList;
class PictureSlot;
class ThumbStore;

class BatchInputPanel : public QWidget {
    Q_OBJECT
public:
    BatchInputPanel(Background& lane, ThumbStore& thumbs, Settings& settings, QUndoStack* undo,
                    QWidget* parent = nullptr);

    const BatchInputs& inputs() const { return inputs_; }
    /// As one undo step named `what`.
    void change(const BatchInputs& inputs, const QString& what);
    void setInputs(const BatchInputs& inputs);

    void addPhotos(const QStringList& paths);
    void addStyles(const QStringList& paths);
    /// Photos or styles, whatever was dropped or pasted; SlotKind::Photo takes photos.
    void take(SlotKind kind, const Dropped& what);
    void askFor(SlotKind kind);
    void askForLook();
    /// What was found in the folders, and how many photos there are altogether; below 0: not known.
    void setFound(const QHash<QString, int>& photosIn, int photos);
    /// While a batch runs nothing here may be changed.
    void setRunning(bool running);

    PathList* photoList() const { return photos_; }
    BatchStyleList* styleList() const { return styles_; }
    KeptColorList* keptColors() const { return kept_; }

Q_SIGNALS:
    void inputsChanged();
    void failed(const velatura::Error& error);
    void notice(const QString& sentence);
    /// This picture, taken as a style, was painted by Velatura: its look may be what is wanted.
    void recipeFound(const QString& path);
    void lookChosen(const QString& path);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void put(const BatchInputs& inputs);
    void showInputs();
    void askForFolder();
    void lookForRecipe(const QStringList& paths);
    void addStyleFolder(const QString& folder);
    void retranslate();

    Background& lane_;
    Settings& settings_;
    QUndoStack* undo_;
    BatchInputs inputs_;
    QHash<QString, int> photosIn_;
    int found_ = -1;
    QLabel *photoTitle_, *photoCount_, *styleTitle_, *keptTitle_;
    KeptColorList* kept_;
    PictureSlot* photoSlot_;
    PathList* photos_;
    BatchStyleList* styles_;
    QComboBox* mixing_;
    QToolButton *addPhotos_, *addFolder_, *addStyles_, *takeLook_;
};

}  // namespace velatura
