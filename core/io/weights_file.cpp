#include "core/io/weights_file.h"

#include <optional>

#include "core/io/input_file.h"
#include "core/io/pth.h"

namespace velatura {

namespace {

/// A length of the header, then the header, which is JSON.
Result<bool> isSafetensors(const std::filesystem::path& path) {
    auto file = InputFile::open(path);
    if (!file) return fail(file.error());
    std::uint8_t start[9];
    return file->read(0, start, sizeof start) && start[8] == '{' && littleEndian<std::uint64_t>(start) < file->size();
}

}  // namespace

struct WeightsFile::Source {
    std::string name;
    SafetensorsFile safetensors;
    std::optional<PthFile> pth;
};

WeightsFile::WeightsFile() : source_(std::make_unique<Source>()) {}
WeightsFile::WeightsFile(WeightsFile&&) noexcept = default;
WeightsFile::~WeightsFile() = default;

Result<WeightsFile> WeightsFile::open(const std::filesystem::path& path) {
    WeightsFile out;
    out.source_->name = path.string();
    const auto safe = isSafetensors(path);
    if (!safe) return fail(safe.error());
    if (*safe) {
        auto file = readSafetensors(path);
        if (!file) return fail(file.error());
        for (const auto& [name, array] : file->arrays) out.tensors_.push_back({name, array.shape});
        out.metadata_ = file->metadata;
        out.source_->safetensors = std::move(*file);
        return out;
    }
    auto file = PthFile::open(path);
    if (!file) return fail(file.error());
    for (const auto& t : file->tensors()) out.tensors_.push_back({t.name, t.shape});
    out.source_->pth = std::move(*file);
    return out;
}

Result<NumberArray> WeightsFile::read(const std::string& name) const {
    if (source_->pth) {
        for (size_t i = 0; i < tensors_.size(); ++i)
            if (tensors_[i].name == name) return source_->pth->read(i);
    } else if (const auto it = source_->safetensors.arrays.find(name); it != source_->safetensors.arrays.end()) {
        return it->second;
    }
    return fail(ErrorCode::Model, "In %1, \"%2\" is missing.", {source_->name, shownName(name)});
}

}  // namespace velatura
