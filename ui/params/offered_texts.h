// OfferedTexts: values that a Text parameter may have just now, told by whoever knows them (imported models …). An
// editor asks by the parameter's key and is a drop-down then, with a line to type in where other values are possible
// too; parameters that nobody offers values for are typed. Window thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/base/param_values.h"

namespace velatura {

struct OfferedText {
    std::string value;
    QString label;  ///< in the person's language
};

class OfferedTexts : public QObject {
    Q_OBJECT
public:
    /// @param form  the form's other values, which may decide what there is
    using Source = std::function<std::vector<OfferedText>(const ParamValues& form)>;
    enum class Others { None, Typed };

    static OfferedTexts& instance();
    /// Before the first form is made. `source` is asked again whenever changed() is told and a list opens.
    /// @param others  whether other values may be typed
    void provide(const std::string& key, Source source, Others others = Others::None);
    void withdraw(const std::string& key) { sources_.erase(key); }
    bool has(const std::string& key) const { return sources_.contains(key); }
    bool othersTyped(const std::string& key) const { return has(key) && sources_.at(key).others == Others::Typed; }
    std::vector<OfferedText> of(const std::string& key, const ParamValues& form) const;

Q_SIGNALS:
    /// There are other values, or other words for them.
    void changed(const QString& key);

private:
    struct Offer {
        Source source;
        Others others;
    };
    std::map<std::string, Offer> sources_;
};

}  // namespace velatura
