// BatchItems: the planned pictures and what became of each so far. A plain list that grid, viewer and workspace look
// at. Window thread.
#pragma once

#include <QtCore/QString>
#include <map>
#include <vector>

#include "core/batch/batch_job.h"
#include "ui/batch/batch_planner.h"

namespace velatura {

enum class ItemState : std::uint8_t { Waiting, Done, Kept, Stopped, Failed };

class BatchItems {
public:
    /// A new plan: nothing of it is done.
    void setBatch(const PlannedPtr& batch);
    const PlannedPtr& batch() const { return batch_; }
    bool empty() const { return states_.empty(); }
    int count() const { return static_cast<int>(states_.size()); }
    const BatchItem& item(int index) const { return batch_->plan.items[static_cast<size_t>(index)]; }

    /// All is about to be painted anew; or what is not done yet, or of that only some.
    enum class Begin { Anew, GoOn };
    void begin(Begin how, const std::set<size_t>& only = {});
    void report(const BatchItemResult& result);
    /// Nothing is being painted any more.
    void end() { painting_ = false; }
    /// Every picture was looked at; the first that waits is the one being painted.
    void setPainting(bool on) { painting_ = on; }

    bool begun() const { return begun_; }
    ItemState state(int index) const { return states_[static_cast<size_t>(index)]; }
    const Error* reason(int index) const;
    /// The one that is being painted; -1: none.
    int running() const;
    int countOf(ItemState state) const { return counts_[static_cast<size_t>(state)]; }
    std::set<size_t> failed() const;
    /// The file that shows this item: its result where there is one, else its photo.
    QString picture(int index) const;
    bool hasResult(int index) const;

private:
    void set(size_t index, ItemState state);

    PlannedPtr batch_;
    std::vector<ItemState> states_;
    std::map<size_t, Error> reasons_;
    std::set<size_t> only_;
    int counts_[5] = {};
    bool begun_ = false, painting_ = false;
    mutable size_t next_ = 0;  ///< nothing before it waits
};

}  // namespace velatura
