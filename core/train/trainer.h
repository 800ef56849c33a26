// Trainer: what is particular to one kind of training. TrainLoop does the rest once for all. A trainer lives on the
// job's thread; its tensors never leave it.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/io/safetensors.h"
#include "core/work.h"

namespace velatura {

using Scalars = std::vector<std::pair<std::string, double>>;

/// Walks everything that a resume needs. The same walk saves and loads, so nothing can be on one list alone.
class StateVisitor {
public:
    virtual ~StateVisitor() = default;
    virtual void number(const std::string& name, std::int64_t& value) = 0;
    virtual void number(const std::string& name, double& value) = 0;
    /// An undefined tensor is saved as absent and comes back undefined.
    virtual void tensor(const std::string& name, at::Tensor& value) = 0;
    /// Whether there is something to load under this name; always when saving. For parts that a run may get later.
    virtual bool has(const std::string& /*name*/) const { return true; }
};

struct StepInput {
    std::int64_t step = 0;        ///< 0 for the first of the run
    std::uint64_t seed = 0;       ///< of this step: all randomness comes from it, so a resume needs no random state
    double learningRate = 0;
    at::Tensor images;            ///< float32 [batch,3,size,size], 0..1, on the trainer's device
    at::Tensor styles;            ///< the same of the styles' folder, for trainers that want it
};

class Trainer {
public:
    virtual ~Trainer() = default;
    /// Makes networks and optimisers. Called once, before state() or step().
    virtual Status build(const TrainRequest& request, const c10::Device& device) = 0;
    /// Parameters that may change while running (ParamSpec::live); already checked.
    virtual void setParams(const ParamValues& params) = 0;
    /// Whether StepInput::styles is filled, from TrainRequest::styles.
    virtual bool wantsStyleSquares() const { return false; }
    /// One optimiser step; its losses by name. `total` comes first.
    virtual Scalars step(const StepInput& input) = 0;
    /// Pictures that show how far it is, same inputs every time: float32 [3,H,W] or one grid, 0..1.
    virtual at::Tensor sample() = 0;
    virtual void state(StateVisitor& visitor) = 0;
    /// What is shipped: depends on the run's steps alone, never on time, path, host or resumes.
    virtual SafetensorsFile exported() = 0;
    /// File name of the exported weights inside the run folder, e.g. "perceptual.safetensors".
    virtual std::string exportName() const = 0;
};

}  // namespace velatura
