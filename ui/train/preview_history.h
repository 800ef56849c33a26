// PreviewHistory: previews of a run by step: a small picture of each, the full ones of the newest and chosen few. What
// is dropped can be read again from the run folder's samples. No widgets. Window thread.
#pragma once

#include <QtCore/QString>
#include <QtGui/QImage>
#include <vector>

namespace velatura {

struct PreviewEntry {
    qint64 step = 0;
    QImage thumb;   ///< null until it is read
    QImage full;    ///< null: read it from `file`
    QString file;   ///< sample on disk; may be empty
};

class PreviewHistory {
public:
    static constexpr int kThumbHeight = 96, kFullKept = 48, kEntriesKept = 2000;

    void clear() { entries_.clear(); }
    /// Replaces one of the same step; those after it go (a resumed run draws them anew).
    void add(qint64 step, const QImage& picture, const QString& file);
    void addFile(qint64 step, const QString& file);
    void setThumb(qint64 step, const QImage& picture);

    bool empty() const { return entries_.empty(); }
    const std::vector<PreviewEntry>& entries() const { return entries_; }  ///< by step
    /// The newest at or before `step`, else the first; -1 when there is none.
    int at(qint64 step) const;

private:
    std::vector<PreviewEntry> entries_;
};

}  // namespace velatura
