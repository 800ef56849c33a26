#include "ui/train/run_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fstream>

#include "core/base/json_file.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

std::vector<RunFolder::Numbered> numbered(const fs::path& folder, const std::string& ending) {
    std::vector<RunFolder::Numbered> out;
    std::error_code ec;
    for (fs::directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec))
        if (it->path().extension() == ending)
            if (const auto step = stepInName(it->path()); step >= 0) out.emplace_back(step, it->path());
    std::sort(out.begin(), out.end());
    return out;
}

/// One line: {"name":…,"step":…,"value":…,"seconds":…}; null stands for a value that was no number.
bool readLine(const std::string& line, Scalar& out) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object()) return false;
    const auto name = json.find("name"), step = json.find("step"), value = json.find("value");
    if (name == json.end() || !name->is_string() || step == json.end() || !step->is_number() || value == json.end())
        return false;
    if (!value->is_number() && !value->is_null()) return false;
    out.name = name->get<std::string>();
    out.step = step->get<std::int64_t>();
    out.value = value->is_null() ? std::nan("") : value->get<double>();
    const auto seconds = json.find("seconds");
    out.seconds = seconds != json.end() && seconds->is_number() ? seconds->get<double>() : 0;
    return true;
}

fs::path pathIn(const nlohmann::json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? fs::path(found->get<std::string>()) : fs::path();
}

}  // namespace

std::int64_t stepInName(const fs::path& file) {
    const std::string name = file.stem().string();
    size_t begin = name.size();
    while (begin > 0 && std::isdigit(static_cast<unsigned char>(name[begin - 1])) != 0) --begin;
    if (begin == name.size() || name.size() - begin > 15) return -1;
    return std::stoll(name.substr(begin));
}

bool holdsRun(const fs::path& folder) {
    std::error_code ec;
    return fs::is_regular_file(folder / "run.json", ec);
}

fs::path freeRunFolder(const fs::path& parent, const std::string& trainer) {
    std::error_code ec;
    for (int i = 1;; ++i)
        if (fs::path path = parent / fmt::format("{}-{:03}", trainer, i); !fs::exists(path, ec)) return path;
}

std::int64_t RunFolder::lastStep() const {
    std::int64_t out = checkpoints.empty() ? 0 : checkpoints.back().first;
    for (const Scalar& s : scalars) out = std::max(out, s.step);
    return out;
}

Result<RunFolder> readRunFolder(const fs::path& folder) {
    if (!holdsRun(folder))
        return fail(ErrorCode::NotFound, "%1 holds no training run.", {folder.string()},
                    "Choose a folder with a run.json in it.");
    auto json = readJsonFile(folder / "run.json");
    if (!json) return fail(json.error());
    RunFolder run;
    run.path = folder;
    if (!json->is_object() || !json->contains("trainer") || !(*json)["trainer"].is_string())
        return fail(ErrorCode::Unreadable, "%1 does not describe a training run.", {(folder / "run.json").string()},
                    "Choose another folder.");
    run.trainer = (*json)["trainer"].get<std::string>();
    run.data = pathIn(*json, "data");
    run.styles = pathIn(*json, "styles");
    run.teachers = pathIn(*json, "teachers");
    if (json->contains("params"))
        if (auto params = paramValuesFromJson((*json)["params"])) run.params = std::move(*params);
    run.samples = numbered(folder / "samples", ".png");
    run.checkpoints = numbered(folder / "checkpoints", ".safetensors");
    std::ifstream lines(folder / "scalars.jsonl");
    Scalar scalar;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty()) continue;
        // The last line of a run that was cut off may be half of one.
        readLine(line, scalar) ? run.scalars.push_back(scalar) : void(++run.brokenLines);
    }
    return run;
}

}  // namespace velatura
