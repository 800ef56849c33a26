// StartTrace: with VELATURA_TRACE_START=1, tells on standard error how long the first paint took from the start of the
// process, and the longest block of the event loop, when the program ends. Window thread.
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace velatura {

class StartTrace : public QObject {
    Q_OBJECT
public:
    static bool wanted();
    explicit StartTrace(QObject* parent = nullptr);
    ~StartTrace() override;

private:
    bool eventFilter(QObject* watched, QEvent* event) override;

    QTimer pulse_;
    QElapsedTimer since_, whole_;
    double firstPaintMs_ = -1, firstPaintCpuMs_ = 0;
    qint64 longestNs_ = 0, longestAtMs_ = 0;
};

/// Milliseconds since the kernel started this process.
double processAgeMs();
/// Processor time of all its threads so far: what the start costs on a machine that does nothing else.
double processorMs();

}  // namespace velatura
