#include "core/forecast.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <mutex>

#include "core/base/cores.h"
#include "core/base/json_file.h"
#include "core/base/paths.h"

namespace velatura {

namespace {

constexpr double kNewest = 1.0 / 3;
/// A second thread brings about this share of another core (measured, 512 px).
constexpr double kThreadGain = 0.7;

std::string gigabytes(std::int64_t bytes) { return fmt::format("{:.1f}", static_cast<double>(bytes) / 1e9); }

struct Store {
    std::mutex mutex;
    std::map<std::string, double> rates;
    bool read = false;

    std::filesystem::path path() const { return cacheFolder() / "speed.json"; }
    void load() {
        if (read) return;
        read = true;
        const auto json = readJsonFile(path());
        if (!json || !json->is_object()) return;  // never measured, or not ours: measured anew
        for (const auto& [key, value] : json->items())
            if (value.is_number() && value.get<double>() > 0 && std::isfinite(value.get<double>())) rates[key] = value.get<double>();
    }
};

Store& store() {
    static Store one;
    return one;
}

struct Place {
    std::string prefix;  ///< engine and device
    int threads = 1;
    std::string key() const { return prefix + std::to_string(threads); }
};

Place placeOf(const std::string& engine, const ParamValues& params) {
    const auto* device = valueIf<std::string>(params, "device");
    const auto* threads = valueIf<std::int64_t>(params, "threads");
    std::string name = fmt::format("{}/{}/", engine, device ? *device : "auto");
    // What takes another time at any size. Not defaults, which may be left out.
    for (const auto& [key, other] : {std::pair{"painted-by", "network"}, {"precision", "float32"}})
        if (const auto* value = valueIf<std::string>(params, key); value && *value == other) name += *value + "/";
    return {name, threads && *threads > 0 ? static_cast<int>(*threads) : grantedCores()};
}

double speedOf(int threads) { return 1 + kThreadGain * (std::max(1, threads) - 1); }

}  // namespace

Error doesNotFit(const Forecast& forecast, const ParamValues& params) {
    std::vector<std::string> facts = {std::to_string(static_cast<int>(numberOr(params, "long-side", 0))), gigabytes(forecast.bytes), gigabytes(forecast.freeBytes)};
    if (forecast.fittingLongSide <= 0)
        return {ErrorCode::OutOfMemory, "A working size of %1 px needs about %2 GB of memory, and %3 GB are free.", std::move(facts), "Close other programs."};
    facts.push_back(std::to_string(forecast.fittingLongSide));
    return {ErrorCode::OutOfMemory, "A working size of %1 px needs about %2 GB of memory, and %3 GB are free; %4 px would fit.",
            std::move(facts), "Choose a smaller working size or close other programs."};
}

double Calibration::secondsPerUnit(const std::string& engine, const ParamValues& params) {
    const Place place = placeOf(engine, params);
    Store& s = store();
    const std::lock_guard lock(s.mutex);
    s.load();
    if (const auto it = s.rates.find(place.key()); it != s.rates.end()) return it->second;
    // Never measured with so many threads: from another count where there is one, else as on the estimate's machine.
    for (const auto& [key, rate] : s.rates)
        if (key.starts_with(place.prefix) && key.find('/', place.prefix.size()) == std::string::npos) return rate * speedOf(std::atoi(key.c_str() + place.prefix.size())) / speedOf(place.threads);
    return 1 / speedOf(place.threads);
}

void Calibration::measured(const std::string& engine, const ParamValues& params, double seconds, double work) {
    if (!(seconds > 0) || !(work > 0)) return;
    Store& s = store();
    const std::lock_guard lock(s.mutex);
    s.load();
    const double rate = seconds / work;
    double& kept = s.rates[placeOf(engine, params).key()];
    kept = kept > 0 ? kept + (rate - kept) * kNewest : rate;
    std::error_code ec;
    std::filesystem::create_directories(s.path().parent_path(), ec);
    (void)writeJsonFile(s.path(), nlohmann::json(s.rates));  // a cache: the next rendering measures again
}

}  // namespace velatura
