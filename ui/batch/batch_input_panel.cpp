#include "ui/batch/batch_input_panel.h"

#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtCore/QSet>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "core/image_io/image_io.h"
#include "ui/batch/batch_style_list.h"
#include "ui/batch/path_list.h"
#include "ui/batch/thumb_store.h"
#include "ui/bridge/background.h"
#include "ui/bridge/settings.h"
#include "ui/bridge/undo.h"
#include "ui/common/theme.h"
#include "ui/masks/kept_color_list.h"
#include "ui/trays/picture_opening.h"
#include "ui/trays/picture_slot.h"

namespace velatura {

namespace {

constexpr int kRow = 28, kMostRows = 8, kEmptyHeight = 96;
constexpr qsizetype kMostAsked = 8;  ///< so many styles at once are looked into for a recipe

/// `more` behind `paths`, each once.
QStringList joined(QStringList paths, const QStringList& more) {
    QSet<QString> known(paths.begin(), paths.end());
    for (const QString& path : more)
        if (!known.contains(path)) {
            known.insert(path);
            paths << path;
        }
    return paths;
}

}  // namespace

BatchInputPanel::BatchInputPanel(Background& lane, ThumbStore& thumbs, Settings& settings, QUndoStack* undo,
                                 QWidget* parent)
    : QWidget(parent), lane_(lane), settings_(settings), undo_(undo) {
    styles_ = new BatchStyleList(thumbs, this);
    build();
    connect(photoSlot_, &PictureSlot::openWanted, this, [this] { askFor(SlotKind::Photo); });
    connect(photoSlot_, &PictureSlot::dropped, this, [this](const Dropped& what) { take(SlotKind::Photo, what); });
    connect(photos_, &PathList::removeWanted, this, [this](const QStringList& gone) {
        const QSet<QString> out(gone.begin(), gone.end());
        BatchInputs next = inputs_;
        next.photos.removeIf([&](const QString& path) { return out.contains(path); });
        change(next, gone.size() == 1 ? tr("Remove %1").arg(QFileInfo(gone.first()).fileName()) : tr("Remove photos"));
    });
    connect(styles_, &BatchStyleList::addWanted, this, [this] { askFor(SlotKind::Style); });
    connect(styles_, &BatchStyleList::dropped, this, [this](const Dropped& what) { take(SlotKind::Style, what); });
    connect(styles_, &BatchStyleList::removeWanted, this, [this](const QStringList& gone) {
        BatchInputs next = inputs_;
        std::erase_if(next.styles, [&](const BatchStylePick& style) { return gone.contains(style.path); });
        change(next, tr("Remove style"));
    });
    connect(styles_, &BatchStyleList::weightChosen, this, [this](const QString& path, double weight) {
        BatchInputs next = inputs_;
        for (auto& style : next.styles)
            if (style.path == path) style.weight = weight;
        change(next, tr("Change weight"));
    });
    connect(mixing_, &QComboBox::activated, this, [this](int index) {
        BatchInputs next = inputs_;
        next.mixed = index == 1;
        change(next, index == 1 ? tr("Mix all styles") : tr("Each style alone"));
    });
    connect(kept_, &KeptColorList::removeWanted, this, [this](int i) {
        BatchInputs next = inputs_;
        next.keptColors.erase(next.keptColors.begin() + i);
        change(next, tr("Keep a colour no longer"));
    });
    connect(kept_, &KeptColorList::deltaChosen, this, [this](int i, double deltaE) {
        BatchInputs next = inputs_;
        next.keptColors[static_cast<size_t>(i)].deltaE = deltaE;
        change(next, tr("Change Delta E"));
    });
    connect(addPhotos_, &QToolButton::clicked, this, [this] { askFor(SlotKind::Photo); });
    connect(addFolder_, &QToolButton::clicked, this, &BatchInputPanel::askForFolder);
    connect(addStyles_, &QToolButton::clicked, this, [this] { askFor(SlotKind::Style); });
    connect(takeLook_, &QToolButton::clicked, this, &BatchInputPanel::askForLook);
    connect(&Theme::instance(), &Theme::changed, this, &BatchInputPanel::retranslate);
    retranslate();
    showInputs();
}

void BatchInputPanel::build() {
    auto* column = new QVBoxLayout(this);
    // The scroll bar has its place whether it is there or not (see StylizeWorkspace).
    column->setContentsMargins(grid::kGroup, grid::kTight,
                               grid::kGroup - style()->pixelMetric(QStyle::PM_ScrollBarExtent), grid::kGroup);
    column->setSpacing(grid::kTight);
    const auto title = [&](QWidget* beside) {
        auto* row = new QHBoxLayout;
        row->setSpacing(grid::kRelated);
        auto* made = new QLabel(this);
        made->setFont(Theme::instance().heading());
        made->setMinimumHeight(grid::kControl);
        row->addWidget(made);
        row->addStretch();
        row->addWidget(beside);
        column->addLayout(row);
        return made;
    };
    const auto buttons = [&](QToolButton*& first, QToolButton*& second) {
        auto* row = new QHBoxLayout;
        row->setContentsMargins(-grid::kTight, 0, 0, 0);
        row->setSpacing(grid::kTight);
        for (QToolButton** made : {&first, &second}) {
            *made = new QToolButton(this);
            (*made)->setAutoRaise(true);
            (*made)->setFocusPolicy(Qt::TabFocus);
            (*made)->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
            row->addWidget(*made);
        }
        row->addStretch();
        column->addLayout(row);
    };
    photoCount_ = new QLabel(this);
    photoCount_->setFont(Theme::instance().small());
    photoTitle_ = title(photoCount_);
    photoSlot_ = new PictureSlot(this);
    photoSlot_->setFixedHeight(kEmptyHeight);
    photos_ = new PathList(kRow, kMostRows, this);
    column->addWidget(photoSlot_);
    column->addWidget(photos_);
    buttons(addPhotos_, addFolder_);
    column->addSpacing(grid::kGroup);
    mixing_ = new QComboBox(this);
    mixing_->addItems({{}, {}});
    mixing_->setFocusPolicy(Qt::StrongFocus);
    styleTitle_ = title(mixing_);
    column->addWidget(styles_);
    buttons(addStyles_, takeLook_);
    column->addSpacing(grid::kRelated);
    keptTitle_ = new QLabel(this);
    keptTitle_->setFont(Theme::instance().heading());
    keptTitle_->setMinimumHeight(grid::kControl);
    kept_ = new KeptColorList(this);
    column->addWidget(keptTitle_);
    column->addWidget(kept_);
    column->addStretch();
    // Reading order.
    QWidget* before = photoSlot_;
    for (QWidget* w : std::initializer_list<QWidget*>{photos_, addPhotos_, addFolder_, mixing_, styles_->emptySlot(),
                                                      styles_->list(), addStyles_, takeLook_}) {
        setTabOrder(before, w);
        before = w;
    }
}

void BatchInputPanel::change(const BatchInputs& inputs, const QString& what) {
    if (inputs == inputs_) return;
    if (!undo_) return put(inputs);
    undo_->push(new UndoStep(
        what, [this, inputs] { put(inputs); }, [this, before = inputs_] { put(before); }));
}

void BatchInputPanel::setInputs(const BatchInputs& inputs) {
    put(inputs);
}

void BatchInputPanel::put(const BatchInputs& inputs) {
    if (inputs.photos != inputs_.photos) {
        photosIn_.clear();
        found_ = -1;
    }
    inputs_ = inputs;
    showInputs();
    Q_EMIT inputsChanged();
}

void BatchInputPanel::showInputs() {
    photoSlot_->setVisible(inputs_.photos.isEmpty());
    photos_->setVisible(!inputs_.photos.isEmpty());
    photos_->setPaths(inputs_.photos);
    styles_->setStyles(inputs_.styles, inputs_.mixed);
    mixing_->setCurrentIndex(inputs_.mixed ? 1 : 0);
    mixing_->setVisible(inputs_.styles.size() > 1);
    // They come with a look; without any there is nothing to say.
    kept_->setColors(inputs_.keptColors);
    for (QWidget* w : std::initializer_list<QWidget*>{keptTitle_, kept_}) w->setVisible(!inputs_.keptColors.empty());
    setFound(photosIn_, found_);
}

void BatchInputPanel::setFound(const QHash<QString, int>& photosIn, int photos) {
    photosIn_ = photosIn;
    found_ = photos;
    for (auto it = photosIn.begin(); it != photosIn.end(); ++it)
        photos_->setDetail(it.key(), locale().toString(it.value()));
    photoCount_->setText(found_ < 0 || inputs_.photos.isEmpty() ? QString()
                         : found_ == 1                          ? tr("1 photo")
                                                                : tr("%1 photos").arg(locale().toString(found_)));
}

void BatchInputPanel::setRunning(bool running) {
    for (QWidget* w : std::initializer_list<QWidget*>{photoSlot_, photos_, styles_, mixing_, addPhotos_, addFolder_,
                                                      addStyles_, takeLook_, kept_})
        w->setEnabled(!running);
}

void BatchInputPanel::addPhotos(const QStringList& paths) {
    BatchInputs next = inputs_;
    next.photos = joined(next.photos, paths);
    const qsizetype more = next.photos.size() - inputs_.photos.size();
    change(next, more == 1 ? tr("Add photo") : tr("Add %1 photos").arg(more));
}

void BatchInputPanel::addStyles(const QStringList& paths) {
    BatchInputs next = inputs_;
    QStringList known;
    for (const auto& style : next.styles) known << style.path;
    for (const QString& path : joined(known, paths).mid(known.size())) next.styles.push_back({path, 1.0});
    change(next, paths.size() == 1 ? tr("Add style") : tr("Add styles"));
    lookForRecipe(paths);
}

void BatchInputPanel::lookForRecipe(const QStringList& paths) {
    lane_.run(
        this,
        [paths = paths.mid(0, kMostAsked)] {
            for (const QString& path : paths)
                if (holdsRecipe(path)) return path;
            return QString();
        },
        [this](const QString& path) {
            if (!path.isEmpty()) Q_EMIT recipeFound(path);
        });
}

void BatchInputPanel::addStyleFolder(const QString& folder) {
    lane_.run(
        this,
        [folder] {
            QStringList out;
            if (const auto found = listPictures(folder.toStdString()))
                for (const auto& path : *found) out << QString::fromStdString(path.string());
            return out;
        },
        [this, folder](const QStringList& found) {
            if (found.isEmpty())
                Q_EMIT notice(tr("The folder %1 holds no pictures.").arg(folder));
            else
                addStyles(found);
        });
}

void BatchInputPanel::take(SlotKind kind, const Dropped& what) {
    const QStringList files = what.files.isEmpty() ? QStringList() : picturesAmong(what.files);
    if (kind == SlotKind::Photo && !(files + what.folders).isEmpty()) return addPhotos(files + what.folders);
    if (!files.isEmpty()) addStyles(files);
    for (const QString& folder : what.folders) addStyleFolder(folder);
    if (!files.isEmpty() || !what.folders.isEmpty()) return;
    if (!what.encoded.isEmpty() || !what.pixels.isNull()) {
        lane_.run(
            this,
            [what, name = tr("Pasted picture")]() -> Result<QString> {
                const auto picture = openPasted(what, name);
                if (!picture) return fail(picture.error());
                return keepPicture((*picture)->image, name);
            },
            [this, kind](const Result<QString>& kept) {
                if (!kept)
                    Q_EMIT failed(kept.error());
                else if (kind == SlotKind::Photo)
                    addPhotos({*kept});
                else
                    addStyles({*kept});
            });
    } else if (!what.remote.isEmpty()) {
        const QString address = fontMetrics().elidedText(what.remote.first(), Qt::ElideMiddle, 360);
        Q_EMIT notice(
            InputPanel::tr("Velatura does not fetch pictures from the net. Save %1 as a file first.").arg(address));
    } else {
        Q_EMIT notice(InputPanel::tr("The clipboard holds no picture."));
    }
}

void BatchInputPanel::askFor(SlotKind kind) {
    const bool photo = kind == SlotKind::Photo;
    const QString key = photo ? QStringLiteral("batch-photos") : QStringLiteral("style");
    auto* dialog = pictureDialog(window(), photo ? tr("Add photos") : tr("Add styles"), settings_.folder(key), true);
    connect(dialog, &QFileDialog::filesSelected, this, [this, photo, key](const QStringList& files) {
        if (files.isEmpty()) return;
        settings_.setFolder(key, QFileInfo(files.first()).absolutePath());
        photo ? addPhotos(files) : addStyles(files);
    });
    dialog->open();
}

void BatchInputPanel::askForFolder() {
    auto* dialog = new QFileDialog(window(), tr("Add a folder of photos"), settings_.folder("batch-photos"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        settings_.setFolder("batch-photos", QFileInfo(folder).absolutePath());
        addPhotos({folder});
    });
    dialog->open();
}

void BatchInputPanel::askForLook() {
    auto* dialog = pictureDialog(window(), tr("A picture that Velatura painted"), settings_.folder("export"), false);
    connect(dialog, &QFileDialog::fileSelected, this, &BatchInputPanel::lookChosen);
    dialog->open();
}

void BatchInputPanel::retranslate() {
    const Theme& t = Theme::instance();
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, t.mutedText());
    photoCount_->setPalette(muted);
    photoTitle_->setText(tr("Photos"));
    photoSlot_->setPrompt(tr("Drop photos and folders here, or click"));
    photoSlot_->setAccessibleName(tr("Place for photos"));
    photos_->setAccessibleName(tr("Photos and folders"));
    styleTitle_->setText(tr("Styles"));
    keptTitle_->setText(tr("Kept colours"));
    mixing_->setItemText(0, tr("Each alone"));
    mixing_->setItemText(1, tr("All mixed"));
    mixing_->setAccessibleName(tr("What several styles become"));
    mixing_->setToolTip(tr("Each alone: every photo is painted once in every style. All mixed: they are one look."));
    const auto button = [&](QToolButton* b, const char* icon, const QString& text, const QString& tip) {
        b->setIcon(t.icon(QLatin1String(icon), 16));
        b->setText(text);
        b->setToolTip(tip);
    };
    button(addPhotos_, "add", tr("Photos…"), tr("Add photos to the batch"));
    button(addFolder_, "folder", tr("Folder…"),
           tr("Add a folder with all folders below it; the results keep its tree"));
    button(addStyles_, "add", tr("Styles…"), tr("Add paintings to the batch"));
    button(takeLook_, "brush", tr("Look of…"),
           tr("Take engine, settings and styles of a picture that Velatura painted"));
    setFound(photosIn_, found_);
}

void BatchInputPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
