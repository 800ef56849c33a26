#include "ui/export/file_name_row.h"

#include <QtCore/QDir>
#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>

#include "ui/export/form_rows.h"

namespace velatura {

namespace {

/// "painted.png", then "painted-2.png" …: a name that is free.
QString freeName(const QString& folder, const QString& base, const QString& ending) {
    for (int i = 1;; ++i) {
        const QString name = i == 1 ? base : QStringLiteral("%1-%2").arg(base).arg(i);
        const QString path = QDir(folder).filePath(name + '.' + ending);
        if (!QFileInfo::exists(path)) return path;
    }
}

}  // namespace

FileNameRow::FileNameRow(QWidget* parent) : QWidget(parent) {
    rows_ = formGrid(this);
    label_ = rowLabel(rows_, 0);
    path_ = new QLineEdit(this);
    path_->setMinimumWidth(220);
    browse_ = new QToolButton(this);
    rows_->addWidget(path_, 0, 1);
    rows_->addWidget(browse_, 0, 2);
    connect(path_, &QLineEdit::textEdited, this, &FileNameRow::edited);
    connect(browse_, &QToolButton::clicked, this, &FileNameRow::browse);
    retranslate();
}

QString FileNameRow::path() const {
    QString p = path_->text().trimmed();
    if (p.startsWith("~/")) p = QDir::homePath() + p.mid(1);
    return p.isEmpty() || QDir::isAbsolutePath(p) ? p : QDir(folder_).filePath(p);
}

void FileNameRow::setPath(const QString& path) {
    path_->setText(path);
    edited();
}

void FileNameRow::suggest(const QString& base, const PictureFormat& format) {
    setPath(freeName(folder_, base, QString::fromStdString(format.extensions.front())));
}

void FileNameRow::followFormat(const PictureFormat& format) {
    const auto named = formatForPath(path().toStdString());
    if (path().isEmpty() || (named && (*named)->key == format.key)) return;
    const QFileInfo now(path());
    // An ending that is none of a picture's is part of the name: "No. 5" stays "No. 5.png".
    const QString base = named ? now.completeBaseName() : now.fileName();
    path_->setText(now.dir().filePath(base + '.' + QString::fromStdString(format.extensions.front())));
    Q_EMIT changed();
}

void FileNameRow::edited() {
    if (const auto named = formatForPath(path().toStdString())) Q_EMIT formatNamed((*named)->key);
    Q_EMIT changed();
}

void FileNameRow::browse() {
    auto* dialog = new QFileDialog(this, tr("Export as"), QFileInfo(path()).absolutePath());
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);  // asked in the export dialog, once
    dialog->selectFile(QFileInfo(path()).fileName());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &FileNameRow::setPath);
    dialog->open();
}

void FileNameRow::focusName() {
    path_->setFocus();
}

void FileNameRow::retranslate() {
    label_->setText(tr("Save as"));
    browse_->setText(tr("Browse…"));
    path_->setAccessibleName(tr("File name"));
    browse_->setAccessibleName(tr("Choose folder and name"));
}

void FileNameRow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
