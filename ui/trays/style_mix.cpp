#include "ui/trays/style_mix.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/trays/mix_pad.h"
#include "ui/trays/style_row.h"

namespace velatura {

StyleMix::StyleMix(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid::kTight);
    pad_ = new MixPad(this);
    column->addWidget(pad_);
    column->addSpacing(grid::kTight);
    connect(pad_, &MixPad::sharesChosen, this, &StyleMix::weightsChosen);
    rows_ = new QVBoxLayout;
    rows_->setSpacing(grid::kRelated);
    column->addLayout(rows_);
    add_ = new QToolButton(this);
    add_->setAutoRaise(true);
    add_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(-grid::kTight, 0, 0, 0);
    foot->addWidget(add_);
    foot->addStretch();
    column->addLayout(foot);
    connect(add_, &QToolButton::clicked, this, &StyleMix::addWanted);
    connect(&Theme::instance(), &Theme::changed, this, &StyleMix::retranslate);
    retranslate();
}

void StyleMix::show(const std::vector<StyleChoice>& styles, bool more) {
    add_->setVisible(more);
    std::vector<PicturePtr> pictures;
    std::vector<double> weights;
    for (const StyleChoice& s : styles) {
        pictures.push_back(s.picture);
        weights.push_back(s.weight);
    }
    if (padOffered_) pad_->setStyles(pictures, weights);
    // Rows that show these already keep their focus: the arrow keys may go on, and the handle of the pad with them.
    if (styles.size() == shown_.size() && pictures == pictures_) {
        for (size_t i = 0; i < shown_.size(); ++i) {
            shown_[i]->setMask(styles[i].mask);
            shown_[i]->setLevels(styles[i].levels);
            if (!qFuzzyCompare(1 + styles[i].weight, 1 + shown_[i]->weight())) shown_[i]->setWeight(styles[i].weight);
        }
        return;
    }
    pictures_ = std::move(pictures);
    for (StyleRow* row : shown_) row->deleteLater();
    shown_.clear();
    // A weight says something only where there are several. A single one that gives a part of itself shows that it does.
    const bool rows = styles.size() > 1 || (styles.size() == 1 && styles.front().levels != StyleLevels::All);
    for (size_t i = 0; rows && i < styles.size(); ++i) {
        auto* row = new StyleRow(styles[i], this);
        rows_->addWidget(row);
        shown_.push_back(row);
        row->setLevelsShown(levels_);
        const int index = static_cast<int>(i);
        // The row lives on under the pointer: what it wants is done after its own signal, as it is rebuilt then.
        connect(row, &StyleRow::weightChanged, this, [this, index](double weight, bool done) {
            if (!done) return Q_EMIT weightTried(index, weight);
            QMetaObject::invokeMethod(
                this, [=, this] { Q_EMIT weightChosen(index, weight); }, Qt::QueuedConnection);
        });
        connect(row, &StyleRow::levelsChosen, this, [this, index](StyleLevels levels) {
            QMetaObject::invokeMethod(
                this, [=, this] { Q_EMIT levelsChosen(index, levels); }, Qt::QueuedConnection);
        });
        connect(row, &StyleRow::removeWanted, this, [this, index] {
            QMetaObject::invokeMethod(
                this, [=, this] { Q_EMIT removeWanted(index); }, Qt::QueuedConnection);
        });
        connect(row, &StyleRow::viewWanted, this, [this, index] { Q_EMIT viewWanted(index); });
        connect(row, &StyleRow::keepWanted, this, [this, index] { Q_EMIT keepWanted(index); });
    }
}

void StyleMix::setLevelsShown(bool shown) {
    levels_ = shown;
    for (StyleRow* row : shown_) row->setLevelsShown(shown);
}

void StyleMix::offerPad() { padOffered_ = true; }

void StyleMix::retranslate() {
    add_->setText(tr("Mix in another style"));
    add_->setIcon(Theme::instance().icon("add", 16));
    add_->setToolTip(tr("Paints with several styles at once, each with its weight"));
}

void StyleMix::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
