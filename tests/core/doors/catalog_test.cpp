// Walks the catalog: whatever is added there is tested here without a line more.
#include "core/catalog.h"

#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/test_case.h"

using namespace velatura;

namespace {

struct Entry {
    std::string name;
    const Schema* schema;
};

std::vector<Entry> allSchemas() {
    std::vector<Entry> out;
    for (const auto& e : engines()) out.push_back({"engine " + e.key, &e.schema()});
    for (const auto& t : trainers()) out.push_back({"trainer " + t.key, &t.schema()});
    return out;
}

bool isKey(const std::string& text) {
    static const std::set<char> marks = {'-', '_'};
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || marks.contains(c);
    });
}

bool isSentence(const std::string& text) { return text.size() > 5 && text.back() == '.' && text.front() != ' '; }

}  // namespace

#define EACH(condition, name) QVERIFY2(condition, qPrintable(QString::fromStdString(name)))

class CatalogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysAreUniqueAndTextsAreThere() {
        std::set<std::string> keys;
        for (const auto& e : engines()) {
            EACH(isKey(e.key) && keys.insert("engine " + e.key).second, e.key);
            EACH(!e.label.empty() && isSentence(e.help), e.key);
            EACH(e.minStyles >= 0 && e.maxStyles >= e.minStyles, e.key);
        }
        for (const auto& t : trainers()) {
            EACH(isKey(t.key) && keys.insert("trainer " + t.key).second, t.key);
            EACH(!t.label.empty() && isSentence(t.help) && isSentence(t.dataHelp), t.key);
        }
        for (const auto& m : metricInfos()) {
            EACH(isKey(m.key) && keys.insert("metric " + m.key).second, m.key);
            EACH(!m.label.empty() && isSentence(m.help), m.key);
        }
        QVERIFY(!engines().empty() && !trainers().empty() && !metricInfos().empty());
    }

    void everyParameterIsFullyDeclared() {
        for (const auto& [name, schema] : allSchemas()) {
            std::set<std::string> names, labels;
            for (const auto& f : schema->fields()) {
                const std::string at = name + " " + f.key;
                EACH(isKey(f.key) && names.insert(f.key).second, at);
                for (const auto& a : f.aliases) EACH(isKey(a) && names.insert(a).second, at + " alias " + a);
                EACH(!f.label.empty() && labels.insert(f.group + "/" + f.label).second, at + ": label twice or none");
                EACH(isSentence(f.help), at + ": help is no sentence");
                EACH(f.level == ParamLevel::Basic || !f.group.empty(), at + ": folded away, so it needs a group");
                for (const auto& c : f.choices) EACH(isKey(c.key) && !c.label.empty(), at + " " + c.key);
                for (const auto& c : f.choices) EACH(c.help.empty() || isSentence(c.help), at + " " + c.key);
            }
        }
    }

    void defaultsAndSlidersLieInTheirRanges() {
        for (const auto& [name, schema] : allSchemas())
            for (const auto& f : schema->fields()) {
                const std::string at = name + " " + f.key;
                EACH(Schema::coerce(f, f.defaultValue).has_value(), at);
                if (f.type != ParamType::Integer && f.type != ParamType::Real) continue;
                const ParamRange soft = f.sliderRange();
                EACH(std::isfinite(soft.min) && std::isfinite(soft.max), at + ": a slider needs two ends");
                EACH(soft.min >= f.range.min && soft.max <= f.range.max && soft.min < soft.max, at);
                EACH(f.step >= 0 && f.step <= soft.max - soft.min, at);
                EACH(!f.logarithmic || soft.min > 0, at + ": no logarithm of zero");
                EACH(!f.live || f.type == ParamType::Real, at + ": only rates and weights change while it runs");
            }
    }

    void defaultsGoThroughJsonAndText() {
        for (const auto& [name, schema] : allSchemas()) {
            const ParamValues d = schema->defaults();
            const auto json = nlohmann::json::parse(toJson(d).dump());
            const auto back = paramValuesFromJson(json);
            EACH(back.has_value() && schema->normalise(*back).value() == d, name);
            EACH(schema->changed(d).empty(), name);
            for (const auto& f : schema->fields()) {
                const auto parsed = Schema::parse(f, toText(f.defaultValue));
                EACH(parsed.has_value() && *parsed == f.defaultValue, name + " " + f.key);
                for (const auto& a : f.aliases) {
                    const auto v = schema->normalise({{a, f.defaultValue}});
                    EACH(v.has_value() && *v == d, name + " " + a);
                }
            }
        }
    }

    void boundsAreAcceptedAndWhatLiesBeyondIsNot() {
        for (const auto& [name, schema] : allSchemas())
            for (const auto& f : schema->fields()) {
                if (f.type != ParamType::Integer && f.type != ParamType::Real) continue;
                const std::string at = name + " " + f.key;
                EACH(Schema::coerce(f, f.range.min).has_value() && Schema::coerce(f, f.range.max).has_value(), at);
                EACH(!Schema::coerce(f, f.range.min - 1).has_value() && !Schema::coerce(f, f.range.max + 1).has_value(), at);
            }
    }

    void sharedNamesMeanTheSameThing() {
        // What several engines share comes from one declaration; only defaults may differ.
        std::map<std::string, std::pair<std::string, const ParamInfo*>> seen;
        for (const auto& [name, schema] : allSchemas())
            for (const auto& f : schema->fields()) {
                const auto [at, first] = seen.emplace(f.key, std::pair(name, &f));
                if (first) continue;
                EACH(at->second.second->type == f.type, name + " and " + at->second.first + ": " + f.key);
            }
    }

    void unknownNamesListWhatThereIs() {
        const auto e = findEngine("gatis");
        QVERIFY(!e && e.error().code == ErrorCode::Usage);
        for (const auto& info : engines()) EACH(e.error().message().find(info.key) != std::string::npos, info.key);
        const auto t = findTrainer("");
        QVERIFY(!t.has_value());
        for (const auto& info : engines()) EACH(findEngine(info.key).value() == &info, info.key);
        for (const auto& info : trainers()) EACH(findTrainer(info.key).value() == &info, info.key);
    }
};

VELATURA_TEST(CatalogTest)
#include "catalog_test.moc"
