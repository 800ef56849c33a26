#include "ui/library/library_desk.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QLineEdit>

#include "core/catalog.h"
#include "ui/bridge/job_bridge.h"
#include "ui/bridge/settings.h"
#include "ui/common/banner.h"
#include "ui/common/panel_frame.h"
#include "ui/library/library_model.h"
#include "ui/library/library_panel.h"
#include "ui/library/sheet_window.h"
#include "ui/library/style_cells.h"
#include "ui/trays/input_panel.h"
#include "ui/trays/picture_opening.h"

namespace velatura {

namespace {
constexpr int kHeight = 216;  ///< of the dock at first: one row of styles and the head
}

LibraryDesk::LibraryDesk(Place place, QWidget* parent) : QObject(parent), place_(std::move(place)), window_(parent) {
    shelf_ = new StyleShelf(place_.undo, this);
    likeness_ = new StyleLikeness(place_.bridge.library(), *shelf_, this);
    dock_ = place_.frame.addExtra(QStringLiteral("library"), new QWidget(parent), Qt::BottomDockWidgetArea, kHeight);
    connect(dock_, &QDockWidget::visibilityChanged, this, [this](bool visible) {
        if (visible) panel();
    });
    connect(shelf_, &StyleShelf::failed, this, &LibraryDesk::showError);
    connect(likeness_, &StyleLikeness::failed, this, &LibraryDesk::showError);
    connect(shelf_, &StyleShelf::said, this, [this](const QString& sentence, bool undoable) { place_.say(sentence, undoable); });
    connect(shelf_, &StyleShelf::changed, this, [this] {
        if (shelf_->listed() && std::exchange(sheetWaits_, false)) showSheet();
    });
    wireInputs();
    retranslate();
}

LibraryDesk::~LibraryDesk() = default;

void LibraryDesk::wireInputs() {
    InputPanel& inputs = place_.inputs;
    connect(&inputs, &InputPanel::keepWanted, shelf_, &StyleShelf::addPicture);
    connect(&inputs, &InputPanel::keepFileWanted, shelf_, [this](const QString& path) { shelf_->addFiles({path}); });
    connect(&inputs, &InputPanel::libraryWanted, this, &LibraryDesk::toggle);
    connect(&inputs, &InputPanel::likeWanted, this, [this](const PicturePtr& picture) {
        open();
        likeness_->find({picture->name, picture, {}});
    });
    connect(&inputs, &InputPanel::inputsChanged, this, &LibraryDesk::markCurrent);
}

void LibraryDesk::markCurrent() {
    if (!panel_) return;
    QStringList paths;
    for (const StyleChoice& s : place_.inputs.inputs().styles) paths << s.picture->path;
    panel_->model()->setCurrent(paths);
}

LibraryPanel* LibraryDesk::panel() {
    if (panel_) return panel_;
    panel_ = new LibraryPanel(*shelf_, *likeness_, place_.settings, dock_);
    delete dock_->widget();
    dock_->setWidget(panel_);
    connect(panel_, &LibraryPanel::styleChosen, this, [this](const QString& path) { place_.inputs.open(SlotKind::Style, path); });
    connect(panel_, &LibraryPanel::mixChosen, this, [this](const QString& path) { place_.inputs.open(SlotKind::MixStyle, path); });
    connect(panel_, &LibraryPanel::dropped, this, &LibraryDesk::take);
    connect(panel_, &LibraryPanel::sheetWanted, this, &LibraryDesk::openSheet);
    connect(panel_, &LibraryPanel::batchWanted, this, &LibraryDesk::useInBatch);
    markCurrent();
    return panel_;
}

bool LibraryDesk::isOpen() const { return !dock_->isHidden(); }

void LibraryDesk::open() {
    dock_->show();
    dock_->raise();
    panel()->show();
}

void LibraryDesk::toggle() {
    if (isOpen()) return dock_->hide();
    open();
    panel()->search()->setFocus();
}

void LibraryDesk::take(const Dropped& what, bool like) {
    const QStringList files = what.files + what.folders;
    if (!files.isEmpty() && like) return likeness_->find({QFileInfo(files.first()).fileName(), {}, files.first()});
    if (!files.isEmpty()) return shelf_->addFiles(files);
    if (!what.usable()) return place_.inputs.take(SlotKind::Style, what);  // says why
    place_.reading.run(
        this, [what, name = tr("Dropped picture")] { return openPasted(what, name); },
        [this, like](const Result<PicturePtr>& picture) {
            if (!picture)
                showError(picture.error());
            else if (like)
                likeness_->find({(*picture)->name, *picture, {}});
            else
                shelf_->addPicture(*picture);
        });
}

void LibraryDesk::useInBatch(const QString& path) {
    place_.reading.run(
        this, [path] { return openChosen(path); },
        [this](const Result<PicturePtr>& picture) {
            if (!picture) return showError(picture.error());
            const std::string engine = engines().front().key;
            Q_EMIT batchWanted({engine, place_.params(engine), {{*picture, 1.0}}, place_.inputs.inputs().keptColors});
        });
}

void LibraryDesk::showError(const Error& error) {
    if (panel_ && panel_->isVisible())
        panel_->banners()->showError(error);
    else
        place_.banners.showError(error);
}

bool LibraryDesk::canMakeSheet() const { return place_.inputs.inputs().photo != nullptr; }

void LibraryDesk::openSheet() {
    if (!canMakeSheet()) return place_.banners.showNotice(tr("A contact sheet needs a photo: drop one into the photo slot."));
    if (shelf_->listed()) return showSheet();
    sheetWaits_ = true;
    shelf_->refresh();
}

void LibraryDesk::showSheet() {
    std::vector<SheetWindow::Style> styles;
    for (const LibraryStyle& s : panel_ ? panel_->model()->shown() : shelf_->styles())
        styles.push_back({QString::fromStdString(s.file.string()), QString::fromStdString(s.name)});
    if (styles.empty() || !canMakeSheet())
        return place_.banners.showNotice(tr("The library shows no style to paint with. Clear its search, or add styles."));
    if (!sheet_) {
        sheet_ = new SheetWindow(place_.bridge, place_.writing, place_.settings, window_);
        connect(sheet_, &SheetWindow::styleChosen, this, [this](const QString& path) { place_.inputs.open(SlotKind::Style, path); });
        connect(sheet_, &SheetWindow::batchWanted, this, &LibraryDesk::useInBatch);
        connect(sheet_, &SheetWindow::written, this, [this](const QString& path) {
            place_.say(tr("Contact sheet saved as %1").arg(QFileInfo(path).fileName()), false);
        });
    }
    const std::string engine = engines().front().key;
    sheet_->paint(place_.inputs.inputs().photo, engine, place_.params(engine), styles);
    sheet_->show();
    sheet_->raise();
    sheet_->activateWindow();
}

void LibraryDesk::retranslate() { dock_->setWindowTitle(tr("Style library")); }

}  // namespace velatura
