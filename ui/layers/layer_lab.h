// LayerLab: the layers of the style as a mixing desk: one row each with weight, texture and loss, over the map's
// opacity. Its weights are those of the form, step by step on the same undo stack. Stands in the run panel in the form's
// place; knows nothing of what computes (LayerDesk does). Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <vector>

#include "ui/layers/layer_row.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QSlider;
class QToolButton;

namespace velatura {

class ParamForm;

class LayerLab : public QWidget {
    Q_OBJECT
public:
    explicit LayerLab(QWidget* parent = nullptr);

    /// The form whose weights are shown; one without layers shows a sentence and the way to one that has them.
    void setForm(ParamForm* form);
    const std::vector<LayerRow*>& rows() const { return rows_; }
    /// One line under the heading: what the losses belong to, or what is waited for; `alarm` when it went wrong.
    void setStatus(const QString& line, bool alarm = false);
    QString status() const;
    void setOpacity(double opacity);
    /// The layer whose map is wanted: pointed at, else chosen; -1: none.
    int shownLayer() const;
    /// What is chosen, no more. @return false when nothing was
    bool unchoose();

Q_SIGNALS:
    void closeWanted();
    /// Another engine is wanted, one that has layers.
    void engineWanted();
    /// It is in sight now, or not any more.
    void seen(bool on);
    void shownLayerChanged();
    void opacityChanged(double opacity);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeRows();
    std::vector<double> weights() const;
    void edit(std::vector<double> weights, int gesture);
    void refresh();
    void solo(size_t layer, bool on);
    void mute(size_t layer, bool on);
    double backFrom(const std::vector<double>& kept, size_t layer) const;
    void retranslate();

    ParamForm* form_ = nullptr;
    const ParamInfo* info_ = nullptr;
    QToolButton *back_, *reset_;
    QLabel *title_, *status_, *noneWords_, *opacityName_;
    QWidget* none_;
    QPushButton* switch_;
    QScrollArea* area_;
    QWidget* list_;
    QSlider* opacity_;
    std::vector<LayerRow*> rows_;
    std::vector<double> beforeSolo_, beforeMute_;  ///< weights to go back to; empty or 0: the default
    int pointed_ = -1;
    bool alarm_ = false;
};

}  // namespace velatura
