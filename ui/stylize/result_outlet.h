// ResultOutlet: every way of a result out of the window: the export dialog, the clipboard, a drag. Brings the picture
// back into memory first. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/export/picture_out.h"
#include "ui/stylize/result_store.h"

namespace velatura {

class ExportDialog;

class ResultOutlet : public QObject {
    Q_OBJECT
public:
    /// The dialog stands over `parent`.
    ResultOutlet(ResultStore& store, Background& encoding, Settings& settings, SessionCache& cache, QWidget* parent);

    void exportAs(const ResultPtr& result);
    void copy(const ResultPtr& result);
    void prepareDrag(const ResultPtr& result);
    void drag(QWidget* source, const ResultPtr& result);

Q_SIGNALS:
    void exported(const velatura::ResultPtr& result, const QString& path);
    void exportedSet(const velatura::ResultPtr& result, const QStringList& paths);
    void copied();
    void failed(const velatura::Error& error);

private:
    ResultStore& store_;
    Background& encoding_;
    Settings& settings_;
    QWidget* parent_;
    PictureOut out_;
    ExportDialog* dialog_ = nullptr;
};

}  // namespace velatura
