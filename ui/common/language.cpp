#include "ui/common/language.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QLibraryInfo>
#include <QtCore/QLocale>
#include <algorithm>

namespace velatura {

Language& Language::instance() {
    static Language language;
    return language;
}

Language::Language() {
    all_.push_back({"en", "English"});
    for (const QString& file : QDir(":/i18n").entryList({"velatura_*.qm"})) {
        const QString code = file.mid(9, file.size() - 12);
        if (code == "en") continue;
        const QString name = code == "zh_CN" ? QString::fromUtf8("简体中文") : QLocale(code).nativeLanguageName();
        all_.push_back({code, name});
    }
}

void Language::use(const QString& wanted) {
    const auto known = [this](const QString& code) {
        return std::any_of(all_.begin(), all_.end(), [&](const auto& l) { return l.code == code; });
    };
    QString code = wanted.isEmpty() ? QLocale::system().name() : wanted;
    if (!known(code))
        // zh_SG reads Simplified Chinese rather than English.
        for (const auto& l : all_)
            if (l.code.section('_', 0, 0) == code.section('_', 0, 0)) code = l.code;
    if (!known(code)) code = "en";
    if (code == current_) return;
    current_ = code;
    QCoreApplication::removeTranslator(&own_);
    QCoreApplication::removeTranslator(&qt_);
    QLocale::setDefault(code == "en" ? QLocale(QLocale::English) : QLocale(code));
    if (code == "en") return;
    if (qt_.load("qtbase_" + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qt_);
    if (own_.load(":/i18n/velatura_" + code + ".qm")) QCoreApplication::installTranslator(&own_);
}

}  // namespace velatura
