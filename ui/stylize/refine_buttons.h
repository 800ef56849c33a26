// RefineButtons: what can be done with the picture that is seen, on the canvas's bar: keep it, go on from it, compare it.
// Window thread.
#pragma once

#include <QtCore/QObject>

class QToolButton;

namespace velatura {

class CanvasBar;

class RefineButtons : public QObject {
    Q_OBJECT
public:
    explicit RefineButtons(CanvasBar* bar);
    struct State {
        bool canKeep = false, kept = false;
        bool canGoOn = false, engineGoesOn = true;
        bool canRefine = false, canVary = false;
        bool live = false;  ///< the engine is one whose pictures are refined instead of gone on from
        bool canCompare = false, comparing = false;
    };
    void setState(const State& state);
    QToolButton* goOnButton() const { return goOn_; }
    QToolButton* keepButton() const { return keep_; }
    QToolButton* compareButton() const { return compare_; }
    QToolButton* refineButton() const { return refine_; }
    QToolButton* variationsButton() const { return vary_; }

Q_SIGNALS:
    void keepWanted();
    void goOnWanted();
    void compareWanted();
    void refineWanted();
    void variationsWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    void sayGoOn();

    State state_;
    QToolButton *keep_, *goOn_, *compare_, *refine_, *vary_;
};

}  // namespace velatura
