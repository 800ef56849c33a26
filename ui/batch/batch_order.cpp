#include "ui/batch/batch_order.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <nlohmann/json.hpp>

#include "core/catalog.h"
#include "core/image/kept_color_text.h"
#include "ui/batch/batch_output.h"

namespace velatura {

using nlohmann::json;

QString resultFolder(const BatchInputs& inputs, const QString& painted) {
    if (!inputs.folder.isEmpty() || inputs.photos.isEmpty()) return inputs.folder;
    const QFileInfo first(inputs.photos.front());
    const QDir beside(first.absolutePath());
    const bool isFile = formatForPath(inputs.photos.front().toStdString()).has_value() || first.isFile();
    return beside.filePath(painted.arg(isFile ? beside.dirName() : first.fileName()));
}

namespace {

bool hasOwnStyles(const std::string& engine) {
    const auto info = findEngine(engine);
    return info && (*info)->maxStyles == 0;
}

}  // namespace

bool BatchOrder::ready() const { return !inputs.photos.isEmpty() && (!inputs.styles.empty() || hasOwnStyles(engine)); }

Result<BatchRequest> makeRequest(const BatchOrder& order) {
    BatchRequest out;
    for (const QString& photo : order.inputs.photos) out.contents.emplace_back(photo.toStdString());
    if (hasOwnStyles(order.engine)) out.looks.emplace_back();
    for (const auto& style : out.looks.empty() ? order.inputs.styles : std::vector<BatchStylePick>()) {
        if (!order.inputs.mixed || out.looks.empty()) out.looks.emplace_back();
        out.looks.back().styles.push_back({style.path.toStdString(), order.inputs.mixed ? style.weight : 1.0, {},
                                          order.inputs.mixed || order.inputs.styles.size() == 1 ? style.levels : StyleLevels::All});
    }
    out.engine = order.engine;
    out.params = order.params;
    out.keptColors = order.inputs.keptColors;
    out.output = order.inputs.folder.toStdString();
    out.name = order.inputs.name.trimmed().toStdString();
    const auto output = batchOutputSchema().read(order.output);
    if (!output) return fail(output.error());
    if (auto s = applyOutput(*output, out); !s) return fail(s.error());
    return out;
}

json toJson(const BatchOrder& order) {
    json photos = json::array(), styles = json::array(), kept = json::array();
    for (const KeptColor& color : order.inputs.keptColors) kept.push_back(toText(color));
    for (const QString& photo : order.inputs.photos) photos.push_back(photo.toStdString());
    for (const auto& style : order.inputs.styles)
        styles.push_back({{"path", style.path.toStdString()}, {"weight", style.weight}, {"levels", toText(style.levels)}});
    return {{"photos", photos},
            {"styles", styles},
            {"keptColors", kept},
            {"mixed", order.inputs.mixed},
            {"folder", order.inputs.folder.toStdString()},
            {"name", order.inputs.name.toStdString()},
            {"engine", order.engine},
            {"params", toJson(order.params)},
            {"output", toJson(order.output)}};
}

Result<BatchOrder> batchOrderFromJson(const json& in) {
    try {
        BatchOrder out;
        for (const auto& photo : in.at("photos")) out.inputs.photos << QString::fromStdString(photo.get<std::string>());
        for (const auto& style : in.at("styles")) {
            const auto levels = parseStyleLevels(style.value("levels", toText(StyleLevels::All)));  // earlier versions have none
            if (!levels) return fail(levels.error());
            out.inputs.styles.push_back(
                {QString::fromStdString(style.at("path").get<std::string>()), style.at("weight").get<double>(), *levels});
        }
        for (const auto& text : in.value("keptColors", json::array())) {  // batches of earlier versions have none
            const auto color = parseKeptColor(text.get<std::string>());
            if (!color) return fail(color.error());
            out.inputs.keptColors.push_back(*color);
        }
        out.inputs.mixed = in.at("mixed").get<bool>();
        out.inputs.folder = QString::fromStdString(in.at("folder").get<std::string>());
        out.inputs.name = QString::fromStdString(in.at("name").get<std::string>());
        out.engine = in.at("engine").get<std::string>();
        auto params = paramValuesFromJson(in.at("params")), output = paramValuesFromJson(in.at("output"));
        if (!params) return fail(params.error());
        if (!output) return fail(output.error());
        out.params = std::move(*params);
        out.output = std::move(*output);
        return out;
    } catch (const json::exception&) {
        return fail(ErrorCode::Unreadable, "The remembered batch cannot be read.");
    }
}

}  // namespace velatura
