#include "ui/library/library_panel.h"

#include <QtCore/QFileInfo>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtGui/QDesktopServices>
#include <QtGui/QDragEnterEvent>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/bridge/settings.h"
#include "ui/common/banner.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"
#include "ui/library/library_model.h"
#include "ui/library/style_cells.h"
#include "ui/library/tag_popup.h"
#include "ui/trays/picture_opening.h"

namespace velatura {

namespace {

constexpr int kCell = 88, kSearchWidth = 240;
constexpr size_t kMostProblems = 3;  ///< of a damaged library: more would leave no room for the rest
constexpr const char* kFolder = "library-add";

QToolButton* headButton(QWidget* parent, QHBoxLayout* row) {
    auto* b = new QToolButton(parent);
    b->setAutoRaise(true);
    b->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    row->addWidget(b);
    return b;
}

}  // namespace

LibraryPanel::LibraryPanel(StyleShelf& shelf, StyleLikeness& likeness, Settings& settings, QWidget* parent)
    : QWidget(parent), shelf_(shelf), likeness_(likeness), settings_(settings) {
    setAcceptDrops(true);
    model_ = new LibraryModel(shelf_, likeness_, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::kGroup, 0, grid::kRelated, 0);
    column->setSpacing(grid::kTight);
    banners_ = new BannerStack(this);
    column->addWidget(banners_);
    column->addWidget(makeHead());
    column->addWidget(makeLikeRow());
    cells_ = new StyleCells(kCell, StyleCells::Fit::Cover, this);
    cells_->setModel(model_);
    column->addWidget(cells_, 1);
    setMinimumHeight(150);

    connect(cells_, &StyleCells::chosen, this,
            [this](const QModelIndex& i) { Q_EMIT styleChosen(i.data(LibraryModel::Path).toString()); });
    connect(cells_, &StyleCells::menuWanted, this, [this](const QModelIndex& i, const QPoint& at) {
        QMenu menu(this);
        menu.setToolTipsVisible(true);
        fillMenu(&menu, i.data(LibraryModel::Key).toString(), at);
        menu.exec(at);
    });
    connect(&shelf_, &StyleShelf::listedWith, this, [this](const std::vector<Error>& problems) {
        banners_->clear();
        for (size_t i = 0; i < std::min(kMostProblems, problems.size()); ++i) banners_->showError(problems[i]);
    });
    connect(&shelf_, &StyleShelf::changed, this, [this] {
        refresh();
        if (isVisible()) likeness_.prepare();
    });
    connect(&likeness_, &StyleLikeness::changed, this, &LibraryPanel::refresh);
    connect(&Theme::instance(), &Theme::changed, this, &LibraryPanel::retranslate);
    retranslate();
}

QWidget* LibraryPanel::makeHead() {
    auto* head = head_ = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::kTight);
    search_ = new QLineEdit(head);
    search_->setClearButtonEnabled(true);
    search_->setMaximumWidth(kSearchWidth);
    search_->setAcceptDrops(false);  // a picture that is dropped there is looked for
    row->addWidget(search_, 1);
    starred_ = headButton(head, row);
    starred_->setCheckable(true);
    row->addStretch();
    add_ = headButton(head, row);
    sheet_ = headButton(head, row);
    connect(search_, &QLineEdit::textChanged, this, [this](const QString& words) {
        model_->setWords(words);
        refresh();
    });
    connect(starred_, &QToolButton::toggled, this, [this](bool on) {
        model_->setStarredOnly(on);
        refresh();
    });
    connect(add_, &QToolButton::clicked, this, &LibraryPanel::askForFiles);
    connect(sheet_, &QToolButton::clicked, this, &LibraryPanel::sheetWanted);
    return head;
}

QWidget* LibraryPanel::makeLikeRow() {
    likeRow_ = new QWidget(this);
    auto* row = new QHBoxLayout(likeRow_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::kTight);
    like_ = new QLabel(likeRow_);
    row->addWidget(like_);
    leaveLike_ = headButton(likeRow_, row);
    row->addStretch();
    connect(leaveLike_, &QToolButton::clicked, &likeness_, &StyleLikeness::leave);
    likeRow_->hide();
    return likeRow_;
}

QString LibraryPanel::likeText() const { return likeRow_->isHidden() ? QString() : like_->text(); }

QStringList LibraryPanel::selectedKeys() const {
    QStringList out;
    for (const QModelIndex& i : cells_->selectionModel()->selectedIndexes()) out << i.data(LibraryModel::Key).toString();
    return out;
}

void LibraryPanel::fillMenu(QMenu* menu, const QString& key, const QPoint& global) {
    const LibraryStyle* style = shelf_.find(key);
    if (!style) return;
    QStringList keys = selectedKeys();
    if (!keys.contains(key)) keys = {key};
    const QString path = QString::fromStdString(style->file.string()), name = QString::fromStdString(style->name);
    const bool one = keys.size() == 1, own = one && !style->shipped;
    menu->addAction(tr("Use as style"), this, [this, path] { Q_EMIT styleChosen(path); });
    menu->addAction(tr("Mix in as another style"), this, [this, path] { Q_EMIT mixChosen(path); });
    QAction* like = menu->addAction(tr("Styles like this"), this, [this, name, path] { likeness_.find({name, {}, path}); });
    if (likeness_.problem()) {
        like->setEnabled(false);
        like->setToolTip(trError(*likeness_.problem()));
    }
    menu->addAction(tr("Over a folder in Batch"), this, [this, path] { Q_EMIT batchWanted(path); });
    menu->addSeparator();
    QAction* star = menu->addAction(tr("Star"), this, [this, keys, on = !style->starred] { shelf_.setStarred(keys, on); });
    star->setCheckable(true);
    star->setChecked(style->starred);
    menu->addAction(tr("Tags…"), this, [this, key, global] { editTags(key, global); })->setEnabled(one);
    menu->addAction(tr("Rename"), this, [this, key] { cells_->edit(model_->index(model_->rowOf(key))); })->setEnabled(own);
    QAction* remove = menu->addAction(tr("Remove"), this, [this, keys] { shelf_.remove(keys); });
    remove->setEnabled(!style->shipped);
    if (style->shipped) remove->setToolTip(tr("This style comes with the program."));
    menu->addSeparator();
    menu->addAction(tr("Show file"), this, [path] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath())); });
}

void LibraryPanel::editTags(const QString& key, const QPoint& global) {
    const LibraryStyle* style = shelf_.find(key);
    if (!style) return;
    QStringList tags;
    for (const std::string& tag : style->tags) tags << QString::fromStdString(tag);
    auto* popup = new TagPopup(QString::fromStdString(style->name), tags, shelf_.tags(),
                               [this, key](const QString& typed) { shelf_.setTags(key, typed); }, this);
    popup->openAt(global);
}

void LibraryPanel::refresh() {
    likeRow_->setVisible(likeness_.active());
    if (likeness_.ready())
        like_->setText(tr("Like %1: the nearest first").arg(likeness_.name()));
    else if (likeness_.toSee() > 0)
        like_->setText(tr("Looking at style %1 of %2…").arg(std::min(likeness_.seen() + 1, likeness_.toSee())).arg(likeness_.toSee()));
    else
        like_->setText(tr("Looking at %1…").arg(likeness_.name()));
    const bool filtered = !search_->text().isEmpty() || starred_->isChecked();
    cells_->setEmptyText(!shelf_.listed() ? tr("Looking through the library…")
                         : filtered       ? tr("No style is like that. Clear the search or show all.")
                                          : tr("Drop paintings here to keep them."));
    sheet_->setEnabled(model_->rowCount() > 0);
}

void LibraryPanel::askForFiles() {
    QFileDialog* dialog = pictureDialog(window(), tr("Add styles"), settings_.folder(kFolder), true);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& files) {
        if (files.isEmpty()) return;
        settings_.setFolder(kFolder, QFileInfo(files.first()).absolutePath());
        shelf_.addFiles(files);
    });
    dialog->open();
}

void LibraryPanel::retranslate() {
    const Theme& t = Theme::instance();
    search_->setPlaceholderText(tr("Search by name or tag"));
    search_->setAccessibleName(search_->placeholderText());
    starred_->setIcon(t.icon("star", 16));
    starred_->setText(tr("Starred"));
    starred_->setToolTip(tr("Shows the styles with a star alone"));
    add_->setIcon(t.icon("add", 16));
    add_->setText(tr("Add…"));
    add_->setToolTip(tr("Copies paintings into the library; dropping them here does the same"));
    sheet_->setIcon(t.icon("list", 16));
    sheet_->setText(tr("Contact sheet…"));
    sheet_->setToolTip(tr("Paints the photo small in every style that is shown here"));
    leaveLike_->setIcon(t.icon("close", 16));
    leaveLike_->setText(tr("Show all"));
    leaveLike_->setToolTip(tr("Ends the order by likeness"));
    cells_->setAccessibleName(tr("Styles of the library"));
    refresh();
}

bool LibraryPanel::takes(const QDropEvent& event) const {
    return Dropped::accepts(event.mimeData());
}

void LibraryPanel::dragEnterEvent(QDragEnterEvent* e) {
    if (!takes(*e)) return;
    e->acceptProposedAction();
    like_->setText(tr("Drop on the search line for styles like this picture, below it to keep the picture."));
    likeRow_->show();
}

void LibraryPanel::dragLeaveEvent(QDragLeaveEvent*) { refresh(); }

bool LibraryPanel::onSearchLine(QPoint at) const { return at.y() <= head_->geometry().bottom(); }

void LibraryPanel::dragMoveEvent(QDragMoveEvent* e) {
    if (takes(*e)) e->acceptProposedAction();
}

void LibraryPanel::dropEvent(QDropEvent* e) {
    if (!takes(*e)) return;
    e->acceptProposedAction();
    const bool like = onSearchLine(e->position().toPoint());
    refresh();
    Q_EMIT dropped(Dropped::from(e->mimeData()), like);
}

void LibraryPanel::keyPressEvent(QKeyEvent* e) {
    if (e->key() == Qt::Key_Delete && cells_->hasFocus()) return shelf_.remove(selectedKeys());
    if (e->key() == Qt::Key_Escape && likeness_.active()) return likeness_.leave();
    QWidget::keyPressEvent(e);
}

void LibraryPanel::showEvent(QShowEvent* e) {
    QWidget::showEvent(e);
    if (!shelf_.listed()) shelf_.refresh();
}

void LibraryPanel::changeEvent(QEvent* e) {
    if (e->type() == QEvent::LanguageChange) {
        retranslate();
        shelf_.refresh();  // the shipped ones have a name in each language
    }
    QWidget::changeEvent(e);
}

}  // namespace velatura
