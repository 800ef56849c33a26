// `evaluate --network`: how much of VGG-19 a network sees, as figures.
#pragma once

#include <memory>

#include "app/cli/command.h"
#include "app/cli/options.h"

namespace velatura::cli {

class EvaluateNetwork {
public:
    EvaluateNetwork(CLI::App& app, Program& program);
    /// --network was given.
    bool wanted() const;
    int run();

private:
    Program& program_;
    std::unique_ptr<SchemaOptions> options_;
    std::string teachers_, data_, test_;
};

}  // namespace velatura::cli
