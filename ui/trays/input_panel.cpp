#include "ui/trays/input_panel.h"

#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtCore/QTimer>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStyle>
#include <QtWidgets/QVBoxLayout>

#include "core/base/log.h"
#include "core/image_io/image_io.h"
#include "ui/bridge/background.h"
#include "ui/bridge/session_cache.h"
#include "ui/bridge/settings.h"
#include "ui/bridge/undo.h"
#include "ui/common/theme.h"
#include "ui/trays/kept_masks.h"
#include "ui/trays/last_inputs.h"
#include "ui/trays/library_strip.h"
#include "ui/trays/picture_slot.h"
#include "ui/trays/picture_opening.h"
#include "ui/trays/slot_header.h"
#include "ui/trays/style_mix.h"

namespace velatura {

namespace {

constexpr int kAddressWidth = 360;
constexpr int kKeepAfterMs = 1500;  ///< after the last stroke of a row

const char* recentKey(SlotKind kind) { return kind == SlotKind::Photo ? "photo" : "style"; }

}  // namespace

InputPanel::InputPanel(Background& lane, Settings& settings, QUndoStack* undo, int maxStyles, QWidget* parent)
    : QWidget(parent), lane_(lane), settings_(settings), undo_(undo), maxStyles_(maxStyles) {
    auto* column = new QVBoxLayout(this);
    // The scroll bar has its place whether it is there or not (see StylizeWorkspace).
    column->setContentsMargins(grid::kGroup, grid::kTight,
                               grid::kGroup - style()->pixelMetric(QStyle::PM_ScrollBarExtent), grid::kGroup);
    column->setSpacing(grid::kTight);
    hint_ = new QLabel(this);
    hint_->setFont(Theme::instance().small());
    hint_->setWordWrap(true);
    hint_->hide();
    hint_->setContentsMargins(0, 0, 0, grid::kTight);
    column->addWidget(hint_);

    photoHead_ = new SlotHeader(settings_, recentKey(SlotKind::Photo), this);
    column->addWidget(photoHead_);
    photo_ = new PictureSlot(this);
    column->addWidget(photo_);
    column->addSpacing(grid::kGroup);
    styleHead_ = new SlotHeader(settings_, recentKey(SlotKind::Style), this);
    column->addWidget(styleHead_);
    style_ = new PictureSlot(this);
    column->addWidget(style_);
    column->addSpacing(grid::kTight);
    mix_ = new StyleMix(this);
    mix_->offerPad();
    column->addWidget(mix_);
    column->addSpacing(grid::kRelated);
    library_ = new LibraryStrip(lane_, settings_, this);
    column->addWidget(library_);
    column->addStretch();

    wireSlot(photo_, photoHead_, SlotKind::Photo);
    wireSlot(style_, styleHead_, SlotKind::Style);
    keeping_ = new QTimer(this);
    keeping_->setSingleShot(true);
    keeping_->setInterval(kKeepAfterMs);
    connect(keeping_, &QTimer::timeout, this, [this] {
        lane_.run(
            this, [inputs = inputs_] { return KeptMasks::write(inputs); }, [](const Status& kept) {
                if (!kept) logInfo(kept.error().message());
            });
    });
    connect(mix_, &StyleMix::addWanted, this, [this] { askFor(SlotKind::MixStyle); });
    connect(mix_, &StyleMix::viewWanted, this,
            [this](int i) { Q_EMIT viewWanted(inputs_.styles[static_cast<size_t>(i)].picture); });
    connect(mix_, &StyleMix::weightChosen, this, [this](int i, double weight) {
        Inputs next = inputs_;
        if (i >= std::ssize(next.styles)) return;
        next.styles[static_cast<size_t>(i)].weight = weight;
        change(next, tr("Change weight"));
    });
    connect(mix_, &StyleMix::weightTried, this, [this](int i, double weight) {
        Inputs next = inputs_;
        if (i >= std::ssize(next.styles)) return;
        next.styles[static_cast<size_t>(i)].weight = weight;
        Q_EMIT inputsTried(next);
    });
    connect(mix_, &StyleMix::levelsChosen, this, [this](int i, StyleLevels levels) {
        Inputs next = inputs_;
        if (i >= std::ssize(next.styles)) return;
        next.styles[static_cast<size_t>(i)].levels = levels;
        change(next, tr("Choose what a style gives"));
    });
    connect(mix_, &StyleMix::weightsChosen, this, &InputPanel::mixTogether);
    connect(mix_, &StyleMix::keepWanted, this,
            [this](int i) { Q_EMIT keepWanted(inputs_.styles[static_cast<size_t>(i)].picture); });
    connect(mix_, &StyleMix::removeWanted, this, [this](int i) {
        Inputs next = inputs_;
        if (i >= std::ssize(next.styles)) return;
        next.styles.erase(next.styles.begin() + i);
        change(next, tr("Remove style"));
    });
    connect(library_, &LibraryStrip::styleChosen, this, [this](const QString& p) { open(SlotKind::Style, p); });
    connect(library_, &LibraryStrip::mixChosen, this, [this](const QString& p) { open(SlotKind::MixStyle, p); });
    connect(library_, &LibraryStrip::photoChosen, this, [this](const QString& p) { open(SlotKind::Photo, p); });
    connect(library_, &LibraryStrip::notice, this, &InputPanel::notice);
    connect(library_, &LibraryStrip::keepWanted, this, &InputPanel::keepFileWanted);
    connect(library_, &LibraryStrip::libraryWanted, this, &InputPanel::libraryWanted);
    style_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(style_, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { openSlotMenu(style_->mapToGlobal(at)); });
    connect(&Theme::instance(), &Theme::changed, this, &InputPanel::retranslate);
    retranslate();
    showInputs();
}

void InputPanel::wireSlot(PictureSlot* slot, SlotHeader* head, SlotKind kind) {
    connect(head, &SlotHeader::openWanted, this, [this, kind] { askFor(kind); });
    connect(head, &SlotHeader::recentChosen, this, [this, kind](const QString& path) { open(kind, path); });
    connect(slot, &PictureSlot::openWanted, this, [this, kind] { askFor(kind); });
    connect(slot, &PictureSlot::clearWanted, this, [this, kind] { clear(kind); });
    connect(slot, &PictureSlot::dropped, this, [this, kind](const Dropped& what) { take(kind, what); });
    connect(slot, &PictureSlot::viewWanted, this, [this, slot] { Q_EMIT viewWanted(slot->picture()); });
}

void InputPanel::change(const Inputs& wanted, const QString& what) {
    beforeMixing_.reset();
    if (wanted == inputs_) return;
    Inputs inputs = wanted, kept = wanted;
    bool dropped = dropForeignMasks(kept);
    if (inputs_.photo && !samePhoto(inputs_.photo, inputs.photo))
        dropped = dropPhotoMarks(inputs);
    else
        inputs = kept;
    setHintShown(false);
    if (!undo_)
        put(inputs);
    else
        undo_->push(new UndoStep(what, [this, inputs] { put(inputs); }, [this, before = inputs_] { put(before); }));
    if (dropped && inputs.photo) Q_EMIT masksDropped(kept);
}

void InputPanel::setInputs(const Inputs& inputs) {
    beforeMixing_.reset();
    put(inputs);
}

/// While the handle moves the weights follow, so that whatever watches them does too; one step is made when it rests.
void InputPanel::mixTogether(const std::vector<double>& weights, bool done) {
    Inputs next = inputs_;
    if (weights.size() != next.styles.size()) return;
    if (!beforeMixing_) beforeMixing_ = inputs_;
    for (size_t i = 0; i < weights.size(); ++i) next.styles[i].weight = weights[i];
    if (!done) return put(next);
    const Inputs before = *beforeMixing_;
    if (next == before) {
        beforeMixing_.reset();
        return put(next);
    }
    inputs_ = before;
    change(next, tr("Change the mix"));
}

void InputPanel::openSlotMenu(const QPoint& global) {
    const PicturePtr picture = style_->picture();
    if (!picture) return;
    QMenu menu(this);
    menu.addAction(tr("Show on the canvas"), this, [this, picture] { Q_EMIT viewWanted(picture); });
    menu.addAction(tr("Add to library"), this, [this, picture] { Q_EMIT keepWanted(picture); });
    menu.addAction(tr("Styles like this"), this, [this, picture] { Q_EMIT likeWanted(picture); });
    menu.addSeparator();
    menu.addAction(tr("Remove"), this, [this] { clear(SlotKind::Style); });
    menu.exec(global);
}

void InputPanel::put(const Inputs& inputs) {
    inputs_ = inputs;
    showInputs();
    LastInputs::write(settings_, inputs_);
    keeping_->start();
    Q_EMIT inputsChanged();
}

void InputPanel::showInputs() {
    photo_->setPicture(inputs_.photo);
    photo_->setMask(inputs_.protect, tr("Part of the photo is protected"));
    const PicturePtr first = inputs_.styles.empty() ? PicturePtr() : inputs_.styles.front().picture;
    style_->setPicture(first);
    style_->setMask(first ? inputs_.styles.front().mask : Mask(), tr("Applies where its mask is white"));
    photoHead_->setPicture(inputs_.photo);
    styleHead_->setPicture(first);
    photo_->setAccessibleDescription(inputs_.photo ? inputs_.photo->name + ' ' + sizeText(inputs_.photo) : QString());
    style_->setAccessibleDescription(first ? first->name + ' ' + sizeText(first) : QString());
    mix_->show(inputs_.styles, !inputs_.styles.empty() && static_cast<int>(inputs_.styles.size()) < maxStyles_);
    QStringList paths;
    for (const auto& s : inputs_.styles) paths << s.picture->path;
    library_->setCurrent(paths);
}

void InputPanel::clear(SlotKind kind) {
    Inputs next = inputs_;
    if (kind == SlotKind::Photo)
        next.photo.reset();
    else if (!next.styles.empty())
        next.styles.erase(next.styles.begin());
    change(next, kind == SlotKind::Photo ? tr("Remove photo") : tr("Remove style"));
}

void InputPanel::setBusy(SlotKind kind, bool busy) { (kind == SlotKind::Photo ? photo_ : style_)->setBusy(busy); }

void InputPanel::open(SlotKind kind, const QString& path) {
    if (kind != SlotKind::Photo) return openStyles({path}, kind == SlotKind::Style);
    setBusy(kind, true);
    lane_.run(
        this, [path] { return openChosen(path); },
        [this, kind, path](const Result<PicturePtr>& picture) {
            setBusy(kind, false);
            if (!picture) {
                Q_EMIT failed(picture.error());
                return;
            }
            if (!(*picture)->path.isEmpty()) settings_.addRecent(recentKey(kind), path);
            fill(kind, *picture);
            if (!SessionCache::owns(path.toStdString())) tellRecipe(kind, *picture);
        });
}

void InputPanel::tellRecipe(SlotKind kind, const PicturePtr& picture) {
    if (!picture->image.info().recipe.empty()) Q_EMIT recipeArrived(kind, picture);
}

void InputPanel::openStyles(const QStringList& paths, bool replace) {
    setBusy(SlotKind::Style, true);
    lane_.run(
        this,
        [paths] {
            std::vector<Result<PicturePtr>> opened;
            for (const QString& path : paths) opened.push_back(openChosen(path));
            return opened;
        },
        [this, replace](const std::vector<Result<PicturePtr>>& opened) {
            setBusy(SlotKind::Style, false);
            Inputs next = inputs_;
            bool first = replace && !next.styles.empty();
            for (const auto& picture : opened) {
                if (!picture) {
                    Q_EMIT failed(picture.error());
                    continue;
                }
                if (!(*picture)->path.isEmpty()) settings_.addRecent(recentKey(SlotKind::Style), (*picture)->path);
                if (std::exchange(first, false))
                    next.styles.front().picture = *picture;
                else if (static_cast<int>(next.styles.size()) < maxStyles_)
                    next.styles.push_back({*picture, 1.0});
            }
            // However many they are: one step back undoes them.
            change(next, replace ? tr("Choose style") : tr("Mix in style"));
            for (const auto& picture : opened)
                if (picture && !(*picture)->path.isEmpty()) tellRecipe(SlotKind::Style, *picture);
        });
}

void InputPanel::fill(SlotKind kind, const PicturePtr& picture) {
    Inputs next = inputs_;
    if (kind == SlotKind::Photo)
        next.photo = picture;
    else if (kind == SlotKind::Style && !next.styles.empty())
        next.styles.front().picture = picture;
    else if (static_cast<int>(next.styles.size()) < maxStyles_)
        next.styles.push_back({picture, 1.0});
    change(next, kind == SlotKind::Photo   ? tr("Choose photo")
                 : kind == SlotKind::Style ? tr("Choose style")
                                           : tr("Mix in style"));
}

void InputPanel::take(SlotKind kind, const Dropped& what) {
    if (!what.files.isEmpty()) {
        takeFiles(kind, what.files);
    } else if (!what.folders.isEmpty()) {
        openFolder(kind, what.folders.first());
    } else if (!what.encoded.isEmpty() || !what.pixels.isNull()) {
        setBusy(kind, true);
        lane_.run(
            this, [what, name = tr("Pasted picture")] { return openPasted(what, name); },
            [this, kind](const Result<PicturePtr>& picture) {
                setBusy(kind, false);
                if (!picture) {
                    Q_EMIT failed(picture.error());
                    return;
                }
                fill(kind, *picture);
                tellRecipe(kind, *picture);
            });
    } else if (!what.remote.isEmpty()) {
        const QString address = fontMetrics().elidedText(what.remote.first(), Qt::ElideMiddle, kAddressWidth);
        Q_EMIT notice(tr("Velatura does not fetch pictures from the net. Save %1 as a file first.").arg(address));
    }
}

void InputPanel::takeFiles(SlotKind kind, const QStringList& files) {
    const QStringList pictures = picturesAmong(files);
    // Onto the slot itself they replace what is there, beside it they are mixed in.
    const int there = kind == SlotKind::Style ? 0 : static_cast<int>(inputs_.styles.size());
    const int most = kind == SlotKind::Photo ? 1 : std::max(0, maxStyles_ - there);
    if (pictures.size() > most) {
        // The rest lie ready to be chosen instead of being lost unseen.
        library_->showFiles(pictures);
        const QString first = QFileInfo(pictures.first()).fileName();
        Q_EMIT notice(kind == SlotKind::Photo
                          ? tr("One photo at a time: %1 was taken, the others are listed below the slots.").arg(first)
                          : tr("At most %1 styles make a mix: the others are listed below the slots.").arg(maxStyles_));
    }
    if (pictures.isEmpty() || most == 0) return;
    if (kind == SlotKind::Photo)
        open(kind, pictures.first());
    else
        openStyles(pictures.mid(0, most), kind == SlotKind::Style);
}

void InputPanel::openFolder(SlotKind kind, const QString& folder) {
    library_->showFolder(folder);
    lane_.run(
        this,
        [folder] {
            const auto found = listPictures(folder.toStdString());
            return found && !found->empty() ? QString::fromStdString(found->front().string()) : QString();
        },
        [this, kind](const QString& first) {
            if (!first.isEmpty()) open(kind, first);
        });
}

void InputPanel::paste(const Dropped& what) {
    if (!what.usable() && what.remote.isEmpty()) {
        Q_EMIT notice(tr("The clipboard holds no picture."));
        return;
    }
    take(inputs_.photo && inputs_.styles.empty() ? SlotKind::Style : SlotKind::Photo, what);
}

void InputPanel::restore() {
    const LastInputs last = LastInputs::read(settings_);
    setHintShown(last.samples);
    // Whoever was quicker than the start has something of their own there.
    if (library_->grid()->cells().empty()) library_->showSamples();
    if (last.empty()) return;
    photo_->setBusy(true);
    style_->setBusy(true);
    lane_.run(
        this, [last] { return last.open(); },
        [this](const Inputs& in) {
            // Whoever was quicker than the disk has chosen already.
            Inputs next = inputs_;
            if (!next.photo) next.photo = in.photo;
            if (next.styles.empty()) {
                next.styles = in.styles;
                if (next.photo != in.photo)
                    for (StyleChoice& style : next.styles) style.mask = {};
            }
            if (next.photo == in.photo && next.protect.empty() && next.keptColors.empty()) {
                next.protect = in.protect;
                next.keptColors = in.keptColors;
            }
            dropForeignMasks(next);
            put(next);
        });
}

void InputPanel::keepMasks() {
    if (!keeping_->isActive()) return;
    keeping_->stop();
    if (const auto kept = KeptMasks::write(inputs_); !kept) logInfo(kept.error().message());
}

void InputPanel::askFor(SlotKind kind) {
    const QString title = kind == SlotKind::Photo ? tr("Open photo") : tr("Open style");
    QFileDialog* dialog =
        pictureDialog(window(), title, settings_.folder(recentKey(kind)), kind == SlotKind::MixStyle);
    connect(dialog, &QFileDialog::filesSelected, this, [this, kind](const QStringList& files) {
        if (files.isEmpty()) return;
        settings_.setFolder(recentKey(kind), QFileInfo(files.first()).absolutePath());
        takeFiles(kind, files);
    });
    dialog->open();
}

void InputPanel::setLevelsShown(bool shown) { mix_->setLevelsShown(shown); }

void InputPanel::setHintShown(bool shown) { hint_->setVisible(shown); }

void InputPanel::retranslate() {
    const Theme& t = Theme::instance();
    hint_->setText(tr("Drop your own picture anywhere."));
    photoHead_->setTitle(tr("Photo"), tr("Recent photos"));
    styleHead_->setTitle(tr("Style"), tr("Recent styles"));
    photo_->setPrompt(tr("Drop a photo here, or click"));
    style_->setPrompt(tr("Drop a painting here, or click"));
    photo_->setAccessibleName(tr("Photo slot"));
    style_->setAccessibleName(tr("Style slot"));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, t.mutedText());
    hint_->setPalette(muted);
}

void InputPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
