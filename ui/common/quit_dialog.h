// QuitDialog: the one question that may stop somebody: quitting would lose these results or end these jobs. Names them.
// Window thread.
#pragma once

#include <QtCore/QStringList>
#include <QtWidgets/QDialog>

namespace velatura {

class QuitDialog : public QDialog {
    Q_OBJECT
public:
    QuitDialog(const QStringList& running, const QStringList& unsaved, QWidget* parent);
};

}  // namespace velatura
