#include "ui/trays/input_panel.h"

#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QSlider>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "core/image_io/image_io.h"
#include "ui/bridge/background.h"
#include "ui/bridge/settings.h"
#include "ui/bridge/undo.h"
#include "ui/common/qt_image.h"
#include "ui/common/theme.h"
#include "ui/trays/library_strip.h"
#include "ui/trays/picture_slot.h"
#include "ui/trays/style_row.h"

namespace velatura {

namespace {

QString pictureFilter(const QString& label) {
    QStringList endings;
    for (const auto& format : readableFormats())
        for (const auto& ending : format.extensions) endings << "*." + QString::fromStdString(ending);
    return QStringLiteral("%1 (%2)").arg(label, endings.join(' '));
}

QString sizeText(const PicturePtr& p) {
    return p ? QStringLiteral("%1 × %2").arg(p->size().width()).arg(p->size().height()) : QString();
}

const char* recentKey(SlotKind kind) { return kind == SlotKind::Photo ? "photo" : "style"; }

}  // namespace

InputPanel::InputPanel(Background& lane, Settings& settings, QUndoStack* undo, int maxStyles, QWidget* parent)
    : QWidget(parent), lane_(lane), settings_(settings), undo_(undo), maxStyles_(maxStyles) {
    auto* column = new QVBoxLayout(this);
    // The scroll bar has its place whether it is there or not (see StylizeWorkspace).
    column->setContentsMargins(grid::kGroup, grid::kGroup,
                               grid::kGroup - style()->pixelMetric(QStyle::PM_ScrollBarExtent), grid::kGroup);
    column->setSpacing(grid::kTight);
    hint_ = new QLabel(this);
    hint_->setFont(Theme::instance().small());
    hint_->setWordWrap(true);
    hint_->hide();
    hint_->setContentsMargins(0, 0, 0, grid::kTight);
    column->addWidget(hint_);

    column->addWidget(header(photoTitle_, photoDetail_, photoRecent_, SlotKind::Photo));
    photo_ = new PictureSlot(this);
    column->addWidget(photo_);
    column->addSpacing(grid::kGroup);
    column->addWidget(header(styleTitle_, styleDetail_, styleRecent_, SlotKind::Style));
    style_ = new PictureSlot(this);
    column->addWidget(style_);
    column->addSpacing(grid::kTight);
    mixRows_ = new QVBoxLayout;
    mixRows_->setSpacing(grid::kRelated);
    column->addLayout(mixRows_);
    mix_ = new QToolButton(this);
    mix_->setAutoRaise(true);
    mix_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* mixRow = new QHBoxLayout;
    mixRow->setContentsMargins(-grid::kTight, 0, 0, 0);
    mixRow->addWidget(mix_);
    mixRow->addStretch();
    column->addLayout(mixRow);
    column->addSpacing(grid::kRelated);
    library_ = new LibraryStrip(lane_, settings_, this);
    column->addWidget(library_);
    column->addStretch();

    wireSlot(photo_, SlotKind::Photo);
    wireSlot(style_, SlotKind::Style);
    connect(mix_, &QToolButton::clicked, this, [this] { askFor(SlotKind::MixStyle); });
    connect(library_, &LibraryStrip::styleChosen, this, [this](const QString& p) { open(SlotKind::Style, p); });
    connect(library_, &LibraryStrip::mixChosen, this, [this](const QString& p) { open(SlotKind::MixStyle, p); });
    connect(library_, &LibraryStrip::photoChosen, this, [this](const QString& p) { open(SlotKind::Photo, p); });
    connect(library_, &LibraryStrip::notice, this, &InputPanel::notice);
    connect(&Theme::instance(), &Theme::changed, this, &InputPanel::retranslate);
    retranslate();
    showInputs();
}

QWidget* InputPanel::header(QLabel*& title, QLabel*& detail, QToolButton*& recent, SlotKind kind) {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::kTight);
    title = new QLabel(box);
    title->setFont(Theme::instance().heading());
    detail = new QLabel(box);
    detail->setFont(Theme::instance().small());
    recent = new QToolButton(box);
    recent->setAutoRaise(true);
    recent->setPopupMode(QToolButton::InstantPopup);
    recent->setMenu(new QMenu(recent));
    recent->setFixedSize(24, 24);
    row->addWidget(title);
    row->addStretch();
    row->addWidget(detail);
    row->addWidget(recent);
    connect(recent->menu(), &QMenu::aboutToShow, this, [this, recent, kind] { fillRecentMenu(recent, kind); });
    return box;
}

void InputPanel::wireSlot(PictureSlot* slot, SlotKind kind) {
    connect(slot, &PictureSlot::openWanted, this, [this, kind] { askFor(kind); });
    connect(slot, &PictureSlot::clearWanted, this, [this, kind] { clear(kind); });
    connect(slot, &PictureSlot::dropped, this, [this, kind](const Dropped& what) { take(kind, what); });
    connect(slot, &PictureSlot::viewWanted, this, [this, slot] { Q_EMIT viewWanted(slot->picture()); });
}

void InputPanel::change(const Inputs& inputs, const QString& what) {
    if (inputs == inputs_) return;
    setHintShown(false);
    if (!undo_) return put(inputs);
    undo_->push(new UndoStep(what, [this, inputs] { put(inputs); }, [this, before = inputs_] { put(before); }));
}

void InputPanel::setInputs(const Inputs& inputs) { put(inputs); }

void InputPanel::put(const Inputs& inputs) {
    inputs_ = inputs;
    showInputs();
    remember();
    Q_EMIT inputsChanged();
}

void InputPanel::showInputs() {
    photo_->setPicture(inputs_.photo);
    const PicturePtr first = inputs_.styles.empty() ? PicturePtr() : inputs_.styles.front().picture;
    style_->setPicture(first);
    const auto detail = [](QLabel* label, PictureSlot* slot, const PicturePtr& p) {
        label->setText(p ? label->fontMetrics().elidedText(p->name, Qt::ElideMiddle, 130) : QString());
        label->setToolTip(p ? p->name + QStringLiteral("  ") + sizeText(p) : QString());
        slot->setAccessibleDescription(p ? p->name + ' ' + sizeText(p) : QString());
    };
    detail(photoDetail_, photo_, inputs_.photo);
    detail(styleDetail_, style_, first);
    // A weight says something only where there are several.
    for (StyleRow* row : rows_) row->deleteLater();
    rows_.clear();
    for (size_t i = 0; inputs_.styles.size() > 1 && i < inputs_.styles.size(); ++i) {
        auto* row = new StyleRow(inputs_.styles[i], this);
        mixRows_->addWidget(row);
        rows_.push_back(row);
        connect(row, &StyleRow::weightChanged, this, [this, i](double weight, bool done) {
            if (!done || i >= inputs_.styles.size()) return;
            Inputs next = inputs_;
            next.styles[i].weight = weight;
            // The row lives on under the pointer: it is rebuilt after its own signal.
            QMetaObject::invokeMethod(this, [this, next] { change(next, tr("Change weight")); }, Qt::QueuedConnection);
        });
        connect(row, &StyleRow::removeWanted, this, [this, i] {
            Inputs next = inputs_;
            next.styles.erase(next.styles.begin() + static_cast<std::ptrdiff_t>(i));
            QMetaObject::invokeMethod(this, [this, next] { change(next, tr("Remove style")); }, Qt::QueuedConnection);
        });
        connect(row, &StyleRow::viewWanted, this, [this, i] { Q_EMIT viewWanted(inputs_.styles[i].picture); });
    }
    mix_->setVisible(!inputs_.styles.empty() && static_cast<int>(inputs_.styles.size()) < maxStyles_);
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

void InputPanel::load(const QString& path, std::function<void(const PicturePtr&)> then) {
    lane_.run(
        this, [path] { return openPicture(path); },
        [this, then = std::move(then)](const Result<PicturePtr>& picture) {
            photo_->setBusy(false);
            style_->setBusy(false);
            if (picture)
                then(*picture);
            else
                Q_EMIT failed(picture.error());
        });
}

void InputPanel::open(SlotKind kind, const QString& path) {
    (kind == SlotKind::Photo ? photo_ : style_)->setBusy(true);
    load(path, [this, kind, path](const PicturePtr& picture) {
        settings_.addRecent(recentKey(kind), path);
        fill(kind, picture);
    });
}

void InputPanel::fill(SlotKind kind, const PicturePtr& picture) {
    Inputs next = inputs_;
    switch (kind) {
        case SlotKind::Photo:
            next.photo = picture;
            return change(next, tr("Choose photo"));
        case SlotKind::Style:
            if (next.styles.empty())
                next.styles.push_back({picture, 1.0});
            else
                next.styles.front().picture = picture;
            return change(next, tr("Choose style"));
        case SlotKind::MixStyle:
            if (static_cast<int>(next.styles.size()) >= maxStyles_) return;
            next.styles.push_back({picture, 1.0});
            return change(next, tr("Mix in style"));
    }
}

void InputPanel::take(SlotKind kind, const Dropped& what) {
    if (!what.files.isEmpty()) {
        open(kind, what.files.first());
        // Several files on the style make a mix; on the photo the rest would be lost unseen.
        if (kind == SlotKind::Style)
            for (int i = 1; i < what.files.size(); ++i) open(SlotKind::MixStyle, what.files[i]);
        else if (what.files.size() > 1)
            Q_EMIT notice(tr("One photo at a time: %1 was taken.").arg(QFileInfo(what.files.first()).fileName()));
    } else if (!what.folders.isEmpty()) {
        openFolder(kind, what.folders.first());
    } else if (!what.pixels.isNull()) {
        const QString name = tr("Pasted picture");
        (kind == SlotKind::Photo ? photo_ : style_)->setBusy(true);
        lane_.run(
            this, [pixels = what.pixels, name] { return makePicture(fromQImage(pixels), name); },
            [this, kind](const PicturePtr& picture) { fill(kind, picture); });
    } else if (!what.remote.isEmpty()) {
        Q_EMIT notice(tr("Velatura does not fetch pictures from the net. Save %1 as a file first.").arg(what.remote.first()));
    }
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
    QString photo = settings_.value("stylize/photo").toString();
    QStringList styles = settings_.value("stylize/styles").toStringList();
    const QStringList weights = settings_.value("stylize/weights").toStringList();
    bool samples = false;
    const std::vector<Sample> shipped = loadSamples();
    if (!QFileInfo::exists(photo) || styles.isEmpty() || !QFileInfo::exists(styles.first())) {
        samples = photo.isEmpty() && styles.isEmpty();
        photo.clear();
        styles.clear();
        for (const Sample& s : shipped) {
            if (s.photo && photo.isEmpty()) photo = s.path;
            if (!s.photo && styles.isEmpty()) styles << s.path;
        }
    }
    setHintShown(samples && !photo.isEmpty());
    library_->showSamples();
    if (photo.isEmpty() && styles.isEmpty()) return;
    photo_->setBusy(true);
    style_->setBusy(true);
    lane_.run(
        this,
        [photo, styles, weights] {
            Inputs in;
            if (auto p = openPicture(photo)) in.photo = *p;
            for (int i = 0; i < styles.size(); ++i)
                if (auto s = openPicture(styles[i]))
                    in.styles.push_back({*s, i < weights.size() ? weights[i].toDouble() : 1.0});
            return in;
        },
        [this](const Inputs& in) {
            // Whoever was quicker than the disk has chosen already.
            Inputs next = inputs_;
            if (!next.photo) next.photo = in.photo;
            if (next.styles.empty()) next.styles = in.styles;
            put(next);
        });
}

void InputPanel::remember() {
    QStringList styles, weights;
    for (const auto& s : inputs_.styles) {
        if (s.picture->path.isEmpty()) continue;
        styles << s.picture->path;
        weights << QString::number(s.weight);
    }
    settings_.setValue("stylize/photo", inputs_.photo ? inputs_.photo->path : QString());
    settings_.setValue("stylize/styles", styles);
    settings_.setValue("stylize/weights", weights);
}

void InputPanel::askFor(SlotKind kind) {
    const QString title = kind == SlotKind::Photo ? tr("Open photo") : tr("Open style");
    auto* dialog = new QFileDialog(window(), title, settings_.folder(recentKey(kind)));
    dialog->setFileMode(kind == SlotKind::MixStyle ? QFileDialog::ExistingFiles : QFileDialog::ExistingFile);
    dialog->setNameFilters({pictureFilter(tr("Pictures")), tr("All files (*)")});
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filesSelected, this, [this, kind](const QStringList& files) {
        if (files.isEmpty()) return;
        settings_.setFolder(recentKey(kind), QFileInfo(files.first()).absolutePath());
        for (const QString& file : files) open(kind, file);
    });
    dialog->open();
}

void InputPanel::fillRecentMenu(QToolButton* button, SlotKind kind) {
    QMenu* menu = button->menu();
    menu->clear();
    const QStringList recent = settings_.recent(recentKey(kind));
    for (const QString& path : recent) {
        QAction* action = menu->addAction(QFileInfo(path).fileName(), this, [this, kind, path] { open(kind, path); });
        action->setToolTip(path);
    }
    if (recent.isEmpty()) menu->addAction(tr("No recent files"))->setEnabled(false);
    menu->setToolTipsVisible(true);
    menu->addSeparator();
    menu->addAction(tr("Open…"), this, [this, kind] { askFor(kind); });
}

void InputPanel::setHintShown(bool shown) { hint_->setVisible(shown); }

void InputPanel::retranslate() {
    const Theme& t = Theme::instance();
    hint_->setText(tr("Drop your own picture anywhere."));
    photoTitle_->setText(tr("Photo"));
    styleTitle_->setText(tr("Style"));
    photo_->setPrompt(tr("Drop a photo here, or click"));
    style_->setPrompt(tr("Drop a painting here, or click"));
    photo_->setAccessibleName(tr("Photo slot"));
    style_->setAccessibleName(tr("Style slot"));
    mix_->setText(tr("Mix in another style"));
    mix_->setIcon(t.icon("add", 16));
    mix_->setToolTip(tr("Paints with several styles at once, each with its weight"));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, t.mutedText());
    for (QLabel* label : {hint_, photoDetail_, styleDetail_}) label->setPalette(muted);
    for (QToolButton* b : {photoRecent_, styleRecent_}) {
        b->setIcon(t.icon("clock", 16));
        b->setToolTip(tr("Recent files"));
    }
    photoRecent_->setAccessibleName(tr("Recent photos"));
    styleRecent_->setAccessibleName(tr("Recent styles"));
}

void InputPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
