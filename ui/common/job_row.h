// JobRow: one job in the list of jobs: title, what it is doing, progress, its buttons. Used by JobListPopup alone.
// Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "core/jobs/job_queue.h"

class QLabel;
class QProgressBar;
class QToolButton;

namespace velatura {

class JobRow : public QWidget {
    Q_OBJECT
public:
    explicit JobRow(JobId id, QWidget* parent = nullptr);
    JobId id() const { return id_; }
    JobState state() const { return state_; }
    /// `place` among `waiting` ones says which arrows make sense.
    void show(const JobEntry& entry, size_t place, size_t waiting);
    using QWidget::show;
    void showProgress(const Progress& progress);
    void retranslate();

Q_SIGNALS:
    void cancelWanted(quint64 id);
    void pauseWanted(quint64 id, bool on);
    /// -1 up, 1 down.
    void moveWanted(quint64 id, int by);
    /// A waiting row is dragged to this height of the list.
    void draggedTo(quint64 id, int y);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;

private:
    QToolButton* button(const QString& icon);
    QString doing() const;

    JobId id_;
    JobState state_ = JobState::Waiting;
    std::string title_;
    bool paused_ = false, stopping_ = false, dragging_ = false;
    std::optional<Progress> progress_;
    std::optional<JobOutcome> outcome_;
    QLabel *name_, *detail_;
    QProgressBar* bar_;
    QToolButton *up_, *down_, *pause_, *cancel_;
};

}  // namespace velatura
