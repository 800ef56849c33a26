// LayerDesk: brings the layer lab to life: asks the feed for textures of the styles in the slots and for the losses of
// the picture that is shown, and lays the map over the canvas. Between the Stylize workspace and the lab. Window thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <functional>
#include <vector>

#include "ui/layers/layer_feed.h"
#include "ui/trays/inputs.h"

namespace velatura {

class Canvas;
class HeatOverlay;
class JobBridge;
class LayerLab;
class Settings;

/// What is to be looked at: a value.
struct LayerSubject {
    // The picture that is shown, with what it was painted from; for a photo, what it would be painted from.
    PicturePtr picture;  ///< null: none with losses
    QString name;        ///< what the person calls it: "Result 3"
    std::string engine;
    Inputs inputs;
    ParamValues params;
    // Whose textures are wanted.
    std::string formEngine;
    std::vector<StyleChoice> styles;
    ParamValues formParams;
};

class LayerDesk : public QObject {
    Q_OBJECT
public:
    LayerDesk(JobBridge& bridge, Settings& settings, LayerLab* lab, Canvas* canvas, std::function<LayerSubject()> subject, QObject* parent);

    /// Something that the subject is made from may have changed. Costs nothing while the lab is not seen.
    void refresh();
    /// Takes the map off the canvas. @return false when there was none
    bool hideMap();
    const HeatOverlay* overlay() const { return overlay_; }
    LayerFeed& feed() { return *feed_; }

private:
    void look();
    void open(bool on);
    void clearLosses();
    void showMap();
    void tell();

    JobBridge& bridge_;
    Settings& settings_;
    LayerLab* lab_;
    HeatOverlay* overlay_;
    std::function<LayerSubject()> subject_;
    LayerFeed* feed_;
    QTimer calm_;  ///< a slider that moves asks once, when it rests
    std::optional<LossOrder> order_;
    std::vector<TextureOrder> textures_;
    std::vector<ShownLoss> losses_;
    QString name_;
    std::optional<Error> lossError_, textureError_;
    bool open_ = false;
};

}  // namespace velatura
