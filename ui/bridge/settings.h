// Settings: every choice that the window remembers, in one INI file in configFolder(). A typed name for what many parts
// share, value() for what one part keeps to itself ("train/middle"). Window thread.
#pragma once

#include <QtCore/QSettings>
#include <QtCore/QStringList>
#include <QtCore/QVariant>

#include "core/base/param_values.h"
#include "ui/common/theme.h"

namespace velatura {

class Settings {
public:
    Settings();                              ///< configFolder()/window.ini
    explicit Settings(const QString& file);  ///< for tests

    QVariant value(const QString& key, const QVariant& fallback = {}) const { return store_.value(key, fallback); }
    void setValue(const QString& key, const QVariant& v) { store_.setValue(key, v); }

    /// "en", "zh_CN"; empty: as the system says.
    QString language() const;
    void setLanguage(const QString& code);
    Theme::Mode theme() const;
    void setTheme(Theme::Mode mode);

    /// Newest first, at most 12, only those that still exist.
    QStringList recent(const QString& kind) const;
    void addRecent(const QString& kind, const QString& path);

    /// Parameters of an engine or trainer, kept as JSON; empty when none are or they cannot be read.
    ParamValues params(const QString& scope) const;
    void setParams(const QString& scope, const ParamValues& values);

    /// Folder that a file dialog of this kind ("photo", "export", "train-data") opens in.
    QString folder(const QString& kind) const;
    void setFolder(const QString& kind, const QString& folder);

    void sync() { store_.sync(); }

private:
    QSettings store_;
};

}  // namespace velatura
