// PrefixedState: one part of a trainer's state under a name of its own, where two parts would use the same names.
#pragma once

#include <string>
#include <utility>

#include "core/train/trainer.h"

namespace velatura {

class PrefixedState : public StateVisitor {
public:
    PrefixedState(StateVisitor& to, std::string prefix) : to_(to), prefix_(std::move(prefix)) {}
    void number(const std::string& name, std::int64_t& value) override { to_.number(prefix_ + name, value); }
    void number(const std::string& name, double& value) override { to_.number(prefix_ + name, value); }
    void tensor(const std::string& name, at::Tensor& value) override { to_.tensor(prefix_ + name, value); }
    bool has(const std::string& name) const override { return to_.has(prefix_ + name); }

private:
    StateVisitor& to_;
    std::string prefix_;
};

}  // namespace velatura
