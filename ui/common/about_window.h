// AboutWindow: which program this is, and what it computes on, in a sentence. Window thread.
#pragma once

#include <QtWidgets/QDialog>

#include "core/work.h"

class QLabel;

namespace velatura {

class AboutWindow : public QDialog {
    Q_OBJECT
public:
    explicit AboutWindow(QWidget* parent = nullptr);
    void setDevice(const Result<DeviceReport>& report);

private:
    QLabel* device_;
};

}  // namespace velatura
