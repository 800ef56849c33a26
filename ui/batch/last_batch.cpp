#include "ui/batch/last_batch.h"

#include <nlohmann/json.hpp>

#include "core/base/json_file.h"
#include "core/base/paths.h"
#include "core/batch/batch_journal.h"

namespace velatura {

namespace fs = std::filesystem;

fs::path lastBatchFile() {
    return stateFolder() / "batch.json";
}

Status rememberBatch(const LastBatch& batch) {
    std::error_code ec;
    fs::create_directories(lastBatchFile().parent_path(), ec);
    return writeJsonFile(lastBatchFile(), {{"order", toJson(batch.order)},
                                           {"planned", batch.planned},
                                           {"begun", batch.begun.toString(Qt::ISODate).toStdString()}});
}

void forgetBatch() {
    std::error_code ec;
    fs::remove(lastBatchFile(), ec);
}

std::optional<LastBatch> unfinishedBatch() {
    const auto json = readJsonFile(lastBatchFile(), size_t{256} << 20);
    if (!json || !json->is_object() || !json->contains("order")) return std::nullopt;
    auto order = batchOrderFromJson((*json)["order"]);
    const auto planned = json->value("planned", nlohmann::json()), begun = json->value("begun", nlohmann::json());
    if (!order || !planned.is_number_integer() || !begun.is_string()) return std::nullopt;
    const auto results = journalledResults(order->inputs.folder.toStdString());
    if (!results) return std::nullopt;
    LastBatch out{std::move(*order), planned.get<int>(),
                  QDateTime::fromString(QString::fromStdString(begun.get<std::string>()), Qt::ISODate),
                  static_cast<int>(results->size())};
    if (out.done >= out.planned) return std::nullopt;
    return out;
}

}  // namespace velatura
