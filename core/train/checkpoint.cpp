#include "core/train/checkpoint.h"

#include <fmt/format.h>
#include <torch/torch.h>

#include <algorithm>

#include "core/nn/state_dict.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

constexpr const char* kKind = "checkpoint";
constexpr const char* kFormatVersion = "1";

class Saver : public StateVisitor {
public:
    explicit Saver(SafetensorsFile& file) : file_(file) {}
    void number(const std::string& name, std::int64_t& value) override {
        file_.arrays[name] = arrayOf(at::scalar_tensor(value, at::kLong), NumberType::I64);
    }
    void number(const std::string& name, double& value) override {
        file_.arrays[name] = arrayOf(at::scalar_tensor(value, at::kDouble), NumberType::F64);
    }
    void tensor(const std::string& name, at::Tensor& value) override {
        if (value.defined())
            file_.arrays[name] = arrayOf(value, value.is_floating_point() ? NumberType::F32 : NumberType::I64);
    }

private:
    SafetensorsFile& file_;
};

class Loader : public StateVisitor {
public:
    Loader(const SafetensorsFile& file, std::string path) : file_(file), dict_(tensorsOf(file)), path_(std::move(path)) {}

    void number(const std::string& name, std::int64_t& value) override {
        if (const at::Tensor* t = find(name, 1)) value = t->item<std::int64_t>();
    }
    void number(const std::string& name, double& value) override {
        // tensorsOf() gives float32; a double keeps its last bits only when read from the bytes.
        if (!find(name, 1)) return;
        const auto& array = file_.arrays.at(name);
        if (array.type == NumberType::F64) std::memcpy(&value, array.bytes.data(), sizeof value);
    }
    void tensor(const std::string& name, at::Tensor& value) override {
        const auto it = dict_.find(name);
        if (it == dict_.end()) {
            if (value.defined()) missing(name);
            return;
        }
        if (!value.defined()) {
            value = it->second.clone();
        } else if (auto s = loadInto(dict_, name, value, path_); !s) {
            status = s;
        }
    }
    bool has(const std::string& name) const override { return dict_.contains(name); }
    Status status;

private:
    const at::Tensor* find(const std::string& name, std::int64_t count) {
        const auto it = dict_.find(name);
        if (it == dict_.end() || it->second.numel() != count) {
            missing(name);
            return nullptr;
        }
        return &it->second;
    }
    void missing(const std::string& name) {
        status = fail(ErrorCode::Model, "The checkpoint %1 lacks \"%2\".", {path_, name},
                      "It belongs to another version or to other settings; start a new run.");
    }
    const SafetensorsFile& file_;
    StateDict dict_;
    std::string path_;
};

}  // namespace

Status saveCheckpoint(const fs::path& path, Trainer& trainer, std::int64_t step,
                      const std::map<std::string, std::string>& facts) {
    SafetensorsFile file;
    file.metadata = facts;
    file.metadata["kind"] = kKind;
    file.metadata["format"] = kFormatVersion;
    file.metadata["step"] = std::to_string(step);
    Saver saver(file);
    trainer.state(saver);
    return writeSafetensors(path, file);
}

Result<LoadedCheckpoint> loadCheckpoint(const fs::path& path, Trainer& trainer, const std::string& trainerKey) {
    auto file = readSafetensors(path);
    if (!file) return fail(file.error());
    const auto& facts = file->metadata;
    const auto fact = [&](const std::string& key) {
        const auto it = facts.find(key);
        return it == facts.end() ? std::string() : it->second;
    };
    if (fact("kind") != kKind || fact("format") != kFormatVersion || fact("trainer") != trainerKey)
        return fail(ErrorCode::Model, "%1 is not a checkpoint of the trainer \"%2\".", {path.string(), trainerKey},
                    "Choose a file from the checkpoints folder of such a run.");
    LoadedCheckpoint out;
    out.facts = facts;
    try {
        out.step = std::stoll(fact("step"));
    } catch (const std::exception&) {
        return fail(ErrorCode::Model, "The checkpoint %1 does not say its step.", {path.string()}, "Choose an earlier one.");
    }
    Loader loader(*file, path.string());
    trainer.state(loader);
    if (!loader.status) return fail(loader.status.error());
    return out;
}

fs::path checkpointPath(const fs::path& run, std::int64_t step) {
    return run / "checkpoints" / fmt::format("step-{:08d}.safetensors", step);
}

std::vector<fs::path> checkpointsOf(const fs::path& run) {
    std::vector<fs::path> out;
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(run / "checkpoints", ec)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("step-") && name.ends_with(".safetensors")) out.push_back(entry.path());
    }
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace velatura
