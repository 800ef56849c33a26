#include "ui/stylize/mask_mode.h"

#include <QtCore/QFileInfo>
#include <QtGui/QShortcut>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QToolButton>
#include <algorithm>

#include "core/image/kept_color_text.h"
#include "core/image/mask_fill.h"
#include "core/image/mask_ops.h"
#include "ui/bridge/background.h"
#include "ui/bridge/settings.h"
#include "ui/canvas/canvas.h"
#include "ui/common/banner.h"
#include "ui/common/qt_image.h"
#include "ui/common/theme.h"
#include "ui/common/toast.h"
#include "ui/masks/kept_color_list.h"
#include "ui/masks/mask_files.h"
#include "ui/masks/mask_surface.h"
#include "ui/stylize/picture_pane.h"
#include "ui/trays/input_panel.h"
#include "ui/trays/picture_opening.h"

namespace velatura {

namespace {

constexpr double kVeil = 0.5;

/// The mean of nine pixels: the grain of a photo is no colour of its own.
KeptColor colorAt(const QImage& image, QPointF place) {
    const int cx = std::clamp(static_cast<int>(place.x() * image.width()), 0, image.width() - 1);
    const int cy = std::clamp(static_cast<int>(place.y() * image.height()), 0, image.height() - 1);
    int sum[3] = {}, count = 0;
    for (int y = std::max(0, cy - 1); y <= std::min(image.height() - 1, cy + 1); ++y)
        for (int x = std::max(0, cx - 1); x <= std::min(image.width() - 1, cx + 1); ++x) {
            const QRgb p = image.pixel(x, y);
            sum[0] += qRed(p), sum[1] += qGreen(p), sum[2] += qBlue(p);
            ++count;
        }
    const auto mean = [&](int c) { return static_cast<std::uint8_t>((sum[c] + count / 2) / count); };
    return {mean(0), mean(1), mean(2)};
}

}  // namespace

struct MaskMode::FieldOf {
    PicturePtr photo;
    ColorField field;
    const ColorField& of(const PicturePtr& wanted) {
        if (photo != wanted) {
            field = ColorField(fromQImage(wanted->level(kMaxMaskSide)), maskSizeFor(wanted->image.size()));
            photo = wanted;
        }
        return field;
    }
};

MaskMode::MaskMode(InputPanel& inputs, PicturePane& pane, Background& lane, Settings& settings, QObject* parent)
    : QObject(parent),
      inputs_(inputs),
      pane_(pane),
      lane_(lane),
      settings_(settings),
      surface_(new MaskSurface(pane.canvas())),
      strip_(pane.maskStrip()),
      field_(std::make_shared<FieldOf>()) {
    loadValues();
    wire();
    wireColors();
    addKeys();
    sync();
}

void MaskMode::wire() {
    connect(pane_.maskButton(), &QToolButton::clicked, this, &MaskMode::toggle);
    connect(&inputs_, &InputPanel::inputsChanged, this, &MaskMode::sync);
    connect(&Theme::instance(), &Theme::changed, this, &MaskMode::sync);
    // Before and after lies over the canvas as masks do: one at a time.
    connect(pane_.canvas(), &Canvas::comparingChanged, this, [this](bool on) {
        if (on) leave();
    });
    connect(strip_, &MaskStrip::targetChosen, this, &MaskMode::choose);
    connect(strip_, &MaskStrip::doneWanted, this, &MaskMode::leave);
    connect(strip_, &MaskStrip::operationWanted, this, &MaskMode::operate);
    connect(strip_, &MaskStrip::valuesChanged, this, [this](const MaskToolValues& values) {
        surface_->setTool(values);
        saveValues(values);
        holdPhoto();
    });
    connect(strip_, &MaskStrip::veilChosen, this, [this](double opacity) {
        settings_.setValue("masks/veil", opacity);
        sync();
    });
    connect(surface_, &MaskSurface::leaveWanted, this, &MaskMode::leave);
    connect(surface_, &MaskSurface::stroked, this,
            [this](const Mask& mask, bool erased) { put(mask, whatIs(erased ? tr("Erase") : tr("Paint"))); });
    connect(surface_, &MaskSurface::gradientDrawn, this, &MaskMode::takeGradient);
    connect(surface_, &MaskSurface::fillWanted, this, &MaskMode::fillFrom);
    connect(surface_, &MaskSurface::picked, this, &MaskMode::pick);
}

void MaskMode::wireColors() {
    connect(strip_->colors(), &KeptColorList::removeWanted, this, [this](int i) {
        changeColors([i](auto& colors) { colors.erase(colors.begin() + i); }, tr("Keep a colour no longer"));
    });
    connect(strip_->colors(), &KeptColorList::deltaChosen, this, [this](int i, double deltaE) {
        changeColors([i, deltaE](auto& colors) { colors[static_cast<size_t>(i)].deltaE = deltaE; },
                     tr("Change Delta E"));
    });
}

void MaskMode::addKeys() {
    const auto key = [this](std::initializer_list<const char*> keys, std::function<void()> act) {
        for (const char* text : keys) {
            auto* shortcut = new QShortcut(QKeySequence(QString::fromLatin1(text)), &pane_);
            shortcut->setContext(Qt::WidgetWithChildrenShortcut);
            keys_.push_back(shortcut);
            const auto press = [this, act] {
                if (active_ && target_.painted()) act();
            };
            connect(shortcut, &QShortcut::activated, this, press);
            // Keyboards differ in what Shift makes of a bracket: two spellings of one key may both fit.
            connect(shortcut, &QShortcut::activatedAmbiguously, this, press);
        }
    };
    key({"["}, [this] { strip_->stepSize(-1); });
    key({"]"}, [this] { strip_->stepSize(1); });
    key({"{", "Shift+{", "Shift+["}, [this] { strip_->stepHardness(-1); });
    key({"}", "Shift+}", "Shift+]"}, [this] { strip_->stepHardness(1); });
    key({"X"}, [this] { strip_->swapBrush(); });
}

void MaskMode::loadValues() {
    MaskToolValues v;
    const auto read = [this](const char* key, double& to, double low, double high) {
        to = std::clamp(settings_.value(QStringLiteral("masks/") + key, to).toDouble(), low, high);
    };
    read("size", v.size, 0.002, 1);
    read("hardness", v.hardness, 0, 1);
    read("opacity", v.opacity, 0.01, 1);
    read("tolerance", v.tolerance, 0, 100);
    read("softness", v.softness, 0, 3);
    read("edge", v.edge, 0.0005, 0.1);
    v.everywhere = settings_.value("masks/everywhere", v.everywhere).toBool();
    strip_->setValues(v);
    surface_->setTool(v);
}

void MaskMode::saveValues(const MaskToolValues& v) {
    const auto write = [this](const char* key, const QVariant& value) {
        settings_.setValue(QStringLiteral("masks/") + key, value);
    };
    write("size", v.size);
    write("hardness", v.hardness);
    write("opacity", v.opacity);
    write("tolerance", v.tolerance);
    write("softness", v.softness);
    write("edge", v.edge);
    write("everywhere", v.everywhere);
}

double MaskMode::veil() const {
    return std::clamp(settings_.value("masks/veil", kVeil).toDouble(), 0.1, 1.0);
}

ImageSize MaskMode::maskSize() const {
    return maskSizeFor(inputs_.inputs().photo->image.size());
}

void MaskMode::enter() {
    if (active_ || !inputs_.inputs().photo) return sync();
    active_ = true;
    Q_EMIT entered();
    if (!target_.within(inputs_.inputs())) target_ = {};
    const PicturePtr seen = pane_.canvas()->picture();
    if (!pane_.canvas()->hasPreview() &&
        (!seen || !sameProportions(seen->image.size(), inputs_.inputs().photo->image.size())))
        Q_EMIT photoWanted();
    pane_.canvas()->setComparing(false);
    sync();
    surface_->setFocus();
}

void MaskMode::leave() {
    if (!active_) return;
    active_ = false;
    sync();
    pane_.canvas()->setFocus();
}

void MaskMode::choose(const MaskTarget& target) {
    if (!target.within(inputs_.inputs())) return;
    target_ = target;
    // Another mask altogether: nothing of the one before may be taken for it.
    surface_->setMask({}, {}, false);
    sync();
    if (active_) surface_->setFocus();
}

void MaskMode::sync() {
    const Inputs& in = inputs_.inputs();
    if (active_ && !in.photo) active_ = false;
    pane_.maskButton()->setEnabled(in.photo != nullptr);
    pane_.maskButton()->setChecked(active_);
    for (QShortcut* key : keys_) key->setEnabled(active_);
    strip_->setVisible(active_);
    surface_->setVisible(active_);
    if (!active_) return holdPhoto();
    if (!target_.within(in)) target_ = in.styles.empty() ? MaskTarget{MaskTarget::Kind::Protect, 0} : MaskTarget{};
    holdPhoto();
    strip_->setTargets(in, target_);
    strip_->setVeil(veil());
    surface_->setPicking(!target_.painted());
    const bool style = target_.kind == MaskTarget::Kind::Style;
    // Red, as masks have been since they were cut from film: the accent is lost on skin, wood and meadows.
    surface_->setTint(Theme::instance().error(), veil());
    // One that was painted over another size of the photo is brought to this one's.
    const Mask mask = target_.painted() && !maskOf(in, target_).empty() ? present() : Mask();
    if (surface_->mask() != mask || surface_->maskSize() != maskSize()) surface_->setMask(mask, maskSize(), style);
    strip_->setHasMask(!mask.empty());
    const bool alone = in.styles.size() < 2;
    surface_->setHint(!mask.empty()       ? QString()
                      : style && alone    ? tr("No mask: this style applies everywhere")
                      : style             ? tr("No mask: this style takes all the room that the others leave")
                      : target_.painted() ? tr("Nothing is protected yet: paint what shall stay as in the photo")
                                          : tr("Click colours that shall stay"));
}

void MaskMode::holdPhoto() {
    pane_.canvas()->setPhotoHeld(active_ && (!target_.painted() || strip_->values().tool == MaskTool::Fill));
}

QString MaskMode::whatIs(const QString& did) const {
    return target_.kind == MaskTarget::Kind::Style ? tr("%1: where a style applies").arg(did)
                                                   : tr("%1: what is protected").arg(did);
}

void MaskMode::put(const Mask& mask, const QString& what) {
    Inputs next = inputs_.inputs();
    if (!next.photo || !target_.painted() || !target_.within(next)) return;
    maskOf(next, target_) = mask;
    inputs_.change(next, what);
}

Mask MaskMode::present(std::uint8_t value) const {
    const Mask& mask = maskOf(inputs_.inputs(), target_);
    return mask.size() == maskSize() ? mask
           : mask.empty()            ? Mask(maskSize(), value)
                                     : Mask(maskFromPicture(mask.picture(), maskSize()));
}

void MaskMode::compute(std::function<Result<Mask>()> make, const QString& what) {
    ++waiting_;
    surface_->setBusy(true);
    lane_.run(
        this,
        [make = std::move(make)]() -> Result<Mask> {
            try {
                return make();
            } catch (const std::bad_alloc&) {
                return fail(ErrorCode::OutOfMemory, "There is not enough memory to change the mask.", {},
                            "Close other pictures.");
            }
        },
        [this, what, photo = inputs_.inputs().photo, target = target_](const Result<Mask>& made) {
            surface_->setBusy(--waiting_ > 0);
            if (!made) return pane_.banners()->showError(made.error());
            if (photo == inputs_.inputs().photo && target == target_) put(*made, what);
        });
}

void MaskMode::operate(MaskStrip::Operation operation) {
    using O = MaskStrip::Operation;
    if (!inputs_.inputs().photo || !target_.painted()) return;
    switch (operation) {
        case O::Fill:
            return put(Mask(maskSize(), 255), whatIs(tr("Fill")));
        case O::Invert:
            return put(inverted(present()), whatIs(tr("Invert")));
        case O::Clear:
            return put({}, whatIs(tr("Clear")));
        case O::Import:
            return askForImport();
        case O::Export:
            return askForExport();
        case O::Feather:
        case O::Grow:
        case O::Shrink:
            return reshape(operation);
    }
}

void MaskMode::reshape(MaskStrip::Operation operation) {
    using O = MaskStrip::Operation;
    const double width = strip_->values().edge * std::max(maskSize().width, maskSize().height);
    const int pixels = std::max(1, qRound(width));
    const Mask mask = present();
    if (operation == O::Feather)
        return compute([mask, width] { return feathered(mask, width); }, whatIs(tr("Feather")));
    const int by = operation == O::Grow ? pixels : -pixels;
    compute([mask, by] { return grown(mask, by); }, whatIs(operation == O::Grow ? tr("Grow") : tr("Shrink")));
}

void MaskMode::fillFrom(int x, int y, Qt::KeyboardModifiers modifiers) {
    const MaskToolValues& v = strip_->values();
    const bool erase = modifiers & Qt::AltModifier;
    const Mask before = present(erase && target_.kind == MaskTarget::Kind::Style ? 255 : 0);
    const ColorFill fill{x, y, v.tolerance, v.softness, v.everywhere};
    compute(
        [field = field_, photo = inputs_.inputs().photo, before, fill, erase] {
            const Mask found = colorFill(field->of(photo), fill);
            return erase ? without(before, found) : joined(before, found);
        },
        whatIs(tr("Fill by colour")));
}

void MaskMode::takeGradient(const Mask& gradient, Qt::KeyboardModifiers modifiers) {
    const bool erase = modifiers & Qt::AltModifier, add = modifiers & Qt::ShiftModifier;
    const Mask made = erase ? without(present(target_.kind == MaskTarget::Kind::Style ? 255 : 0), gradient)
                      : add ? joined(present(), gradient)
                            : gradient;
    put(made, whatIs(tr("Gradient")));
}

void MaskMode::changeColors(const std::function<void(std::vector<KeptColor>&)>& how, const QString& what) {
    Inputs next = inputs_.inputs();
    how(next.keptColors);
    inputs_.change(next, what);
}

void MaskMode::pick(QPointF place) {
    const PicturePtr& photo = inputs_.inputs().photo;
    const auto& colors = inputs_.inputs().keptColors;
    if (!photo) return;
    const KeptColor color = colorAt(photo->levels.front(), place);
    const std::string name = colorText(color);
    if (std::any_of(colors.begin(), colors.end(), [&](const KeptColor& c) { return colorText(c) == name; })) return;
    if (colors.size() >= kMaxKeptColors)
        return pane_.banners()->showNotice(tr("At most %1 colours are kept: remove one first.").arg(kMaxKeptColors));
    changeColors([&](auto& all) { all.push_back(color); }, tr("Keep a colour"));
}

void MaskMode::askForImport() {
    QFileDialog* dialog = pictureDialog(pane_.window(), tr("Import mask"), settings_.folder("mask"), false);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        settings_.setFolder("mask", QFileInfo(path).absolutePath());
        importFrom(path);
    });
    dialog->open();
}

void MaskMode::importFrom(const QString& path) {
    if (!inputs_.inputs().photo || !target_.painted()) return;
    compute([path, size = inputs_.inputs().photo->image.size()] { return importMask(path, size); },
            whatIs(tr("Import %1").arg(QFileInfo(path).fileName())));
}

void MaskMode::askForExport() {
    auto* dialog =
        new QFileDialog(pane_.window(), tr("Export mask"), settings_.folder("mask"), QStringLiteral("PNG (*.png)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix("png");
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->selectFile(tr("%1-mask").arg(QFileInfo(inputs_.inputs().photo->name).completeBaseName()) +
                       QStringLiteral(".png"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        settings_.setFolder("mask", QFileInfo(path).absolutePath());
        exportTo(path);
    });
    dialog->open();
}

void MaskMode::exportTo(const QString& path) {
    const Mask& mask = maskOf(inputs_.inputs(), target_);
    if (mask.empty()) return;
    lane_.run(
        this, [mask, path] { return exportMask(mask, path); },
        [this, path](const Status& saved) {
            if (!saved) return pane_.banners()->showError(saved.error());
            pane_.toast()->say(tr("Saved as %1").arg(QFileInfo(path).fileName()));
        });
}

}  // namespace velatura
