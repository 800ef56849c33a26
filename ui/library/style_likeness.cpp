#include "ui/library/style_likeness.h"

#include <algorithm>

#include "core/image_io/image_io.h"
#include "core/style_nearest.h"

namespace velatura {

namespace {
constexpr int kShortSide = 512;  ///< as much as the network looks at, with some to spare
}

StyleLikeness::StyleLikeness(WorkLibrary& library, StyleShelf& shelf, QObject* parent)
    : QObject(parent), library_(library), shelf_(shelf), lane_(std::make_unique<Background>()) {}

StyleLikeness::Look StyleLikeness::look(WorkLibrary& library, const PicturePtr& picture, const QString& path) {
    Look out;
    Image image;
    if (picture) {
        image = picture->image;
    } else {
        const auto loaded = loadPicture(path.toStdString(), {.minShortSide = kShortSide, .toSrgb = true});
        if (!loaded) {
            out.error = loaded.error();
            return out;
        }
        image = *loaded;
    }
    out.opened = true;
    auto work = library.work();
    if (!work) {
        out.error = work.error();
        return out;
    }
    auto code = (*work)->styleCode(image);
    if (code)
        out.code = std::move(*code);
    else
        out.error = code.error();
    return out;
}

/// Remembers whether the network can look at all.
bool StyleLikeness::missing(const Look& look) {
    if (look.code) problem_.reset();
    const bool missing = look.opened && look.error && (look.error->code == ErrorCode::NotFound || look.error->code == ErrorCode::Model);
    if (missing) problem_ = look.error;
    return missing;
}

void StyleLikeness::prepare() {
    if (prepared_ || shelf_.styles().empty()) return;
    prepared_ = true;
    const LibraryStyle& first = shelf_.styles().front();
    const QString key = QString::fromStdString(first.key);
    lane_->run(
        this, [&library = library_, path = QString::fromStdString(first.file.string())] { return look(library, {}, path); },
        [this, key](const Look& seen) {
            missing(seen);
            const LibraryStyle* style = shelf_.find(key);
            if (style && seen.code && !comparable(*seen.code, style->code)) shelf_.setCode(key, *seen.code);
            Q_EMIT changed();
        });
}

void StyleLikeness::find(const Wish& wish) {
    ++generation_;
    wish_ = wish;
    wanted_ = {};
    distances_.clear();
    unseen_.clear();
    compared_ = false;
    seen_ = toSee_ = 0;
    Q_EMIT changed();
    lane_->run(
        this, [&library = library_, wish] { return look(library, wish.picture, wish.path); },
        [this, generation = generation_](const Look& seen) {
            missing(seen);
            if (generation != generation_) return;
            if (!seen.code) {
                leave();
                Q_EMIT failed(*seen.error);
                return;
            }
            wanted_ = *seen.code;
            lookOn();
        });
}

void StyleLikeness::leave() {
    ++generation_;
    wish_.reset();
    distances_.clear();
    Q_EMIT changed();
}

/// At the next style that this network has not seen, once the library is known; with none left they are compared.
void StyleLikeness::lookOn() {
    const auto& styles = shelf_.styles();
    if (!shelf_.listed()) {
        const auto again = [this, generation = generation_] {
            if (generation == generation_) lookOn();
        };
        connect(&shelf_, &StyleShelf::changed, this, again, Qt::SingleShotConnection);
        return;
    }
    const auto unseen = [this](const LibraryStyle& s) {
        return !comparable(wanted_, s.code) && !unseen_.contains(QString::fromStdString(s.key));
    };
    toSee_ = seen_ + static_cast<int>(std::count_if(styles.begin(), styles.end(), unseen));
    const auto next = std::find_if(styles.begin(), styles.end(), unseen);
    if (next == styles.end()) return compare();
    const QString key = QString::fromStdString(next->key);
    lane_->run(
        this, [&library = library_, path = QString::fromStdString(next->file.string())] { return look(library, {}, path); },
        [this, key, generation = generation_](const Look& seen) {
            if (seen.code) shelf_.setCode(key, *seen.code);
            if (generation != generation_) return;
            ++seen_;
            // Also one that is of another network: it was exchanged just now, and would be looked at for ever.
            if (!seen.code || !comparable(wanted_, *seen.code)) unseen_.insert(key);
            Q_EMIT changed();
            lookOn();
        });
}

void StyleLikeness::compare() {
    std::vector<StyleCode> codes;
    QStringList keys;
    for (const LibraryStyle& s : shelf_.styles()) {
        codes.push_back(s.code);
        keys << QString::fromStdString(s.key);
    }
    lane_->run(
        this, [codes = std::move(codes), wanted = wanted_] { return nearestStyles(wanted, codes); },
        [this, keys, generation = generation_](const std::vector<NearStyle>& near) {
            if (generation != generation_) return;
            compared_ = true;
            for (const NearStyle& n : near) distances_[keys[static_cast<qsizetype>(n.index)]] = n.distance;
            Q_EMIT changed();
        });
}

}  // namespace velatura
