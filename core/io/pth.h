// Weights in strangers' PyTorch files (.pth, .pt): state dicts as torch.save writes them, zip (from 1.6) and legacy.
// Read as data by an allow-list: nothing in a file is imported or run, what is not known is refused by name, and sizes
// are checked against the file before anything is allocated. LibTorch-free; the import of models calls it.
#pragma once

#include <memory>

#include "core/io/input_file.h"
#include "core/io/safetensors.h"

namespace velatura {

/// One open file. Tensors are read one at a time; reading is safe on any thread.
class PthFile {
public:
    /// `name` is the path of keys down to the tensor, joined by dots and otherwise as in the file: what a checkpoint
    /// wraps ("state_dict", "model", "module") stays in front. Steps of lists are numbers; a bare tensor is "tensor".
    struct Tensor {
        std::string name;
        NumberType type = NumberType::F32;  ///< of what read() gives
        std::vector<std::int64_t> shape;
    };

    static Result<PthFile> open(const std::filesystem::path& path);
    PthFile(PthFile&&) noexcept;
    PthFile& operator=(PthFile&&) noexcept;
    ~PthFile();

    /// In the file's order.
    const std::vector<Tensor>& tensors() const { return tensors_; }
    /// Row-major whatever the strides were. 8 and 16-bit integers come as I32 (bytes and truth values as U8).
    Result<NumberArray> read(size_t i) const;

private:
    struct Source;
    PthFile();

    std::vector<Tensor> tensors_;
    std::unique_ptr<Source> source_;
};

/// All of it at once, by name.
Result<std::map<std::string, NumberArray>> readPth(const std::filesystem::path& path);

}  // namespace velatura
