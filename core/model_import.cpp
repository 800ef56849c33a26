#include "core/model_import.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstring>

#include "core/base/hash.h"
#include "core/network_layout.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

/// F32 of F64 and BF16; F32 and F16 as they are.
Result<NumberArray> kept(const std::string& file, const std::string& name, NumberArray in) {
    if (in.type == NumberType::F32 || in.type == NumberType::F16) return in;
    if (in.type != NumberType::F64 && in.type != NumberType::BF16)
        return fail(ErrorCode::Model, "In %1, \"%2\" holds whole numbers (%3), which are no weights.",
                    {file, name, nameOf(in.type)}, "Import a network whose weights are real numbers.");
    NumberArray out{NumberType::F32, in.shape, {}};
    const auto n = static_cast<size_t>(in.count());
    out.bytes.resize(n * sizeof(float));
    for (size_t i = 0; i < n; ++i) {
        float value = 0;
        if (in.type == NumberType::F64) {
            double wide = 0;
            std::memcpy(&wide, &in.bytes[i * sizeof wide], sizeof wide);
            value = static_cast<float>(wide);
        } else {
            std::uint16_t top = 0;
            std::memcpy(&top, &in.bytes[i * sizeof top], sizeof top);
            value = std::bit_cast<float>(static_cast<std::uint32_t>(top) << 16);
        }
        std::memcpy(&out.bytes[i * sizeof value], &value, sizeof value);
    }
    return out;
}

/// What the store keeps of a file. No time, path or name is in it: the same file gives the same bytes everywhere, so
/// that recipes recognise it.
Result<SafetensorsFile> keptOf(const fs::path& path, const NetworkReport& report, const std::string& wanted) {
    const auto file = WeightsFile::open(path);
    if (!file) return fail(file.error());
    const std::string name = path.filename().string();
    const auto layout = recogniseNetwork(name, file->tensors(), file->metadata());
    if (!layout) return fail(layout.error());
    SafetensorsFile out;
    out.metadata = {
        {"format", "1"}, {"kind", layout->kind}, {"convention", wanted.empty() ? report.convention : wanted}};
    if (const auto styles = file->metadata().find("styles"); layout->styles > 0 && styles != file->metadata().end())
        out.metadata["styles"] = styles->second;
    std::vector<std::pair<std::string, std::string>> tensors;  // name here, name there
    for (const auto& layer : layout->layers)
        for (const char* part : {".weight", ".bias"}) tensors.emplace_back(layer.name + part, layer.source + part);
    if (!layout->first.empty())
        for (const char* part : {".weight", ".bias"})
            tensors.emplace_back(std::string("conv0") + part, layout->first + part);
    if (layout->layers.empty()) {  // a network of this program's own kind: as it is
        out.metadata = file->metadata();
        for (const auto& t : file->tensors()) tensors.emplace_back(t.name, t.name);
    }
    for (const auto& [here, there] : tensors) {
        auto array = file->read(there);
        if (!array) return fail(array.error());
        auto numbers = kept(name, there, std::move(*array));
        if (!numbers) return fail(numbers.error());
        out.arrays.emplace(here, std::move(*numbers));
    }
    return out;
}

/// The name of a new entry.
Result<std::string> freeName(const ImportRequest& request, const std::vector<StoredModel>& all) {
    const auto taken = [&](const std::string& name) {
        return std::any_of(all.begin(), all.end(), [&](const auto& m) { return m.name == name; });
    };
    if (!request.name.empty()) {
        const std::string name = cleanModelName(request.name);
        if (taken(name))
            return fail(ErrorCode::Usage, "Another model is called \"%1\" already.", {name},
                        "Choose another name or remove that one.");
        return name;
    }
    const std::string stem = cleanModelName(request.file.stem().string());
    std::string name = stem;
    for (int i = 2; taken(name); ++i) name = fmt::format("{}-{}", stem, i);
    return name;
}

std::string now() {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

Status checkConvention(const std::string& wanted) {
    const auto& known = vggConventions();
    if (wanted.empty() || std::find(known.begin(), known.end(), wanted) != known.end()) return {};
    return fail(ErrorCode::Usage, "There is no convention \"%1\"; there are: %2.",
                {wanted, fmt::format("{}", fmt::join(known, ", "))});
}

Status mayChoose(const std::string& convention, const std::string& kind, const std::string& name) {
    if (convention.empty() || (kind != "perceptual" && kind != "distilled" && kind != kind::kFastStyle)) return {};
    return fail(ErrorCode::Usage, "%1 says itself what its input is; a convention can be chosen for VGG networks only.", {name},
                "Leave the convention out.");
}

/// A file that is removed unless it was moved away.
struct PartFile {
    fs::path path;
    ~PartFile() {
        std::error_code ec;
        fs::remove(path, ec);
    }
};

/// Writes the weights beside the store's others, looks through them, and only then makes them the entry `model.name`.
Result<StoredModel> keep(Work& work, const SafetensorsFile& weights, StoredModel model) {
    std::error_code ec;
    fs::create_directories(modelStoreFolder(), ec);
    const PartFile part{modelStoreFolder() / (model.name + ".part")};
    if (auto s = writeSafetensors(part.path, weights); !s) return fail(s.error());
    const auto report = work.inspectNetwork(part.path);
    if (!report) return fail(report.error());
    const auto hash = sha256OfFile(part.path);
    if (!hash) return fail(hash.error());
    model.file = storedModelFile(model.name);
    model.sha256 = *hash;
    model.kind = report->kind;
    model.convention = report->convention;
    model.layers = report->layers;
    model.channels = report->channels;
    model.weights = report->weights;
    model.imported = now();
    // Weights and description belong together: when the second cannot be written, the first stay as they were.
    const PartFile before{modelStoreFolder() / (model.name + ".before")};
    const bool replaces = fs::exists(model.file, ec);
    if (replaces) fs::rename(model.file, before.path, ec);
    if (!ec) fs::rename(part.path, model.file, ec);
    if (ec)
        return fail(ErrorCode::Disk, "%1 could not be written: %2.", {model.file.string(), ec.message()},
                    "Check the permissions of its folder.");
    model.bytes = static_cast<std::int64_t>(fs::file_size(model.file, ec));
    if (auto s = describeStoredModel(model); !s) {
        std::error_code back;
        if (replaces)
            fs::rename(before.path, model.file, back);
        else
            fs::remove(model.file, back);
        return fail(s.error());
    }
    return model;
}

}  // namespace

Result<Imported> importModel(Work& work, const ImportRequest& request, JobContext& context) {
    constexpr int kStages = 3;
    const auto stopped = [&](int done, const char* stage) {
        context.progress(done, kStages, stage);
        return !context.proceed();
    };
    const auto stop = [] { return fail(ErrorCode::Usage, "The import was stopped."); };
    if (auto s = checkConvention(request.convention); !s) return fail(s.error());
    if (stopped(0, "Reading")) return stop();
    const auto hash = sha256OfFile(request.file);
    if (!hash) return fail(hash.error());
    const auto all = storedModels();
    // The same file again is the same entry, unless another name is asked for.
    const std::string asked = request.name.empty() ? std::string() : cleanModelName(request.name);
    const auto same = std::find_if(all.begin(), all.end(), [&](const auto& m) { return m.sourceSha256 == *hash && (asked.empty() || asked == m.name); });
    if (same != all.end() && (request.convention.empty() || request.convention == same->convention))
        return Imported{*same, true};

    if (stopped(1, "Checking")) return stop();
    auto report = work.inspectNetwork(request.file);
    if (!report) return fail(report.error());
    if (auto s = mayChoose(request.convention, report->kind, request.file.filename().string()); !s) return fail(s.error());
    auto weights = keptOf(request.file, *report, request.convention);
    if (!weights) return fail(weights.error());
    std::string name;
    if (same != all.end()) {
        name = same->name;  // the same file in another convention is the same entry
    } else {
        auto made = freeName(request, all);
        if (!made) return fail(made.error());
        name = *made;
    }

    if (stopped(2, "Saving")) return stop();
    auto model =
        keep(work, *weights, {.name = name, .source = request.file.filename().string(), .sourceSha256 = *hash});
    if (!model) return fail(model.error());
    context.progress(kStages, kStages, "Saving");
    return Imported{std::move(*model), false};
}

Result<StoredModel> changeConvention(Work& work, const StoredModel& model, const std::string& convention) {
    if (auto s = checkConvention(convention); !s) return fail(s.error());
    if (auto s = mayChoose(convention, model.kind, model.name); !s) return fail(s.error());
    auto weights = readSafetensors(model.file);
    if (!weights) return fail(weights.error());
    weights->metadata["convention"] = convention;
    return keep(work, *weights, model);
}

Result<NetworkReport> checkStoredModel(Work& work, const StoredModel& model) {
    const auto hash = sha256OfFile(model.file);
    if (!hash) return fail(hash.error());
    if (*hash != model.sha256) return fail(changedModel(model.name));
    return work.inspectNetwork(model.file);
}

}  // namespace velatura
