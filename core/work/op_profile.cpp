#include "core/work/op_profile.h"

#include <ATen/record_function.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>

namespace velatura {

namespace {

using Clock = std::chrono::steady_clock;

/// An operation that runs: the time of those inside it is taken off its own.
struct Running : at::ObserverContext {
    std::string name;
    Clock::time_point from;
    Running* outer = nullptr;
    double inside = 0;
};

thread_local std::map<std::string, OpTime>* profile = nullptr;
thread_local Running* innermost = nullptr;

std::unique_ptr<at::ObserverContext> begin(const at::RecordFunction& function) {
    auto out = std::make_unique<Running>();
    out->name = function.name();
    out->outer = innermost;
    innermost = out.get();
    out->from = Clock::now();
    return out;
}

void end(const at::RecordFunction&, at::ObserverContext* context) {
    auto* op = static_cast<Running*>(context);
    const double took = std::chrono::duration<double>(Clock::now() - op->from).count();
    innermost = op->outer;
    if (innermost) innermost->inside += took;
    if (!profile) return;
    OpTime& entry = (*profile)[op->name];
    ++entry.calls;
    entry.seconds += took - op->inside;
}

}  // namespace

std::vector<OpTime> profileOps(const std::function<void()>& body) {
    std::map<std::string, OpTime> ops;
    profile = &ops;
    innermost = nullptr;
    const auto handle = at::addThreadLocalCallback(at::RecordFunctionCallback(begin, end).scopes({at::RecordScope::FUNCTION}));
    const auto from = Clock::now();
    const auto stop = [&] {
        at::removeCallback(handle);
        profile = nullptr;
    };
    try {
        body();
    } catch (...) {
        stop();
        throw;
    }
    const double all = std::chrono::duration<double>(Clock::now() - from).count();
    stop();
    std::vector<OpTime> out;
    double known = 0;
    for (auto& [name, op] : ops) {
        known += op.seconds;
        out.push_back({name, op.calls, op.seconds});
    }
    std::sort(out.begin(), out.end(), [](const OpTime& a, const OpTime& b) { return a.seconds > b.seconds; });
    out.push_back({"other", 1, std::max(0.0, all - known)});
    return out;
}

}  // namespace velatura
