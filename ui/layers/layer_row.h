// LayerRow: one layer in the lab, as a channel of a mixing desk: its texture, what it holds, solo and mute, its weight,
// and the loss that is left, which shows its map over the canvas. LossBar: that loss as a bar to be pressed. Both tell
// what the person did; the lab decides. Window thread.
#pragma once

#include <QtGui/QImage>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QWidget>

#include "core/base/param_schema.h"

class QLabel;
class QToolButton;

namespace velatura {

class NumberField;
class ValueSlider;

class LossBar : public QAbstractButton {
    Q_OBJECT
public:
    explicit LossBar(QWidget* parent = nullptr);
    /// Below zero: none is known.
    void setLoss(double loss);
    double loss() const { return loss_; }
    QSize sizeHint() const override { return {120, 22}; }

Q_SIGNALS:
    void pointed(bool on);

protected:
    void paintEvent(QPaintEvent*) override;
    void enterEvent(QEnterEvent*) override;
    void leaveEvent(QEvent*) override;

private:
    double loss_ = -1;
};

/// A small picture with round corners, or a word in its place.
class TextureView : public QWidget {
    Q_OBJECT
public:
    explicit TextureView(QWidget* parent = nullptr);
    void setTexture(const QImage& texture);
    const QImage& texture() const { return texture_; }
    void setWord(const QString& word);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QImage texture_;
    QString word_;
};

class LayerRow : public QWidget {
    Q_OBJECT
public:
    /// `info` is the list of weights, `layer` the place in it.
    LayerRow(const ParamInfo& info, int layer, QWidget* parent = nullptr);
    void show(double weight, bool solo);
    void retranslate();
    /// What it holds, in a word.
    QString word() const;
    LossBar* loss() const { return loss_; }
    TextureView* texture() const { return texture_; }
    QToolButton* soloButton() const { return solo_; }
    QToolButton* muteButton() const { return mute_; }
    ValueSlider* slider() const { return slider_; }

Q_SIGNALS:
    void weightEdited(double weight, int gesture);
    void soloWanted(bool on);
    void muteWanted(bool on);

private:
    const ParamInfo& info_;
    int layer_;
    TextureView* texture_;
    QLabel *word_, *name_;
    QToolButton *solo_, *mute_;
    ValueSlider* slider_;
    NumberField* number_;
    LossBar* loss_;
};

}  // namespace velatura
