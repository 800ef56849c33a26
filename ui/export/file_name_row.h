// FileNameRow: where one file goes: its path, typed or browsed for. Its ending and the format follow each other. Window
// thread.
#pragma once

#include <QtWidgets/QWidget>

#include "core/image_io/image_io.h"

class QGridLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace velatura {

class FileNameRow : public QWidget {
    Q_OBJECT
public:
    explicit FileNameRow(QWidget* parent = nullptr);
    /// Absolute; empty when nothing stands there.
    QString path() const;
    void setPath(const QString& path);
    /// What a path without a folder is taken from.
    void setFolder(const QString& folder) { folder_ = folder; }
    /// A name of `base` that is free in the folder.
    void suggest(const QString& base, const PictureFormat& format);
    /// The name gets the format's ending unless it has one of it.
    void followFormat(const PictureFormat& format);
    QGridLayout* rows() const { return rows_; }
    void focusName();

Q_SIGNALS:
    void changed();
    /// The name ends like a picture of this format.
    void formatNamed(const std::string& key);

protected:
    void changeEvent(QEvent* event) override;

private:
    void edited();
    void browse();
    void retranslate();

    QString folder_;
    QGridLayout* rows_;
    QLabel* label_;
    QLineEdit* path_;
    QToolButton* browse_;
};

}  // namespace velatura
