// JobListButton: "jobs 2" in the top bar; its popup shows every job with progress, stage, time left, pause and cancel,
// lets the waiting ones be reordered and clears what has ended. Window thread.
#pragma once

#include <QtWidgets/QToolButton>

namespace velatura {

class JobBridge;
class JobListPopup;

class JobListButton : public QToolButton {
    Q_OBJECT
public:
    explicit JobListButton(JobBridge& bridge, QWidget* parent = nullptr);
    /// The list itself, for tests and for the keyboard.
    JobListPopup* popup() const { return popup_; }
    void showPopup();

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    JobBridge& bridge_;
    JobListPopup* popup_;
};

}  // namespace velatura
