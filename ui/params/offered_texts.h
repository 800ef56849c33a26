// OfferedTexts: values that a Text parameter may have just now, told by whoever knows them (imported models …). An
// editor asks by the parameter's key and is a drop-down then; parameters that nobody offers values for are typed.
// Window thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace velatura {

struct OfferedText {
    std::string value;
    QString label;  ///< in the person's language
};

class OfferedTexts : public QObject {
    Q_OBJECT
public:
    using Source = std::function<std::vector<OfferedText>()>;

    static OfferedTexts& instance();
    /// Before the first form is made. `source` is asked again whenever changed() is told and a list opens.
    void provide(const std::string& key, Source source);
    void withdraw(const std::string& key) { sources_.erase(key); }
    bool has(const std::string& key) const { return sources_.contains(key); }
    std::vector<OfferedText> of(const std::string& key) const;

Q_SIGNALS:
    /// There are other values, or other words for them.
    void changed(const QString& key);

private:
    std::map<std::string, Source> sources_;
};

}  // namespace velatura
