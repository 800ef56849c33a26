// StyleLikeness: which styles of the library are like a picture. The network looks at that picture and at every style
// that it has not seen yet, one after the other on a lane of its own; what it saw is kept with the style. Window thread.
#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QSet>
#include <optional>

#include "core/work_library.h"
#include "ui/bridge/background.h"
#include "ui/library/style_shelf.h"

namespace velatura {

class StyleLikeness : public QObject {
    Q_OBJECT
public:
    StyleLikeness(WorkLibrary& library, StyleShelf& shelf, QObject* parent = nullptr);

    /// A picture that is open, or a file.
    struct Wish {
        QString name;
        PicturePtr picture;
        QString path;
    };
    void find(const Wish& wish);
    void leave();
    /// Tries once whether the network is there, so that what needs it can be greyed.
    void prepare();

    bool active() const { return wish_.has_value(); }
    QString name() const { return wish_ ? wish_->name : QString(); }
    bool ready() const { return active() && compared_; }
    /// By key, of those that could be looked at; there once ready().
    const QHash<QString, double>& distances() const { return distances_; }
    int seen() const { return seen_; }
    int toSee() const { return toSee_; }
    /// Why nothing can be looked at: the network or the library that computes is missing.
    const std::optional<Error>& problem() const { return problem_; }
    /// Where the network looks; for other questions to it, too.
    Background& lane() { return *lane_; }

Q_SIGNALS:
    void changed();
    void failed(const velatura::Error& error);

private:
    struct Look {
        bool opened = false;
        std::optional<StyleCode> code;
        std::optional<Error> error;
    };
    static Look look(WorkLibrary& library, const PicturePtr& picture, const QString& path);
    bool missing(const Look& look);
    void lookOn();
    void compare();

    WorkLibrary& library_;
    StyleShelf& shelf_;
    std::optional<Wish> wish_;
    StyleCode wanted_;
    QHash<QString, double> distances_;
    QSet<QString> unseen_;  ///< that could not be looked at this time
    int seen_ = 0, toSee_ = 0, generation_ = 0;
    bool prepared_ = false, compared_ = false;
    std::optional<Error> problem_;
    std::unique_ptr<Background> lane_;  // last: its thread ends first
};

}  // namespace velatura
