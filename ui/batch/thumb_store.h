// ThumbStore: small pictures of files, read on a lane of its own as they are asked for, the last asked for first, and
// kept within a budget. Window thread.
#pragma once

#include <QtCore/QCache>
#include <QtCore/QObject>
#include <QtGui/QImage>
#include <vector>

#include "ui/bridge/background.h"

namespace velatura {

class ThumbStore : public QObject {
    Q_OBJECT
public:
    explicit ThumbStore(QObject* parent = nullptr);
    /// Null when it is not there: then ready() follows, unless too many others are asked for meanwhile. Also null when
    /// the file cannot be read.
    QImage want(const QString& path);
    bool broken(const QString& path) const;
    /// The file has changed.
    void forget(const QString& path);

Q_SIGNALS:
    void ready(const QString& path);

private:
    void readNext();

    QCache<QString, QImage> kept_;  ///< a null picture: it cannot be read
    std::vector<QString> wanted_;   ///< last asked for last
    QString reading_;
    bool stale_ = false;  ///< what is being read was forgotten meanwhile
    Background lane_;
};

}  // namespace velatura
