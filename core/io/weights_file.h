// A stranger's file of weights, whichever of the formats it is in (content decides, not the name): safetensors, or
// PyTorch's zip and legacy containers. Read as data. Used by the import of models; one thread at a time.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/io/safetensors.h"

namespace velatura {

/// A tensor of a file, without its numbers.
struct TensorShape {
    std::string name;
    std::vector<std::int64_t> shape;
};

class WeightsFile {
public:
    static Result<WeightsFile> open(const std::filesystem::path& path);
    WeightsFile(WeightsFile&&) noexcept;
    ~WeightsFile();

    const std::vector<TensorShape>& tensors() const { return tensors_; }
    const std::map<std::string, std::string>& metadata() const { return metadata_; }
    /// Error: no such tensor, damaged numbers.
    Result<NumberArray> read(const std::string& name) const;

private:
    struct Source;
    WeightsFile();

    std::vector<TensorShape> tensors_;
    std::map<std::string, std::string> metadata_;
    std::unique_ptr<Source> source_;
};

}  // namespace velatura
