// What a run of the Stylize workspace will take, before it is begun; and what would fit where it does not.
#include <QtCore/QLocale>
#include <algorithm>

#include "core/base/memory.h"
#include "core/catalog.h"
#include "ui/common/banner.h"
#include "ui/common/clock_text.h"
#include "ui/common/translate.h"
#include "ui/stylize/run_panel.h"
#include "ui/stylize/stylize_workspace.h"

namespace velatura {

std::optional<Forecast> StylizeWorkspace::forecast() const {
    const Inputs in = takenBy(inputs_->inputs(), run_->engine());
    const auto engine = findEngine(run_->engine());
    if (!readyFor(in, run_->engine()) || !engine) return {};
    ForecastRequest request{run_->params(), in.photo->image.size(), {}, availableMemory()};
    for (const StyleChoice& s : in.styles) request.styles.push_back(s.picture->image.size());
    request.regions = regionsOf(in);
    return (*engine)->forecast(request);
}

void StylizeWorkspace::refreshForecast() {
    const auto expected = forecast();
    if (!expected) return run_->setForecast({});
    const double seconds = expected->work * Calibration::secondsPerUnit(run_->engine(), run_->params());
    run_->setForecast([seconds, bytes = expected->bytes] {
        return tr("about %1, %2 GB").arg(clockText(std::max(1.0, seconds)), QLocale().toString(static_cast<double>(bytes) / 1e9, 'f', 1));
    });
}

void StylizeWorkspace::offerSmaller(const Forecast& forecast) {
    const Error error = doesNotFit(forecast, run_->params());
    banners_->clear();
    if (forecast.fittingLongSide == 0) return banners_->showError(error);
    const int smaller = forecast.fittingLongSide;
    banners_->showOffer(trError(error), trHint(error),
                        {{tr("Paint at %1 px").arg(smaller), tr("Sets the working size to %1 px and starts").arg(smaller), [this, smaller] {
                              ParamValues changed = run_->params();
                              changed["long-side"] = std::int64_t{smaller};
                              bringBack(tr("Paint at %1 px").arg(smaller), run_->engine(), changed, inputs_->inputs(), [] {});
                              run();
                          }}});
}

}  // namespace velatura
