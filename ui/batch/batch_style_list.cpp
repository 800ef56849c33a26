#include "ui/batch/batch_style_list.h"

#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtWidgets/QVBoxLayout>

#include "ui/batch/path_list.h"
#include "ui/batch/thumb_store.h"
#include "ui/trays/picture_slot.h"
#include "ui/trays/style_mix.h"

namespace velatura {

namespace {
constexpr int kRow = 44, kMostRows = 5, kEmptyHeight = 96;
}

BatchStyleList::BatchStyleList(ThumbStore& thumbs, QWidget* parent) : QWidget(parent), thumbs_(thumbs) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    empty_ = new PictureSlot(this);
    empty_->setFixedHeight(kEmptyHeight);
    list_ = new PathList(kRow, kMostRows, this);
    mix_ = new StyleMix(this);
    column->addWidget(empty_);
    column->addWidget(list_);
    column->addWidget(mix_);
    connect(empty_, &PictureSlot::openWanted, this, &BatchStyleList::addWanted);
    connect(empty_, &PictureSlot::dropped, this, &BatchStyleList::dropped);
    connect(list_, &PathList::removeWanted, this, &BatchStyleList::removeWanted);
    const auto path = [this](int i) {
        return i < std::ssize(styles_) ? styles_[static_cast<size_t>(i)].path : QString();
    };
    connect(mix_, &StyleMix::removeWanted, this, [this, path](int i) { Q_EMIT removeWanted({path(i)}); });
    connect(mix_, &StyleMix::weightChosen, this,
            [this, path](int i, double weight) { Q_EMIT weightChosen(path(i), weight); });
    connect(&thumbs_, &ThumbStore::ready, this, [this](const QString& ready) {
        for (const auto& style : styles_)
            if (style.path == ready) return refresh();
    });
    retranslate();
    refresh();
}

void BatchStyleList::setStyles(const std::vector<BatchStylePick>& styles, bool mixed) {
    styles_ = styles;
    mixed_ = mixed && styles.size() > 1;
    refresh();
}

PicturePtr BatchStyleList::small(const QString& path) {
    PicturePtr& known = small_[path];
    if (known && !known->levels.front().isNull()) return known;
    auto made = std::make_shared<Picture>();
    made->levels = {thumbs_.broken(path) ? QImage() : thumbs_.want(path)};
    made->name = QFileInfo(path).fileName();
    made->path = path;
    if (known && made->levels.front().isNull()) return known;
    return known = made;
}

void BatchStyleList::refresh() {
    QStringList paths;
    std::vector<StyleChoice> choices;
    for (const auto& style : styles_) {
        paths << style.path;
        if (mixed_) choices.push_back({small(style.path), style.weight});
    }
    empty_->setVisible(styles_.empty());
    list_->setVisible(!styles_.empty() && !mixed_);
    mix_->setVisible(mixed_);
    list_->setPaths(paths);
    if (mixed_)
        mix_->show(choices, false);
    else
        for (const QString& path : paths) list_->setThumb(path, small(path)->levels.front());
}

void BatchStyleList::retranslate() {
    empty_->setPrompt(tr("Drop paintings here, or click"));
    empty_->setAccessibleName(tr("Place for styles"));
    list_->setAccessibleName(tr("Styles"));
}

void BatchStyleList::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace velatura
