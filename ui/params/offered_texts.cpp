#include "ui/params/offered_texts.h"

namespace velatura {

OfferedTexts& OfferedTexts::instance() {
    static OfferedTexts texts;
    return texts;
}

void OfferedTexts::provide(const std::string& key, Source source) {
    sources_[key] = std::move(source);
    Q_EMIT changed(QString::fromStdString(key));
}

std::vector<OfferedText> OfferedTexts::of(const std::string& key) const {
    const auto it = sources_.find(key);
    return it == sources_.end() ? std::vector<OfferedText>{} : it->second();
}

}  // namespace velatura
