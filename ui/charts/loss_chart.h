// LossChart: curves of a running or finished job. One colour a loss: a faint raw line under the smoothed one, its last
// value at its end, a chip that toggles it. Data, smoothing and thinning are in loss_series.h; this is the widget.
// Window thread.
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>
#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/jobs/job_channel.h"
#include "ui/charts/loss_series.h"

class QLabel;
class QMenu;
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
    /// The time axis spans at least this far (steps of the whole run); 0: as far as the values go.
    void setExpectedSteps(qint64 steps);
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

private:
    void scheduleRefresh();
    void refresh();
    void retranslate();
    void restyle();
    void askExport(bool csv);

    LossStore store_;
    bool logarithmic_ = true;
    qint64 expected_ = 0;
    QTimer timer_;
    ChipBar* chips_;
    QToolButton* scaleButton_;
    QLabel* empty_;
    LossChartView* view_;
};

}  // namespace velatura
