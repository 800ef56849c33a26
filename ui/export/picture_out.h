// PictureOut: a result out of the window by hand: dragged as a file in the format that was last exported, or copied as
// PNG and pixels. Encodes on the encoding lane; the drag begins when the file is there. Window thread.
#pragma once

#include <QtCore/QObject>
#include <functional>
#include <map>

#include "core/base/error.h"
#include "ui/stylize/result.h"

class QMimeData;

namespace velatura {

class Background;
class SessionCache;
class Settings;

class PictureOut : public QObject {
    Q_OBJECT
public:
    PictureOut(Background& lane, Settings& settings, SessionCache& cache, QObject* parent = nullptr);

    /// Encodes the file that a drag may need soon, e.g. when the button goes down. The picture must be in memory.
    void prepare(const ResultPtr& result);
    /// Drags the file out of `source` as soon as it is there, if the button is still down then.
    void drag(QWidget* source, const ResultPtr& result);
    /// PNG and pixels on the clipboard; copied() tells when.
    void copy(const ResultPtr& result);

Q_SIGNALS:
    void copied();
    void failed(const velatura::Error& error);
    /// The file of a drag is complete.
    void prepared(const QString& path);

private:
    void write(const ResultPtr& result, std::function<void(const QString& path)> then);

    Background& lane_;
    Settings& settings_;
    SessionCache& cache_;
    std::map<std::string, QString> files_;  ///< by picture and format
};

}  // namespace velatura
