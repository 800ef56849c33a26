#include "ui/library/sheet_window.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtGui/QCloseEvent>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "core/image_io/file_pictures.h"
#include "core/image_io/image_io.h"
#include "ui/bridge/background.h"
#include "ui/bridge/settings.h"
#include "ui/common/banner.h"
#include "ui/common/qt_image.h"
#include "ui/common/theme.h"
#include "ui/common/translate.h"
#include "ui/library/library_model.h"
#include "ui/library/sheet_picture.h"
#include "ui/library/style_cells.h"

namespace velatura {

namespace {

constexpr int kLongSide = 320;  ///< of each picture: enough to judge a manner, quick enough for a hundred of them
constexpr int kCell = 168, kWidth = 960, kHeight = 680, kBarWidth = 160;
constexpr const char* kFolder = "contact-sheet";

QStandardItem* itemOf(const SheetWindow::Style& style) {
    auto* item = new QStandardItem(style.name);
    item->setData(style.path, LibraryModel::Path);
    item->setToolTip(style.name);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren);
    return item;
}

}  // namespace

SheetWindow::SheetWindow(JobBridge& bridge, Background& writing, Settings& settings, QWidget* parent)
    : QDialog(parent), bridge_(bridge), writing_(writing), settings_(settings),
      sessions_(std::make_shared<EngineSessions>(bridge.library())), arrived_(std::make_shared<Series<SheetPicture>>()) {
    setModal(false);
    resize(kWidth, kHeight);
    build();
    connect(cells_, &QListView::clicked, this, [this](const QModelIndex& i) { Q_EMIT styleChosen(i.data(LibraryModel::Path).toString()); });
    connect(cells_, &StyleCells::chosen, this, [this](const QModelIndex& i) { Q_EMIT styleChosen(i.data(LibraryModel::Path).toString()); });
    connect(cells_, &StyleCells::menuWanted, this, [this](const QModelIndex& i, const QPoint& at) {
        const QString path = i.data(LibraryModel::Path).toString();
        QMenu menu(this);
        menu.addAction(tr("Use as style"), this, [this, path] { Q_EMIT styleChosen(path); });
        menu.addAction(tr("Over a folder in Batch"), this, [this, path] { Q_EMIT batchWanted(path); });
        menu.exec(at);
    });
    connect(cells_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SheetWindow::refresh);
    connect(stop_, &QPushButton::clicked, this, &SheetWindow::stop);
    connect(batch_, &QPushButton::clicked, this, [this] { Q_EMIT batchWanted(chosenPath()); });
    connect(export_, &QPushButton::clicked, this, &SheetWindow::askWhere);
    connect(&bridge_, &JobBridge::progressChanged, this, [this](quint64 id, const Progress& p) {
        if (id != id_) return;
        takePictures();
        bar_->setRange(0, static_cast<int>(p.total));
        bar_->setValue(static_cast<int>(p.done));
    });
    connect(&bridge_, &JobBridge::noteArrived, this, [this](quint64 id, const QString& sentence) {
        if (id == id_) banners_->showNotice(sentence);
    });
    connect(&bridge_, &JobBridge::ended, this, [this](quint64 id, const JobOutcome& outcome) {
        if (id == id_) finish(outcome);
    });
    retranslate();
}

SheetWindow::~SheetWindow() { stop(); }

void SheetWindow::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    banners_ = new BannerStack(this);
    column->addWidget(banners_);
    model_ = new QStandardItemModel(this);
    cells_ = new StyleCells(kCell, StyleCells::Fit::Whole, this);
    cells_->setModel(model_);
    cells_->setSelectionMode(QAbstractItemView::SingleSelection);
    cells_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    cells_->setDragEnabled(false);
    auto* inset = new QVBoxLayout;
    inset->setContentsMargins(grid::kGroup, grid::kGroup, grid::kRelated, 0);
    inset->addWidget(cells_);
    column->addLayout(inset, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(grid::kGroup, grid::kRelated, grid::kGroup, grid::kGroup);
    foot->setSpacing(grid::kRelated);
    bar_ = new QProgressBar(this);
    bar_->setTextVisible(false);
    bar_->setFixedWidth(kBarWidth);
    state_ = new QLabel(this);
    stop_ = new QPushButton(this);
    batch_ = new QPushButton(this);
    export_ = new QPushButton(this);
    for (QPushButton* b : {stop_, batch_, export_}) b->setAutoDefault(false);
    foot->addWidget(bar_);
    foot->addWidget(state_, 1);
    foot->addWidget(stop_);
    foot->addWidget(batch_);
    foot->addWidget(export_);
    column->addLayout(foot);
}

void SheetWindow::paint(const PicturePtr& photo, const std::string& engine, const ParamValues& params, const std::vector<Style>& styles) {
    stop();
    banners_->clear();
    styles_ = styles;
    photo_ = photo;
    pictures_.assign(styles.size(), Image());
    done_ = failed_ = 0;
    stopping_ = stopped_ = false;
    firstError_.reset();
    model_->clear();
    for (const Style& s : styles) model_->appendRow(itemOf(s));
    bar_->setRange(0, static_cast<int>(styles.size()));
    bar_->setValue(0);
    // Its own, so that what an older job still says is not taken for this one's.
    arrived_ = std::make_shared<Series<SheetPicture>>();
    SheetOrder order{tr("Contact sheet of %1").arg(photo->name).toStdString(), engine, params, kLongSide, photo->image, {}};
    for (const Style& s : styles) order.styles.emplace_back(s.path.toStdString());
    id_ = bridge_.start(std::make_unique<StyleSheetJob>(sessions_, std::move(order), filePictures(),
                                                        [arrived = arrived_](const SheetPicture& p) { arrived->add(p); }));
    retranslate();
}

void SheetWindow::stop() {
    if (!running() || stopping_) return;
    stopping_ = true;
    bridge_.cancel(id_);
    refresh();
}

void SheetWindow::takePictures() {
    for (SheetPicture& p : arrived_->takeAll()) {
        QStandardItem* item = model_->item(static_cast<int>(p.index));
        if (p.error) {
            ++failed_;
            if (!firstError_) firstError_ = p.error;
            item->setData(true, LibraryModel::Broken);
            item->setToolTip(trError(*p.error));
            continue;
        }
        ++done_;
        pictures_[p.index] = p.picture;
        item->setData(toQImage(p.picture), Qt::DecorationRole);
    }
    refresh();
}

void SheetWindow::finish(const JobOutcome& outcome) {
    takePictures();
    id_ = 0;
    stopped_ = outcome.end == JobEnd::Stopped;
    stopping_ = false;
    if (outcome.error) banners_->showError(*outcome.error);
    if (firstError_) banners_->showError(*firstError_);
    refresh();
}

void SheetWindow::askWhere() {
    const QString name = tr("%1-contact-sheet.jpg").arg(QFileInfo(photo_->name).completeBaseName());
    auto* dialog = new QFileDialog(this, tr("Export contact sheet"), settings_.folder(kFolder));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(QDir(settings_.folder(kFolder)).filePath(name));
    dialog->setNameFilters({tr("Pictures (%1)").arg(QStringLiteral("*.jpg *.png *.tif *.webp"))});
    dialog->setDefaultSuffix(QStringLiteral("jpg"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        settings_.setFolder(kFolder, QFileInfo(path).absolutePath());
        exportTo(path);
    });
    dialog->open();
}

void SheetWindow::exportTo(const QString& path) {
    QStringList names;
    for (const Style& s : styles_) names << s.name;
    writing_.run(
        this,
        [pictures = pictures_, names, path, font = Theme::instance().base()]() -> Status {
            return savePicture(sheetWithNames(pictures, names, font), path.toStdString());
        },
        [this, path](const Status& saved) {
            if (!saved) return banners_->showError(saved.error());
            Q_EMIT written(path);
        });
}

QString SheetWindow::chosenPath() const { return cells_->currentIndex().data(LibraryModel::Path).toString(); }

QString SheetWindow::said() const { return state_->text(); }

void SheetWindow::refresh() {
    const auto all = static_cast<int>(styles_.size());
    bar_->setVisible(running());
    stop_->setVisible(running());
    stop_->setEnabled(!stopping_);
    batch_->setEnabled(cells_->selectionModel()->hasSelection());
    export_->setEnabled(done_ > 0 && !running());
    QString text = running() ? tr("%1 of %2 painted").arg(done_).arg(all)
                   : stopped_ ? tr("Stopped: %1 of %2 painted").arg(done_).arg(all)
                              : tr("%1 styles painted; a click takes one").arg(done_);
    if (stopping_) text = tr("Stopping…");
    if (failed_ > 0) text += tr(", %1 could not be").arg(failed_);
    state_->setText(text);
}

void SheetWindow::retranslate() {
    setWindowTitle(photo_ ? tr("Contact sheet of %1").arg(photo_->name) : tr("Contact sheet"));
    cells_->setAccessibleName(tr("Contact sheet"));
    stop_->setText(tr("Stop"));
    batch_->setText(tr("Over a folder in Batch"));
    batch_->setToolTip(tr("Paints many photos in the chosen style"));
    export_->setText(tr("Export…"));
    export_->setToolTip(tr("Writes the sheet as one picture, with the names of the styles"));
    refresh();
}

void SheetWindow::changeEvent(QEvent* e) {
    if (e->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(e);
}

void SheetWindow::closeEvent(QCloseEvent* e) {
    stop();  // nobody watches it grow any more
    QDialog::closeEvent(e);
}

}  // namespace velatura
