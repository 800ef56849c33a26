#include "ui/bridge/settings.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <nlohmann/json.hpp>

#include "core/base/paths.h"

namespace velatura {

namespace {

constexpr int kMaxRecent = 12;

QString defaultFile() { return QString::fromStdString((configFolder() / "window.ini").string()); }

}  // namespace

Settings::Settings() : Settings(defaultFile()) {}

Settings::Settings(const QString& file) : store_(file, QSettings::IniFormat) {}

QString Settings::language() const { return store_.value("language").toString(); }
void Settings::setLanguage(const QString& code) { store_.setValue("language", code); }

Theme::Mode Settings::theme() const {
    const QString name = store_.value("theme").toString();
    if (name == "light") return Theme::Mode::Light;
    if (name == "dark") return Theme::Mode::Dark;
    return Theme::Mode::System;
}

void Settings::setTheme(Theme::Mode mode) {
    store_.setValue("theme", mode == Theme::Mode::Light ? "light" : mode == Theme::Mode::Dark ? "dark" : "system");
}

QStringList Settings::recent(const QString& kind) const {
    QStringList out;
    for (const QString& path : store_.value("recent/" + kind).toStringList())
        if (QFileInfo::exists(path)) out << path;
    return out;
}

void Settings::addRecent(const QString& kind, const QString& path) {
    QStringList list = store_.value("recent/" + kind).toStringList();
    list.removeAll(path);
    list.prepend(path);
    store_.setValue("recent/" + kind, list.mid(0, kMaxRecent));
}

ParamValues Settings::params(const QString& scope) const {
    const auto json = nlohmann::json::parse(store_.value("params/" + scope).toString().toStdString(), nullptr, false);
    if (json.is_discarded()) return {};
    return paramValuesFromJson(json).value_or(ParamValues{});
}

void Settings::setParams(const QString& scope, const ParamValues& values) {
    store_.setValue("params/" + scope, QString::fromStdString(toJson(values).dump()));
}

QString Settings::folder(const QString& kind) const {
    const QString folder = store_.value("folders/" + kind).toString();
    return QFileInfo(folder).isDir() ? folder : QDir::homePath();
}

void Settings::setFolder(const QString& kind, const QString& folder) { store_.setValue("folders/" + kind, folder); }

}  // namespace velatura
