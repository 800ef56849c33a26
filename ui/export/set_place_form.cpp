#include "ui/export/set_place_form.h"

#include <QtCore/QDir>
#include <QtCore/QEvent>
#include <QtCore/QLocale>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>

#include "core/batch/export_names.h"
#include "ui/common/translate.h"
#include "ui/export/form_rows.h"

namespace velatura {

SetPlaceForm::SetPlaceForm(QWidget* parent) : QWidget(parent) {
    rows_ = formGrid(this);
    folderLabel_ = rowLabel(rows_, 0);
    folder_ = new QLineEdit(this);
    browse_ = new QToolButton(this);
    rows_->addWidget(folder_, 0, 1);
    rows_->addWidget(browse_, 0, 2);
    namesLabel_ = rowLabel(rows_, 1);
    names_ = new QLineEdit(this);
    insert_ = new QToolButton(this);
    insert_->setPopupMode(QToolButton::InstantPopup);
    insert_->setMenu(new QMenu(insert_));
    rows_->addWidget(names_, 1, 1);
    rows_->addWidget(insert_, 1, 2);
    example_ = new QLabel(this);
    example_->setTextFormat(Qt::PlainText);
    example_->setWordWrap(true);
    example_->setFont(Theme::instance().small());
    rows_->addWidget(example_, 2, 1, 1, 2);
    totalLabel_ = rowLabel(rows_, 3);
    total_ = new QLabel(this);
    total_->setFont(Theme::instance().tabular());
    rows_->addWidget(total_, 3, 1, 1, 2);
    for (QLineEdit* edit : {folder_, names_}) {
        edit->setMinimumWidth(180);
        connect(edit, &QLineEdit::textChanged, this, &SetPlaceForm::changed);
    }
    connect(browse_, &QToolButton::clicked, this, &SetPlaceForm::browse);
    retranslate();
}

QString SetPlaceForm::folder() const {
    QString p = folder_->text().trimmed();
    if (p == "~" || p.startsWith("~/")) p = QDir::homePath() + p.mid(1);
    return p.isEmpty() || QDir::isAbsolutePath(p) ? p : QDir::home().filePath(p);
}

void SetPlaceForm::setFolder(const QString& folder) {
    folder_->setText(folder);
}
QString SetPlaceForm::names() const {
    return names_->text().trimmed();
}
void SetPlaceForm::setNames(const QString& names) {
    names_->setText(names);
}

void SetPlaceForm::setExample(const QString& name) {
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, Theme::instance().mutedText());
    example_->setPalette(muted);
    example_->setText(name.isEmpty() ? QString() : tr("Example: %1").arg(name));
}

void SetPlaceForm::setExample(const Error& problem) {
    QPalette red = palette();
    red.setColor(QPalette::WindowText, Theme::instance().error());
    example_->setPalette(red);
    example_->setText(trError(problem));
}

void SetPlaceForm::setTotal(int pictures, qint64 pixels) {
    pictures_ = pictures;
    pixels_ = pixels;
    const QString mega = QLocale().toString(static_cast<double>(pixels) / 1e6, 'f', 1);
    total_->setText(pictures == 0 ? tr("none") : tr("%1, together %2 megapixels").arg(pictures).arg(mega));
}

void SetPlaceForm::browse() {
    auto* dialog = new QFileDialog(this, tr("Folder for the pictures"), folder());
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &SetPlaceForm::setFolder);
    dialog->open();
}

void SetPlaceForm::fillMenu() {
    const std::map<std::string, QString> words = {{"name", tr("Name of the picture")},
                                                  {"target", tr("Name of the size")},
                                                  {"width", tr("Width in pixels")},
                                                  {"height", tr("Height in pixels")},
                                                  {"date", tr("Date")},
                                                  {"index", tr("Number in the list")},
                                                  {"style", tr("Name of the style")}};
    insert_->menu()->clear();
    for (const std::string& token : exportTokens()) {
        const QString text = QStringLiteral("{%1}").arg(QString::fromStdString(token));
        insert_->menu()->addAction(words.at(token) + '\t' + text, this, [this, text] { names_->insert(text); });
    }
}

void SetPlaceForm::retranslate() {
    folderLabel_->setText(tr("Folder"));
    namesLabel_->setText(tr("Names"));
    totalLabel_->setText(tr("Pictures"));
    browse_->setText(tr("Browse…"));
    insert_->setText(tr("Insert"));
    insert_->setToolTip(tr("Parts that each file fills in by itself"));
    folder_->setAccessibleName(tr("Folder"));
    names_->setAccessibleName(tr("Template of the names"));
    browse_->setAccessibleName(tr("Choose the folder"));
    fillMenu();
    setTotal(pictures_, pixels_);
}

void SetPlaceForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
