#include "ui/params/offered_texts.h"

namespace velatura {

OfferedTexts& OfferedTexts::instance() {
    static OfferedTexts texts;
    return texts;
}

void OfferedTexts::provide(const std::string& key, Source source, Others others) {
    sources_[key] = {std::move(source), others};
    Q_EMIT changed(QString::fromStdString(key));
}

std::vector<OfferedText> OfferedTexts::of(const std::string& key, const ParamValues& form) const {
    const auto it = sources_.find(key);
    return it == sources_.end() ? std::vector<OfferedText>{} : it->second.source(form);
}

}  // namespace velatura
