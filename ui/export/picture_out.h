// PictureOut: a result out of the window by hand: dragged as a file in the format that was last exported, or copied as
// PNG and pixels, with its recipe unless metadata are left out. Encodes on the encoding lane, each file once; the drag
// begins when the file is there. Only the files of the last few drags are kept. Window thread.
#pragma once

#include <QtCore/QObject>
#include <functional>
#include <memory>
#include <vector>

#include "core/base/result.h"
#include "ui/stylize/result.h"

namespace velatura {

class Background;
class DragGesture;
class SessionCache;
class Settings;

class PictureOut : public QObject {
    Q_OBJECT
public:
    PictureOut(Background& lane, Settings& settings, SessionCache& cache, QObject* parent = nullptr);

    /// Encodes the file that a drag may need soon, e.g. when the button goes down. The picture must be in memory.
    void prepare(const ResultPtr& result);
    /// Drags the file out of `source` as soon as it is there, if `gesture` still goes on then.
    void drag(QWidget* source, const ResultPtr& result, std::shared_ptr<DragGesture> gesture);
    /// PNG and pixels on the clipboard; copied() tells when.
    void copy(const ResultPtr& result);

Q_SIGNALS:
    void copied();
    void failed(const velatura::Error& error);
    /// The file of a drag is complete.
    void prepared(const QString& path);
    /// The drag begins.
    void dragged(const QString& path);

private:
    using Then = std::function<void(const QString& path)>;
    struct File {
        std::string key;  ///< result, format and options
        QString path;     ///< empty while it is written
        std::vector<Then> waiting;
    };
    void write(const ResultPtr& result, Then then);
    File* find(const std::string& key);
    void written(const std::string& key, const Result<QString>& path);
    void forgetOld();
    void begin(QWidget* source, const QImage& thumb, const QString& path);

    Background& lane_;
    Settings& settings_;
    SessionCache& cache_;
    std::vector<File> files_;  ///< last wanted one last
    int folders_ = 0;          ///< made so far
};

}  // namespace velatura
