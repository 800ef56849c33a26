// MaskMode: painting masks in the Stylize workspace: holds together the surface over the canvas, the tool strip and the
// inputs that the masks belong to. Every stroke and operation is one undo step; what takes longer than a frame runs on
// the decoding lane. Window thread.
#pragma once

#include <QtCore/QObject>
#include <functional>
#include <memory>
#include <vector>

#include "core/base/result.h"
#include "ui/masks/mask_strip.h"
#include "ui/masks/mask_target.h"

class QShortcut;

namespace velatura {

class Background;
class ColorField;
class InputPanel;
class MaskSurface;
class PicturePane;
class Settings;

class MaskMode : public QObject {
    Q_OBJECT
public:
    MaskMode(InputPanel& inputs, PicturePane& pane, Background& lane, Settings& settings, QObject* parent = nullptr);

    bool active() const { return active_; }
    /// Needs a photo.
    void enter();
    void leave();
    void toggle() { active_ ? leave() : enter(); }
    void choose(const MaskTarget& target);
    const MaskTarget& target() const { return target_; }
    MaskSurface* surface() const { return surface_; }
    void importFrom(const QString& path);
    void exportTo(const QString& path);

Q_SIGNALS:
    /// The canvas shows something that the masks do not belong to.
    void photoWanted();
    /// Masks are painted from now on.
    void entered();

private:
    void wire();
    void wireColors();
    void addKeys();
    void sync();
    /// What is clicked is looked up in the photo: then it is shown, whatever was made of it.
    void holdPhoto();
    void put(const Mask& mask, const QString& what);
    /// `make` runs on the lane; what it makes is put where it was wanted, unless photo or target have changed.
    void compute(std::function<Result<Mask>()> make, const QString& what);
    void operate(MaskStrip::Operation operation);
    void reshape(MaskStrip::Operation operation);
    void fillFrom(int x, int y, Qt::KeyboardModifiers modifiers);
    void takeGradient(const Mask& gradient, Qt::KeyboardModifiers modifiers);
    void pick(QPointF place);
    void changeColors(const std::function<void(std::vector<KeptColor>&)>& how, const QString& what);
    void askForImport();
    void askForExport();
    void loadValues();
    void saveValues(const MaskToolValues& values);
    double veil() const;
    QString whatIs(const QString& did) const;
    ImageSize maskSize() const;
    /// The mask as it is; where there is none, all `value`.
    Mask present(std::uint8_t value = 0) const;

    struct FieldOf;  ///< the photo's colours, made once a photo; used on the lane alone

    InputPanel& inputs_;
    PicturePane& pane_;
    Background& lane_;
    Settings& settings_;
    MaskSurface* surface_;
    MaskStrip* strip_;
    MaskTarget target_;
    std::shared_ptr<FieldOf> field_;
    bool active_ = false;
    std::vector<QShortcut*> keys_;  ///< enabled while masks are painted: their letters mean other things elsewhere
    int waiting_ = 0;  ///< for the lane
};

}  // namespace velatura
