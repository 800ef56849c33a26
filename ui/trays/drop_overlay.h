// DropOverlay: while a picture is dragged over the window two large targets cover it, Photo and Style, so that nobody has
// to aim. The main window shows it; it hides itself when the drag leaves or ends. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/trays/dropped.h"
#include "ui/trays/input_panel.h"

namespace velatura {

class DropOverlay : public QWidget {
    Q_OBJECT
public:
    explicit DropOverlay(QWidget* window);
    /// Covers the window; `folder`: a folder is dragged, the words say what happens with it; `many`: all of it is taken.
    /// What lies in `hole` stays free and takes drops itself.
    void open(bool folder, bool many = false, const QRect& hole = {});

Q_SIGNALS:
    void dropped(velatura::SlotKind kind, const velatura::Dropped& what);

protected:
    void paintEvent(QPaintEvent*) override;
    void dragEnterEvent(QDragEnterEvent*) override;
    void dragMoveEvent(QDragMoveEvent*) override;
    void dragLeaveEvent(QDragLeaveEvent*) override;
    void dropEvent(QDropEvent*) override;

private:
    QRectF target(bool photo) const;
    QRect hole_;
    bool folder_ = false, many_ = false, overPhoto_ = true;
};

}  // namespace velatura
