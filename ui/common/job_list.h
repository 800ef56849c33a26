// JobListPopup: what JobListButton opens: every job with its row, the waiting ones in the order in which they will run.
// Window thread.
#pragma once

#include <QtWidgets/QFrame>
#include <map>
#include <vector>

#include "core/jobs/job_queue.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace velatura {

class JobBridge;
class JobRow;

class JobListPopup : public QFrame {
    Q_OBJECT
public:
    explicit JobListPopup(JobBridge& bridge, QWidget* parent = nullptr);
    const std::vector<JobRow*>& rows() const { return rows_; }

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent*) override;
    void showEvent(QShowEvent*) override;

private:
    void refresh();
    void fit();
    void retranslate();
    size_t placeOf(JobId id) const;  ///< among the waiting ones
    void drag(JobId id, int y);

    JobBridge& bridge_;
    std::map<JobId, Progress> progress_;
    std::vector<JobRow*> rows_;
    std::vector<JobId> waiting_;
    QLabel *title_, *empty_;
    QPushButton* clear_;
    QWidget* body_;
    QVBoxLayout* column_;
    QScrollArea* area_;
};

}  // namespace velatura
