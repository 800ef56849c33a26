// StyleShelf: the style library as the window knows it: its list, and every change of it as a step that can be undone.
// Files are read and written on a lane of its own, in order; the list follows at once. Window thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <functional>
#include <vector>

#include "core/style_library.h"
#include "ui/bridge/background.h"
#include "ui/common/picture.h"

class QUndoStack;

namespace velatura {

class StyleShelf : public QObject {
    Q_OBJECT
public:
    explicit StyleShelf(QUndoStack* undo, QObject* parent = nullptr);

    const std::vector<LibraryStyle>& styles() const { return styles_; }
    const LibraryStyle* find(const QString& key) const;
    bool listed() const { return listed_; }  ///< the folder has been looked through once
    /// Also for thumbnails of what is listed.
    Background& lane() { return *lane_; }

    void refresh();
    /// Pictures are copied in; what of them cannot be read is told and the rest goes on.
    void addFiles(const QStringList& files);
    void addPicture(const PicturePtr& picture);
    void remove(const QStringList& keys);
    void setStarred(const QStringList& keys, bool on);
    void rename(const QString& key, const QString& name);
    void setTags(const QString& key, const QString& typed);
    /// What was computed of a picture; no step to undo.
    void setCode(const QString& key, const StyleCode& code);
    /// Of all styles, sorted.
    QStringList tags() const;

Q_SIGNALS:
    void changed();
    void failed(const velatura::Error& error);
    /// What the last listing could not read; often nothing.
    void listedWith(const std::vector<velatura::Error>& problems);
    /// What just happened; `undoable`: as the last step.
    void said(const QString& sentence, bool undoable);

private:
    struct Note {
        QString key;
        std::string name;
        std::vector<std::string> tags;
        bool starred = false;
    };
    static Note noteOf(const LibraryStyle& style);
    void change(const QString& what, const std::vector<Note>& before, const std::vector<Note>& after);
    void putNotes(const std::vector<Note>& notes);
    void change(const QStringList& keys, const QString& what, const std::function<void(Note&)>& edit);
    void add(std::function<std::vector<Result<AddedStyle>>()> work);
    void pushAdded(const std::vector<LibraryStyle>& styles);
    void putIn(const std::vector<LibraryStyle>& styles);
    void takeOut(const std::vector<LibraryStyle>& styles);
    LibraryStyle* edit(const QString& key);
    void write(const LibraryStyle& style);
    void tell(const Status& status);

    QUndoStack* undo_;
    StyleLibrary library_;
    std::vector<LibraryStyle> styles_;
    bool listed_ = false;
    std::unique_ptr<Background> lane_;  // last: its thread ends first
};

}  // namespace velatura
