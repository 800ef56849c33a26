// LayerFeed: computes what the layer lab shows, on a lane of its own, one thing at a time: losses first, then textures,
// and nothing while a job runs or the lab is closed. Of each kind only the newest wish counts; what is under way for an
// older one is stopped. Window thread.
#pragma once

#include <QtGui/QImage>
#include <memory>
#include <optional>
#include <vector>

#include "ui/bridge/background.h"
#include "ui/layers/layer_textures.h"

namespace velatura {

/// Whose losses are wanted: a picture with the request that it was painted by.
struct LossOrder {
    std::string engine;
    RenderRequest request;
    Image picture;
    bool operator==(const LossOrder& other) const;
};

/// One layer's loss, ready for the screen.
struct ShownLoss {
    double value = 0;
    QImage map;  ///< in heat colours
};

class LayerFeed : public QObject {
    Q_OBJECT
public:
    explicit LayerFeed(WorkLibrary& library, QObject* parent = nullptr);
    ~LayerFeed() override;

    enum class State { Idle, Held, Losses, Textures };
    State state() const;

    /// Closed, it computes nothing and gives back the memory of its sessions; wishes are kept.
    void setOpen(bool open);
    /// A job runs: wait.
    void setHeld(bool held);
    /// Nothing: none are wanted.
    void wantLosses(std::optional<LossOrder> order);
    /// One texture for each entry.
    void wantTextures(std::vector<TextureOrder> orders);

Q_SIGNALS:
    void stateChanged();
    void lossesArrived(const std::vector<velatura::ShownLoss>& losses);
    void lossesFailed(const velatura::Error& error);
    void textureArrived(int layer, const QImage& texture);
    void textureFailed(int layer, const velatura::Error& error);

private:
    class Watch;
    void next();
    void stopCurrent();
    void lookAtLosses();
    void paintTexture(size_t i);

    LayerTools tools_;
    WorkLibrary& library_;
    std::optional<LossOrder> losses_;
    std::vector<TextureOrder> textures_;
    std::vector<bool> shown_;    ///< of each texture: here, or failed
    bool lossesShown_ = true, open_ = false, held_ = false;
    State busy_ = State::Idle;
    std::shared_ptr<Watch> watch_;  ///< of what is under way
    std::unique_ptr<Background> lane_;  // last: its thread ends first
};

}  // namespace velatura
