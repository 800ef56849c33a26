// A window in which the quick engine paints while something changes.
#pragma once

#include <QtWidgets/QLabel>

#include "tests/ui/window_fixture.h"
#include "ui/canvas/canvas_bar.h"
#include "ui/params/shared_values.h"
#include "ui/stylize/live_paint.h"
#include "ui/trays/last_inputs.h"

namespace velatura::test {

/// The engine that is quick enough.
inline constexpr const char* kLiveEngine = "arbitrary";

struct LiveFixture : WindowFixture {
    LiveFixture() {
        plan.steps = 2;
        plan.stepMs = 5;
        panel().setParams(kLiveEngine, {});
        panel().setLive(true);
    }
    RunPanel& panel() { return *stylize().runPanel(); }
    Canvas& canvas() { return *stylize().canvas(); }
    void set(const char* key, const ParamValue& value) {
        ParamValues values = panel().params();
        values[key] = value;
        panel().setParams(panel().engine(), values);
    }
    double strength() { return std::get<double>(panel().params().at("style-strength")); }
    /// Everything that was wanted is painted.
    bool settled() {
        return QTest::qWaitFor([this] { return stylize().liveShown() && !stylize().live()->busy(); }, 5000);
    }
    std::vector<RenderRequest> asked() {
        const std::lock_guard lock(plan.mutex);
        return plan.asked;
    }
    const std::vector<ResultPtr>& results() { return stylize().strip()->results(); }
    bool says(const QString& caption) {
        for (const QLabel* label : stylize().findChild<CanvasBar*>()->findChildren<QLabel*>())
            if (label->text() == caption) return true;
        return false;
    }
};

}  // namespace velatura::test
