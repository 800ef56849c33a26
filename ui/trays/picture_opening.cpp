#include "ui/trays/picture_opening.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QFileDialog>

#include "core/image_io/image_io.h"
#include "ui/bridge/session_cache.h"
#include "ui/common/qt_image.h"

namespace velatura {

QFileDialog* pictureDialog(QWidget* parent, const QString& title, const QString& folder, bool several) {
    QStringList endings;
    for (const auto& format : readableFormats())
        for (const auto& ending : format.extensions) endings << "*." + QString::fromStdString(ending);
    auto* dialog = new QFileDialog(parent, title, folder);
    dialog->setFileMode(several ? QFileDialog::ExistingFiles : QFileDialog::ExistingFile);
    dialog->setNameFilters({QStringLiteral("%1 (%2)").arg(
                                QCoreApplication::translate("velatura::InputPanel", "Pictures"), endings.join(' ')),
                            QCoreApplication::translate("velatura::InputPanel", "All files (*)")});
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    return dialog;
}

Result<PicturePtr> openChosen(const QString& path) {
    auto picture = openPicture(path);
    if (!picture || !SessionCache::owns(path.toStdString())) return picture;
    auto copy = std::make_shared<Picture>(**picture);
    copy->path.clear();
    return PicturePtr(copy);
}

Result<PicturePtr> openPasted(const Dropped& what, const QString& name) {
    if (what.encoded.isEmpty()) return makePicture(fromQImage(what.pixels), name);
    auto image = decodePicture(what.encoded.toStdString());
    if (!image) return fail(image.error());
    return makePicture(*image, name);
}

QStringList picturesAmong(const QStringList& files) {
    if (files.size() == 1) return files;
    QStringList out;
    for (const QString& f : files)
        if (formatForPath(f.toStdString())) out << f;
    return out.isEmpty() ? files.mid(0, 1) : out;
}

}  // namespace velatura
