// SetPlaceForm: where the files of a set go: the folder, the template of their names with an example, and how many
// pictures that makes. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "core/base/error.h"

class QGridLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace velatura {

class SetPlaceForm : public QWidget {
    Q_OBJECT
public:
    explicit SetPlaceForm(QWidget* parent = nullptr);
    QString folder() const;
    void setFolder(const QString& folder);
    QString names() const;
    void setNames(const QString& names);
    /// What the first file would be called.
    void setExample(const QString& name);
    void setExample(const Error& problem);
    void setTotal(int pictures, qint64 pixels);
    QGridLayout* rows() const { return rows_; }

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void browse();
    void fillMenu();
    void retranslate();

    QGridLayout* rows_;
    QLabel *folderLabel_, *namesLabel_, *example_, *totalLabel_, *total_;
    QLineEdit *folder_, *names_;
    QToolButton *browse_, *insert_;
    int pictures_ = 0;
    qint64 pixels_ = 0;
};

}  // namespace velatura
