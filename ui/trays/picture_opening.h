// Pictures as a person chooses them: from a dialog, a file, a paste. The open functions block: on a worker only.
#pragma once

#include "ui/common/picture.h"
#include "ui/trays/dropped.h"

class QFileDialog;
class QWidget;

namespace velatura {

/// A dialog that asks for one picture or several; deletes itself. The caller connects filesSelected and opens it.
QFileDialog* pictureDialog(QWidget* parent, const QString& title, const QString& folder, bool several);

/// A result that was dragged out of the strip onto a slot is a file of this session only: its place is not kept.
Result<PicturePtr> openChosen(const QString& path);
/// What came without a file.
Result<PicturePtr> openPasted(const Dropped& what, const QString& name);

/// Among many files, what is no picture by its name was not meant; a single one is returned whatever it is.
QStringList picturesAmong(const QStringList& files);

}  // namespace velatura
