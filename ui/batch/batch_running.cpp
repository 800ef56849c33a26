// BatchWorkspace: starting, following and ending a batch, and going on with one of an earlier day.
#include <QtCore/QDir>
#include <QtCore/QLocale>
#include <QtCore/QUrl>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QStackedWidget>

#include "ui/batch/batch_input_panel.h"
#include "ui/batch/batch_output.h"
#include "ui/batch/batch_panel.h"
#include "ui/batch/batch_runner.h"
#include "ui/batch/batch_workspace.h"
#include "ui/batch/failure_list.h"
#include "ui/batch/item_grid.h"
#include "ui/batch/item_viewer.h"
#include "ui/batch/offer_bar.h"
#include "ui/common/banner.h"
#include "ui/common/clock_text.h"
#include "ui/common/translate.h"

namespace velatura {

namespace {

constexpr int kUnits = 100;  ///< of progress a picture, see BatchJob

int number(const ParamValues& facts, const char* key) { return static_cast<int>(numberOr(facts, key, 0)); }

}  // namespace

QString dayText(const QDateTime& when) {
    const auto days = when.date().daysTo(QDate::currentDate());
    if (days == 0) return BatchWorkspace::tr("today, %1").arg(QLocale().toString(when.time(), QLocale::ShortFormat));
    if (days == 1) return BatchWorkspace::tr("yesterday");
    return QLocale().toString(when.date(), QLocale::LongFormat);
}

bool BatchWorkspace::running() const {
    return runner_->active();
}
bool BatchWorkspace::ready() const {
    return !running() && (!items_.empty() || planner_.busy());
}

void BatchWorkspace::start() {
    if (!ready()) return;
    if (planner_.busy())
        whenPlanned_ = Start::Anew;
    else
        begin(Start::Anew, {});
}

void BatchWorkspace::goOn() {
    if (!ready()) return;
    if (planner_.busy())
        whenPlanned_ = Start::GoOn;
    else
        begin(Start::GoOn, {});
}

void BatchWorkspace::retryFailed() {
    if (!ready() || planner_.busy()) return;
    if (const auto failed = items_.failed(); !failed.empty()) begin(Start::GoOn, failed);
}

void BatchWorkspace::begin(Start how, const std::set<size_t>& only) {
    const PlannedPtr planned = items_.batch();
    const auto output = planned ? batchOutputSchema().read(planned->order.output) : Result<BatchOutput>(fail(Error()));
    if (!output) return;
    banners_->clear();
    problem_.clear();
    offer_->withdraw();
    // A photo that was broken may have been mended meanwhile.
    for (const size_t index : items_.failed()) thumbs_.forget(items_.picture(static_cast<int>(index)));
    BatchPlan plan = planned->plan;
    plan.request.resume = how == Start::GoOn;
    plan.only = only;
    items_.begin(how == Start::GoOn ? BatchItems::Begin::GoOn : BatchItems::Begin::Anew, only);
    lane_.run(
        this,
        [last = LastBatch{planned->order, items_.count(), QDateTime::currentDateTime(), 0}] {
            return rememberBatch(last);
        },
        [this](const Status& status) {
            if (!status) banners_->showError(status.error());
        });
    const QString folder = QDir(planned->order.inputs.folder).dirName();
    const int count = only.empty() ? items_.count() : static_cast<int>(only.size());
    runner_->start(std::move(plan), saveOptions(*output), tr("Batch %1 (%2 pictures)").arg(folder).arg(count));
    grid_->setShare(0);
    grid_->refreshAll();
    failures_->refresh();
    panel_->saveState();
    refreshState();
}

void BatchWorkspace::stop() {
    whenPlanned_.reset();
    runner_->stop();
}

void BatchWorkspace::onItems(const std::vector<BatchItemResult>& results) {
    for (const BatchItemResult& result : results) {
        items_.report(result);
        thumbs_.forget(QString::fromStdString(result.item.output.string()));
    }
    if (results.size() < 32)
        for (const BatchItemResult& result : results) grid_->refreshItem(static_cast<int>(result.item.index));
    else
        grid_->refreshAll();
    failures_->refresh();
    if (middle_->currentWidget() == viewer_) viewer_->refresh();
}

void BatchWorkspace::onProgress(const Progress& p) {
    const bool painting = p.stage != "Checking" && p.stage != "Contact sheet";
    items_.setPainting(painting);
    grid_->setShare(painting ? static_cast<double>(p.done % kUnits) / kUnits : 0);
    if (runner_->stopping()) return;
    const int over = items_.count() - items_.countOf(ItemState::Waiting);
    panel_->setProgress(p, painting ? tr("%1 of %2").arg(locale().toString(over), locale().toString(items_.count()))
                                    : trStage(p.stage));
    if (middle_->currentWidget() == viewer_) viewer_->refresh();
}

void BatchWorkspace::onFinished(const JobOutcome& outcome) {
    items_.end();
    const int left = number(outcome.facts, "left"), done = number(outcome.facts, "done");
    if (outcome.error) banners_->showError(*outcome.error);
    // What is complete needs no going on; what failed was named.
    if (outcome.end == JobEnd::Done && left == 0)
        lane_.run(
            this,
            [] {
                forgetBatch();
                return true;
            },
            [](bool) {});
    panel_->setSummary([done, time = clockText(numberOr(outcome.facts, "seconds", 0))] {
        return done == 1 ? tr("1 picture in %1").arg(time)
                         : tr("%1 pictures in %2").arg(QLocale().toString(done), time);
    });
    offerAfter(outcome);
    grid_->refreshAll();
    failures_->refresh();
    if (middle_->currentWidget() == viewer_) viewer_->refresh();
    if (stale_) onOrderChanged();
}

void BatchWorkspace::offerAfter(const JobOutcome& outcome) {
    const int done = items_.countOf(ItemState::Done), kept = items_.countOf(ItemState::Kept),
              failed = items_.countOf(ItemState::Failed),
              left = items_.countOf(ItemState::Waiting) + items_.countOf(ItemState::Stopped);
    if (outcome.error && done + kept + failed == 0) return;  // the banner says it all
    const auto sentence = [=] {
        const QLocale l;
        QStringList parts{done == 1 ? tr("1 picture is painted") : tr("%1 pictures are painted").arg(l.toString(done))};
        if (kept > 0) parts << tr("%1 were there already").arg(l.toString(kept));
        if (failed > 0) parts << tr("%1 failed").arg(l.toString(failed));
        if (left > 0) parts << tr("%1 are left").arg(l.toString(left));
        return parts.join(tr(", ", "between parts of a sentence")) + tr(".", "end of a sentence");
    };
    std::vector<OfferBar::Action> actions;
    if (left > 0) actions.push_back({[] { return tr("Go on"); }, [this] { goOn(); }});
    if (failed > 0) actions.push_back({[] { return tr("Try the failed ones again"); }, [this] { retryFailed(); }});
    actions.push_back({[] { return tr("Open folder"); }, [this] { openFolder(); }});
    offer_->offer(sentence, std::move(actions));
}

void BatchWorkspace::offerUnfinished() {
    lane_.run(
        this, [] { return unfinishedBatch(); },
        [this](const std::optional<LastBatch>& last) {
            if (!last || running()) return;
            const auto sentence = [day = last->begun, done = last->done, of = last->planned] {
                return tr("The batch of %1 is not finished: %2 of %3 pictures are done.")
                    .arg(dayText(day), QLocale().toString(done), QLocale().toString(of));
            };
            offer_->offer(sentence, {{[] { return tr("Go on"); },
                                      [this, order = last->order] {
                                          changeOrder(order, tr("Go on with the batch"));
                                          goOn();
                                      }},
                                     {[] { return tr("Forget it"); },
                                      [this] {
                                          offer_->withdraw();
                                          lane_.run(
                                              this,
                                              [] {
                                                  forgetBatch();
                                                  return true;
                                              },
                                              [](bool) {});
                                      }}});
        });
}

void BatchWorkspace::openFolder() {
    if (items_.batch()) QDesktopServices::openUrl(QUrl::fromLocalFile(items_.batch()->order.inputs.folder));
}

void BatchWorkspace::refreshState() {
    RunState state = ready() ? RunState::Ready : RunState::Missing;
    if (running())
        state = runner_->stopping() ? RunState::Stopping : runner_->begun() ? RunState::Running : RunState::Waiting;
    panel_->setState(state, runner_->paused());
    inputs_->setRunning(running());
    Q_EMIT stateChanged();
}

}  // namespace velatura
