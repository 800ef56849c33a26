#include "ui/compare/compare_session.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QAbstractSpinBox>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTextEdit>
#include <algorithm>

#include "ui/bridge/background.h"
#include "ui/canvas/canvas.h"
#include "ui/compare/compare_bar.h"
#include "ui/compare/picture_difference.h"
#include "ui/compare/setting_differences.h"
#include "ui/stylize/result_store.h"

namespace velatura {

namespace {

/// A key that is down for longer is held: what it showed goes when it is let go.
constexpr qint64 kHoldMs = 350;

bool typesInto(const QWidget* w) {
    return qobject_cast<const QLineEdit*>(w) || qobject_cast<const QAbstractSpinBox*>(w) || qobject_cast<const QComboBox*>(w) ||
           qobject_cast<const QTextEdit*>(w) || qobject_cast<const QPlainTextEdit*>(w);
}

}  // namespace

CompareSession::CompareSession(Canvas* canvas, CompareBar* bar, ResultStore& store, Background& lane, QObject* parent)
    : QObject(parent), canvas_(canvas), bar_(bar), store_(store), lane_(lane) {
    bar_->hide();
    connect(bar_, &CompareBar::modeWanted, this, &CompareSession::setMode);
    connect(bar_, &CompareBar::swapWanted, this, [this] { turn(); });
    connect(bar_, &CompareBar::gainWanted, this, [this](double gain) {
        layer_.setGain(gain);
        canvas_->update();
    });
    connect(bar_, &CompareBar::toggleWanted, this, [this](int index) { toggle(offered_[static_cast<size_t>(index)], {}); });
    connect(bar_, &CompareBar::doneWanted, this, &CompareSession::leave);
    qApp->installEventFilter(this);
}

CompareSession::~CompareSession() = default;

void CompareSession::begin(std::vector<Comparable> chosen) {
    std::vector<Comparable> next;
    for (Comparable& c : chosen)
        if ((c.result || c.picture) && std::find(next.begin(), next.end(), c) == next.end() && next.size() < CompareLayer::kMost)
            next.push_back(std::move(c));
    if (next.size() < 2) return leave();
    chosen_ = std::move(next);
    pictures_.assign(chosen_.size(), {});
    gather(0, ++turn_);
}

void CompareSession::toggle(const Comparable& one, const Comparable& other) {
    std::vector<Comparable> next = active_ ? chosen_ : std::vector<Comparable>{other};
    if (!active_ && one == other) return;
    const auto it = std::find(next.begin(), next.end(), one);
    if (it != next.end())
        next.erase(it);
    else if (next.size() < CompareLayer::kMost)
        next.push_back(one);
    begin(std::move(next));
}

void CompareSession::keepOnly(const std::vector<ResultPtr>& results) {
    std::vector<Comparable> left = chosen_;
    std::erase_if(left, [&](const Comparable& c) { return c.result && std::find(results.begin(), results.end(), c.result) == results.end(); });
    if (left.size() != chosen_.size()) begin(std::move(left));
}

/// One after the other: the store brings them back in the order of asking.
void CompareSession::gather(size_t next, int turn) {
    if (turn != turn_) return;
    if (next == chosen_.size()) return show();
    const Comparable& c = chosen_[next];
    if (!c.result) {
        pictures_[next] = c.picture;
        return gather(next + 1, turn);
    }
    store_.want(
        c.result,
        [this, result = c.result, next, turn] {
            if (turn != turn_) return;
            pictures_[next] = result->picture;
            gather(next + 1, turn);
        },
        [this, turn] {
            if (turn == turn_) leave();
        });
}

std::vector<ComparedPicture> CompareSession::compared() const {
    std::vector<ResultPtr> results;
    for (const Comparable& c : chosen_) results.push_back(c.result);
    const auto lines = settingDifferences(results);
    std::vector<ComparedPicture> out;
    for (size_t i = 0; i < chosen_.size(); ++i)
        out.push_back({pictures_[i], chosen_[i].result ? nameOf(*chosen_[i].result) : chosen_[i].name, lines[i]});
    return out;
}

void CompareSession::show() {
    const bool first = !active_;
    active_ = true;
    layer_.setPictures(compared());
    if (first || layer_.shown() == 0) layer_.setShown(1);
    refresh();
    bar_->setVisible(true);  // now that it is as narrow as what it shows
}

void CompareSession::retranslate() {
    if (!active_ || std::find(pictures_.begin(), pictures_.end(), nullptr) != pictures_.end()) return;
    auto words = compared();
    layer_.setPictures(std::move(words));
    refresh();
}

void CompareSession::refresh() {
    fillChoices();
    bar_->show(layer_);
    canvas_->setLayer(&layer_);
    askForDifference();
    Q_EMIT changed();
}

void CompareSession::fillChoices() {
    offered_ = offers_ ? offers_() : std::vector<Comparable>{};
    std::vector<CompareBar::Choice> choices;
    for (const Comparable& c : offered_)
        choices.push_back({c.result ? nameOf(*c.result) : c.name, std::find(chosen_.begin(), chosen_.end(), c) != chosen_.end()});
    bar_->setChoices(choices);
}

void CompareSession::leave() {
    ++turn_;
    chosen_.clear();
    pictures_.clear();
    if (!active_) return;
    active_ = false;
    bar_->hide();
    canvas_->setLayer(nullptr);
    layer_ = {};
    Q_EMIT changed();
}

void CompareSession::setMode(CompareMode mode) {
    layer_.setMode(mode);
    // A picture against itself is nothing to look at.
    if (mode != CompareMode::Side && mode != CompareMode::Swap && layer_.shown() == 0) {
        layer_.setShown(1);
        layer_.setDifference({});
    }
    refresh();
}

void CompareSession::setShown(size_t index) {
    if (index == 0 && (layer_.mode() == CompareMode::Difference || layer_.mode() == CompareMode::Heat)) index = 1;
    if (index == layer_.shown()) return;
    layer_.setShown(index);
    layer_.setDifference({});
    refresh();
}

void CompareSession::swap() {
    if (!active_) return;
    beforeSwap_ = layer_.shown();
    if (layer_.mode() == CompareMode::Side) {
        // The first press shows the first picture: the turn of the page is seen from there.
        layer_.setShown(0);
        return setMode(CompareMode::Swap);
    }
    turn();
}

void CompareSession::turn() { setShown((layer_.shown() + 1) % layer_.pictures().size()); }

void CompareSession::askForDifference() {
    const bool wanted = layer_.mode() == CompareMode::Difference || layer_.mode() == CompareMode::Heat;
    if (!wanted || layer_.hasDifference()) return;
    const int turn = ++differenceTurn_;
    const size_t index = layer_.shown();
    lane_.run(
        this, [a = layer_.pictures().front().picture, b = layer_.pictures()[index].picture] { return absoluteDifference(*a, *b, {}); },
        [this, turn, index](const PicturePtr& difference) {
            if (turn != differenceTurn_ || !active_ || index != layer_.shown()) return;
            layer_.setDifference(difference);
            canvas_->update();
        });
}

bool CompareSession::eventFilter(QObject* watched, QEvent* event) {
    const bool press = event->type() == QEvent::KeyPress;
    if (active_ && (press || event->type() == QEvent::KeyRelease)) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const QWidget* focus = QApplication::focusWidget();
        const bool ours = canvas_->isVisible() && focus && canvas_->window()->isAncestorOf(focus) &&
                          !QApplication::activePopupWidget() && !typesInto(focus) && key->modifiers() == Qt::NoModifier;
        if (ours && key->key() == Qt::Key_X) {
            if (key->isAutoRepeat()) return true;
            if (press) {
                held_.start();
                swap();
            } else if (held_.isValid() && held_.elapsed() >= kHoldMs && layer_.mode() != CompareMode::Side) {
                setShown(beforeSwap_);
            }
            return true;
        }
        if (ours && press && key->key() == Qt::Key_Escape) {
            leave();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace velatura
