// ManualWindow: the manual, offline. Chapters are Markdown files in the data folder manual/<language>/NN-name.md; one
// more chapter is made from the schemas of all engines and trainers. Follows the program's language. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <vector>

#include "ui/common/manual_pages.h"

class QLineEdit;
class QListWidget;
class QTextBrowser;

namespace velatura {

class ManualWindow : public QWidget {
    Q_OBJECT
public:
    explicit ManualWindow(QWidget* parent = nullptr);

    /// `page` is a chapter's name without number and ending ("first-picture"), or "parameters", optionally with
    /// "#anchor" ("parameters#gatys"). Unknown or empty: the first chapter. Shows and raises the window.
    void showPage(const QString& page);
    QString currentPage() const;

    /// The page that lies open, as plain text.
    QString pageText() const;
    int listedPages() const;

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void reload();
    void search(const QString& text);
    void display(int row);
    /// Marks every place of the searched words and goes to the next one.
    void findNext();

    std::vector<ManualPage> pages_;
    QLineEdit* search_;
    QListWidget* list_;
    QTextBrowser* browser_;
};

}  // namespace velatura
