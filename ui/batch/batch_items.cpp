#include "ui/batch/batch_items.h"

namespace velatura {

void BatchItems::setBatch(const PlannedPtr& batch) {
    batch_ = batch;
    states_.assign(batch ? batch->plan.items.size() : 0, ItemState::Waiting);
    reasons_.clear();
    only_.clear();
    std::fill(std::begin(counts_), std::end(counts_), 0);
    counts_[0] = count();
    begun_ = painting_ = false;
    next_ = 0;
}

void BatchItems::set(size_t index, ItemState state) {
    --counts_[static_cast<size_t>(states_[index])];
    ++counts_[static_cast<size_t>(state)];
    states_[index] = state;
}

void BatchItems::begin(Begin how, const std::set<size_t>& only) {
    only_ = only;
    begun_ = true;
    painting_ = false;
    next_ = 0;
    for (size_t i = 0; i < states_.size(); ++i) {
        const bool kept = how == Begin::GoOn && (states_[i] == ItemState::Done || states_[i] == ItemState::Kept);
        if (kept || (!only.empty() && !only.contains(i))) continue;
        set(i, ItemState::Waiting);
        reasons_.erase(i);
    }
}

void BatchItems::report(const BatchItemResult& result) {
    const size_t i = result.item.index;
    if (i >= states_.size()) return;
    switch (result.state) {
        case BatchState::Done:
            set(i, ItemState::Done);
            break;
        case BatchState::Kept:
            // What this window painted itself stays done.
            if (states_[i] != ItemState::Done) set(i, ItemState::Kept);
            break;
        case BatchState::Stopped:
            set(i, ItemState::Stopped);
            break;
        case BatchState::Failed:
            set(i, ItemState::Failed);
            if (result.error) reasons_[i] = *result.error;
            break;
    }
}

const Error* BatchItems::reason(int index) const {
    const auto it = reasons_.find(static_cast<size_t>(index));
    return it == reasons_.end() ? nullptr : &it->second;
}

int BatchItems::running() const {
    if (!painting_) return -1;
    const auto waits = [this](size_t i) {
        return states_[i] == ItemState::Waiting && (only_.empty() || only_.contains(i));
    };
    while (next_ < states_.size() && !waits(next_)) ++next_;
    return next_ < states_.size() ? static_cast<int>(next_) : -1;
}

std::set<size_t> BatchItems::failed() const {
    std::set<size_t> out;
    for (const auto& [index, reason] : reasons_) out.insert(index);
    return out;
}

bool BatchItems::hasResult(int index) const {
    const ItemState s = state(index);
    return s == ItemState::Done || s == ItemState::Kept || s == ItemState::Stopped;
}

QString BatchItems::picture(int index) const {
    return QString::fromStdString((hasResult(index) ? item(index).output : item(index).content).string());
}

}  // namespace velatura
