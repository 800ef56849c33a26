// CompareSession: comparing results, snapshots, photo and paintings on the canvas: which, how, and the keys (X turns to
// the next picture, held it comes back when let go; Esc ends it). Brings pictures back into memory and computes their
// difference on a lane. Window thread.
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <functional>
#include <vector>

#include "ui/compare/compare_layer.h"
#include "ui/stylize/result.h"

namespace velatura {

class Background;
class Canvas;
class CompareBar;
class ResultStore;

/// One that can be compared: a result, or a picture that went in.
struct Comparable {
    ResultPtr result;
    PicturePtr picture;  ///< of what is no result
    QString name;
    bool operator==(const Comparable& o) const { return result == o.result && picture == o.picture; }
};

class CompareSession : public QObject {
    Q_OBJECT
public:
    CompareSession(Canvas* canvas, CompareBar* bar, ResultStore& store, Background& lane, QObject* parent);
    ~CompareSession() override;

    /// What the menu of the bar offers, in its order.
    void setOffers(std::function<std::vector<Comparable>()> offers) { offers_ = std::move(offers); }
    /// Two to four; others are left out. Ready when their pictures are in memory.
    void begin(std::vector<Comparable> chosen);
    /// In or out; begins with `other` beside it where nothing is compared, ends where fewer than two are left.
    void toggle(const Comparable& one, const Comparable& other);
    void leave();
    /// Those that are no more are compared no longer.
    void keepOnly(const std::vector<ResultPtr>& results);

    bool active() const { return active_; }
    const std::vector<Comparable>& chosen() const { return chosen_; }
    const CompareLayer& layer() const { return layer_; }
    void setMode(CompareMode mode);
    /// Turns to the next picture, in place.
    void swap();
    void retranslate();

Q_SIGNALS:
    /// active(), chosen() or what is seen changed.
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void gather(size_t next, int turn);
    void show();
    void refresh();
    void setShown(size_t index);
    void turn();
    void askForDifference();
    void fillChoices();
    std::vector<ComparedPicture> compared() const;

    Canvas* canvas_;
    CompareBar* bar_;
    ResultStore& store_;
    Background& lane_;
    std::function<std::vector<Comparable>()> offers_;
    std::vector<Comparable> chosen_;
    std::vector<PicturePtr> pictures_;
    std::vector<Comparable> offered_;
    CompareLayer layer_;
    bool active_ = false;
    int turn_ = 0, differenceTurn_ = 0;  ///< count what was asked for: what comes late for an earlier one is dropped
    size_t beforeSwap_ = 0;
    QElapsedTimer held_;
};

}  // namespace velatura
