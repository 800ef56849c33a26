// LossChart: curves of a running or finished job. One colour a loss: a faint raw line under the smoothed one, its last
// value at its end, a chip that toggles it. Data, smoothing and thinning are in loss_series.h; this is the widget.
// Window thread.
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/jobs/job_channel.h"
#include "ui/charts/loss_series.h"

class QLabel;
class QToolButton;

namespace velatura {

class ChipBar;
class LossChartView;

class LossChart : public QWidget {
    Q_OBJECT
public:
    explicit LossChart(QWidget* parent = nullptr);
    ~LossChart() override;

    void clear();
    void addScalars(const std::vector<Scalar>& scalars);
    /// A hairline at `step` with a word beside it.
    void markStage(qint64 step, const QString& word);

    bool logarithmic() const { return logarithmic_; }
    void setLogarithmic(bool on);
    /// What an empty chart says.
    void setEmptyText(const QString& sentence);
    /// A cursor that stays where it is put; none: only the hover cross-hair.
    void setCursorStep(std::optional<qint64> step);
    const LossStore& store() const { return store_; }

    /// Where `step` lies on the time axis, in this widget's coordinates, for things that share the axis.
    double xOfStep(qint64 step) const;
    qint64 stepAt(double x) const;
    /// Left and right end of the time axis in this widget's coordinates.
    std::pair<double, double> plotSpan() const;

    Status exportCsv(const std::filesystem::path& path) const;
    Status exportPng(const std::filesystem::path& path);
    /// A curve is drawn or left out; its chip shows which.
    void setShown(const std::string& name, bool shown);
    bool isShown(const std::string& name) const { return !hidden_.contains(name); }

Q_SIGNALS:
    void logarithmicChanged(bool on);
    /// The person drags the cursor.
    void cursorDragged(qint64 step);
    /// Plot area or time axis changed.
    void axisChanged();
    /// An export failed or succeeded: one sentence.
    void notice(const QString& sentence);

protected:
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void scheduleRefresh();
    void refresh();
    void retranslate();
    void fillChips();
    void askExport(bool csv);
    void report(const Status& status, const QString& path);

    LossStore store_;
    std::set<std::string> hidden_;
    bool logarithmic_ = true;
    bool stale_ = false;  ///< there is something newer than what is drawn
    QTimer timer_;
    QString emptyText_;
    ChipBar* chips_;
    QToolButton* scaleButton_;
    QLabel* empty_;
    LossChartView* view_;
};

}  // namespace velatura
