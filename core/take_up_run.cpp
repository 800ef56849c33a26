#include "core/take_up_run.h"

#include <nlohmann/json.hpp>

#include "core/base/json_file.h"

namespace velatura {

namespace fs = std::filesystem;

Status takeUpRun(TrainRequest& request, const TrainerInfo& trainer) {
    const fs::path file = request.run / "run.json";
    std::error_code ec;
    if (!fs::exists(file, ec))
        return fail(ErrorCode::NotFound, "%1 holds no run to go on with.", {request.run.string()},
                    "Start a new run, or give another folder.");
    auto json = readJsonFile(file);
    if (!json) return fail(json.error());
    if (!json->is_object())
        return fail(ErrorCode::Unreadable, "%1 does not describe a training run.", {file.string()},
                    "Choose another folder.");
    if (const auto it = json->find("trainer"); it != json->end() && it->is_string() && *it != trainer.key)
        return fail(ErrorCode::Usage, "The run in %1 belongs to the trainer %2, not %3.",
                    {request.run.string(), it->get<std::string>(), trainer.key});
    if (const auto it = json->find("params"); it != json->end()) {
        auto earlier = paramValuesFromJson(*it);
        if (!earlier) return fail(earlier.error());
        for (auto& [key, value] : *earlier)
            if (const ParamInfo* info = trainer.schema().find(key)) request.params.emplace(info->key, std::move(value));
    }
    const auto folder = [&](const char* key, fs::path& path) {
        const auto it = json->find(key);
        if (path.empty() && it != json->end() && it->is_string()) path = it->get<std::string>();
    };
    folder("data", request.data);
    folder("styles", request.styles);
    folder("teachers", request.teachers);
    return {};
}

}  // namespace velatura
