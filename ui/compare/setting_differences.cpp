#include "ui/compare/setting_differences.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>
#include <algorithm>
#include <functional>

#include "core/catalog.h"
#include "ui/common/translate.h"
#include "ui/params/param_text.h"

namespace velatura {

namespace {

struct DifferenceText {
    Q_DECLARE_TR_FUNCTIONS(SettingDifferences)
};

/// One fact about each result; told of all where they are not the same.
using Fact = std::function<QString(const StyledResult&)>;

QString stylesOf(const StyledResult& r) {
    const auto engine = findEngine(r.engine);
    const bool levels = engine && (*engine)->levels;
    QStringList out;
    for (const StyleChoice& s : r.inputs.styles) {
        QString words = r.inputs.styles.size() > 1 ? QStringLiteral("%1 %2").arg(s.picture->name).arg(s.weight, 0, 'g', 3) : s.picture->name;
        if (levels && s.levels != StyleLevels::All)
            words += QStringLiteral(" (%1)").arg(s.levels == StyleLevels::Coarse ? DifferenceText::tr("large forms") : DifferenceText::tr("fine texture"));
        out << words;
    }
    return out.join(QStringLiteral(" + "));
}

QString engineOf(const StyledResult& r) {
    const auto engine = findEngine(r.engine);
    return engine ? trParam((*engine)->label) : QString::fromStdString(r.engine);
}

QString originOf(const StyledResult& r) {
    return r.wentOnFrom > 0 ? DifferenceText::tr("went on from %1").arg(r.wentOnFrom) : QString();
}

std::vector<Fact> factsOf(const std::vector<const StyledResult*>& all) {
    std::vector<Fact> out{engineOf, stylesOf,
                          [](const StyledResult& r) { return r.inputs.photo ? r.inputs.photo->name : QString(); }};
    const bool oneEngine = std::all_of(all.begin(), all.end(), [&](const auto* r) { return r->engine == all.front()->engine; });
    const auto engine = findEngine(all.front()->engine);
    if (oneEngine && engine)
        for (const ParamInfo& info : (*engine)->schema().fields()) {
            if (info.stages == Stage::None) continue;  // changes nothing that can be seen
            out.push_back([&info](const StyledResult& r) {
                // A snapshot has as many steps as were done by then, not as many as were asked for.
                if (r.snapshotStep >= 0 && info.key == "steps") return trParam(info.label) + ' ' + valueText(info, r.snapshotStep);
                const auto it = r.params.find(info.key);
                return trParam(info.label) + ' ' + valueText(info, it == r.params.end() ? info.defaultValue : it->second);
            });
        }
    out.push_back(originOf);
    return out;
}

}  // namespace

std::vector<QString> settingDifferences(const std::vector<ResultPtr>& results) {
    std::vector<const StyledResult*> painted;
    for (const ResultPtr& r : results)
        if (r) painted.push_back(r.get());
    std::vector<QStringList> lines(results.size());
    if (painted.size() >= 2)
        for (const Fact& fact : factsOf(painted)) {
            const QString first = fact(*painted.front());
            if (std::all_of(painted.begin(), painted.end(), [&](const auto* r) { return fact(*r) == first; })) continue;
            for (size_t i = 0; i < results.size(); ++i)
                if (const QString words = results[i] ? fact(*results[i]) : QString(); !words.isEmpty()) lines[i] << words;
        }
    std::vector<QString> out;
    for (const QStringList& line : lines) out.push_back(line.join(QStringLiteral("  ·  ")));
    return out;
}

}  // namespace velatura
