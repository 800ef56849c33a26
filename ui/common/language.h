// Language: the texts of window and Qt in one language, switchable while the program runs; every widget hears of it by
// QEvent::LanguageChange. Window thread.
#pragma once

#include <QtCore/QString>
#include <QtCore/QTranslator>
#include <vector>

namespace velatura {

struct LanguageInfo {
    QString code;   ///< "en", "zh_CN"
    QString name;   ///< in that language
};

class Language {
public:
    static Language& instance();
    /// English, and every language compiled in under :/i18n.
    const std::vector<LanguageInfo>& all() const { return all_; }
    /// An empty code: as the system says. An unknown one: English.
    void use(const QString& code);
    QString current() const { return current_; }

private:
    Language();
    std::vector<LanguageInfo> all_;
    QTranslator own_, qt_;
    QString current_ = "en";
};

}  // namespace velatura
