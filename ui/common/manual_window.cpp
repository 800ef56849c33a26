#include "ui/common/manual_window.h"

#include <QtCore/QEvent>
#include <QtCore/QUrl>
#include <QtGui/QDesktopServices>
#include <QtGui/QKeyEvent>
#include <QtGui/QTextDocument>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QTextBrowser>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "ui/common/language.h"
#include "ui/common/page_dress.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {

constexpr int kListWidth = 232, kRowHeight = 32;

}  // namespace

ManualWindow::ManualWindow(QWidget* parent) : QWidget(parent, Qt::Window) {
    resize(980, 720);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* side = new QWidget(this);
    side->setFixedWidth(kListWidth);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(grid::kRelated, grid::kGroup, grid::kRelated, grid::kRelated);
    search_ = new QLineEdit(side);
    search_->setClearButtonEnabled(true);
    list_ = new QListWidget(side);
    list_->setFrameShape(QFrame::NoFrame);
    list_->viewport()->setAutoFillBackground(false);
    list_->setTextElideMode(Qt::ElideRight);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(search_);
    column->addWidget(list_, 1);
    browser_ = new QTextBrowser(this);
    browser_->setFrameShape(QFrame::NoFrame);
    browser_->setOpenLinks(false);
    browser_->document()->setDocumentMargin(grid::kSection);
    row->addWidget(side);
    row->addWidget(browser_, 1);

    connect(search_, &QLineEdit::textChanged, this, &ManualWindow::search);
    connect(search_, &QLineEdit::returnPressed, this, &ManualWindow::findNext);
    connect(list_, &QListWidget::currentRowChanged, this, &ManualWindow::display);
    connect(browser_, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) {
        if (url.scheme().startsWith(QStringLiteral("http"))) {
            QDesktopServices::openUrl(url);
            return;
        }
        // "03-strength.md#more" and "#more" stay inside the manual.
        QString page = url.path().section('/', -1).section('.', 0, 0);
        if (page.section('-', 0, 0).toInt() > 0) page = page.section('-', 1);
        if (page.isEmpty()) page = currentPage();
        showPage(url.hasFragment() ? page + '#' + url.fragment() : page);
    });
    connect(&Theme::instance(), &Theme::changed, this, &ManualWindow::reload);
    reload();
}

void ManualWindow::reload() {
    setWindowTitle(tr("Velatura manual"));
    search_->setPlaceholderText(tr("Search the manual"));
    search_->setAccessibleName(tr("Search the manual"));
    list_->setAccessibleName(tr("Chapters"));
    browser_->setAccessibleName(tr("Chapter"));
    const QString page = currentPage();
    pages_ = manualPages(Language::instance().current());
    search(search_->text());
    for (int i = 0; i < list_->count(); ++i)
        if (pages_[list_->item(i)->data(Qt::UserRole).toUInt()].name == page) list_->setCurrentRow(i);
}

void ManualWindow::search(const QString& text) {
    const QString page = currentPage();
    {
        const QSignalBlocker quiet(list_);
        list_->clear();
        for (size_t i = 0; i < pages_.size(); ++i) {
            if (!text.isEmpty() && !pages_[i].text.contains(text, Qt::CaseInsensitive)) continue;
            auto* item = new QListWidgetItem(pages_[i].title, list_);
            item->setData(Qt::UserRole, static_cast<uint>(i));
            item->setSizeHint({0, kRowHeight});
        }
        int row = 0;
        for (int i = 0; i < list_->count(); ++i)
            if (pages_[list_->item(i)->data(Qt::UserRole).toUInt()].name == page) row = i;
        list_->setCurrentRow(list_->count() > 0 ? row : -1);
    }
    display(list_->currentRow());
}

void ManualWindow::display(int row) {
    if (row < 0 || row >= list_->count()) {
        browser_->setHtml("<p>" + tr("Nothing in the manual says this.") + "</p>");
        dressPage(*browser_->document());
        return;
    }
    const ManualPage& page = pages_[list_->item(row)->data(Qt::UserRole).toUInt()];
    browser_->setFont(Theme::instance().base());
    browser_->setSearchPaths({page.folder});
    browser_->document()->setDefaultStyleSheet(pageStyleSheet());
    page.html ? browser_->setHtml(page.text) : browser_->setMarkdown(page.text);
    dressPage(*browser_->document());
    if (!search_->text().isEmpty()) findNext();
}

void ManualWindow::findNext() {
    const QString words = search_->text();
    if (words.isEmpty()) return;
    QList<QTextEdit::ExtraSelection> marks;
    QTextCharFormat marked;
    marked.setBackground(palette().color(QPalette::Highlight));
    for (QTextCursor at = browser_->document()->find(words); !at.isNull(); at = browser_->document()->find(words, at))
        marks << QTextEdit::ExtraSelection{at, marked};
    browser_->setExtraSelections(marks);
    if (!browser_->find(words)) {
        browser_->moveCursor(QTextCursor::Start);
        browser_->find(words);
    }
}

QString ManualWindow::currentPage() const {
    const QListWidgetItem* item = list_->currentItem();
    return item ? pages_[item->data(Qt::UserRole).toUInt()].name : QString();
}

QString ManualWindow::pageText() const { return browser_->toPlainText(); }
int ManualWindow::listedPages() const { return list_->count(); }

void ManualWindow::showPage(const QString& page) {
    search_->clear();
    const QString name = page.section('#', 0, 0), anchor = page.section('#', 1);
    int row = 0;
    for (int i = 0; i < list_->count(); ++i)
        if (pages_[list_->item(i)->data(Qt::UserRole).toUInt()].name == name) row = i;
    list_->setCurrentRow(row);
    show();
    raise();
    activateWindow();
    if (!anchor.isEmpty()) browser_->scrollToAnchor(anchor);
}

void ManualWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) reload();
    QWidget::changeEvent(event);
}

void ManualWindow::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Find)) {
        search_->setFocus();
        search_->selectAll();
    } else if (event->key() == Qt::Key_Escape) {
        search_->text().isEmpty() ? hide() : search_->clear();
    } else {
        QWidget::keyPressEvent(event);
    }
}

}  // namespace velatura
