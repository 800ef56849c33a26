#include "ui/trays/library_strip.h"

#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "core/base/json_file.h"
#include "core/base/paths.h"
#include "core/image_io/image_io.h"
#include "ui/bridge/background.h"
#include "ui/bridge/settings.h"
#include "ui/common/language.h"
#include "ui/common/picture.h"
#include "ui/common/theme.h"

namespace velatura {

namespace {

constexpr size_t kMostPictures = 600;  ///< a strip is for choosing, not for browsing a disk
constexpr int kThumbSide = 96;

}  // namespace

std::vector<Sample> loadSamples() {
    std::vector<Sample> out;
    const auto file = findData("samples/samples.json");
    if (!file) return out;
    const auto json = readJsonFile(*file);
    if (!json || !json->is_object()) return out;
    // "title" is English, "title_zh" and the like are in that language.
    const std::string own = "title_" + Language::instance().current().section('_', 0, 0).toStdString();
    const auto add = [&](const nlohmann::json& item, bool photo) {
        if (!item.is_object()) return;
        const std::string name = item.value("file", "");
        const auto path = file->parent_path() / name;
        std::error_code ec;
        if (name.empty() || !std::filesystem::exists(path, ec)) return;
        out.push_back({QString::fromStdString(path.string()),
                       QString::fromStdString(item.value(own, item.value("title", name))), photo});
    };
    add(json->value("photo", nlohmann::json()), true);
    for (const auto& item : json->value("styles", nlohmann::json::array())) add(item, false);
    return out;
}

LibraryStrip::LibraryStrip(Background& lane, Settings& settings, QWidget* parent)
    : QWidget(parent), lane_(lane), settings_(settings) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid::kTight);
    source_ = new QToolButton(this);
    source_->setAutoRaise(true);
    source_->setPopupMode(QToolButton::InstantPopup);
    source_->setToolButtonStyle(Qt::ToolButtonTextOnly);
    source_->setFont(Theme::instance().heading());
    source_->setMenu(new QMenu(source_));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(-grid::kTight - 2, 0, 0, 0);
    head->addWidget(source_);
    head->addStretch();
    open_ = new QToolButton(this);
    open_->setAutoRaise(true);
    connect(open_, &QToolButton::clicked, this, &LibraryStrip::libraryWanted);
    head->addWidget(open_);
    column->addLayout(head);
    grid_ = new ThumbGrid(this);
    column->addWidget(grid_);

    connect(grid_, &ThumbGrid::chosen, this, &LibraryStrip::styleChosen);
    connect(grid_, &ThumbGrid::menuWanted, this, [this](const QString& path, const QPoint& at) {
        QMenu menu(this);
        menu.addAction(tr("Use as style"), this, [this, path] { Q_EMIT styleChosen(path); });
        menu.addAction(tr("Mix in as another style"), this, [this, path] { Q_EMIT mixChosen(path); });
        menu.addAction(tr("Use as photo"), this, [this, path] { Q_EMIT photoChosen(path); });
        menu.addSeparator();
        menu.addAction(tr("Add to library"), this, [this, path] { Q_EMIT keepWanted(path); })->setEnabled(from_ != Source::Samples);
        menu.exec(at);
    });
    connect(source_->menu(), &QMenu::aboutToShow, this, [this] {
        QMenu* menu = source_->menu();
        menu->clear();
        menu->addAction(tr("Samples"), this, &LibraryStrip::showSamples);
        for (const QString& folder : settings_.recent("library"))
            menu->addAction(QFileInfo(folder).fileName(), this, [this, folder] { showFolder(folder); })->setToolTip(folder);
        menu->addSeparator();
        menu->addAction(tr("Open folder…"), this, [this] {
            auto* dialog = new QFileDialog(window(), tr("Folder with pictures"), settings_.folder("library"));
            dialog->setFileMode(QFileDialog::Directory);
            dialog->setOption(QFileDialog::ShowDirsOnly);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &QFileDialog::fileSelected, this, &LibraryStrip::showFolder);
            dialog->open();
        });
    });
    connect(&Theme::instance(), &Theme::changed, this, &LibraryStrip::retranslate);
    retranslate();
}

void LibraryStrip::showSamples() {
    from_ = Source::Samples;
    std::vector<ThumbGrid::Cell> cells;
    for (const Sample& s : loadSamples())
        if (!s.photo) cells.push_back({s.path, s.title, {}, false});
    setCells(std::move(cells));
    retranslate();
}

void LibraryStrip::showFolder(const QString& folder) {
    lane_.run(
        this,
        [folder] {
            std::vector<ThumbGrid::Cell> cells;
            if (const auto found = listPictures(folder.toStdString()))
                for (const auto& path : *found) {
                    if (cells.size() >= kMostPictures) break;
                    const QString p = QString::fromStdString(path.string());
                    cells.push_back({p, QFileInfo(p).fileName(), {}, false});
                }
            return cells;
        },
        [this, folder](std::vector<ThumbGrid::Cell> cells) {
            if (cells.empty()) {
                Q_EMIT notice(tr("The folder %1 holds no pictures.").arg(folder));
                return;
            }
            from_ = Source::Folder;
            folder_ = folder;
            settings_.addRecent("library", folder);
            settings_.setFolder("library", folder);
            setCells(std::move(cells));
            retranslate();
        });
}

void LibraryStrip::showFiles(const QStringList& files) {
    from_ = Source::Files;
    std::vector<ThumbGrid::Cell> cells;
    for (const QString& path : files)
        if (cells.size() < kMostPictures) cells.push_back({path, QFileInfo(path).fileName(), {}, false});
    setCells(std::move(cells));
    retranslate();
}

void LibraryStrip::setCells(std::vector<ThumbGrid::Cell> cells) {
    ++generation_;
    grid_->setCells(std::move(cells));
    setVisible(!grid_->cells().empty() || from_ != Source::Samples);
    loadThumb(0);
}

void LibraryStrip::loadThumb(size_t index) {
    if (index >= grid_->cells().size()) return;
    // The next one is asked for when this one is there: a picture that is opened meanwhile waits for one, not for all.
    lane_.run(
        this, [path = grid_->cells()[index].path] { return openThumbnail(path, kThumbSide).value_or(QImage()); },
        [this, index, generation = generation_](const QImage& thumb) {
            if (generation != generation_) return;
            grid_->setThumb(index, thumb);
            loadThumb(index + 1);
        });
}

void LibraryStrip::retranslate() {
    const QString name = from_ == Source::Samples  ? tr("Sample styles")
                         : from_ == Source::Folder ? QFileInfo(folder_).fileName()
                                                   : tr("Dropped pictures");
    source_->setText(name + QStringLiteral("  ▾"));
    open_->setIcon(Theme::instance().icon("library", 16));
    open_->setToolTip(tr("Open the style library (Ctrl+Shift+L)"));
    open_->setAccessibleName(tr("Style library"));
    source_->setToolTip(tr("Choose where these pictures come from"));
    source_->setAccessibleName(tr("Picture library: %1").arg(name));
    grid_->setAccessibleName(name);
}

void LibraryStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) from_ == Source::Samples ? showSamples() : retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
