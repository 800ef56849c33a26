#include "ui/library/style_shelf.h"

#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtGui/QUndoStack>
#include <algorithm>

#include "core/image_io/file_pictures.h"
#include "core/image_io/image_io.h"
#include "ui/bridge/undo.h"
#include "ui/trays/library_strip.h"

namespace velatura {

namespace {

constexpr int kKeepRemovedDays = 30;

std::vector<LibraryStyle> shippedStyles() {
    std::vector<LibraryStyle> out;
    for (const Sample& s : loadSamples()) {
        if (s.photo) continue;
        LibraryStyle style;
        style.file = s.path.toStdString();
        style.key = "shipped/" + style.file.filename().string();
        style.name = s.title.toStdString();
        out.push_back(std::move(style));
    }
    return out;
}

/// Files, and the pictures of folders among them.
std::vector<std::filesystem::path> picturesOf(const QStringList& files) {
    std::vector<std::filesystem::path> out;
    for (const QString& file : files) {
        if (!QFileInfo(file).isDir()) {
            out.emplace_back(file.toStdString());
            continue;
        }
        if (const auto found = listPictures(file.toStdString())) out.insert(out.end(), found->begin(), found->end());
    }
    return out;
}

}  // namespace

StyleShelf::StyleShelf(QUndoStack* undo, QObject* parent)
    : QObject(parent), undo_(undo), library_(styleLibraryFolder()), lane_(std::make_unique<Background>()) {
    lane_->run(this, [library = library_] { return library.sweep(kKeepRemovedDays), 0; }, [](int) {});
}

const LibraryStyle* StyleShelf::find(const QString& key) const {
    const auto it = std::find_if(styles_.begin(), styles_.end(), [&](const LibraryStyle& s) { return s.key == key.toStdString(); });
    return it == styles_.end() ? nullptr : &*it;
}

LibraryStyle* StyleShelf::edit(const QString& key) { return const_cast<LibraryStyle*>(find(key)); }

void StyleShelf::refresh() {
    lane_->run(
        this, [library = library_, shipped = shippedStyles()] { return library.list(shipped, *filePictures()); },
        [this](StyleListing listing) {
            styles_ = std::move(listing.styles);
            listed_ = true;
            Q_EMIT changed();
            Q_EMIT listedWith(listing.problems);
        });
}

void StyleShelf::tell(const Status& status) {
    if (status) return;
    Q_EMIT failed(status.error());
    refresh();  // what is shown is what is there
}

void StyleShelf::write(const LibraryStyle& style) {
    lane_->run(this, [library = library_, style] { return library.describe(style); }, [this](const Status& s) { tell(s); });
}

// --- in and out

void StyleShelf::addFiles(const QStringList& files) {
    add([library = library_, files] {
        std::vector<Result<AddedStyle>> out;
        const auto pictures = filePictures();
        for (const auto& file : picturesOf(files)) out.push_back(library.add(file, *pictures));
        return out;
    });
}

void StyleShelf::addPicture(const PicturePtr& picture) {
    if (!picture->path.isEmpty() && QFileInfo::exists(picture->path)) return addFiles({picture->path});
    add([library = library_, picture] {
        return std::vector{library.add(picture->image, QFileInfo(picture->name).completeBaseName().toStdString(), *filePictures())};
    });
}

void StyleShelf::add(std::function<std::vector<Result<AddedStyle>>()> work) {
    lane_->run(this, std::move(work), [this](const std::vector<Result<AddedStyle>>& added) {
        std::vector<LibraryStyle> fresh;
        const LibraryStyle* known = nullptr;
        for (const auto& a : added) {
            if (!a)
                Q_EMIT failed(a.error());
            else if (a->already)
                known = &a->style;
            else
                fresh.push_back(a->style);
        }
        if (!fresh.empty()) return pushAdded(fresh);
        if (known) Q_EMIT said(tr("%1 is in the library already").arg(QString::fromStdString(known->name)), false);
    });
}

void StyleShelf::pushAdded(const std::vector<LibraryStyle>& styles) {
    const QString what = styles.size() == 1 ? tr("Add %1 to the library").arg(QString::fromStdString(styles[0].name))
                                            : tr("Add %1 styles to the library").arg(styles.size());
    undo_->push(new UndoStep(
        what, [this, styles, first = std::make_shared<bool>(true)] {
            if (!std::exchange(*first, false))
                for (const LibraryStyle& s : styles)
                    lane_->run(this, [library = library_, s] { return library.restore(s); }, [this](const Status& r) { tell(r); });
            putIn(styles);
        },
        [this, styles] { takeOut(styles); }));
    Q_EMIT said(styles.size() == 1 ? tr("%1 is in the library now").arg(QString::fromStdString(styles[0].name))
                                   : tr("%1 styles are in the library now").arg(styles.size()), true);
}

void StyleShelf::remove(const QStringList& keys) {
    std::vector<LibraryStyle> styles;
    for (const QString& key : keys)
        if (const LibraryStyle* s = find(key); s && !s->shipped) styles.push_back(*s);
    if (styles.empty()) return;
    const QString first = QString::fromStdString(styles[0].name);
    undo_->push(new UndoStep(
        styles.size() == 1 ? tr("Remove %1 from the library").arg(first) : tr("Remove %1 styles from the library").arg(styles.size()),
        [this, styles] { takeOut(styles); },
        [this, styles] {
            for (const LibraryStyle& s : styles)
                lane_->run(this, [library = library_, s] { return library.restore(s); }, [this](const Status& r) { tell(r); });
            putIn(styles);
        }));
    Q_EMIT said(styles.size() == 1 ? tr("%1 removed from the library").arg(first) : tr("%1 styles removed from the library").arg(styles.size()), true);
}

void StyleShelf::putIn(const std::vector<LibraryStyle>& styles) {
    for (const LibraryStyle& s : styles)
        if (!find(QString::fromStdString(s.key))) styles_.push_back(s);
    Q_EMIT changed();
}

void StyleShelf::takeOut(const std::vector<LibraryStyle>& styles) {
    for (const LibraryStyle& s : styles) {
        std::erase_if(styles_, [&](const LibraryStyle& other) { return other.key == s.key; });
        lane_->run(this, [library = library_, s] { return library.remove(s); }, [this](const Status& r) { tell(r); });
    }
    Q_EMIT changed();
}

// --- notes

StyleShelf::Note StyleShelf::noteOf(const LibraryStyle& s) { return {QString::fromStdString(s.key), s.name, s.tags, s.starred}; }

void StyleShelf::putNotes(const std::vector<Note>& notes) {
    for (const Note& n : notes) {
        LibraryStyle* s = edit(n.key);
        if (!s) continue;  // removed meanwhile
        s->name = n.name;
        s->tags = n.tags;
        s->starred = n.starred;
        write(*s);
    }
    Q_EMIT changed();
}

void StyleShelf::change(const QString& what, const std::vector<Note>& before, const std::vector<Note>& after) {
    undo_->push(new UndoStep(what, [this, after] { putNotes(after); }, [this, before] { putNotes(before); }));
}

void StyleShelf::change(const QStringList& keys, const QString& what, const std::function<void(Note&)>& edit) {
    std::vector<Note> before, after;
    for (const QString& key : keys) {
        const LibraryStyle* s = find(key);
        if (!s) continue;
        Note note = noteOf(*s);
        edit(note);
        if (note.name == s->name && note.tags == s->tags && note.starred == s->starred) continue;
        before.push_back(noteOf(*s));
        after.push_back(note);
    }
    if (!after.empty()) change(what, before, after);
}

void StyleShelf::setStarred(const QStringList& keys, bool on) {
    change(keys, on ? tr("Star styles") : tr("Take stars off styles"), [on](Note& n) { n.starred = on; });
}

void StyleShelf::rename(const QString& key, const QString& name) {
    const LibraryStyle* s = find(key);
    const std::string clean = cleanLabel(name.toStdString());
    if (!s || s->shipped || clean.empty()) return;
    change({key}, tr("Rename style"), [&](Note& n) { n.name = clean; });
}

void StyleShelf::setTags(const QString& key, const QString& typed) {
    change({key}, tr("Tag style"), [&](Note& n) { n.tags = parseTags(typed.toStdString()); });
}

void StyleShelf::setCode(const QString& key, const StyleCode& code) {
    LibraryStyle* s = edit(key);
    if (!s) return;
    s->code = code;
    write(*s);
}

QStringList StyleShelf::tags() const {
    QStringList out;
    for (const LibraryStyle& s : styles_)
        for (const std::string& tag : s.tags)
            if (!out.contains(QString::fromStdString(tag))) out << QString::fromStdString(tag);
    out.sort(Qt::CaseInsensitive);
    return out;
}

}  // namespace velatura
