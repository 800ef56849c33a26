// CompareLayer: what the canvas shows instead of its own picture while pictures are compared: two to four of them side by
// side under one view, one of them in place, or how two differ. Lays out and paints; the canvas keeps the view and hands
// it positions in it. Window thread.
#pragma once

#include <QtCore/QRectF>
#include <QtCore/QString>
#include <vector>

#include "ui/common/picture.h"

class QPainter;

namespace velatura {

class ViewTransform;

enum class CompareMode { Side, Swap, Difference, Heat };

struct ComparedPicture {
    PicturePtr picture;
    QString name;     ///< "Result 3"
    QString differs;  ///< what was set differently, one line
};

class CompareLayer {
public:
    static constexpr size_t kMost = 4;

    void setPictures(std::vector<ComparedPicture> pictures);
    const std::vector<ComparedPicture>& pictures() const { return pictures_; }
    void setMode(CompareMode mode) { mode_ = mode; }
    CompareMode mode() const { return mode_; }
    /// Which one is seen in place, and which the first is held against.
    void setShown(size_t index) { shown_ = index; }
    size_t shown() const { return shown_; }
    void setGain(double gain) { gain_ = gain; }
    double gain() const { return gain_; }
    /// Of the first and the shown one, when it has been computed; null until then.
    void setDifference(PicturePtr difference) { difference_ = std::move(difference); }
    bool hasDifference() const { return difference_ != nullptr; }

    /// As large as the largest of them: what the view zooms and pans.
    QSizeF document() const;
    /// The panes in a canvas of this size, left to right and down.
    std::vector<QRectF> panes(QSizeF canvas) const;
    QSizeF paneSize(QSizeF canvas) const { return panes(canvas).front().size(); }
    /// A position in the canvas as one in its pane: all panes are one view.
    QPointF toPane(QPointF at, QSizeF canvas) const;
    void paint(QPainter& painter, const ViewTransform& view, QSizeF canvas) const;
    /// "A", "B" …: by which it is called on its card and in its caption.
    static QString letter(size_t index) { return QString(QChar('A' + static_cast<char16_t>(index))); }

private:
    void paintPicture(QPainter& painter, const Picture& picture, const ViewTransform& view, const QRectF& pane) const;
    void paintDifference(QPainter& painter, const ViewTransform& view, const QRectF& pane) const;
    void paintCaption(QPainter& painter, const QString& head, const QString& line, const QRectF& pane) const;
    size_t paneCount() const { return mode_ == CompareMode::Side ? pictures_.size() : 1; }

    std::vector<ComparedPicture> pictures_;
    CompareMode mode_ = CompareMode::Side;
    size_t shown_ = 1;
    double gain_ = 8;
    PicturePtr difference_;
};

}  // namespace velatura
