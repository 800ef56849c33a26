#include "ui/common/start_trace.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtWidgets/QWidget>
#include <sys/resource.h>

#include <cstdio>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>

namespace velatura {

namespace {
constexpr int kPulseMs = 4;
}

double processAgeMs() {
    std::ifstream file("/proc/self/stat");
    std::string line;
    std::getline(file, line);
    // The name in brackets may hold spaces; start time is the 20th field after it.
    std::istringstream rest(line.substr(line.rfind(')') + 2));
    std::string field;
    for (int i = 0; i < 20; ++i) rest >> field;
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    const double started = std::stod(field) * 1000.0 / static_cast<double>(sysconf(_SC_CLK_TCK));
    return static_cast<double>(now.tv_sec) * 1000.0 + static_cast<double>(now.tv_nsec) / 1e6 - started;
}

double processorMs() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto ms = [](const timeval& t) { return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3; };
    return ms(used.ru_utime) + ms(used.ru_stime);
}

bool StartTrace::wanted() { return qEnvironmentVariableIntValue("VELATURA_TRACE_START") == 1; }

StartTrace::StartTrace(QObject* parent) : QObject(parent) {
    qApp->installEventFilter(this);
    pulse_.setTimerType(Qt::PreciseTimer);
    pulse_.setInterval(kPulseMs);
    connect(&pulse_, &QTimer::timeout, this, [this] {
        const qint64 gap = since_.nsecsElapsed() - kPulseMs * 1'000'000LL;
        if (gap > longestNs_) {
            longestNs_ = gap;
            longestAtMs_ = whole_.elapsed();
        }
        since_.restart();
    });
}

StartTrace::~StartTrace() {
    std::fprintf(stderr, "first paint after %.0f ms (%.0f ms of processor), longest block of the event loop %.1f ms (%lld ms after the first paint)\n",
                 firstPaintMs_, firstPaintCpuMs_, static_cast<double>(longestNs_) / 1e6, static_cast<long long>(longestAtMs_));
}

bool StartTrace::eventFilter(QObject* watched, QEvent* event) {
    if (firstPaintMs_ < 0 && event->type() == QEvent::Paint && watched->isWidgetType() &&
        static_cast<QWidget*>(watched)->isWindow()) {
        firstPaintMs_ = 0;
        // After the whole window is flushed.
        QTimer::singleShot(0, this, [this] {
            firstPaintMs_ = processAgeMs();
            firstPaintCpuMs_ = processorMs();
            whole_.start();
            since_.start();
            pulse_.start();
        });
    }
    return false;
}

}  // namespace velatura
