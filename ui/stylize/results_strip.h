// ResultsStrip: finished pictures under the canvas, newest first. Only tells what the person wants; the workspace owns
// the list. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <vector>

#include "ui/stylize/result.h"

class QMenu;
class QScrollArea;

namespace velatura {

class ResultCards;

class ResultsStrip : public QWidget {
    Q_OBJECT
public:
    explicit ResultsStrip(QWidget* parent = nullptr);
    void setResults(const std::vector<ResultPtr>& results);  ///< newest first
    void setCurrent(const ResultPtr& result);
    const std::vector<ResultPtr>& results() const;
    /// Those that are compared, by their letters; `letters[i]` belongs to `compared[i]`.
    void setCompared(const std::vector<ResultPtr>& compared, const QStringList& letters);
    /// What the strip keeps of a picture to show it. Costs time by the pixel of a small level only.
    static QImage thumbOf(const Picture& picture);

Q_SIGNALS:
    void chosen(const velatura::ResultPtr& result);
    void removeWanted(const velatura::ResultPtr& result);
    void exportWanted(const velatura::ResultPtr& result);
    void photoWanted(const velatura::ResultPtr& result);
    void styleWanted(const velatura::ResultPtr& result);
    void lookWanted(const velatura::ResultPtr& result);
    void copyWanted(const velatura::ResultPtr& result);
    /// Ctrl and a click: into the comparison or out of it.
    void compareToggled(const velatura::ResultPtr& result);
    /// The menu of a card is about to open: more may be put above what removes.
    void menuOpening(QMenu* menu, const velatura::ResultPtr& result);
    /// The button went down on it; then: it is dragged out.
    void takePressed(const velatura::ResultPtr& result);
    void takeWanted(const velatura::ResultPtr& result);

protected:
    void paintEvent(QPaintEvent*) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QScrollArea* area_;
    ResultCards* cards_;
};

/// The cards themselves, painted by hand.
class ResultCards : public QWidget {
    Q_OBJECT
public:
    explicit ResultCards(QWidget* parent = nullptr);
    void setResults(const std::vector<ResultPtr>& results);
    void setCurrent(const ResultPtr& result);
    void setCompared(const std::vector<ResultPtr>& compared, const QStringList& letters);
    const std::vector<ResultPtr>& results() const { return results_; }
    QRect cardRect(int i) const;

Q_SIGNALS:
    void chosen(const velatura::ResultPtr& result);
    void removeWanted(const velatura::ResultPtr& result);
    void menuWanted(const velatura::ResultPtr& result, const QPoint& global);
    void compareToggled(const velatura::ResultPtr& result);
    void takePressed(const velatura::ResultPtr& result);
    void takeWanted(const velatura::ResultPtr& result);

protected:
    bool event(QEvent*) override;
    void paintEvent(QPaintEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;

private:
    int cardAt(QPoint p) const;
    QRectF closeBox(int i) const;
    void paintMarks(QPainter& painter, int i) const;

    std::vector<ResultPtr> results_;
    ResultPtr current_;
    std::vector<ResultPtr> compared_;
    QStringList letters_;
    ResultPtr pressed_;
    QPoint pressedAt_;
    int hot_ = -1;
    bool overClose_ = false, keyFocus_ = false;
};

}  // namespace velatura
